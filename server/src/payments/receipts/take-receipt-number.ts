import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { payments } from '../tables.ts'

export interface TakenNumber {
  /** The numbers of a legal entity in a community's year; the first is 1. */
  series: number
  sequence: number
}

/**
 * The next receipt number of a legal entity in a community's year. The counter row stays locked until the transaction ends, so
 * numbers have no gap (domain.md §3 "Receipt numbers"): a payment that fails gives its number back. Take it as late as possible.
 * Numbers taken before the community had an entity are its first entity's own: they go on without a break.
 * @param legalEntityId null where the company has named none for this community
 */
export async function takeReceiptNumber(
  tx: Tx,
  actor: Actor,
  communityId: string,
  year: number,
  legalEntityId: string | null = null,
): Promise<TakenNumber> {
  const key = { tenantId: tenantOf(actor), communityId, year }
  return (await takeNext(tx, key, legalEntityId)) ?? (await beginSeries(tx, key, legalEntityId))
}

interface Key {
  tenantId: string
  communityId: string
  year: number
}

/** From the entity's own series, or from the one that has no entity yet. */
async function takeNext(tx: Tx, key: Key, legalEntityId: string | null): Promise<TakenNumber | null> {
  const { rows } = await sql<TakenNumber>`
    update payments.receipt_counter c set last_sequence = c.last_sequence + 1, legal_entity_id = ${legalEntityId}::uuid
    where c.tenant_id = ${key.tenantId}::uuid and c.community_id = ${key.communityId}::uuid and c.year = ${key.year}
      and c.series = (select x.series from payments.receipt_counter x
        where x.tenant_id = c.tenant_id and x.community_id = c.community_id and x.year = c.year
          and (x.legal_entity_id is not distinct from ${legalEntityId}::uuid or x.legal_entity_id is null)
        order by x.legal_entity_id is null, x.series limit 1)
    returning series, last_sequence as sequence`.execute(payments(tx))
  return rows[0] ?? null
}

/** Two who begin one at once wait for each other; the second goes on with what the first began. */
async function beginSeries(tx: Tx, key: Key, legalEntityId: string | null): Promise<TakenNumber> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${key.tenantId}${key.communityId}${key.year}`}, 79))`.execute(
    payments(tx),
  )
  const begun = await takeNext(tx, key, legalEntityId)
  if (begun) return begun
  const { rows } = await sql<TakenNumber>`
    insert into payments.receipt_counter (tenant_id, community_id, year, series, legal_entity_id, last_sequence)
    select ${key.tenantId}::uuid, ${key.communityId}::uuid, ${key.year}, coalesce(max(series), 0) + 1, ${legalEntityId}::uuid, 1
    from payments.receipt_counter
    where tenant_id = ${key.tenantId}::uuid and community_id = ${key.communityId}::uuid and year = ${key.year}
    returning series, last_sequence as sequence`.execute(payments(tx))
  const [first] = rows
  if (!first) throw new Error('The receipt counter was not written.')
  return first
}
