import { z } from 'zod'
import { route } from '../route.ts'
import { Id, Version } from '../values.ts'

export const FieldSubject = z.enum(['person', 'premises', 'vehicle'])
export const FieldType = z.enum(['text', 'number', 'date', 'choice', 'yes-no'])

const Label = z.string().trim().min(1).max(30)
const Choices = z.array(z.string().trim().min(1).max(30)).max(50)

export const CustomField = z.object({
  id: Id,
  subject: FieldSubject,
  label: z.string(),
  type: FieldType,
  choices: z.array(z.string()).describe('Of a choice'),
  required: z.boolean(),
  position: z.int(),
  archived: z.boolean().describe('No longer asked; what was said stays'),
  version: Version,
})

export const FieldValue = z.object({
  field: CustomField,
  value: z.string().nullable().describe('As text: 12.50, 2026-11-23, yes'),
  version: z.int().min(0).describe('0: nothing was said yet'),
})

export const listCustomFields = route({
  method: 'GET',
  path: '/registry/custom-fields',
  summary:
    'The fields that this company adds to people, premises and vehicles, in their order; archived ones at the end.',
  permission: 'registry.premises.read',
  query: z.object({ subject: FieldSubject.optional() }),
  response: z.object({ items: z.array(CustomField) }),
})

export const exportCustomFields = route({
  method: 'GET',
  path: '/registry/custom-fields/export',
  summary: 'The fields that this company adds, as a workbook or csv.',
  permission: 'registry.premises.read',
  query: z.object({ subject: FieldSubject.optional(), format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const createCustomField = route({
  method: 'POST',
  path: '/registry/custom-fields',
  summary: 'Add a field of a type to people, premises or vehicles.',
  permission: 'registry.fields.manage',
  body: z.object({
    id: Id,
    subject: FieldSubject,
    label: Label,
    type: FieldType,
    choices: Choices,
    required: z.boolean(),
    position: z.int().min(0).max(1000),
  }),
  response: CustomField,
  errors: ['registry.field_label_taken'],
})

export const editCustomField = route({
  method: 'PUT',
  path: '/registry/custom-fields/:fieldId',
  summary: 'Rename a field, order it, change its choices, or no longer ask it. Its type stays.',
  permission: 'registry.fields.manage',
  params: z.object({ fieldId: Id }),
  body: z.object({
    version: Version,
    label: Label,
    choices: Choices,
    required: z.boolean(),
    position: z.int().min(0).max(1000),
    archived: z.boolean(),
  }),
  response: CustomField,
  errors: ['registry.field_label_taken', 'platform.changed_meanwhile', 'platform.not_found'],
})

const values = z.object({ items: z.array(FieldValue) })
/** What is said in the company's own fields, each from the version that was read (0: nothing was said yet). */
export const FieldAnswers = z
  .array(z.object({ fieldId: Id, value: z.string().trim().max(200).nullable(), version: z.int().min(0) }))
  .max(100)
const said = z.object({ values: FieldAnswers })
const saidErrors = ['platform.not_found', 'platform.changed_meanwhile'] as const

export const readPersonFields = route({
  method: 'GET',
  path: '/registry/people/:personId/fields',
  summary: "What is said of a person in the company's own fields.",
  permission: 'registry.people.read',
  params: z.object({ personId: Id }),
  response: values,
  errors: ['platform.not_found'],
})

export const setPersonFields = route({
  method: 'PUT',
  path: '/registry/people/:personId/fields',
  summary: "Say something of a person in the company's own fields; null takes it back.",
  permission: 'registry.people.edit',
  params: z.object({ personId: Id }),
  body: said,
  response: values,
  errors: [...saidErrors],
})

export const readPremisesFields = route({
  method: 'GET',
  path: '/registry/premises/:premisesId/fields',
  summary: "What is said of premises in the company's own fields.",
  permission: 'registry.premises.read',
  params: z.object({ premisesId: Id }),
  response: values,
  errors: ['platform.not_found'],
})

export const setPremisesFields = route({
  method: 'PUT',
  path: '/registry/premises/:premisesId/fields',
  summary: "Say something of premises in the company's own fields; null takes it back.",
  permission: 'registry.premises.edit',
  params: z.object({ premisesId: Id }),
  body: said,
  response: values,
  errors: [...saidErrors],
})

export const readVehicleFields = route({
  method: 'GET',
  path: '/registry/vehicles/:vehicleId/fields',
  summary: "What is said of a vehicle in the company's own fields.",
  permission: 'registry.vehicles.read',
  params: z.object({ vehicleId: Id }),
  response: values,
  errors: ['platform.not_found'],
})

export const setVehicleFields = route({
  method: 'PUT',
  path: '/registry/vehicles/:vehicleId/fields',
  summary: "Say something of a vehicle in the company's own fields; null takes it back.",
  permission: 'registry.vehicles.manage',
  params: z.object({ vehicleId: Id }),
  body: said,
  response: values,
  errors: [...saidErrors],
})
