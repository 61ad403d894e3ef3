import type { analytics as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Tx } from '../../../platform/db.ts'
import { analytics } from '../../tables.ts'
import { type Asked, askReport, isNarrowed } from '../ask-report.ts'
import { groupedSums, idOf } from '../group-by.ts'
import { type Group, pageGroups } from '../page-groups.ts'
import { rollForward, sumRows } from './sum-rows.ts'

type Report = ResponseOf<typeof contract.listPrepayments>
type Input = RequestOf<typeof contract.listPrepayments>

const MOVED = ['topUpFen', 'creditFen', 'offsetFen', 'refundedFen', 'otherFen'] as const
type Row = Group & Record<(typeof MOVED)[number] | 'beforeFen' | 'movedFen', bigint>

/**
 * 预存变动 (domain.md §1.3, E68): 期末 = 期初 + 新预存 + 退入 − 冲抵 − 退款 + 转出与冲正, which is Σ purses.
 * Errors: analytics.period_wrong, platform.not_found.
 */
export async function listPrepayments(tx: Tx, actor: Actor, input: Input): Promise<Report> {
  const asked = await askReport(tx, actor, input)
  const grouped = input.by === 'item' ? byItems(asked) : groupedSums(input.by, asked, movements(asked), MOVEMENT_SUMS)
  const { rows } = await sql<Row>`${grouped}`.execute(analytics(tx))
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

/** By what the purses are kept for: an item, several together, or any (without a name). */
function byItems(asked: Asked): RawBuilder<unknown> {
  return sql`
    select ${purseKind(sql`g.item_ids`)} as id, case when cardinality(g.item_ids) = 1 then g.item_ids[1] end as group_id, null::text as month,
      coalesce((select string_agg(i.name, '、' order by i.name) from billing.public_charge_item i
        where i.tenant_id = ${asked.tenantId}::uuid and i.id = any (g.item_ids)), '') as name, null::text as community_name, g.*
    from (select f.item_ids, ${MOVEMENT_SUMS} from (${movements(asked)}) f group by f.item_ids) g`
}

/** The id of a row by item, which follows from the items. */
export function purseKind(itemIds: RawBuilder<unknown>): RawBuilder<string> {
  return idOf(sql`coalesce(${itemIds}::text, '')`)
}

/** Movements until the end of the months; what was before them is the opening balance. Narrowed to an item, the purses kept for it. */
function movements(asked: Asked): RawBuilder<unknown> {
  const ofItem = asked.itemId
    ? sql`and m.purse_id in (select p.id from billing.public_purse p
        where p.tenant_id = ${asked.tenantId}::uuid and ${asked.itemId}::uuid = any (p.item_ids))`
    : sql``
  return sql`
    select m.community_id, m.premises_id, null::uuid as item_id, date_trunc('month', m.moved_on::timestamp)::date as month, m.kind,
      m.amount_fen, m.moved_on < ${asked.firstDay}::date as before, u.item_ids
    from billing.public_purse_movement m
    join billing.public_purse u on u.tenant_id = m.tenant_id and u.id = m.purse_id
    where ${isNarrowed(asked, 'm', { item: false })} and m.moved_on <= ${asked.lastDay}::date ${ofItem}`
}

const sumOf = (name: string, when: RawBuilder<unknown>, sign: RawBuilder<unknown> = sql``) =>
  sql`coalesce(${sign} sum(f.amount_fen) filter (where ${when}), 0)::bigint as ${sql.raw(name)}`

const MOVEMENT_SUMS = sql.join(
  [
    sumOf('before_fen', sql`f.before`),
    sumOf('moved_fen', sql`not f.before`),
    sumOf('top_up_fen', sql`not f.before and f.kind = 'top-up'`),
    sumOf('credit_fen', sql`not f.before and f.kind in ('credit', 'opening', 'transfer-in')`),
    sumOf('offset_fen', sql`not f.before and f.kind = 'offset'`, sql`-`),
    sumOf('refunded_fen', sql`not f.before and f.kind = 'refund'`, sql`-`),
    sumOf('other_fen', sql`not f.before and f.kind in ('transfer-out', 'reversal')`),
  ],
  sql`, `,
)
