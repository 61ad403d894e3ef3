import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { type Tx, together } from '../../platform/db.ts'
import { payments } from '../tables.ts'

/** A receipt that has no number yet. */
export interface Unnumbered {
  id: string
  paymentId: string
  communityId: string
  communityCode: string
  premisesId: string
  year: number
  /** null where the company has named none for this community */
  legalEntityId: string | null
  amountFen: bigint
  /** The frozen words, as JSON text. */
  content: string
  issuedAt: Date
  replacesId: string | null
}

/**
 * Writes a receipt with the next number of its legal entity in its community's year: `AJHY-2026-000001`, community code, year of
 * receipt, running number without gaps; where a second legal entity bills in the community within a year, its numbers are a series of
 * their own: `AJHY-2026-2-000001`. The counter's row stays locked until the transaction ends, so numbers have no gap (domain.md §3
 * "Receipt numbers"): a payment that fails gives its number back. Do it as late as possible; it is one statement, since every cashier
 * of the project waits. Numbers taken before the community had an entity are its first entity's own: they go on without a break.
 */
export async function numberReceipt(tx: Tx, actor: Actor, receipt: Unnumbered): Promise<string> {
  const tenantId = tenantOf(actor)
  // Those who wait for a row are all woken when it changes, and wait anew but for one: they queue for the counter, not at its row.
  const [, written] = await together(tx, [
    () => lockSeries(tx, tenantId, receipt),
    () => writeNext(tx, tenantId, receipt),
  ])
  if (written) return written
  await beginSeries(tx, tenantId, receipt)
  const first = await writeNext(tx, tenantId, receipt)
  if (!first) throw new Error('The receipt counter was not written.')
  return first
}

/** From the entity's own series, or from the one that has no entity yet; null where there is neither. */
async function writeNext(tx: Tx, tenantId: string, receipt: Unnumbered): Promise<string | null> {
  const { id, paymentId, communityId, communityCode, premisesId, year, legalEntityId } = receipt
  const { rows } = await sql<{ number: string }>`
    with taken as (
    update payments.receipt_counter c set last_sequence = c.last_sequence + 1, legal_entity_id = ${legalEntityId}::uuid
    where c.tenant_id = ${tenantId}::uuid and c.community_id = ${communityId}::uuid and c.year = ${year}
      and c.series = (${seriesOf(tenantId, receipt)}) and (c.legal_entity_id is null or c.legal_entity_id = ${legalEntityId}::uuid)
    returning c.series, c.last_sequence as sequence)
    insert into payments.receipt (tenant_id, id, payment_id, community_id, premises_id, year, series, sequence, legal_entity_id, number,
      amount_fen, content, issued_at, replaces_id)
    select ${tenantId}::uuid, ${id}::uuid, ${paymentId}::uuid, ${communityId}::uuid, ${premisesId}::uuid, ${year}, t.series, t.sequence,
      ${legalEntityId}::uuid, ${`${communityCode}-${year}-`}::text || case when t.series = 1 then '' else t.series || '-' end
        || lpad(t.sequence::text, greatest(6, length(t.sequence::text)), '0'),
      ${receipt.amountFen}::bigint, ${receipt.content}::jsonb, ${receipt.issuedAt}::timestamptz, ${receipt.replacesId}::uuid
    from taken t returning number`.execute(payments(tx))
  return rows[0]?.number ?? null
}

function seriesOf(tenantId: string, { communityId, year, legalEntityId }: Unnumbered): RawBuilder<number> {
  return sql<number>`
    select x.series from payments.receipt_counter x
    where x.tenant_id = ${tenantId}::uuid and x.community_id = ${communityId}::uuid and x.year = ${year}
      and (x.legal_entity_id is null or x.legal_entity_id = ${legalEntityId}::uuid)
    order by x.legal_entity_id is null, x.series limit 1`
}

/** Who numbers receipts of a community's year waits for those before, until their transactions end. */
async function lockSeries(tx: Tx, tenantId: string, { communityId, year }: Unnumbered): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${tenantId}${communityId}${year}`}, 79))`.execute(
    payments(tx),
  )
}

async function beginSeries(tx: Tx, tenantId: string, receipt: Unnumbered): Promise<void> {
  const { communityId, year, legalEntityId } = receipt
  await sql`
    insert into payments.receipt_counter (tenant_id, community_id, year, series, legal_entity_id, last_sequence)
    select ${tenantId}::uuid, ${communityId}::uuid, ${year}, coalesce(max(series), 0) + 1, ${legalEntityId}::uuid, 0
    from payments.receipt_counter
    where tenant_id = ${tenantId}::uuid and community_id = ${communityId}::uuid and year = ${year}
    having not exists (${seriesOf(tenantId, receipt)})`.execute(payments(tx))
}
