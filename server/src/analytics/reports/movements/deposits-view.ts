import type { analytics as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Tx } from '../../../platform/db.ts'
import { analytics } from '../../tables.ts'
import { type Asked, askReport, isNarrowed } from '../ask-report.ts'
import { groupedSums } from '../group-by.ts'
import { type Group, pageGroups } from '../page-groups.ts'
import { rollForward, sumRows } from './sum-rows.ts'

type Report = ResponseOf<typeof contract.listDepositMovements>
type Input = RequestOf<typeof contract.listDepositMovements>

const MOVED = ['receivedFen', 'deductedFen', 'refundedFen', 'reversedFen'] as const
type Row = Group & Record<(typeof MOVED)[number] | 'beforeFen' | 'movedFen', bigint>

/**
 * 押金变动: 期末在押 = 期初 + 收取 − 扣除 − 退还 − 冲正; deposits never are revenue (R12).
 * Errors: analytics.period_wrong, platform.not_found.
 */
export async function listDepositMovements(tx: Tx, actor: Actor, input: Input): Promise<Report> {
  const asked = await askReport(tx, actor, input)
  const { rows } = await sql<Row>`${groupedSums(input.by, asked, movements(asked), MOVEMENT_SUMS)}`.execute(
    analytics(tx),
  )
  const beforeFen = sumRows(rows, ['beforeFen']).beforeFen
  const within = rows.filter(row => row.month === null || (row.month >= asked.from && row.month <= asked.to))
  const found =
    input.by === 'month'
      ? rollForward(within, beforeFen)
      : within.map(row => ({ ...row, openingFen: row.beforeFen, closingFen: row.beforeFen + row.movedFen }))
  const sums = {
    ...sumRows(within, MOVED),
    openingFen: beforeFen,
    closingFen: beforeFen + sumRows(within, ['movedFen']).movedFen,
  }
  const { from, to } = asked
  return {
    ...pageGroups(input, found, [...MOVED, 'openingFen', 'closingFen'], input.by === 'month' ? 'name' : '-closingFen'),
    ...{ sums, from, to },
  }
}

function movements(asked: Asked): RawBuilder<unknown> {
  const ofItem = asked.itemId ? sql`and d.item_id = ${asked.itemId}::uuid` : sql``
  return sql`
    select m.community_id, m.premises_id, d.item_id, date_trunc('month', m.moved_on::timestamp)::date as month, m.kind, m.amount_fen,
      m.moved_on < ${asked.firstDay}::date as before
    from billing.public_deposit_movement m
    join billing.public_deposit d on d.tenant_id = m.tenant_id and d.id = m.deposit_id
    where ${isNarrowed(asked, 'm', { item: false })} and m.moved_on <= ${asked.lastDay}::date ${ofItem}`
}

const sumOf = (name: string, when: RawBuilder<unknown>, sign: RawBuilder<unknown> = sql``) =>
  sql`coalesce(${sign} sum(f.amount_fen) filter (where ${when}), 0)::bigint as ${sql.raw(name)}`

const MOVEMENT_SUMS = sql.join(
  [
    sumOf('before_fen', sql`f.before`),
    sumOf('moved_fen', sql`not f.before`),
    sumOf('received_fen', sql`not f.before and f.kind in ('received', 'opening')`),
    sumOf('deducted_fen', sql`not f.before and f.kind = 'deducted'`, sql`-`),
    sumOf('refunded_fen', sql`not f.before and f.kind = 'refunded'`, sql`-`),
    sumOf('reversed_fen', sql`not f.before and f.kind = 'reversal'`, sql`-`),
  ],
  sql`, `,
)
