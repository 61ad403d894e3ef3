import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, DecimalText, Id, Instant, PageQuery, pageOf, SeenVersion, Version } from '../values.ts'
import { AreaM2, PlaceCode } from './communities.ts'
import { FieldAnswers } from './custom-fields.ts'
import { Occupancy, OccupantKind } from './occupancies.ts'

export const PremisesUse = z.enum(['residential', 'shop', 'office', 'dormitory', 'parking', 'storage', 'public'])
export const PremisesState = z.enum(['unsold', 'sold', 'handed-over', 'vacant', 'occupied', 'let', 'decorating'])
export const Ownership = z.enum([
  'commodity',
  'reformed',
  'affordable',
  'resettled',
  'public-rent',
  'self-held',
  'other',
])
export const Orientation = z.enum(['S', 'SE', 'E', 'NE', 'N', 'NW', 'W', 'SW', 'NS', 'EW'])

const Count = z.int().min(0).max(50).nullable()
const Floor = z.int().min(-20).max(200).nullable()

/** What is written down about premises, besides where they are, their area and their state. */
const PremisesFacts = z.object({
  floor: Floor,
  floorTo: Floor.describe('The top floor of a room over several; null for one floor'),
  use: PremisesUse,
  ownership: Ownership.nullable(),
  orientation: Orientation.nullable(),
  layoutCode: z.string().trim().max(20).nullable(),
  rooms: Count,
  halls: Count,
  baths: Count,
  note: z.string().trim().max(500),
})

/** Where premises are within their community. */
const Place = z.object({
  buildingId: Id.nullable(),
  unitId: Id.nullable(),
  areaCode: PlaceCode.nullable().describe('Of a parking space: the area it lies in'),
  code: PlaceCode,
})

export const PremisesRow = z.object({
  id: Id,
  communityId: Id,
  communityName: z.string(),
  label: z.string().describe('1栋1单元1011室'),
  code: z.string(),
  buildingId: Id.nullable(),
  unitId: Id.nullable(),
  buildingCode: z.string().nullable(),
  unitCode: z.string().nullable(),
  areaCode: z.string().nullable(),
  floor: z.int().nullable(),
  floorTo: z.int().nullable(),
  use: PremisesUse,
  state: PremisesState,
  ownership: Ownership.nullable(),
  orientation: Orientation.nullable(),
  layoutCode: z.string().nullable(),
  rooms: z.int().nullable(),
  halls: z.int().nullable(),
  baths: z.int().nullable(),
  areaM2: DecimalText.nullable(),
  endedOn: CivilDate.nullable().describe('Its last day, when it was merged or split'),
  version: Version,
  occupants: z.array(z.object({ personId: Id, name: z.string(), kind: OccupantKind })),
  fields: z.array(z.object({ fieldId: Id, value: z.string() })).describe("What is said in the company's own fields"),
})

/** What lists and exports of premises can be narrowed by. */
const PremisesFilters = z.object({
  communityId: Id.optional(),
  buildingId: Id.optional(),
  unitId: Id.optional(),
  floor: z.coerce.number<number | string>().int().min(-20).max(200).optional(),
  use: PremisesUse.optional(),
  state: PremisesState.optional(),
  ownership: Ownership.optional(),
  areaFrom: AreaM2.optional().describe('m², at least'),
  areaTo: AreaM2.optional().describe('m², at most'),
  owner: z.enum(['yes', 'no', 'phone', 'no-phone']).optional().describe('Has an owner now; has an owner with a phone'),
  ended: z.enum(['no', 'yes']).optional().describe('Those that have ended, instead of those that are there'),
  fieldId: Id.optional().describe('Of which something is said in this field of the company'),
  fieldValue: z.string().max(50).optional().describe('What it begins with'),
  text: z.string().max(50).optional(),
})

export const listPremises = route({
  method: 'GET',
  path: '/registry/premises',
  summary: 'Premises (rooms, shops, parking spaces …) with their present occupants.',
  permission: 'registry.premises.read',
  query: PageQuery.extend(PremisesFilters.shape),
  response: pageOf(PremisesRow),
})

