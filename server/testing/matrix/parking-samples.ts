import { newId } from '../../src/platform/ids.ts'
import { newPlate } from './parking-world.ts'
import type { MadeId, Sample } from './samples.ts'
import type { Things } from './world.ts'

const page = { limit: 200 }
const PERMIT = { kind: 'monthly', fromOn: '2027-01-01', toOn: '2027-12-31' }
const LEASE = { fromOn: '2026-12-01', toOn: '2027-11-30', monthlyPriceFen: 30_000 }

function carOf(things: Things): Record<string, unknown> {
  return { plate: newPlate(), ownerId: things.ownerId, premisesId: things.premisesId, photoIds: [] }
}

/** Vehicles, permits, applications, parking spaces and their leases. */
export const PARKING_SAMPLES: Record<string, Sample> = {
  'registry.listVehicles': things => ({ query: { ...page, communityId: things.communityId, text: '京A1' } }),
  'registry.exportVehicles': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'registry.readVehicle': things => ({ params: { vehicleId: things.vehicleId } }),
  'registry.vehicleHistory': things => ({ params: { vehicleId: things.vehicleId }, query: page }),
  'registry.addVehicle': things => ({ body: { id: newId(), communityId: things.communityId, ...carOf(things) } }),
  'registry.editVehicle': things => ({
    params: { vehicleId: things.vehicleId },
    body: { ...carOf(things), colour: '红', version: 1 },
  }),
  'registry.removeVehicle': things => ({
    params: { vehicleId: things.removableVehicleId },
    body: { reason: '已过户', version: 1 },
  }),
  'registry.restoreVehicle': things => ({ params: { vehicleId: things.removedVehicleId }, body: { version: 2 } }),
  'registry.addReplacementPlate': things => ({
    params: { vehicleId: things.vehicleId },
    body: { id: newId(), plate: newPlate(), fromOn: '2027-01-01', toOn: '2027-01-31', reason: '维修' },
  }),
  'registry.endReplacementPlate': things => ({
    params: { vehicleId: things.vehicleId, replacementPlateId: things.replacementPlateId },
  }),
  'registry.issuePermit': things => ({
    params: { vehicleId: things.vehicleId },
    body: { id: newId(), spaceId: things.spaceId, ...PERMIT },
  }),
  'registry.editPermit': things => ({
    params: { vehicleId: things.vehicleId, permitId: things.permitId },
    body: { ...PERMIT, areaCode: 'A', fromOn: '2026-01-01', toOn: '2026-12-30', spaceId: things.spaceId, version: 1 },
  }),
  'registry.revokePermit': things => ({
    params: { vehicleId: things.vehicleId, permitId: things.revocablePermitId },
    body: { reason: '欠费', version: 1 },
  }),
  'registry.listVehicleApplications': things => ({
    query: { ...page, communityId: things.communityId, state: 'open', text: '京A' },
  }),
  'registry.exportVehicleApplications': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'registry.readVehicleApplication': things => ({ params: { applicationId: things.approvableId } }),
  'registry.approveVehicleApplication': things => ({
    params: { applicationId: things.approvableId },
    body: { version: 1, permit: { ...PERMIT, spaceId: things.spaceId } },
  }),
  'registry.rejectVehicleApplication': things => ({
    params: { applicationId: things.refusableId },
    body: { version: 1, reason: '资料不全' },
  }),
  'registry.listMyVehicles': () => ({}),
  'registry.applyForMyVehicle': things => ({
    body: { id: newId(), premisesId: things.premisesId, plate: newPlate(), photoIds: [things.residentPhotoId] },
  }),
  'registry.withdrawMyVehicleApplication': things => ({ params: { applicationId: things.withdrawableId } }),

  'registry.listSpaces': things => ({ query: { ...page, communityId: things.communityId, text: 'A-1' } }),
  'registry.exportSpaces': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'registry.spaceNumbers': things => ({ query: { communityId: things.communityId } }),
  'registry.spaceMap': things => ({ params: { communityId: things.communityId }, query: { areaCode: 'A' } }),
  'registry.readSpace': things => ({ params: { spaceId: things.spaceId } }),
  'registry.spaceHistory': things => ({ params: { spaceId: things.spaceId }, query: page }),
  'registry.addSpaces': things => ({
    body: { communityId: things.communityId, areaCode: 'Z', first: 1, last: 2, tenure: 'public' },
  }),
  'registry.editSpace': things => ({
    params: { spaceId: things.spaceId },
    body: { tenure: 'rentable', motherId: things.lettableSpaceId, charging: 'slow', version: 1 },
  }),
  'registry.reserveSpace': things => ({
    params: { spaceId: things.reservableSpaceId },
    body: { version: 1, reservedFor: '101 业主', reservedUntil: '2026-12-31' },
  }),
  'registry.sellSpace': things => ({
    params: { spaceId: things.sellableSpaceId },
    body: { ownerId: things.ownerId, fromOn: '2026-11-01' },
  }),
  'registry.letSpace': things => ({
    params: { spaceId: things.lettableSpaceId },
    body: { id: newId(), holderId: things.ownerId, vehicleIds: [things.vehicleId], ...LEASE, apart: true },
  }),
  'registry.renewSpaceLease': things => ({
    params: things.renewable,
    body: { id: newId(), toOn: '2027-12-31', monthlyPriceFen: 32_000, version: 1 },
  }),
  'registry.editSpaceLease': things => ({
    params: things.editable,
    body: { vehicleIds: [things.vehicleId], notes: '', version: 1 },
  }),
  'registry.endSpaceLease': things => ({
    params: things.endable,
    body: { lastOn: '2026-11-30', reason: '退租', version: 1 },
  }),

  'registry.qualityOverview': things => ({ query: { communityId: things.communityId } }),
  'registry.countQuality': things => ({ body: { communityId: things.communityId } }),
  'registry.listQualityFindings': things => ({
    query: { ...page, check: 'vehicle-permit-expired', communityId: things.communityId },
  }),
  'registry.exportQualityFindings': things => ({
    query: { check: 'vehicle-orphan', communityId: things.communityId, format: 'csv' },
  }),
  'registry.exemptFinding': things => ({
    body: {
      ...{
        id: newId(),
        communityId: things.communityId,
        check: 'vehicle-permit-expired',
        objectId: things.expiredVehicleId,
      },
      ...{ reason: '业主出国', untilOn: '2027-01-01' },
    },
  }),
  'registry.endExemption': things => ({ params: { exemptionId: things.exemptionId } }),
}

export const PARKING_MADE_IDS: Record<string, MadeId> = {
  'registry.addVehicle': (_ground, _company, things) => things.vehicleId,
  'registry.addReplacementPlate': (_ground, _company, things) => things.replacementPlateId,
  'registry.issuePermit': (_ground, _company, things) => things.permitId,
  'registry.applyForMyVehicle': (_ground, _company, things) => things.approvableId,
  'registry.letSpace': (_ground, _company, things) => things.editable.leaseId,
  'registry.exemptFinding': (_ground, _company, things) => things.exemptionId,
  'registry.renewSpaceLease': (_ground, _company, things) => things.endable.leaseId,
}
