import { z } from 'zod'
import { HistoryEntry } from '../platform.ts'
import { route } from '../route.ts'
import { CivilDate, Fen, Id, Instant, Line, PageQuery, pageOf, Text, Version } from '../values.ts'

export const SpaceTenure = z.enum(['owned', 'civil-defence', 'public', 'rentable'])
export const SpaceSize = z.enum(['mini', 'standard', 'large', 'accessible'])
export const Charging = z.enum(['none', 'slow', 'fast'])
/** Worked out from leases, owners and reservations of today; nothing to keep in step. */
export const SpaceState = z.enum(['free', 'owned', 'let', 'reserved'])
export const SpaceLeaseState = z.enum(['upcoming', 'active', 'ended', 'cancelled'])

export const SpaceRow = z.object({
  id: Id.describe('The premises'),
  communityId: Id,
  communityName: z.string(),
  label: z.string(),
  areaCode: z.string().nullable(),
  code: z.string(),
  floor: z.int().nullable(),
  zone: z.string().nullable(),
  tenure: SpaceTenure,
  size: SpaceSize,
  charging: Charging,
  state: SpaceState,
  motherId: Id.nullable(),
  motherLabel: z.string().nullable(),
  childId: Id.nullable(),
  childLabel: z.string().nullable(),
  ownerId: Id.nullable(),
  ownerName: z.string().nullable(),
  holderId: Id.nullable(),
  holderName: z.string().nullable(),
  letUntil: CivilDate.nullable(),
  plates: z.array(z.string()),
  version: Version,
})

const SpaceFilters = z.object({
  communityId: Id.optional(),
  householdId: Id.optional().describe('Premises: spaces owned or rented by who lives there or owns it today'),
  personId: Id.optional().describe('Owned or rented by this person today'),
  areaCode: z.string().max(20).optional(),
  tenure: SpaceTenure.optional(),
  state: SpaceState.optional(),
  size: SpaceSize.optional(),
  charging: Charging.optional(),
  text: z.string().max(50).optional().describe('A space in any spelling, a name, a plate'),
})

export const listSpaces = route({
  method: 'GET',
  path: '/registry/spaces',
  summary: 'Parking spaces with tenure, state, owner and holder.',
  permission: 'registry.spaces.read',
  query: PageQuery.extend(SpaceFilters.shape),
  response: pageOf(SpaceRow),
})

export const exportSpaces = route({
  method: 'GET',
  path: '/registry/spaces/export',
  summary: 'The space list with the same filters, as a workbook or csv.',
  permission: 'registry.spaces.read',
  query: SpaceFilters.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const spaceNumbers = route({
  method: 'GET',
  path: '/registry/spaces/numbers',
  summary: 'How many spaces of each area are free, owned, let or reserved.',
  permission: 'registry.spaces.read',
  query: z.object({ communityId: Id.optional() }),
  response: z.object({
    areas: z.array(
      z.object({
        communityId: Id,
        communityName: z.string(),
        areaCode: z.string().nullable(),
        total: z.int(),
        free: z.int(),
        owned: z.int(),
        let: z.int(),
        reserved: z.int(),
        charging: z.int(),
      }),
    ),
  }),
})

export const spaceMap = route({
  method: 'GET',
  path: '/registry/communities/:communityId/space-map',
  summary: 'Every space of an area in order, with its state: the plain map.',
  permission: 'registry.spaces.read',
  params: z.object({ communityId: Id }),
  query: z.object({ areaCode: z.string().max(20).optional() }),
  response: z.object({
    spaces: z.array(
      SpaceRow.pick({
        id: true,
        areaCode: true,
        code: true,
        zone: true,
        floor: true,
        state: true,
        tenure: true,
        charging: true,
        motherId: true,
      }).extend({
        who: z.string().nullable().describe('Owner or holder'),
        plates: z.array(z.string()),
      }),
    ),
  }),
  errors: ['platform.not_found'],
})

export const SpaceLease = z.object({
  id: Id,
  holderId: Id,
  holderName: z.string(),
  spaces: z.array(z.object({ id: Id, label: z.string() })),
  vehicles: z.array(z.object({ id: Id, plate: z.string() })),
  fromOn: CivilDate,
  toOn: CivilDate,
  endedOn: CivilDate.nullable(),
  endedReason: z.string().nullable(),
  monthlyPriceFen: Fen,
  state: SpaceLeaseState,
  renewsId: Id.nullable(),
  notes: z.string(),
  version: Version,
})

export const SpaceDetail = SpaceRow.extend({
  lengthCm: z.int().nullable(),
  widthCm: z.int().nullable(),
  reservedFor: z.string().nullable(),
  reservedUntil: CivilDate.nullable(),
  notes: z.string(),
  leases: z.array(SpaceLease),
  createdAt: Instant,
})

const spaceParams = z.object({ spaceId: Id })

export const readSpace = route({
  method: 'GET',
  path: '/registry/spaces/:spaceId',
  summary: 'One parking space with its leases over time.',
  permission: 'registry.spaces.read',
  params: spaceParams,
  response: SpaceDetail,
  errors: ['platform.not_found'],
})

export const spaceHistory = route({
  method: 'GET',
  path: '/registry/spaces/:spaceId/history',
  summary: 'Who changed a space or its leases, when, why, and what.',
  permission: 'registry.spaces.read',
  params: spaceParams,
  query: PageQuery.pick({ cursor: true, limit: true }),
  response: pageOf(HistoryEntry),
  errors: ['platform.not_found'],
})

const Dimension = z.int().min(100).max(3000).nullable().default(null)

const SpaceWords = z.object({
  tenure: SpaceTenure,
  motherId: Id.nullable().default(null),
  zone: z.string().trim().max(20).nullable().default(null),
  size: SpaceSize.default('standard'),
  lengthCm: Dimension,
  widthCm: z.int().min(100).max(2000).nullable().default(null),
  charging: Charging.default('none'),
  notes: Text.default(''),
})

const motherErrors = ['registry.mother_wrong', 'registry.mother_taken'] as const

export const addSpaces = route({
  method: 'POST',
  path: '/registry/spaces',
  summary: 'Add parking spaces to an area, in a run of numbers such as 001 to 060.',
  permission: 'registry.spaces.manage',
  body: z.object({
    communityId: Id,
    areaCode: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9\u4e00-\u9fff]{1,10}$/),
    prefix: z.string().trim().max(10).default(''),
    first: z.int().min(1).max(99_999),
    last: z.int().min(1).max(99_999),
    digits: z.int().min(1).max(5).default(3),
    floor: z.int().min(-20).max(200).nullable().default(null),
    tenure: SpaceTenure,
    zone: z.string().trim().max(20).nullable().default(null),
    size: SpaceSize.default('standard'),
    charging: Charging.default('none'),
  }),
  response: z.object({ asked: z.int(), created: z.int() }),
  errors: ['platform.not_found', 'registry.run_wrong'],
})

