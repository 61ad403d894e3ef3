import { z } from 'zod'
import { HistoryEntry, HistoryQuery } from '../platform.ts'
import { route } from '../route.ts'
import { CivilDate, Id, Instant, Line, PageQuery, pageOf, Text, Version } from '../values.ts'
import { FieldAnswers } from './custom-fields.ts'
import { IdType } from './documents.ts'
import { Occupancy, OccupantKind } from './occupancies.ts'
import { Tag } from './tags.ts'

export const PersonType = z.enum(['person', 'organisation'])
export const Sex = z.enum(['male', 'female'])
export const PhoneKind = z.enum(['mobile', 'home', 'work', 'other'])
export const PetSpecies = z.enum(['dog', 'cat', 'other'])

/** A phone as somebody writes it: a mobile, a landline with its area, a service number. */
export const PHONE_PATTERN = /^\+?\d[\d\- ]{4,18}\d$/
export const PhoneText = z.string().trim().regex(PHONE_PATTERN)

export const PersonRow = z.object({
  id: Id,
  type: PersonType,
  name: z.string(),
  sex: Sex.nullable(),
  phoneMasked: z.string().nullable().describe('The primary phone'),
  idNumberMasked: z.string().nullable(),
  tags: z.array(Tag),
  premises: z.array(z.object({ id: Id, label: z.string(), kind: OccupantKind })),
})

const peopleFilters = {
  text: z.string().max(50).optional(),
  communityId: Id.optional(),
  kind: OccupantKind.optional().describe('Lives somewhere as this today'),
  type: PersonType.optional(),
  tagId: Id.optional(),
  has: z.enum(['phone', 'no-phone', 'id', 'no-id']).optional(),
  fieldId: Id.optional().describe('A custom field …'),
  fieldValue: z.string().max(200).optional().describe('… that holds this, or begins with it'),
  presence: z.enum(['present', 'left', 'never']).optional().describe('Has a household today, had one, never had one'),
}

export const listPeople = route({
  method: 'GET',
  path: '/registry/people',
  summary: 'People and organisations with their present households; phone and ID number are masked.',
  permission: 'registry.people.read',
  query: PageQuery.extend(peopleFilters),
  response: pageOf(PersonRow),
})

