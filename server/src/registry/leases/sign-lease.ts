import type { registry as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { leasesChanged } from '../events.ts'
import { registry } from '../tables.ts'
import { checkCore, requireSigningDay, requireUnlet } from './check-core.ts'
import { type LeaseDetail, readLease } from './lease-view.ts'
import { lockLease, requireDraft, requireNotRenewed } from './lock-lease.ts'
import { settleTenants } from './settle-tenants.ts'
import type { LeaseCore } from './write-lease.ts'

/**
 * A draft was signed: from now on its premises are let for its days, and its tenants live there. Errors: platform.not_found,
 * changed_meanwhile, registry.lease_signed, premises_let, signed_later and what may have become wrong since it was drafted.
 */
export async function signLease(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.signLease>,
): Promise<LeaseDetail> {
  const lease = await lockLease(tx, actor, input)
  requireDraft(lease)
  if (lease.renewsId) await requireNotRenewed(tx, actor, lease.renewsId)
  const { core } = await checkCore(tx, actor, lease)
  await putInForce(tx, actor, { id: lease.id, core, signedOn: input.signedOn })
  recordChanges<{ signedOn: string | null }>(tx, { signedOn: null }, { signedOn: input.signedOn })
  await publish(tx, leasesChanged, { communityId: lease.communityId, leaseId: lease.id, count: 1 })
  return readLease(tx, actor, { leaseId: lease.id })
}

/** What a checked lease lets is let for its days, and its tenants live there. Errors: registry.premises_let, registry.signed_later. */
export async function putInForce(
  tx: Tx,
  actor: Actor,
  { id, core, signedOn }: { id: string; core: LeaseCore; signedOn: string },
): Promise<void> {
  requireSigningDay(signedOn)
  await requireUnlet(tx, actor, id, core)
  const tenantId = tenantOf(actor)
  await sql`update registry.lease set signed_on = ${signedOn}::date, version = version + 1 where tenant_id = ${tenantId} and id = ${id}`.execute(
    registry(tx),
  )
  await sql`update registry.leased_premises set days = daterange(${core.fromOn}::date, ${core.toOn}::date, '[]')
    where tenant_id = ${tenantId} and lease_id = ${id}`.execute(registry(tx))
  await settleTenants(tx, actor, core)
}
