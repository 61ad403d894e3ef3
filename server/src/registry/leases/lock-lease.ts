import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { refuse } from '../errors.ts'
import { registry } from '../tables.ts'

/** A lease with what it lets and to whom, locked until the end of the transaction. Errors: platform.not_found, platform.changed_meanwhile. */
export async function lockLease(tx: Tx, actor: Actor, { leaseId, version }: { leaseId: string; version: number }) {
  const lease = await registry(tx)
    .selectFrom('registry.lease')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', leaseId)
    .forUpdate()
    .executeTakeFirst()
  if (!lease) throw platformRefuse.notFound()
  if (lease.version !== version) throw platformRefuse.changedMeanwhile({ version: lease.version })
  const premises = await registry(tx)
    .selectFrom('registry.leasedPremises')
    .select('premisesId')
    .where('tenantId', '=', tenantOf(actor))
    .where('leaseId', '=', leaseId)
    .orderBy('premisesId')
    .execute()
  const parties = await registry(tx)
    .selectFrom('registry.leaseParty')
    .select(['role', 'personId'])
    .where('tenantId', '=', tenantOf(actor))
    .where('leaseId', '=', leaseId)
    .orderBy('position')
    .execute()
  const of = (role: string) => parties.filter(party => party.role === role).map(party => party.personId)
  return {
    ...lease,
    premisesIds: premises.map(one => one.premisesId),
    landlordIds: of('landlord'),
    tenantIds: of('tenant'),
  }
}

export type LockedLease = Awaited<ReturnType<typeof lockLease>>

/** Refuses a draft: nothing of it holds yet. */
export function requireSigned(lease: LockedLease): void {
  if (lease.signedOn === null) throw refuse.leaseDraft()
}

/** Refuses what is signed: it is ended, not changed or thrown away. */
export function requireDraft(lease: LockedLease): void {
  if (lease.signedOn !== null) throw refuse.leaseSigned()
}

/** Refuses a lease that a signed one goes on from: that one is ended first. */
export async function requireNotRenewed(tx: Tx, actor: Actor, leaseId: string): Promise<void> {
  const { rows } = await sql<{
    number: string
  }>`select r.number from registry.lease r where r.tenant_id = ${tenantOf(actor)}
    and r.renews_id = ${leaseId} and r.signed_on is not null and (r.ended_on is null or r.ended_on >= r.from_on) limit 1`.execute(
    registry(tx),
  )
  const [renewal] = rows
  if (renewal) throw refuse.leaseRenewed(renewal)
}