export const exportPeople = route({
  method: 'GET',
  path: '/registry/people/export',
  summary: 'The people list with the same filters, masked, as a workbook or csv.',
  permission: 'registry.people.read',
  query: z.object({ ...peopleFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const Phone = z.object({
  id: Id,
  kind: PhoneKind,
  numberMasked: z.string(),
  primary: z.boolean(),
  verifiedAt: Instant.nullable(),
})

export const Contact = z.object({
  id: Id,
  name: z.string(),
  relation: z.string(),
  phoneMasked: z.string().nullable(),
})

export const Pet = z.object({
  id: Id,
  name: z.string(),
  species: PetSpecies,
  breed: z.string(),
  licenceNumber: z.string().nullable(),
  vaccinatedOn: CivilDate.nullable(),
})

export const PersonDetail = PersonRow.extend({
  communityId: Id,
  communityName: z.string(),
  formerNames: z.array(z.string()),
  birthday: CivilDate.nullable(),
  idType: IdType.nullable(),
  emailMasked: z.string().nullable(),
  postalAddressMasked: z.string().nullable(),
  legalRepresentative: z.string().nullable(),
  note: z.string(),
  phones: z.array(Phone),
  contacts: z.array(Contact).describe('Of a person: for emergencies. Of an organisation: by their roles'),
  pets: z.array(Pet),
  occupancies: z.array(Occupancy),
  createdAt: Instant,
  updatedAt: Instant,
  mergedInto: Id.nullable().describe('The person this one turned out to be'),
  erasedOn: CivilDate.nullable().describe(
    'Erased at their request: only what the law keeps is left, and nothing is edited',
  ),
  version: Version,
})

export const readPerson = route({
  method: 'GET',
  path: '/registry/people/:personId',
  summary: 'One person or organisation with everything known and the households over time.',
  permission: 'registry.people.read',
  params: z.object({ personId: Id }),
  response: PersonDetail,
  errors: ['platform.not_found'],
})

export const personHistory = route({
  method: 'GET',
  path: '/registry/people/:personId/history',
  summary: 'Who changed what of a person, when and why; reveals stand among it.',
  permission: 'registry.people.read',
  params: z.object({ personId: Id }),
  query: HistoryQuery,
  response: pageOf(HistoryEntry),
  errors: ['platform.not_found'],
})

const PhoneInput = z.object({
  id: Id,
  kind: PhoneKind,
  number: PhoneText.optional().describe('Absent: as it is stored'),
  primary: z.boolean(),
  verified: z.boolean(),
})

const ContactInput = z.object({
  id: Id,
  name: Line,
  relation: z.string().trim().max(30),
  phone: PhoneText.nullable().optional().describe('Absent: as it is stored; null: none'),
})

const PetInput = Pet.extend({
  name: Line,
  breed: z.string().trim().max(30),
  licenceNumber: z.string().trim().min(1).max(40).nullable(),
})

/** What is said of a person or an organisation; lists are whole, so what is left out of them goes. */
export const PersonFacts = z.object({
  type: PersonType,
  name: Line,
  formerNames: z.array(Line).max(10),
  sex: Sex.nullable(),
  birthday: CivilDate.nullable(),
  idType: IdType.nullable(),
  idNumber: z.string().trim().max(40).nullable().optional().describe('Absent: as it is stored; null: none'),
  email: z.email().max(100).nullable().optional().describe('Absent: as it is stored; null: none'),
  postalAddress: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .nullable()
    .optional()
    .describe('Absent: as it is stored; null: none'),
  legalRepresentative: Line.nullable(),
  note: Text,
  phones: z.array(PhoneInput).max(10),
  contacts: z.array(ContactInput).max(10),
  pets: z.array(PetInput).max(10),
  tagIds: z.array(Id).max(30),
})

export const createPerson = route({
  method: 'POST',
  path: '/registry/people',
  summary: 'Register a person or an organisation.',
  permission: 'registry.people.edit',
  body: PersonFacts.extend({ id: Id, communityId: Id, values: FieldAnswers.optional() }),
  response: PersonDetail,
  errors: ['platform.not_found', 'platform.changed_meanwhile'],
  auditBody: false,
})

export const editPerson = route({
  method: 'PUT',
  path: '/registry/people/:personId',
  summary: 'Correct what is said of a person; a changed primary phone changes the resident account with it.',
  permission: 'registry.people.edit',
  params: z.object({ personId: Id }),
  body: PersonFacts.extend({ version: Version }),
  response: PersonDetail,
  errors: ['platform.not_found', 'platform.changed_meanwhile'],
  auditBody: false,
})

export const findLikePeople = route({
  method: 'POST',
  path: '/registry/people/alike',
  summary: 'Who is already there with this name, phone or ID number: asked while somebody is being registered.',
  permission: 'registry.people.read',
  body: z.object({
    name: z.string().trim().max(100),
    phones: z.array(z.string().max(30)).max(10),
    idNumber: z.string().max(40).nullable(),
    exceptId: Id.optional(),
  }),
  response: z.object({
    items: z.array(
      z.object({
        id: Id,
        name: z.string(),
        phoneMasked: z.string().nullable(),
        premises: z.array(z.string()),
        same: z.array(z.enum(['id-number', 'phone', 'name'])),
      }),
    ),
  }),
  reads: true,
})

export const revealPerson = route({
  method: 'POST',
  path: '/registry/people/:personId/reveal',
  summary: 'Phones, ID number, e-mail and address in full, for a stated reason; written to the audit log.',
  permission: 'registry.people.reveal',
  params: z.object({ personId: Id }),
  body: z.object({ reason: Line }),
  response: z.object({
    phone: z.string().nullable().describe('The primary phone'),
    idNumber: z.string().nullable(),
    email: z.string().nullable(),
    postalAddress: z.string().nullable(),
    phones: z.array(z.object({ id: Id, number: z.string() })),
    contacts: z.array(z.object({ id: Id, phone: z.string().nullable() })),
  }),
  errors: ['platform.not_found'],
  idempotent: false,
})
