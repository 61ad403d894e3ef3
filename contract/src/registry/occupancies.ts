import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, DecimalText, Id, Instant, Line, Version } from '../values.ts'

export const OccupantKind = z.enum(['owner', 'family', 'tenant', 'temporary'])
export const Relation = z.enum(['spouse', 'child', 'parent', 'sibling', 'other'])
export const EndReason = z.enum(['moved-out', 'transferred', 'lease-ended', 'deceased', 'other'])

/** A part of the whole, more than 0 and at most 1, with up to 8 decimals: 0.5, 0.33333334. */
export const ShareText = z.string().regex(/^(0\.\d{1,8}|1(\.0{1,8})?)$/)

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
  share: ShareText.nullable().describe('Of an owner'),
  relation: Relation.nullable().describe('Of a family member'),
  resides: z.boolean().describe('Lives there; an owner may not'),
  note: z.string(),
  endReason: EndReason.nullable(),
  endNote: z.string().nullable(),
  forwarding: z.string().nullable().describe('Where they went'),
  version: Version,
})

const premisesParams = z.object({ premisesId: Id })

/** Who owns and lives in premises on a day, and whether the shares of the owners make the whole. */
export const Household = z.object({
  premisesId: Id,
  premisesLabel: z.string(),
  on: CivilDate,
  occupancies: z.array(Occupancy).describe('Of that day'),
  shareTotal: DecimalText.nullable().describe('Of the owners with a share on that day; null: none has one'),
  sharesComplete: z.boolean().describe('No owner has a share, or all have and they make exactly 1'),
})

export const Mover = z.object({
  id: Id,
  personId: Id,
  kind: OccupantKind,
  share: ShareText.nullable(),
  relation: Relation.nullable(),
  resides: z.boolean(),
  toOn: CivilDate.nullable().describe('Known from the start, of tenants and temporary people'),
  note: z.string().trim().max(200),
})

export const readHouseholdOn = route({
  method: 'GET',
  path: '/registry/premises/:premisesId/household',
  summary: 'Who owned and lived in premises on a day (today, unless said), with the shares.',
  permission: 'registry.people.read',
  params: premisesParams,
  query: z.object({ on: CivilDate.optional() }),
  response: Household,
  errors: ['platform.not_found'],
})

export const moveIn = route({
  method: 'POST',
  path: '/registry/premises/:premisesId/move-in',
  summary: 'Somebody moves in on a day: owners with their shares, family, tenants, temporary people.',
  permission: 'registry.occupancies.manage',
  params: premisesParams,
  body: z.object({ on: CivilDate, movers: z.array(Mover).min(1).max(20) }),
  response: Household,
  errors: ['platform.not_found', 'registry.already_there', 'registry.shares_exceed', 'registry.premises_ended'],
})

export const moveOut = route({
  method: 'POST',
  path: '/registry/premises/:premisesId/move-out',
  summary: 'People move out with a day as their last; nothing is deleted.',
  permission: 'registry.occupancies.manage',
  params: premisesParams,
  body: z.object({
    lastOn: CivilDate.describe('The last day they are there'),
    leavers: z
      .array(z.object({ occupancyId: Id, version: Version }))
      .min(1)
      .max(50),
    withFamily: z.boolean().describe('Ends the family that is there on that day along with them'),
    reason: EndReason,
    note: z.string().trim().max(200),
    forwarding: z.string().trim().min(1).max(200).nullable(),
  }),
  response: Household,
  errors: [
    'platform.not_found',
    'platform.changed_meanwhile',
    'registry.leaves_before_moving_in',
    'registry.already_left',
  ],
})

export const transferOwnership = route({
  method: 'POST',
  path: '/registry/premises/:premisesId/transfer',
  summary:
    'Transfer of ownership: the old owners end the day before, the new ones begin on the day, with their shares.',
  permission: 'registry.occupancies.manage',
  params: premisesParams,
  body: z.object({
    on: CivilDate.describe('The first day of the new owners'),
    owners: z
      .array(z.object({ id: Id, personId: Id, share: ShareText.nullable(), resides: z.boolean() }))
      .min(1)
      .max(20),
    oldFamily: z.enum(['ends', 'stays']),
    oldVehicles: z
      .enum(['end', 'stay'])
      .optional()
      .describe(
        'Vehicles of this home of who leaves with it, and their permits: ended with them (also when left out), or left as they are',
      ),
    note: z.string().trim().max(200),
    forwarding: z.string().trim().min(1).max(200).nullable(),
  }),
  response: Household,
  errors: [
    'platform.not_found',
    'registry.no_owner',
    'registry.shares_exceed',
    'registry.transfer_too_early',
    'registry.premises_ended',
  ],
})

const correctionErrors = ['platform.not_found', 'platform.changed_meanwhile'] as const

export const correctOccupancy = route({
  method: 'POST',
  path: '/registry/occupancies/:occupancyId/correct',
  summary: 'Mend a record that was wrong from the start, with the reason; what it was is kept.',
  permission: 'registry.occupancies.manage',
  params: z.object({ occupancyId: Id }),
  body: z.object({
    version: Version,
    reason: Line,
    kind: OccupantKind,
    fromOn: CivilDate,
    toOn: CivilDate.nullable(),
    share: ShareText.nullable(),
    relation: Relation.nullable(),
    resides: z.boolean(),
    note: z.string().trim().max(200),
  }),
  response: Household,
  errors: [
    ...correctionErrors,
    'registry.premises_ended',
    'registry.already_there',
    'registry.shares_exceed',
    'registry.leaves_before_moving_in',
  ],
})

export const removeOccupancy = route({
  method: 'POST',
  path: '/registry/occupancies/:occupancyId/remove',
  summary: 'Take away a record that should never have been, with the reason; it is kept among the corrections.',
  permission: 'registry.occupancies.manage',
  params: z.object({ occupancyId: Id }),
  body: z.object({ version: Version, reason: Line }),
  response: Household,
  errors: [...correctionErrors],
})

export const listCorrections = route({
  method: 'GET',
  path: '/registry/premises/:premisesId/corrections',
  summary: 'Records of who lived here that were wrong and mended: what, why and by whom.',
  permission: 'registry.people.read',
  params: premisesParams,
  response: z.object({
    items: z.array(
      z.object({
        id: Id,
        occupancyId: Id,
        personName: z.string(),
        before: z.object({ kind: OccupantKind, fromOn: CivilDate, toOn: CivilDate.nullable() }),
        after: z.object({ kind: OccupantKind, fromOn: CivilDate, toOn: CivilDate.nullable() }).nullable(),
        reason: z.string(),
        correctedByName: z.string(),
        at: Instant,
      }),
    ),
  }),
  errors: ['platform.not_found'],
})
