import { z } from 'zod'
import { HistoryEntry, HistoryQuery } from '../platform.ts'
import { route } from '../route.ts'
import { CivilDate, DecimalText, Id, Instant, Line, pageOf, Version } from '../values.ts'
import { AreaM2, PlaceCode } from './communities.ts'
import { Ownership, PremisesState, PremisesUse } from './premises.ts'

const Part = z.object({ premisesId: Id, label: z.string(), areaM2: DecimalText, there: z.boolean() })

/** Premises that became others. */
export const Succession = z.object({
  id: Id,
  kind: z.enum(['merge', 'split']),
  fromOn: CivilDate.describe('The first day of the new premises'),
  reason: z.string(),
  areaBeforeM2: DecimalText,
  areaAfterM2: DecimalText,
  before: z.array(Part),
  after: z.array(Part),
  madeByName: z.string(),
  madeAt: Instant,
  undoneAt: Instant.nullable(),
  undoneByName: z.string().nullable(),
  later: z
    .object({ label: z.string(), fromOn: CivilDate })
    .nullable()
    .describe('By which the new premises ended in their turn: that is taken back before this'),
})

/** A premises that comes of it. */
const NewPremises = z.object({
  id: Id,
  code: PlaceCode,
  floor: z.int().min(-20).max(200).nullable(),
  floorTo: z.int().min(-20).max(200).nullable(),
  use: PremisesUse,
  state: PremisesState,
  ownership: Ownership.nullable(),
  areaM2: AreaM2,
  innerAreaM2: AreaM2.nullable(),
})

const Terms = {
  fromOn: CivilDate,
  carryOccupancies: z.boolean().describe('Who is there now lives on in the new premises'),
  carryAliases: z.boolean().describe('The old room numbers find the new premises'),
  differs: z.boolean().describe('The areas do not add up, and that is right'),
  reason: Line,
}

const errors = [
  'platform.not_found',
  'platform.changed_meanwhile',
  'registry.premises_ended',
  'registry.premises_code_taken',
  'registry.floors_wrong',
  'registry.areas_differ',
  'registry.area_parts_wrong',
  'registry.newer_facts',
  'registry.merge_wrong',
  'registry.space_let',
  'registry.premises_let',
] as const

export const mergePremises = route({
  method: 'POST',
  path: '/registry/successions/merge',
  summary: 'Premises become one: they end, keep their bills, and the new one begins.',
  permission: 'registry.premises.merge',
  body: z.object({
    ...Terms,
    id: Id,
    old: z
      .array(z.object({ id: Id, version: Version }))
      .min(2)
      .max(20),
    into: NewPremises,
  }),
  response: Succession,
  errors,
})

export const splitPremises = route({
  method: 'POST',
  path: '/registry/successions/split',
  summary: 'One premises becomes several: it ends, keeps its bills, and the new ones begin.',
  permission: 'registry.premises.merge',
  body: z.object({
    ...Terms,
    id: Id,
    old: z.object({ id: Id, version: Version }),
    carryTo: Id.optional().describe('Which of the new ones takes vehicles and leases; the first when left out'),
    into: z.array(NewPremises).min(2).max(20),
  }),
  response: Succession,
  errors,
})

export const undoSuccession = route({
  method: 'POST',
  path: '/registry/successions/:successionId/undo',
  summary: 'Take a merge or split back, as long as nothing hangs on the new premises.',
  permission: 'registry.premises.merge',
  params: z.object({ successionId: Id }),
  body: z.object({ reason: Line }),
  response: Succession,
  errors: [
    'platform.not_found',
    'registry.succession_undone',
    'registry.later_succession',
    'registry.still_used',
    'registry.premises_code_taken',
    'registry.premises_ended',
  ],
})

const premisesParams = z.object({ premisesId: Id })

export const premisesSuccessions = route({
  method: 'GET',
  path: '/registry/premises/:premisesId/successions',
  summary: 'Merges and splits that premises came from or ended in, the latest first.',
  permission: 'registry.premises.read',
  params: premisesParams,
  response: z.object({ items: z.array(Succession) }),
  errors: ['platform.not_found'],
})

export const premisesHistory = route({
  method: 'GET',
  path: '/registry/premises/:premisesId/history',
  summary: 'Who changed premises, when, why, and what.',
  permission: 'registry.premises.read',
  params: premisesParams,
  query: HistoryQuery,
  response: pageOf(HistoryEntry),
  errors: ['platform.not_found'],
})

export const communityHistory = route({
  method: 'GET',
  path: '/registry/communities/:communityId/history',
  summary: 'Who changed a community and its buildings, when, why, and what.',
  permission: 'registry.premises.read',
  params: z.object({ communityId: Id }),
  query: HistoryQuery,
  response: pageOf(HistoryEntry),
  errors: ['platform.not_found'],
})

/** A room on the front of its building. */
export const StackedRoom = z.object({
  id: Id,
  label: z.string(),
  code: z.string(),
  unitId: Id.nullable(),
  floor: z.int().nullable(),
  floorTo: z.int().nullable(),
  use: PremisesUse,
  state: PremisesState,
  areaM2: DecimalText.nullable(),
  owner: z.string().nullable().describe('Names of the owners today'),
  occupantCount: z.int(),
})

export const stackingPlan = route({
  method: 'GET',
  path: '/registry/buildings/:buildingId/stack',
  summary: 'The front of a building: floors and rooms with what colours them.',
  permission: 'registry.premises.read',
  params: z.object({ buildingId: Id }),
  response: z.object({
    communityId: Id,
    communityName: z.string(),
    name: z.string(),
    code: z.string(),
    units: z.array(z.object({ id: Id, code: z.string() })),
    rooms: z.array(StackedRoom),
  }),
  errors: ['platform.not_found'],
})
