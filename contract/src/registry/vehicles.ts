import { z } from 'zod'
import { FileRef, HistoryEntry } from '../platform.ts'
import { route } from '../route.ts'
import { CivilDate, Id, Instant, Line, PageQuery, pageOf, Text, Version } from '../values.ts'
import { FieldAnswers } from './custom-fields.ts'
import { Permit, PermitKind, PermitState, PermitWords, permitErrors } from './permits.ts'
import { PlateColour, PlateKind, PlateText } from './plates.ts'

export const VehicleKind = z.enum(['car', 'bus', 'truck', 'motorcycle', 'other'])
export const VehicleState = z.enum(['active', 'removed'])
const Words = z.string().trim().max(50).nullable().default(null)
const PhotoIds = z.array(Id).max(9).default([])

export const VehicleRow = z.object({
  id: Id,
  communityId: Id,
  communityName: z.string(),
  plate: z.string(),
  plateKind: PlateKind,
  plateColour: PlateColour,
  kind: VehicleKind,
  brand: z.string().nullable(),
  model: z.string().nullable(),
  colour: z.string().nullable(),
  ownerId: Id.nullable(),
  ownerName: z.string().nullable(),
  premisesId: Id.nullable(),
  premisesLabel: z.string().nullable(),
  state: VehicleState,
  permit: z.object({ kind: PermitKind, toOn: CivilDate.nullable(), state: PermitState }).nullable(),
  replacementPlate: z.string().nullable().describe('In use today instead'),
  fields: z.array(z.object({ fieldId: Id, value: z.string() })).describe("Of the company's own fields"),
  version: Version,
})

const VehicleFilters = z.object({
  communityId: Id.optional(),
  text: z.string().max(50).optional().describe('A plate or its beginning or end, a name, a room'),
  kind: VehicleKind.optional(),
  plateKind: PlateKind.optional(),
  state: VehicleState.optional(),
  permit: z.enum(['active', 'expiring', 'expired', 'none']).optional(),
  ownerId: Id.optional(),
  premisesId: Id.optional(),
  fieldId: Id.optional().describe('A field of the company’s own of which something is said'),
  fieldValue: z.string().max(200).optional().describe('The beginning of what is said there'),
})

export const listVehicles = route({
  method: 'GET',
  path: '/registry/vehicles',
  summary: 'Vehicles with owner, household and permit.',
  permission: 'registry.vehicles.read',
  query: PageQuery.extend(VehicleFilters.shape),
  response: pageOf(VehicleRow),
})

export const exportVehicles = route({
  method: 'GET',
  path: '/registry/vehicles/export',
  summary: 'The vehicle list with the same filters, as a workbook or csv.',
  permission: 'registry.vehicles.read',
  query: VehicleFilters.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const ReplacementPlate = z.object({
  id: Id,
  plate: z.string(),
  plateKind: PlateKind,
  fromOn: CivilDate,
  toOn: CivilDate,
  reason: z.string(),
})

export const VehicleDetail = VehicleRow.extend({
  removedReason: z.string().nullable(),
  leavesOn: CivilDate.nullable().describe('Its last day here, still to come: it leaves with who sells the home'),
  notes: z.string(),
  photos: z.array(FileRef),
  permits: z.array(Permit),
  replacementPlates: z.array(ReplacementPlate),
  createdAt: Instant,
})

const vehicleParams = z.object({ vehicleId: Id })

export const readVehicle = route({
  method: 'GET',
  path: '/registry/vehicles/:vehicleId',
  summary: 'One vehicle with its permits over time and replacement plates.',
  permission: 'registry.vehicles.read',
  params: vehicleParams,
  response: VehicleDetail,
  errors: ['platform.not_found'],
})

export const vehicleHistory = route({
  method: 'GET',
  path: '/registry/vehicles/:vehicleId/history',
  summary: 'Who changed a vehicle or its permits, when, why, and what.',
  permission: 'registry.vehicles.read',
  params: vehicleParams,
  query: PageQuery.pick({ cursor: true, limit: true }),
  response: pageOf(HistoryEntry),
  errors: ['platform.not_found'],
})

const VehicleWords = z.object({
  plate: PlateText,
  plateColour: PlateColour.optional().describe('The usual one of its kind when left out'),
  kind: VehicleKind.default('car'),
  brand: Words,
  model: Words,
  colour: z.string().trim().max(20).nullable().default(null),
  ownerId: Id.nullable().default(null),
  premisesId: Id.nullable().default(null),
  notes: Text.default(''),
  photoIds: PhotoIds,
  values: FieldAnswers.optional().describe("The company's own fields; left out, they stay as they are"),
})

const plateErrors = [
  'registry.premises_ended',
  'registry.plate_wrong',
  'registry.plate_taken',
  'registry.plate_colour_wrong',
] as const

export const addVehicle = route({
  method: 'POST',
  path: '/registry/vehicles',
  summary: 'Register a vehicle in a community.',
  permission: 'registry.vehicles.manage',
  body: VehicleWords.extend({ id: Id, communityId: Id }),
  response: VehicleDetail,
  errors: ['platform.not_found', 'registry.id_taken', ...plateErrors],
})

export const editVehicle = route({
  method: 'PUT',
  path: '/registry/vehicles/:vehicleId',
  summary: 'Change what is registered of a vehicle.',
  permission: 'registry.vehicles.manage',
  params: vehicleParams,
  body: VehicleWords.extend({ version: Version }),
  response: VehicleDetail,
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'registry.vehicle_removed', ...plateErrors],
})

export const removeVehicle = route({
  method: 'POST',
  path: '/registry/vehicles/:vehicleId/remove',
  summary: 'A vehicle is here no more: its permits end today.',
  permission: 'registry.vehicles.manage',
  params: vehicleParams,
  body: z.object({ reason: Line, version: Version }),
  response: VehicleDetail,
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'registry.vehicle_removed'],
})

