import { z } from 'zod'
import { FileRef } from '../platform.ts'
import { route } from '../route.ts'
import { CivilDate, Fen, Id, Instant, Line, PageQuery, pageOf, Version } from '../values.ts'
import { PermitKind, PermitWords, permitErrors } from './permits.ts'
import { PlateColour, PlateKind, PlateText } from './plates.ts'
import { VehicleKind } from './vehicles.ts'

const Words = z.string().trim().max(50).nullable().default(null)

export const ApplicationState = z.enum(['open', 'approved', 'rejected', 'withdrawn'])

export const VehicleApplication = z.object({
  id: Id,
  communityId: Id,
  communityName: z.string(),
  premisesId: Id,
  premisesLabel: z.string(),
  personId: Id,
  personName: z.string(),
  plate: z.string(),
  plateKind: PlateKind,
  plateColour: PlateColour,
  kind: VehicleKind,
  brand: z.string().nullable(),
  model: z.string().nullable(),
  colour: z.string().nullable(),
  notes: z.string(),
  photos: z.array(FileRef),
  state: ApplicationState,
  reason: z.string().nullable(),
  decidedName: z.string().nullable(),
  decidedAt: Instant.nullable(),
  vehicleId: Id.nullable(),
  sameHousehold: z.int().describe('Vehicles of the household already'),
  createdAt: Instant,
  version: Version,
})

const ApplicationFilters = z.object({
  communityId: Id.optional(),
  state: ApplicationState.optional(),
  text: z.string().max(50).optional(),
})

export const listVehicleApplications = route({
  method: 'GET',
  path: '/registry/vehicle-applications',
  summary: 'What residents ask to have registered.',
  permission: 'registry.vehicles.read',
  query: PageQuery.extend(ApplicationFilters.shape),
  response: pageOf(VehicleApplication),
})

export const exportVehicleApplications = route({
  method: 'GET',
  path: '/registry/vehicle-applications/export',
  summary: 'The applications with the same filters, as a workbook or csv.',
  permission: 'registry.vehicles.read',
  query: ApplicationFilters.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const readVehicleApplication = route({
  method: 'GET',
  path: '/registry/vehicle-applications/:applicationId',
  summary: 'One application of a resident.',
  permission: 'registry.vehicles.read',
  params: z.object({ applicationId: Id }),
  response: VehicleApplication,
  errors: ['platform.not_found'],
})

export const approveVehicleApplication = route({
  method: 'POST',
  path: '/registry/vehicle-applications/:applicationId/approve',
  summary: 'Register the vehicle that a resident applied for, with a permit if one is said.',
  permission: 'registry.vehicles.manage',
  params: z.object({ applicationId: Id }),
  body: z.object({ version: Version, permit: PermitWords.nullable().default(null) }),
  response: VehicleApplication,
  errors: [
    'registry.premises_ended',
    'platform.not_found',
    'platform.changed_meanwhile',
    'registry.application_decided',
    'registry.plate_taken',
    ...permitErrors,
  ],
})

export const rejectVehicleApplication = route({
  method: 'POST',
  path: '/registry/vehicle-applications/:applicationId/reject',
  summary: 'Refuse an application; the resident reads the reason.',
  permission: 'registry.vehicles.manage',
  params: z.object({ applicationId: Id }),
  body: z.object({ version: Version, reason: Line }),
  response: VehicleApplication,
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'registry.application_decided'],
})

export const MyVehicle = z.object({
  id: Id,
  premisesId: Id,
  premisesLabel: z.string(),
  plate: z.string(),
  plateKind: PlateKind,
  plateColour: PlateColour,
  kind: VehicleKind,
  brand: z.string().nullable(),
  model: z.string().nullable(),
  colour: z.string().nullable(),
  ownerName: z.string().nullable(),
  permit: z
    .object({ kind: PermitKind, areaCode: z.string().nullable(), toOn: CivilDate.nullable() })
    .nullable()
    .describe('That ends last; null: none in force'),
})

/** A parking space that I own or that is let to me. */
export const MySpace = z.object({
  label: z.string(),
  communityName: z.string(),
  held: z.enum(['owned', 'leased']),
  fromOn: CivilDate,
  toOn: CivilDate.nullable(),
  monthlyPriceFen: Fen.nullable(),
  plates: z.array(z.string()).describe('Of the lease'),
})

export const MyVehicleApplication = VehicleApplication.pick({
  id: true,
  premisesId: true,
  premisesLabel: true,
  plate: true,
  plateKind: true,
  plateColour: true,
  kind: true,
  brand: true,
  model: true,
  colour: true,
  notes: true,
  state: true,
  reason: true,
  decidedAt: true,
  createdAt: true,
  version: true,
})

export const listMyVehicles = route({
  method: 'GET',
  path: '/registry/my/vehicles',
  summary: 'My household’s vehicles with their permits, what we applied for, and the spaces that I own or rent.',
  permission: 'my.vehicles',
  response: z.object({
    vehicles: z.array(MyVehicle),
    applications: z.array(MyVehicleApplication),
    spaces: z.array(MySpace),
  }),
})

export const applyForMyVehicle = route({
  method: 'POST',
  path: '/registry/my/vehicles',
  summary: 'Ask to have a vehicle of my household registered.',
  permission: 'my.vehicles',
  body: z.object({
    id: Id,
    premisesId: Id,
    plate: PlateText,
    plateColour: PlateColour.optional(),
    kind: VehicleKind.default('car'),
    brand: Words,
    model: Words,
    colour: z.string().trim().max(20).nullable().default(null),
    notes: z.string().trim().max(200).default(''),
    photoIds: z.array(Id).max(3).default([]),
  }),
  response: MyVehicleApplication,
  errors: [
    'platform.not_found',
    'platform.already_there',
    'registry.plate_wrong',
    'registry.plate_colour_wrong',
    'registry.plate_known',
    'registry.application_open',
  ],
})

export const withdrawMyVehicleApplication = route({
  method: 'POST',
  path: '/registry/my/vehicles/:applicationId/withdraw',
  summary: 'Take back an application that nobody has decided yet.',
  permission: 'my.vehicles',
  params: z.object({ applicationId: Id }),
  response: MyVehicleApplication,
  errors: ['platform.not_found', 'registry.application_decided'],
})
