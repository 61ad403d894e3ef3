import type { billing as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'

/**
 * Gives households to somebody who may visit debtors, or takes them back: all of them, or, when one is another's by now than was seen,
 * none. Told twice it is one giving. Errors: platform.not_found, platform.changed_meanwhile, billing.no_collector.
 */
export async function assignDebtors(
  tx: Tx,
  actor: Actor,
  { households, collectorId }: RequestOf<typeof contract.assignDebtors>,
): Promise<ResponseOf<typeof contract.assignDebtors>> {
  const tenantId = tenantOf(actor)
  const wasOf = new Map(households.map(one => [one.premisesId, one.was]))
  const wanted = [...wasOf.keys()]
  const places = await billing(tx)
    .selectFrom('registry.publicPremises')
    .select(['id', 'communityId'])
    .where('tenantId', '=', tenantId)
    .where('id', 'in', wanted)
    .execute()
  if (places.length < wanted.length) throw refusePlatform.notFound()
  if (collectorId !== null) await requireCollector(tx, actor, collectorId)
  await requireSeen(tx, actor, wasOf, collectorId)
  if (collectorId === null) {
    await billing(tx)
      .deleteFrom('billing.dunningAssignment')
      .where('tenantId', '=', tenantId)
      .where('premisesId', 'in', wanted)
      .execute()
    return { assigned: 0 }
  }
  const assignedAt = now()
  await billing(tx)
    .insertInto('billing.dunningAssignment')
    .values(
      places.map(({ id, communityId }) => ({
        ...{ tenantId, premisesId: id, communityId, staffId: collectorId, assignedAt },
      })),
    )
    .onConflict(conflict =>
      conflict.columns(['tenantId', 'premisesId']).doUpdateSet({ staffId: collectorId, assignedAt }),
    )
    .execute()
  return { assigned: places.length }
}

async function requireSeen(
  tx: Tx,
  actor: Actor,
  wasOf: ReadonlyMap<string, string | null>,
  collectorId: string | null,
): Promise<void> {
  // One at a time: a household that is nobody's has no row to lock.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`billing.assign_debtors ${tenantOf(actor)}`}, 0))`.execute(
    billing(tx),
  )
  const rows = await billing(tx)
    .selectFrom('billing.dunningAssignment')
    .select(['premisesId', 'staffId'])
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', 'in', [...wasOf.keys()])
    .execute()
  const isNow = new Map(rows.map(row => [row.premisesId, row.staffId]))
  for (const [premisesId, was] of wasOf) {
    const now = isNow.get(premisesId) ?? null
    // A giving has no version: whose the household is is what is compared.
    if (now !== was && now !== collectorId) throw refusePlatform.changedMeanwhile({ version: 0 })
  }
}

async function requireCollector(tx: Tx, actor: Actor, collectorId: string): Promise<void> {
  const { rows } = await sql<{ may: boolean }>`
    select s.state = 'active' and 'billing.dunning.visit' = any (s.permissions) as may from identity.public_staff s
    where s.tenant_id = ${tenantOf(actor)}::uuid and s.id = ${collectorId}::uuid`.execute(billing(tx))
  const [staff] = rows
  if (!staff) throw refusePlatform.notFound()
  if (!staff.may) throw refuse.noCollector()
}

/** Active staff who may visit debtors, by name, with how many households each has. */
export async function listCollectors(tx: Tx, actor: Actor): Promise<ResponseOf<typeof contract.listCollectors>> {
  const { rows } = await sql<{ id: string; name: string; householdCount: number }>`
    select s.id, s.name, count(a.premises_id)::int as household_count
    from identity.public_staff s
    left join billing.dunning_assignment a on a.tenant_id = s.tenant_id and a.staff_id = s.id
    where s.tenant_id = ${tenantOf(actor)}::uuid and s.state = 'active' and 'billing.dunning.visit' = any (s.permissions)
    group by s.id, s.name order by s.name, s.id limit 500`.execute(billing(tx))
  return { items: rows }
}