export const restoreVehicle = route({
  method: 'POST',
  path: '/registry/vehicles/:vehicleId/restore',
  summary: 'A removed vehicle is back.',
  permission: 'registry.vehicles.manage',
  params: vehicleParams,
  body: z.object({ version: Version }),
  response: VehicleDetail,
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'registry.plate_taken'],
})

export const addReplacementPlate = route({
  method: 'POST',
  path: '/registry/vehicles/:vehicleId/replacement-plates',
  summary: 'Another plate for a while, such as of a borrowed car; permits hold for it too.',
  permission: 'registry.vehicles.manage',
  params: vehicleParams,
  body: z.object({ id: Id, plate: PlateText, fromOn: CivilDate, toOn: CivilDate, reason: Line }),
  response: VehicleDetail,
  errors: [
    'platform.not_found',
    'registry.vehicle_removed',
    'registry.vehicle_leaves',
    'registry.plate_wrong',
    'registry.replacement_overlaps',
    'registry.period_wrong',
    'registry.id_taken',
  ],
})

export const endReplacementPlate = route({
  method: 'POST',
  path: '/registry/vehicles/:vehicleId/replacement-plates/:replacementPlateId/end',
  summary: 'The replacement plate is not needed any longer than today.',
  permission: 'registry.vehicles.manage',
  params: vehicleParams.extend({ replacementPlateId: Id }),
  response: VehicleDetail,
  errors: ['platform.not_found', 'registry.replacement_over'],
})

export const issuePermit = route({
  method: 'POST',
  path: '/registry/vehicles/:vehicleId/permits',
  summary: 'Let a vehicle in: a car park or the whole community, from–to, perhaps on a space of its own.',
  permission: 'registry.vehicles.manage',
  params: vehicleParams,
  body: PermitWords.extend({ id: Id }),
  response: VehicleDetail,
  errors: [
    'platform.not_found',
    'registry.vehicle_removed',
    'registry.vehicle_leaves',
    'registry.id_taken',
    ...permitErrors,
  ],
})

export const editPermit = route({
  method: 'PUT',
  path: '/registry/vehicles/:vehicleId/permits/:permitId',
  summary: 'Change a permit, such as its last day.',
  permission: 'registry.vehicles.manage',
  params: vehicleParams.extend({ permitId: Id }),
  body: PermitWords.extend({ version: Version }),
  response: VehicleDetail,
  errors: [
    'platform.not_found',
    'platform.changed_meanwhile',
    'registry.vehicle_removed',
    'registry.vehicle_leaves',
    'registry.permit_revoked',
    ...permitErrors,
  ],
})

export const revokePermit = route({
  method: 'POST',
  path: '/registry/vehicles/:vehicleId/permits/:permitId/revoke',
  summary: 'Take a permit back, with the reason.',
  permission: 'registry.vehicles.manage',
  params: vehicleParams.extend({ permitId: Id }),
  body: z.object({ reason: Line, version: Version }),
  response: VehicleDetail,
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'registry.permit_revoked'],
})
