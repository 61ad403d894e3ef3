import type { registry as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { refuse } from '../errors.ts'
import { leasesChanged } from '../events.ts'
import { registry } from '../tables.ts'
import { checkCore, requireUnlet } from './check-core.ts'
import { type LeaseDetail, readLease } from './lease-view.ts'
import { type LockedLease, lockLease, requireNotRenewed } from './lock-lease.ts'
import { settleTenants } from './settle-tenants.ts'
import type { LeaseCore } from './write-lease.ts'

type Ended = LockedLease & { endedOn: string }

/**
 * Takes back an early end that was a mistake: the lease holds until its own last day again, and its tenants live there again, but for those who
 * had left before. Only while nothing was built on the end. What is charged follows the tenants: the next bill run proposes it anew.
 * Errors: platform.not_found, changed_meanwhile, registry.lease_not_ended, premises_let (let to others since), lease_followed (another
 * tenant lives there since), lease_renewed, lease_number_taken, premises_ended (merged or split).
 */
export async function reinstateLease(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.reinstateLease>,
): Promise<LeaseDetail> {
  const lease = await lockLease(tx, actor, input)
  if (!isEnded(lease)) throw refuse.leaseNotEnded()
  const { core } = await checkCore(tx, actor, lease)
  await requireUnlet(tx, actor, lease.id, core)
  await requireNobodySince(tx, actor, lease, core)
  if (lease.endedOn < lease.fromOn) await requireStillFree(tx, actor, lease)
  await registry(tx)
    .updateTable('registry.lease')
    .set({ endedOn: null, endedReason: null, version: sql`version + 1` })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', lease.id)
    .execute()
  await sql`update registry.leased_premises set days = daterange(${core.fromOn}::date, ${core.toOn}::date, '[]')
    where tenant_id = ${tenantOf(actor)} and lease_id = ${lease.id}`.execute(registry(tx))
  const left = await leftBefore(tx, actor, lease, core)
  const tenantIds = core.tenantIds.filter(id => !left.has(id))
  if (tenantIds.length > 0) await settleTenants(tx, actor, { ...core, tenantIds })
  const ended = { endedOn: lease.endedOn, endedReason: lease.endedReason }
  recordChanges<{ endedOn: string | null; endedReason: string | null }>(tx, ended, { endedOn: null, endedReason: null })
  await publish(tx, leasesChanged, { communityId: lease.communityId, leaseId: lease.id, count: 1 })
  return readLease(tx, actor, { leaseId: lease.id })
}

function isEnded(lease: LockedLease): lease is Ended {
  return lease.endedOn !== null
}

/** Errors: registry.lease_followed. */
async function requireNobodySince(tx: Tx, actor: Actor, { endedOn }: Ended, core: LeaseCore): Promise<void> {
  const { rows } = await sql<{ name: string; since: string }>`
    select n.name, o.from_on::text as since from registry.occupancy o
    join registry.person n on n.tenant_id = o.tenant_id and n.id = o.person_id
    where o.tenant_id = ${tenantOf(actor)} and o.premises_id = any(${core.premisesIds}::uuid[]) and o.kind = 'tenant'
      and o.from_on > ${endedOn}::date and o.from_on <= ${core.toOn}::date
    order by o.from_on limit 1`.execute(registry(tx))
  const [other] = rows
  if (other) throw refuse.leaseFollowed(other)
}

/** Of a lease that never came about number and place were free since. Errors: registry.lease_number_taken, registry.lease_renewed. */
async function requireStillFree(tx: Tx, actor: Actor, lease: Ended): Promise<void> {
  const taken = await sql`select 1 from registry.lease where tenant_id = ${tenantOf(actor)} and number = ${lease.number}
    and id <> ${lease.id} and (ended_on is null or ended_on >= from_on)`.execute(registry(tx))
  if (taken.rows.length > 0) throw refuse.leaseNumberTaken()
  if (lease.renewsId) await requireNotRenewed(tx, actor, lease.renewsId)
}

/** Tenants who had left by themselves before the lease ended. */
async function leftBefore(tx: Tx, actor: Actor, { endedOn }: Ended, core: LeaseCore): Promise<Set<string>> {
  const { rows } = await sql<{ personId: string }>`
    select distinct o.person_id from registry.occupancy o
    where o.tenant_id = ${tenantOf(actor)} and o.premises_id = any(${core.premisesIds}::uuid[]) and o.kind = 'tenant'
      and o.to_on >= ${core.fromOn}::date and o.to_on < ${endedOn}::date`.execute(registry(tx))
  return new Set(rows.map(row => row.personId))
}
