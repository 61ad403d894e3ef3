import { sql } from 'kysely'
import { type Closing, type ClosingEntry, defineClosingCheck, defineClosingEntry } from '../../ledger/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { fenToYuan } from '../../platform/money.ts'
import { LAST_CIVIL_DATE } from '../../platform/period.ts'
import { billing } from '../tables.ts'
import { type ItemMargin, readMargins } from './margins-view.ts'

const SOURCE = 'billing.margin-taxed'

/** Closing a month taxes what was earned on what is resold: sold less bought, never less than nothing (差额征税, E75). */
defineClosingEntry({ sourceKind: SOURCE, propose, keep })

/**
 * Debit 6001, credit 222101 by the difference between what the months say, those closed before included, and what was posted already: a month
 * that was opened and closed again posts only what changed.
 */
async function propose(tx: Tx, actor: Actor, closing: Closing): Promise<ClosingEntry | null> {
  const margins = await readMargins(tx, actor, closing)
  const stands = await standing(tx, actor, closing.communityId)
  const fen = stands.taxFen + sumOf(margins) - (await postedUntil(tx, actor, closing.communityId, closing.lastDay))
  if (margins.length === 0 && fen === 0n) return null
  return {
    memo: '差额征税',
    later: [],
    margins,
    postings: [
      { accountCode: '6001' as const, amountFen: fen },
      { accountCode: '222101' as const, amountFen: -fen },
    ].filter(posting => posting.amountFen !== 0n),
  }
}

/** The closing itself is among those that stand by now: worked out of what was proposed, not again. */
async function keep(tx: Tx, actor: Actor, closing: Closing, { margins = [] }: ClosingEntry): Promise<void> {
  if (margins.length === 0) return
  await billing(tx)
    .insertInto('billing.marginTax')
    .values(
      margins.map(({ itemName: _, ...margin }) => ({
        ...{ tenantId: tenantOf(actor), periodId: closing.id, communityId: closing.communityId },
        ...margin,
      })),
    )
    .execute()
}

/** Before the next month is closed: what closings say of margins is what the ledger holds on the day of the last. */
defineClosingCheck(async (tx, actor, communityId) => {
  const stands = await standing(tx, actor, communityId)
  if (stands.asOf === null) return []
  const postedFen = await postedUntil(tx, actor, communityId, stands.asOf)
  return postedFen === stands.taxFen ? [] : [`差额征税：总账 ${fenToYuan(postedFen)}，业务 ${fenToYuan(stands.taxFen)}`]
})

function sumOf(margins: readonly ItemMargin[]): bigint {
  return margins.reduce((sum, { taxFen }) => sum + taxFen, 0n)
}

/** The tax of all closings that hold, and the day of the last. */
async function standing(tx: Tx, actor: Actor, communityId: string): Promise<{ taxFen: bigint; asOf: string | null }> {
  const { rows } = await sql<{ taxFen: bigint; asOf: string | null }>`
    select coalesce(sum(tax_fen), 0)::bigint as tax_fen, max(as_of) as as_of from billing.public_margin_tax
    where tenant_id = ${tenantOf(actor)}::uuid and community_id = ${communityId}::uuid`.execute(billing(tx))
  return rows[0] ?? { taxFen: 0n, asOf: null }
}

/** What closings posted to 222101 until the end of a day, credit positive. */
async function postedUntil(tx: Tx, actor: Actor, communityId: string, day = LAST_CIVIL_DATE): Promise<bigint> {
  const { rows } = await sql<{ fen: bigint }>`
    select coalesce(-sum(p.amount_fen), 0)::bigint as fen from ledger.public_posting p
    where p.tenant_id = ${tenantOf(actor)}::uuid and p.community_id = ${communityId}::uuid and p.account_code = '222101'
      and p.source_kind = ${SOURCE} and p.posted_on <= ${day}::date`.execute(billing(tx))
  return rows[0]?.fen ?? 0n
}
