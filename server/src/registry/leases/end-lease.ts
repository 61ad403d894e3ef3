import type { registry as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { refuse } from '../errors.ts'
import { leasesChanged } from '../events.ts'
import { registry } from '../tables.ts'
import { endOf } from './lease.ts'
import { type LeaseDetail, readLease } from './lease-view.ts'
import { type LockedLease, lockLease, requireDraft, requireNotRenewed, requireSigned } from './lock-lease.ts'
import { unsettleTenants } from './settle-tenants.ts'

/**
 * Ends a lease early: `lastOn` is the last day it holds, and the tenants' last day there. Before its first day it never came about; its
 * days are free again. Errors: platform.changed_meanwhile, registry.lease_draft, lease_over, lease_renewed (that one is ended first),
 * period_wrong (after the day it ends by itself).
 */
export async function terminateLease(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.terminateLease>,
): Promise<LeaseDetail> {
  const { leaseId, version, lastOn, reason } = input
  const lease = await lockLease(tx, actor, { leaseId, version })
  requireSigned(lease)
  if (lease.endedOn !== null) throw refuse.leaseOver()
  if (lastOn >= lease.toOn) throw refuse.periodWrong()
  await requireNotRenewed(tx, actor, leaseId)
  const endedOn = endOf(lease.fromOn, lastOn)
  await registry(tx)
    .updateTable('registry.lease')
    .set({ endedOn, endedReason: reason, version: sql`version + 1` })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', leaseId)
    .execute()
  // Premises that were merged or split meanwhile keep the days that they were let.
  await sql`update registry.leased_premises set days = days * daterange(null, ${endedOn}::date, '[]')
    where tenant_id = ${tenantOf(actor)} and lease_id = ${leaseId}`.execute(registry(tx))
  await unsettleTenants(tx, actor, lease, { lastOn: endedOn, reason })
  recordChanges<Pick<LockedLease, 'endedOn' | 'endedReason'>>(tx, lease, { endedOn, endedReason: reason })
  await publish(tx, leasesChanged, { communityId: lease.communityId, leaseId, count: 1 })
  return readLease(tx, actor, { leaseId })
}

/** Throws a draft away; the audit log keeps that it was there. Errors: platform.changed_meanwhile, registry.lease_signed. */
export async function discardLease(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.discardLease>,
): Promise<void> {
  const lease = await lockLease(tx, actor, input)
  requireDraft(lease)
  await sql`delete from registry.lease where tenant_id = ${tenantOf(actor)} and id = ${lease.id}`.execute(registry(tx))
  recordChanges<{ number: string | null }>(tx, { number: lease.number }, { number: null })
  await publish(tx, leasesChanged, { communityId: lease.communityId, leaseId: lease.id, count: 1 })
}
