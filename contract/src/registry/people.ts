import { z } from 'zod'
import { route } from '../route.ts'
import { Id, Line, PageQuery, pageOf } from '../values.ts'
import { Occupancy, OccupantKind } from './occupancies.ts'

export const PersonRow = z.object({
  id: Id,
  name: z.string(),
  sex: z.enum(['male', 'female']).nullable(),
  phoneMasked: z.string().nullable(),
  idNumberMasked: z.string().nullable(),
  premises: z.array(z.object({ id: Id, label: z.string(), kind: OccupantKind })),
})

export const listPeople = route({
  method: 'GET',
  path: '/registry/people',
  summary: 'People with their present households; phone and ID number are masked.',
  permission: 'registry.people.read',
  query: PageQuery.extend({
    text: z.string().max(50).optional(),
    communityId: Id.optional(),
    kind: OccupantKind.optional(),
  }),
  response: pageOf(PersonRow),
})

export const exportPeople = route({
  method: 'GET',
  path: '/registry/people/export',
  summary: 'The people list with the same filters, masked, as a workbook or csv.',
  permission: 'registry.people.read',
  query: z.object({
    text: z.string().max(50).optional(),
    communityId: Id.optional(),
    kind: OccupantKind.optional(),
    format: z.enum(['xlsx', 'csv']).default('xlsx'),
  }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const readPerson = route({
  method: 'GET',
  path: '/registry/people/:personId',
  summary: 'One person with households over time.',
  permission: 'registry.people.read',
  params: z.object({ personId: Id }),
  response: PersonRow.extend({ occupancies: z.array(Occupancy) }),
  errors: ['platform.not_found'],
})

export const revealPerson = route({
  method: 'POST',
  path: '/registry/people/:personId/reveal',
  summary: 'Phone and ID number in full, for a stated reason; written to the audit log.',
  permission: 'registry.people.reveal',
  params: z.object({ personId: Id }),
  body: z.object({ reason: Line }),
  response: z.object({ phone: z.string().nullable(), idNumber: z.string().nullable() }),
  errors: ['platform.not_found'],
  idempotent: false,
})
