import type { analytics as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Tx } from '../../../platform/db.ts'
import { analytics } from '../../tables.ts'
import { type Asked, askReport, isNarrowed } from '../ask-report.ts'
import { idOf } from '../group-by.ts'
import { type Group, pageGroups } from '../page-groups.ts'
import { sumRows } from './sum-rows.ts'

type Report = ResponseOf<typeof contract.listCash>
type Input = RequestOf<typeof contract.listCash>
type Row = Group & Report['sums']

const AMOUNTS = ['currentFen', 'oldFen', 'aheadFen', 'depositFen', 'prepaidFen', 'refundedFen', 'totalFen'] as const

/**
 * 现金口径 (domain.md §1.3, E68): money by the day it moved and what it was for. Total = 当期 + 清欠 + 提前缴 + 押金 + 新预存 − 退款;
 * what was offset from prepayment is no cash. Errors: analytics.period_wrong, platform.not_found.
 */
export async function listCash(tx: Tx, actor: Actor, input: Input): Promise<Report> {
  const asked = await askReport(tx, actor, input)
  const { rows } = await sql<Row>`
    select ${idOf(sql`g.key`)} as id, g.group_id, case when ${input.by} = 'month' then g.key end as month, g.name,
      null::text as community_name, g.current_fen, g.old_fen, g.ahead_fen, g.deposit_fen, g.prepaid_fen, g.refunded_fen, g.payment_count,
      g.current_fen + g.old_fen + g.ahead_fen + g.deposit_fen + g.prepaid_fen - g.refunded_fen as total_fen
    from (
      select k.key, k.group_id, k.name, ${sumOf('current')}, ${sumOf('old')}, ${sumOf('ahead')}, ${sumOf('deposit')}, ${sumOf('prepaid')},
        ${sumOf('refunded')}, count(distinct k.payment_id)::int as payment_count
      from (
        select ${KEYS[input.by]}, f.kind, f.payment_id, sum(f.amount_fen) as amount_fen
        from (${cashFacts(asked)}) f
        ${NAMED_BY[input.by](asked)}
        group by 1, 2, 3, 4, 5
      ) k
      group by 1, 2, 3
    ) g`.execute(analytics(tx))
  const { from, to } = asked
  return {
    ...pageGroups(
      input,
      rows,
      [...AMOUNTS, 'paymentCount'],
      input.by === 'month' || input.by === 'day' ? 'name' : '-totalFen',
    ),
    sums: { ...sumRows(rows, AMOUNTS), paymentCount: rows.reduce((count, row) => count + row.paymentCount, 0) },
    ...{ from, to },
  }
}

const KEYS: Record<Input['by'], RawBuilder<unknown>> = {
  month: sql`to_char(f.on_day, 'YYYY-MM') as key, null::uuid as group_id, to_char(f.on_day, 'YYYY-MM') as name`,
  day: sql`to_char(f.on_day, 'YYYY-MM-DD') as key, null::uuid as group_id, to_char(f.on_day, 'YYYY-MM-DD') as name`,
  community: sql`f.community_id::text as key, f.community_id as group_id, c.name as name`,
  method: sql`coalesce(p.method, '') as key, null::uuid as group_id, coalesce(p.method, '') as name`,
  channel: sql`coalesce(n.id::text, p.method, '') as key, n.id as group_id, coalesce(n.name, p.method, '') as name`,
  cashier: sql`coalesce(p.cashier_name, '') as key, null::uuid as group_id, coalesce(p.cashier_name, '') as name`,
}

const communities = ({ tenantId }: Asked) =>
  sql`join registry.public_community c on c.tenant_id = ${tenantId}::uuid and c.id = f.community_id`
const payments = ({ tenantId }: Asked) =>
  sql`left join payments.public_payment p on p.tenant_id = ${tenantId}::uuid and p.id = f.payment_id`

const channels = (asked: Asked) =>
  sql`${payments(asked)} left join payments.public_channel n on n.tenant_id = p.tenant_id and n.id = p.channel_id`

/** What the key is read from, beside the facts; only that is read, for a payment looked up per settlement took longer than all else. */
const NAMED_BY: Record<Input['by'], (asked: Asked) => RawBuilder<unknown>> = {
  ...{ month: () => sql``, day: () => sql`` },
  ...{ community: communities, method: payments, channel: channels, cashier: payments },
}

function sumOf(kind: string): RawBuilder<unknown> {
  return sql`coalesce(sum(k.amount_fen) filter (where k.kind = ${sql.lit(kind)}), 0)::bigint as ${sql.raw(`${kind}_fen`)}`
}

/**
 * Money in and out within the months, by what it was for: payments on lines (a reversed one is negative), into purses, back out of
 * purses and deposits. Narrowed to an item, only what was paid on its lines and deposits is left.
 */
function cashFacts(asked: Asked): RawBuilder<unknown> {
  const { tenantId, firstDay, lastDay } = asked
  const within = (column: string) => sql`${sql.raw(column)} between ${firstDay}::date and ${lastDay}::date`
  const paid = sql`
    select s.community_id, s.payment_id, s.settled_on as on_day, s.amount_fen,
      case when i.treatment = 'deposit' then 'deposit'
        when date_trunc('month', l.segment_start::timestamp) > date_trunc('month', s.settled_on::timestamp) then 'ahead'
        when date_trunc('month', l.segment_start::timestamp) < date_trunc('month', s.settled_on::timestamp) then 'old'
        else 'current' end as kind
    from billing.public_settlement s
    join billing.public_bill_line l on l.tenant_id = s.tenant_id and l.id = s.bill_line_id
    join billing.public_charge_item i on i.tenant_id = l.tenant_id and i.id = l.item_id
    where s.tenant_id = ${tenantId}::uuid and s.source_kind = 'payment' and ${within('s.settled_on')} and ${isNarrowed(asked, 'l')}`
  const deposits = sql`
    select m.community_id, null::uuid as payment_id, m.moved_on, -m.amount_fen, 'refunded'
    from billing.public_deposit_movement m
    join billing.public_deposit d on d.tenant_id = m.tenant_id and d.id = m.deposit_id
    where ${isNarrowed(asked, 'm', { item: false })} and m.kind = 'refunded' and ${within('m.moved_on')}
      ${asked.itemId ? sql`and d.item_id = ${asked.itemId}::uuid` : sql``}`
  if (asked.itemId) return sql`${paid} union all ${deposits}`
  return sql`${paid} union all ${deposits} union all
    select m.community_id, case when m.kind = 'top-up' then m.source_id end, m.moved_on,
      case when m.kind = 'refund' then -m.amount_fen else m.amount_fen end,
      case when m.kind = 'refund' then 'refunded' else 'prepaid' end
    from billing.public_purse_movement m
    where ${isNarrowed(asked, 'm', { item: false })} and ${within('m.moved_on')}
      and (m.kind in ('top-up', 'refund') or (m.kind = 'reversal' and m.amount_fen < 0))`
}