export const exportPremises = route({
  method: 'GET',
  path: '/registry/premises/export',
  summary: 'The premises list with the same filters, as a workbook or csv.',
  permission: 'registry.premises.read',
  query: PremisesFilters.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const PremisesDetail = PremisesRow.extend({
  note: z.string(),
  areas: z.array(
    z.object({
      fromOn: CivilDate,
      areaM2: DecimalText,
      innerAreaM2: DecimalText.nullable(),
      sharedAreaM2: DecimalText.nullable(),
      note: z.string(),
      recordedAt: Instant.nullable(),
      recordedBy: z.string(),
    }),
  ),
  states: z
    .array(
      z.object({
        id: Id,
        state: PremisesState,
        fromOn: CivilDate,
        toOn: CivilDate.nullable().describe('Its last day; null while it lasts'),
        reason: z.string(),
        changedByName: z.string(),
        changedAt: Instant,
      }),
    )
    .describe('The latest first'),
  aliases: z.array(z.object({ alias: z.string(), own: z.boolean().describe('Added by hand') })),
  occupancies: z.array(Occupancy),
})

const premisesParams = z.object({ premisesId: Id })

export const readPremises = route({
  method: 'GET',
  path: '/registry/premises/:premisesId',
  summary: 'One premises with areas and states over time and who lived there when.',
  permission: 'registry.premises.read',
  params: premisesParams,
  response: PremisesDetail,
  errors: ['platform.not_found'],
})

const placeErrors = ['registry.premises_code_taken', 'registry.place_wrong', 'registry.floors_wrong'] as const

export const createPremises = route({
  method: 'POST',
  path: '/registry/premises',
  summary: 'Add one premises to a community.',
  permission: 'registry.premises.edit',
  body: z.object({
    ...Place.shape,
    ...PremisesFacts.shape,
    id: Id,
    communityId: Id,
    state: PremisesState,
    stateFromOn: CivilDate.optional().describe('Today when left out'),
    areaM2: AreaM2.nullable(),
    innerAreaM2: AreaM2.nullable(),
    sharedAreaM2: AreaM2.nullable(),
    areaFromOn: CivilDate.optional().describe('Today when left out'),
    values: FieldAnswers.optional(),
  }),
  response: PremisesDetail,
  errors: ['platform.not_found', 'registry.state_day_wrong', 'registry.area_parts_wrong', ...placeErrors],
})

export const editPremises = route({
  method: 'PUT',
  path: '/registry/premises/:premisesId',
  summary: 'Write down what is known of premises; a new code renames every spelling that finds them.',
  permission: 'registry.premises.edit',
  params: premisesParams,
  body: z.object({ ...Place.shape, ...PremisesFacts.shape, values: FieldAnswers.optional(), version: Version }),
  response: PremisesDetail,
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'registry.premises_ended', ...placeErrors],
})

export const deletePremises = route({
  method: 'DELETE',
  path: '/registry/premises/:premisesId',
  summary: 'Remove premises made by mistake, on which nothing hangs.',
  permission: 'registry.premises.edit',
  params: premisesParams,
  query: SeenVersion,
  response: 'none',
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'registry.still_used'],
})

export const changePremisesState = route({
  method: 'POST',
  path: '/registry/premises/:premisesId/states',
  summary: 'Say in which state premises are from a day on, and why.',
  permission: 'registry.premises.edit',
  params: premisesParams,
  body: z.object({
    version: Version,
    state: PremisesState,
    fromOn: CivilDate,
    reason: z.string().trim().max(200),
    correction: z.boolean().default(false).describe('The state before was written down wrong: any state may follow'),
  }),
  response: PremisesDetail,
  errors: [
    'platform.not_found',
    'platform.changed_meanwhile',
    'registry.premises_ended',
    'registry.state_not_next',
    'registry.state_day_wrong',
  ],
})

export const setPremisesArea = route({
  method: 'PUT',
  path: '/registry/premises/:premisesId/areas/:fromOn',
  summary: 'Say which area holds from a day on; the same day again corrects it. Billing hears of it.',
  permission: 'registry.premises.edit',
  params: premisesParams.extend({ fromOn: CivilDate }),
  body: z.object({
    version: Version,
    areaM2: AreaM2,
    innerAreaM2: AreaM2.nullable(),
    sharedAreaM2: AreaM2.nullable(),
    note: z.string().trim().max(200),
  }),
  response: PremisesDetail,
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'registry.premises_ended', 'registry.area_parts_wrong'],
})

export const removePremisesArea = route({
  method: 'DELETE',
  path: '/registry/premises/:premisesId/areas/:fromOn',
  summary: 'Take back an area that was written down by mistake; the one before holds on.',
  permission: 'registry.premises.edit',
  params: premisesParams.extend({ fromOn: CivilDate }),
  query: SeenVersion,
  response: PremisesDetail,
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'registry.premises_ended'],
})

export const addPremisesAlias = route({
  method: 'POST',
  path: '/registry/premises/:premisesId/aliases',
  summary: 'Add another name that finds premises, such as an old door number.',
  permission: 'registry.premises.edit',
  params: premisesParams,
  body: z.object({ alias: z.string().trim().min(1).max(40) }),
  response: PremisesDetail,
  errors: ['platform.not_found', 'registry.premises_ended', 'registry.alias_wrong'],
})

export const removePremisesAlias = route({
  method: 'DELETE',
  path: '/registry/premises/:premisesId/aliases/:alias',
  summary: 'Take back a name that was added by hand.',
  permission: 'registry.premises.edit',
  params: premisesParams.extend({ alias: z.string().min(1).max(60) }),
  response: PremisesDetail,
  errors: ['platform.not_found'],
})

/** What editing many at once may set; what is left out stays. */
const ManyFacts = PremisesFacts.omit({ floor: true, floorTo: true, note: true })
  .partial()
  .extend({
    state: PremisesState.optional(),
    stateFromOn: CivilDate.optional().describe('Today when left out'),
  })

export const editManyPremises = route({
  method: 'POST',
  path: '/registry/premises/edit-many',
  summary: 'Write the same into chosen premises; each is done, or says why not.',
  permission: 'registry.premises.edit',
  body: z.object({
    items: z
      .array(z.object({ id: Id, version: Version }))
      .min(1)
      .max(500),
    set: ManyFacts,
    reason: z.string().trim().max(200),
    correction: z.boolean().default(false),
  }),
  response: z.object({
    changed: z.int(),
    results: z.array(
      z.object({
        id: Id,
        label: z.string(),
        outcome: z.enum(['changed', 'unchanged', 'changed-meanwhile', 'ended', 'state-not-next', 'state-day-wrong']),
      }),
    ),
  }),
  errors: ['platform.not_found'],
})
