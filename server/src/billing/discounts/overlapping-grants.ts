import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { CivilDate } from '../../platform/period.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'

interface Given {
  discountId: string
  itemIds: readonly string[] | null
}

/** Premises and days, as rows of `premises_id, from_on, to_on`. */
type Days = RawBuilder<unknown>

/** The days of one grant. */
export function daysOfGrant(grant: { premisesId: string; fromOn: CivilDate; toOn: CivilDate }): Days {
  const { premisesId, fromOn, toOn } = grant
  return sql`(select ${premisesId}::uuid as premises_id, ${fromOn}::date as from_on, ${toOn}::date as to_on)`
}

/** The days of all grants of a discount that have not ended before a day. */
export function grantsFrom(actor: Actor, discountId: string, day: CivilDate): Days {
  return sql`(select o.premises_id, o.from_on, o.to_on from billing.discount_grant o
    where o.tenant_id = ${tenantOf(actor)} and o.discount_id = ${discountId} and o.to_on >= ${day}::date)`
}

/**
 * Two discounts of one item on one day would say two percentages, and a run would bill nothing (`percents-overlap`): the later one is refused
 * by the name of the other. Which charges a discount is of is said by `billing.discount_reaches` alone.
 * Errors: billing.grant_overlaps.
 */
export async function refuseOverlaps(tx: Tx, actor: Actor, { discountId, itemIds }: Given, days: Days): Promise<void> {
  const { rows } = await sql<{ premises: string; name: string; fromOn: CivilDate; toOn: CivilDate }>`
    select p.label as premises, d.name, g.from_on as "fromOn", g.to_on as "toOn"
    from ${days} m
    join billing.discount_grant g on g.tenant_id = ${tenantOf(actor)} and g.premises_id = m.premises_id and g.from_on <= m.to_on
      and g.to_on >= m.from_on and g.discount_id <> ${discountId}
    join billing.discount d on d.tenant_id = g.tenant_id and d.id = g.discount_id
    join registry.public_premises p on p.tenant_id = g.tenant_id and p.id = g.premises_id
    where billing.discounts_meet(g.tenant_id, g.community_id, d.item_ids, ${itemIds === null ? null : [...itemIds]}::uuid[])
    order by p.label, g.from_on, g.id limit 1`.execute(billing(tx))
  const [other] = rows
  if (other) throw refuse.grantOverlaps(other)
}

/** Whoever gives the same premises another discount, or changes what a discount is of, waits until this transaction ends. */
export async function lockGrants(tx: Tx, actor: Actor, premisesId: string): Promise<void> {
  const all = `billing.discount_grant ${tenantOf(actor)}`
  await sql`select pg_advisory_xact_lock_shared(hashtextextended(${all}, 0)),
    pg_advisory_xact_lock(hashtextextended(${`${all} ${premisesId}`}, 0))`.execute(billing(tx))
}

/** Whoever gives a discount in the company waits until this transaction ends. */
export async function lockAllGrants(tx: Tx, actor: Actor): Promise<void> {
  const all = `billing.discount_grant ${tenantOf(actor)}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${all}, 0))`.execute(billing(tx))
}
