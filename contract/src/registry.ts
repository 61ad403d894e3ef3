import { z } from 'zod'
import { route } from './route.ts'
import { CivilDate, DecimalText, Id, Line, PageQuery, pageOf } from './values.ts'

export const PremisesUse = z.enum(['residential', 'shop', 'office', 'dormitory', 'parking', 'storage', 'public'])
export const PremisesState = z.enum(['unsold', 'handed-over', 'occupied', 'vacant', 'let', 'decorating'])
export const OccupantKind = z.enum(['owner', 'family', 'tenant', 'temporary'])

export const Community = z.object({
  id: Id,
  code: z.string(),
  name: z.string(),
  address: z.string(),
  buildingCount: z.int(),
  premisesCount: z.int(),
})

export const listCommunities = route({
  method: 'GET',
  path: '/registry/communities',
  summary: 'Communities in my scope.',
  permission: 'registry.premises.read',
  response: z.object({ items: z.array(Community) }),
})

export const createCommunity = route({
  method: 'POST',
  path: '/registry/communities',
  summary: 'Open a community.',
  permission: 'registry.communities.manage',
  body: z.object({
    id: Id,
    code: z.string().regex(/^[A-Z0-9]{2,12}$/),
    name: Line,
    address: z.string().trim().max(200),
  }),
  response: Community,
  errors: ['registry.community_code_taken'],
})

export const Building = z.object({
  id: Id,
  code: z.string(),
  name: z.string(),
  units: z.array(
    z.object({ id: Id, code: z.string(), floors: z.int().nullable(), hasLift: z.boolean(), premisesCount: z.int() }),
  ),
})

export const communityTree = route({
  method: 'GET',
  path: '/registry/communities/:communityId/tree',
  summary: 'Buildings and units of a community.',
  permission: 'registry.premises.read',
  params: z.object({ communityId: Id }),
  response: z.object({ buildings: z.array(Building) }),
  errors: ['platform.not_found'],
})

export const PremisesRow = z.object({
  id: Id,
  communityId: Id,
  communityName: z.string(),
  label: z.string().describe('1栋1单元1011室'),
  code: z.string(),
  buildingCode: z.string().nullable(),
  unitCode: z.string().nullable(),
  floor: z.int().nullable(),
  use: PremisesUse,
  state: PremisesState,
  areaM2: DecimalText.nullable(),
  occupants: z.array(z.object({ personId: Id, name: z.string(), kind: OccupantKind })),
})

export const listPremises = route({
  method: 'GET',
  path: '/registry/premises',
  summary: 'Premises (rooms, shops, parking spaces …) with their present occupants.',
  permission: 'registry.premises.read',
  query: PageQuery.extend({
    communityId: Id.optional(),
    buildingId: Id.optional(),
    unitId: Id.optional(),
    use: PremisesUse.optional(),
    state: PremisesState.optional(),
    text: z.string().max(50).optional(),
  }),
  response: pageOf(PremisesRow),
})

export const exportPremises = route({
  method: 'GET',
  path: '/registry/premises/export',
  summary: 'The premises list with the same filters, as a workbook or csv.',
  permission: 'registry.premises.read',
  query: z.object({
    communityId: Id.optional(),
    buildingId: Id.optional(),
    unitId: Id.optional(),
    use: PremisesUse.optional(),
    state: PremisesState.optional(),
    text: z.string().max(50).optional(),
    format: z.enum(['xlsx', 'csv']).default('xlsx'),
  }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const Occupancy = z.object({
  id: Id,
  premisesId: Id,
  premisesLabel: z.string(),
  personId: Id,
  personName: z.string(),
  phoneMasked: z.string().nullable(),
  kind: OccupantKind,
  fromOn: CivilDate,
  toOn: CivilDate.nullable(),
})

export const PremisesDetail = PremisesRow.extend({
  buildingId: Id.nullable(),
  unitId: Id.nullable(),
  layoutCode: z.string().nullable(),
  areas: z.array(z.object({ fromOn: CivilDate, areaM2: DecimalText, innerAreaM2: DecimalText.nullable() })),
  occupancies: z.array(Occupancy),
})

export const readPremises = route({
  method: 'GET',
  path: '/registry/premises/:premisesId',
  summary: 'One premises with areas over time and who lived there when.',
  permission: 'registry.premises.read',
  params: z.object({ premisesId: Id }),
  response: PremisesDetail,
  errors: ['platform.not_found'],
})

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

export const SearchHit = z.object({
  kind: z.enum(['premises', 'person']),
  id: Id,
  title: z.string(),
  subtitle: z.string(),
  premisesId: Id.nullable().describe('Where the cashier would go'),
})

export const search = route({
  method: 'GET',
  path: '/registry/search',
  summary: 'Find a household by room (any usual spelling), name, pinyin, initials or phone tail.',
  permission: 'registry.premises.read',
  query: z.object({
    text: z.string().trim().min(1).max(50),
    communityId: Id.optional(),
    limit: z.coerce.number<number | string>().int().min(1).max(30).default(10),
  }),
  response: z.object({ hits: z.array(SearchHit) }),
})
