import type { registry as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { refuse } from '../errors.ts'
import { spacesChanged } from '../events.ts'
import { registry } from '../tables.ts'
import { dayBefore } from './lease.ts'
import { requireVehicles } from './let-space.ts'
import { lockLease } from './lock-lease.ts'
import { readSpace, type SpaceDetail } from './space-view.ts'

/** Changes the vehicles and notes of a lease; its days and price stand as signed. Errors: platform.changed_meanwhile, registry.vehicle_elsewhere. */
export async function editSpaceLease(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.editSpaceLease>,
): Promise<SpaceDetail> {
  const { spaceId, leaseId, vehicleIds, notes } = input
  const { lease } = await lockLease(tx, actor, spaceId, leaseId, input.version)
  const fresh = vehicleIds.filter(id => !lease.vehicleIds.includes(id))
  await requireVehicles(tx, actor, lease.communityId, fresh)
  await write(tx, actor, leaseId, { vehicleIds, notes })
  recordChanges(tx, lease, { vehicleIds, notes })
  await publish(tx, spacesChanged, { communityId: lease.communityId, count: 1 })
  return readSpace(tx, actor, { spaceId })
}

/**
 * Ends a lease early: `lastOn` is the last day it holds; before its first day it never comes about, and its days are free again.
 * Errors: platform.changed_meanwhile, registry.lease_over, registry.period_wrong (after the day it ends by itself).
 */
export async function endSpaceLease(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.endSpaceLease>,
): Promise<SpaceDetail> {
  const { spaceId, leaseId, lastOn, reason } = input
  const { lease } = await lockLease(tx, actor, spaceId, leaseId, input.version)
  if (lease.endedOn !== null) throw refuse.leaseOver()
  if (lastOn > lease.toOn) throw refuse.periodWrong()
  const endedOn = lastOn < lease.fromOn ? dayBefore(lease.fromOn) : lastOn
  await write(tx, actor, leaseId, { endedOn, endedReason: reason })
  // A space that was merged or split meanwhile keeps the days that it was let.
  await sql`update registry.let_space set days = days * daterange(null, ${endedOn}::date, '[]')
    where tenant_id = ${tenantOf(actor)} and lease_id = ${leaseId}`.execute(registry(tx))
  recordChanges(tx, lease, { endedOn, endedReason: reason })
  await publish(tx, spacesChanged, { communityId: lease.communityId, count: 1 })
  return readSpace(tx, actor, { spaceId })
}

async function write(tx: Tx, actor: Actor, leaseId: string, set: object): Promise<void> {
  await registry(tx)
    .updateTable('registry.spaceLease')
    .set({ ...set, version: sql`version + 1` })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', leaseId)
    .execute()
}
