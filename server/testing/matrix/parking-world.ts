import { type Call, registry } from '@anju/contract'
import { newId } from '../../src/platform/ids.ts'

/** A number for plates, so that each is new. */
let serial = 10_000
export const newPlate = () => `京A${serial++}`

/** Vehicles with permits, applications of the owner, and parking spaces, one for each thing that may be done with them. */
export async function makeParking(
  call: Call,
  communityId: string,
  { premisesId, ownerId }: { premisesId: string; ownerId: string },
  residentCall: Call,
) {
  const add = async () => {
    const vehicleId = newId()
    const body = { id: vehicleId, communityId, plate: newPlate(), ownerId, premisesId }
    await call(registry.addVehicle, { body })
    return vehicleId
  }
  const [vehicleId, removableVehicleId, removedVehicleId] = [await add(), await add(), await add()]
  const [permitId, revocablePermitId, replacementPlateId] = [newId(), newId(), newId()]
  const params = { vehicleId }
  const year = { kind: 'monthly', fromOn: '2026-01-01', toOn: '2026-12-31' } as const
  await call(registry.issuePermit, { params, body: { ...year, id: permitId, areaCode: 'A' } })
  await call(registry.issuePermit, { params, body: { ...year, id: revocablePermitId, areaCode: 'B' } })
  await call(registry.addReplacementPlate, {
    params,
    body: { id: replacementPlateId, plate: newPlate(), fromOn: '2026-11-01', toOn: '2026-11-30', reason: '维修' },
  })
  await call(registry.removeVehicle, { params: { vehicleId: removedVehicleId }, body: { reason: '卖了', version: 1 } })
  const expire = async () => {
    const expiredId = await add()
    const past = { kind: 'monthly', fromOn: '2025-01-01', toOn: '2025-12-31' } as const
    await call(registry.issuePermit, { params: { vehicleId: expiredId }, body: { ...past, id: newId() } })
    return expiredId
  }
  const [expiredVehicleId, exemptVehicleId, exemptionId] = [await expire(), await expire(), newId()]
  const exemption = {
    id: exemptionId,
    communityId,
    check: 'vehicle-permit-expired',
    objectId: exemptVehicleId,
  } as const
  await call(registry.exemptFinding, { body: { ...exemption, reason: '车在外地' } })
  const apply = async () => {
    const id = newId()
    await residentCall(registry.applyForMyVehicle, { body: { id, premisesId, plate: newPlate() } })
    return id
  }
  await call(registry.addSpaces, {
    body: { communityId, areaCode: 'A', first: 1, last: 8, digits: 1, tenure: 'rentable' },
  })
  const { items } = await call(registry.listSpaces, { query: { communityId, areaCode: 'A', limit: 10 } })
  const spaceIds = items.map(space => space.id)
  const lease = async (spaceId = '') => {
    const id = newId()
    const body = { ...{ id, holderId: ownerId, fromOn: '2026-01-01', toOn: '2026-12-31' }, monthlyPriceFen: 30_000 }
    await call(registry.letSpace, { params: { spaceId }, body })
    return { spaceId, leaseId: id }
  }
  const [spaceId = '', reservableSpaceId = '', sellableSpaceId = '', lettableSpaceId = ''] = spaceIds
  return {
    ...{ vehicleId, removableVehicleId, removedVehicleId, permitId, revocablePermitId, replacementPlateId },
    ...{ expiredVehicleId, exemptionId },
    ...{ approvableId: await apply(), refusableId: await apply(), withdrawableId: await apply() },
    ...{ spaceId, reservableSpaceId, sellableSpaceId, lettableSpaceId },
    ...{ renewable: await lease(spaceIds[4]), editable: await lease(spaceIds[5]), endable: await lease(spaceIds[6]) },
  }
}
