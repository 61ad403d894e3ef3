import { sql } from 'kysely'
import { openDay, postEntries } from '../../ledger/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { billing } from '../tables.ts'

/** A deposit that a former system holds; `id` becomes the deposit's. */
export interface OpeningDeposit {
  id: string
  premisesId: string
  itemName: string
  amountFen: bigint
  receivedOn: string
  receiptNumber: string | null
  payerName: string | null
  remark: string | null
}

/**
 * Takes over deposits: held from the day they were received, debit 4103, credit 224101 on the day of the cut-over. Items are
 * made as deposits when missing. Set-based. An item of that name that is no deposit is the caller's error.
 */
export async function openDeposits(
  tx: Tx,
  actor: Actor,
  { communityId, asOfOn }: { communityId: string; asOfOn: string },
  deposits: readonly OpeningDeposit[],
): Promise<void> {
  if (deposits.length === 0) return
  const itemIds = await depositItems(
    tx,
    actor,
    deposits.map(deposit => deposit.itemName),
  )
  const tenantId = tenantOf(actor)
  const postedOn = await openDay(tx, actor, communityId, asOfOn)
  const column = <T>(of: (deposit: OpeningDeposit) => T) => deposits.map(of)
  await sql`
    insert into billing.deposit (tenant_id, community_id, id, premises_id, item_id, received_fen, received_on, payer_name, former_receipt, remark)
    select ${tenantId}::uuid, ${communityId}::uuid, d.*
    from unnest(${column(deposit => deposit.id)}::uuid[], ${column(deposit => deposit.premisesId)}::uuid[],
      ${column(deposit => itemIds.get(deposit.itemName) ?? '')}::uuid[], ${column(deposit => deposit.amountFen)}::bigint[],
      ${column(deposit => deposit.receivedOn)}::date[], ${column(deposit => deposit.payerName)}::text[],
      ${column(deposit => deposit.receiptNumber)}::text[], ${column(deposit => deposit.remark)}::text[]) as d`.execute(
    billing(tx),
  )
  await sql`
    insert into billing.deposit_movement (tenant_id, community_id, kind, source_kind, moved_on, at, actor_name, id, deposit_id, source_id,
      premises_id, amount_fen)
    select ${tenantId}::uuid, ${communityId}::uuid, 'opening', 'billing.opening', ${postedOn}::date, ${now()}::timestamptz, ${actor.name}, m.*
    from unnest(${deposits.map(() => newId())}::uuid[], ${column(deposit => deposit.id)}::uuid[],
      ${column(deposit => deposit.id)}::uuid[], ${column(deposit => deposit.premisesId)}::uuid[],
      ${column(deposit => deposit.amountFen)}::bigint[]) as m`.execute(billing(tx))
  await postEntries(
    tx,
    actor,
    deposits.map(deposit => ({
      ...{ id: newId(), communityId, postedOn, sourceKind: 'billing.deposit-opened', sourceId: deposit.id },
      memo: `期初押金 ${deposit.itemName}`,
      postings: [
        { accountCode: '4103', amountFen: deposit.amountFen },
        { accountCode: '224101', premisesId: deposit.premisesId, amountFen: -deposit.amountFen },
      ],
    })),
  )
}

async function depositItems(tx: Tx, actor: Actor, names: readonly string[]): Promise<Map<string, string>> {
  const tenantId = tenantOf(actor)
  const distinct = [...new Set(names)]
  const facts = { category: 'deposit', treatment: 'deposit', refundable: true }
  await billing(tx)
    .insertInto('billing.chargeItem')
    .values(distinct.map(name => ({ tenantId, id: newId(), name, ...facts })))
    .onConflict(conflict => conflict.doNothing())
    .execute()
  const rows = await billing(tx)
    .selectFrom('billing.chargeItem')
    .select(['id', 'name', 'treatment'])
    .where('tenantId', '=', tenantId)
    .where('name', 'in', distinct)
    .execute()
  const wrong = rows.find(row => row.treatment !== 'deposit')
  if (wrong) throw new Error(`The charge item ${wrong.name} is no deposit; the plan refuses such a row.`)
  return new Map(rows.map(row => [row.name, row.id]))
}
