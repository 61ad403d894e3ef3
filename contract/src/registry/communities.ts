import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, DecimalText, Id, Line, PageQuery, pageOf, Text, Version } from '../values.ts'

/** m², exact, at most two decimals, more than nothing. */
export const AreaM2 = z
  .string()
  .regex(/^\d{1,10}(\.\d{1,2})?$/)
  .refine(text => /[1-9]/.test(text))

/** How a building, a unit or a room is numbered: short, without blanks and slashes. */
export const PlaceCode = z
  .string()
  .trim()
  .regex(/^[^\s/]{1,20}$/)

export const CommunityState = z.enum(['preparing', 'managed', 'left'])

/** Degrees with up to six decimals, as maps show them. */
const Degrees = (limit: 90 | 180) =>
  z
    .string()
    .regex(/^-?\d{1,3}(\.\d{1,6})?$/)
    .refine(text => Math.abs(Number(text)) <= limit)

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

/** A community with its numbers. */
export const CommunityRow = Community.extend({
  state: CommunityState,
  homeCount: z.int().describe('Homes (residential, dormitory) that have not ended'),
  householdCount: z.int().describe('Homes lived in: by the owner, or let'),
  occupancyRate: z.string().nullable().describe('Lived in ÷ handed over, percent; null when nothing is handed over'),
  deliveredOn: CivilDate.nullable(),
  lng: DecimalText.nullable(),
  lat: DecimalText.nullable(),
})

const CommunityFilters = z.object({ text: z.string().max(50).optional(), state: CommunityState.optional() })

export const communityOverview = route({
  method: 'GET',
  path: '/registry/communities/overview',
  summary: 'Communities in my scope with their numbers, a page at a time.',
  permission: 'registry.premises.read',
  query: PageQuery.extend(CommunityFilters.shape),
  response: pageOf(CommunityRow),
})

export const exportCommunities = route({
  method: 'GET',
  path: '/registry/communities/export',
  summary: 'The communities with their numbers, with the same filters, as a workbook or csv.',
  permission: 'registry.premises.read',
  query: CommunityFilters.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

/** What is written down about a community. */
const CommunityFacts = z.object({
  code: z.string().regex(/^[A-Z0-9]{2,12}$/),
  name: Line,
  address: z.string().trim().max(200),
  state: CommunityState,
  landAreaM2: AreaM2.nullable(),
  builtAreaM2: AreaM2.nullable(),
  deliveredOn: CivilDate.nullable(),
  developer: z.string().trim().max(100),
  servicePhone: z
    .string()
    .trim()
    .regex(/^(\+?[\d\s()-]{3,30})?$/),
  contactName: z.string().trim().max(50),
  note: Text,
  lng: Degrees(180).nullable(),
  lat: Degrees(90).nullable(),
})

export const CommunityDetail = CommunityRow.extend({
  ...CommunityFacts.shape,
  landAreaM2: DecimalText.nullable(),
  builtAreaM2: DecimalText.nullable(),
  lng: DecimalText.nullable(),
  lat: DecimalText.nullable(),
  version: Version,
  byUse: z.array(z.object({ use: z.string(), count: z.int(), areaM2: DecimalText })),
  byState: z.array(z.object({ state: z.string(), count: z.int() })).describe('Of the homes'),
})

const communityParams = z.object({ communityId: Id })

export const readCommunity = route({
  method: 'GET',
  path: '/registry/communities/:communityId',
  summary: 'One community with everything known of it and its numbers.',
  permission: 'registry.premises.read',
  params: communityParams,
  response: CommunityDetail,
  errors: ['platform.not_found'],
})

export const createCommunity = route({
  method: 'POST',
  path: '/registry/communities',
  summary: 'Open a community.',
  permission: 'registry.communities.manage',
  body: CommunityFacts.partial().required({ code: true, name: true, address: true }).extend({ id: Id }),
  response: Community,
  errors: ['registry.community_code_taken', 'registry.position_half'],
})

export const editCommunity = route({
  method: 'PUT',
  path: '/registry/communities/:communityId',
  summary: 'Write down what is known of a community.',
  permission: 'registry.communities.manage',
  params: communityParams,
  body: CommunityFacts.extend({ version: Version }),
  response: CommunityDetail,
  errors: [
    'platform.not_found',
    'platform.changed_meanwhile',
    'platform.beyond_scope',
    'registry.community_code_taken',
    'registry.position_half',
  ],
})