export const editSpace = route({
  method: 'PUT',
  path: '/registry/spaces/:spaceId',
  summary: 'Change the facts of a parking space.',
  permission: 'registry.spaces.manage',
  params: spaceParams,
  body: SpaceWords.extend({ version: Version }),
  response: SpaceDetail,
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'registry.space_has_owner', ...motherErrors],
})

export const reserveSpace = route({
  method: 'POST',
  path: '/registry/spaces/:spaceId/reserve',
  summary: 'Keep a free space for somebody until a day; null for whom frees it again.',
  permission: 'registry.spaces.manage',
  params: spaceParams,
  body: z.object({ version: Version, reservedFor: Line.nullable(), reservedUntil: CivilDate.nullable().default(null) }),
  response: SpaceDetail,
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'registry.space_not_free', 'registry.period_wrong'],
})

export const sellSpace = route({
  method: 'POST',
  path: '/registry/spaces/:spaceId/owner',
  summary: 'Record the owner of a space with a title. A civil-defence or public space has none.',
  permission: 'registry.spaces.manage',
  params: spaceParams,
  body: z.object({ ownerId: Id, fromOn: CivilDate }),
  response: SpaceDetail,
  errors: ['platform.not_found', 'registry.space_not_for_sale', 'registry.space_has_owner', 'registry.space_let'],
})

const LeaseWords = z.object({
  fromOn: CivilDate,
  toOn: CivilDate,
  monthlyPriceFen: Fen,
  vehicleIds: z.array(Id).max(10).default([]),
  notes: Text.default(''),
})

const leaseErrors = [
  'registry.premises_ended',
  'registry.space_let',
  'registry.space_public',
  'registry.lease_too_long',
  'registry.period_wrong',
  'registry.vehicle_elsewhere',
] as const

export const letSpace = route({
  method: 'POST',
  path: '/registry/spaces/:spaceId/leases',
  summary: 'Let a space, and its mother or child with it unless said otherwise.',
  permission: 'registry.spaces.manage',
  params: spaceParams,
  body: LeaseWords.extend({
    id: Id,
    holderId: Id,
    apart: z.boolean().default(false).describe('Only this space of a mother-child pair'),
  }),
  response: SpaceDetail,
  errors: ['platform.not_found', 'registry.id_taken', ...leaseErrors],
})

const leaseParams = spaceParams.extend({ leaseId: Id })

export const renewSpaceLease = route({
  method: 'POST',
  path: '/registry/spaces/:spaceId/leases/:leaseId/renew',
  summary: 'Go on with a lease on the day after its last, with the same spaces and holder.',
  permission: 'registry.spaces.manage',
  params: leaseParams,
  body: z.object({ id: Id, toOn: CivilDate, monthlyPriceFen: Fen, version: Version }),
  response: SpaceDetail,
  errors: [
    'platform.not_found',
    'platform.changed_meanwhile',
    'registry.lease_over',
    'registry.id_taken',
    ...leaseErrors,
  ],
})

export const editSpaceLease = route({
  method: 'PUT',
  path: '/registry/spaces/:spaceId/leases/:leaseId',
  summary: 'Change the vehicles and notes of a lease.',
  permission: 'registry.spaces.manage',
  params: leaseParams,
  body: z.object({ vehicleIds: z.array(Id).max(10), notes: Text.default(''), version: Version }),
  response: SpaceDetail,
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'registry.vehicle_elsewhere'],
})

export const endSpaceLease = route({
  method: 'POST',
  path: '/registry/spaces/:spaceId/leases/:leaseId/end',
  summary: 'End a lease early, with its last day and the reason; before its first day it is cancelled.',
  permission: 'registry.spaces.manage',
  params: leaseParams,
  body: z.object({ lastOn: CivilDate, reason: Line, version: Version }),
  response: SpaceDetail,
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'registry.lease_over', 'registry.period_wrong'],
})
