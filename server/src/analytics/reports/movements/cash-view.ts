import type { analytics as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Tx } from '../../../platform/db.ts'
import { analytics } from '../../tables.ts'
import { type Asked, askReport, isNarrowed } from '../ask-report.ts'
import { idOf } from '../group-by.ts'
import { type Group, pageGroups } from '../page-groups.ts'
import { CASH_BESIDE_BILLS, CASH_FACTS } from './cash-facts.ts'
import { readMoneyBridge } from './money-bridge.ts'
import { sumRows } from './sum-rows.ts'

type Report = ResponseOf<typeof contract.listCash>
type Input = RequestOf<typeof contract.listCash>
type Row = Group & Report['sums']

const AMOUNTS = ['currentFen', 'oldFen', 'aheadFen', 'depositFen', 'prepaidFen', 'refundedFen', 'totalFen'] as const

/**
 * 现金口径 (domain.md §1.3, E68): money by the day it moved and what it was for. Total = 当期 + 清欠 + 提前缴 + 押金 + 新预存 − 退款, which is
 * cashiers + channels; and what lies between it and the balance of cash, bank and other money. By method, channel and cashier money that went
 * back stands where it went out, as in the journal. Errors: analytics.period_wrong, platform.not_found.
 */
export async function listCash(tx: Tx, actor: Actor, input: Input): Promise<Report> {
  const asked = await askReport(tx, actor, input)
  const ofSums = isInSums(actor, asked, input.by)
  const { rows } = await sql<Row>`
    select ${input.by === 'building' ? sql`g.key::uuid` : idOf(sql`g.key`)} as id, g.group_id, case when ${input.by} = 'month' then g.key end as month, g.name,
      g.community_name, g.current_fen, g.old_fen, g.ahead_fen, g.deposit_fen, g.prepaid_fen, g.refunded_fen, g.payment_count,
      g.current_fen + g.old_fen + g.ahead_fen + g.deposit_fen + g.prepaid_fen - g.refunded_fen as total_fen
    from (
      select k.key, k.group_id, max(k.name) as name, max(k.community_name) as community_name, ${sumOf('current')}, ${sumOf('old')},
        ${sumOf('ahead')}, ${sumOf('deposit')}, ${sumOf('prepaid')}, ${sumOf('refunded', '-')},
        ${ofSums ? sql`coalesce(sum(k.payments), 0)::int` : sql`count(distinct k.money_id) filter (where k.money_kind = 'received')::int`} as payment_count
      from (
        select ${KEYS[input.by]}, f.kind, f.money_kind, f.money_id, sum(f.amount_fen) as amount_fen${ofSums ? sql`, sum(f.payments) as payments` : sql``}
        from (${ofSums ? summedCash(asked) : cashFacts(asked)}) f
        ${(ofSums ? SUMMED_BY : NAMED_BY)[input.by](asked)}
        group by 1, 2, 3, 4, 5, 6, 7
      ) k
      group by 1, 2
    ) g
    where g.payment_count <> 0
      or (g.current_fen, g.old_fen, g.ahead_fen, g.deposit_fen, g.prepaid_fen, g.refunded_fen) <> (0, 0, 0, 0, 0, 0)`.execute(
    analytics(tx),
  )
  const { from, to } = asked
  // A payment may be for several items or homes, each of which counts it; of all it is one.
  const paymentCount =
    input.by === 'item' || input.by === 'building'
      ? await countPayments(tx, asked, isWhole(actor, asked))
      : rows.reduce((count, row) => count + row.paymentCount, 0)
  const sums = { ...sumRows(rows, AMOUNTS), paymentCount }
  const byTime = input.by === 'month' || input.by === 'day'
  return {
    ...pageGroups(input, rows, [...AMOUNTS, 'paymentCount'], byTime ? 'name' : '-totalFen'),
    ...{ sums, bridge: await readMoneyBridge(tx, actor, asked, sums.totalFen), from, to },
  }
}

/** All payments of the months; where a part is asked for, those that paid of it. */
async function countPayments(tx: Tx, asked: Asked, whole: boolean): Promise<number> {
  const counted = whole
    ? sql`select count(*)::int as count from payments.public_money_moved m where ${isNarrowed(asked, 'm', { item: false })}
        and m.kind = 'received' and m.moved_on between ${asked.firstDay}::date and ${asked.lastDay}::date`
    : sql`select count(distinct f.money_id) filter (where f.money_kind = 'received')::int as count from (${cashFacts(asked)}) f`
  const { rows } = await sql<{ count: number }>`${counted}`.execute(analytics(tx))
  return rows[0]?.count ?? 0
}

/** The facts within the months, or within what else is asked for. Narrowed to an item, only what was paid on its lines and deposits is left. */
export function cashFacts(asked: Asked): RawBuilder<unknown> {
  return sql`select * from (${sql.raw(CASH_FACTS)}) c
    where ${isNarrowed(asked, 'c')} and c.on_day between ${asked.firstDay}::date and ${asked.lastDay}::date`
}

/**
 * Whether the sums that the database keeps can tell: of all items and buildings together. A payment is one, whatever of it was for which item, so
 * where a part is asked for it is counted by what it paid.
 */
function isInSums(actor: Actor, asked: Asked, by: Input['by']): boolean {
  return by !== 'building' && by !== 'item' && isWhole(actor, asked)
}

function isWhole(actor: Actor, { itemId, buildingId }: Asked): boolean {
  return !itemId && !buildingId && actor.buildingIds === null
}

/**
 * The facts of `cashFacts` from the sums of them, a row for many: by day, community, method, channel and who took it, with the number of `payments`.
 * Names of who took money, or asked for it to go back, are those of what moved it.
 */
function summedCash(asked: Asked): RawBuilder<unknown> {
  const within = (column: string) => sql`${sql.raw(column)} between ${asked.firstDay}::date and ${asked.lastDay}::date`
  const none = sql`null::uuid as money_id, null::text as money_kind`
  return sql`
    select s.community_id, s.on_day, s.kind, s.amount_fen, ${none}, 0 as payments, s.method, s.channel_id, s.cashier_id, null::text as cashier_name
    from billing.public_cash_sum s where ${isNarrowed(asked, 's', { item: false })} and ${within('s.on_day')}
    union all
    select c.community_id, c.on_day, c.kind, c.amount_fen, ${none}, 0, p.method, p.channel_id, p.cashier_id, null
    from (${sql.raw(CASH_BESIDE_BILLS)}) c
    left join payments.public_money_moved p on p.tenant_id = c.tenant_id and p.id = c.money_id
    where ${isNarrowed(asked, 'c')} and ${within('c.on_day')}
    union all
    select m.community_id, m.moved_on, 'counted', 0, ${none}, count(*) filter (where m.kind = 'received'), m.method, m.channel_id, m.cashier_id,
      max(m.cashier_name)
    from payments.public_money_moved m where ${isNarrowed(asked, 'm', { item: false })} and ${within('m.moved_on')}
    group by m.community_id, m.moved_on, m.method, m.channel_id, m.cashier_id`
}

const KEYS: Record<Input['by'], RawBuilder<unknown>> = {
  month: sql`to_char(f.on_day, 'YYYY-MM') as key, null::uuid as group_id, to_char(f.on_day, 'YYYY-MM') as name, null::text as community_name`,
  day: sql`to_char(f.on_day, 'YYYY-MM-DD') as key, null::uuid as group_id, to_char(f.on_day, 'YYYY-MM-DD') as name, null::text as community_name`,
  community: sql`f.community_id::text as key, f.community_id as group_id, c.name as name, null::text as community_name`,
  // What stands in no building is known by its community.
  building: sql`coalesce(r.building_id, f.community_id)::text as key, r.building_id as group_id, coalesce(r.building_name, '') as name, c.name as community_name`,
  // Prepaid money is for no item until it is offset.
  item: sql`coalesce(f.item_id::text, '') as key, f.item_id as group_id, coalesce(i.name, '') as name, null::text as community_name`,
  method: sql`coalesce(p.method, '') as key, null::uuid as group_id, coalesce(p.method, '') as name, null::text as community_name`,
  channel: sql`coalesce(n.id::text, p.method, '') as key, n.id as group_id, coalesce(n.name, p.method, '') as name, c.name as community_name`,
  // Two of one name are two: known by the account.
  cashier: sql`coalesce(p.cashier_id::text, '') as key, p.cashier_id as group_id, coalesce(p.cashier_name, '') as name, null::text as community_name`,
}

const communities = ({ tenantId }: Asked) =>
  sql`join registry.public_community c on c.tenant_id = ${tenantId}::uuid and c.id = f.community_id`

const buildings = (asked: Asked) => sql`${communities(asked)}
  join registry.public_premises r on r.tenant_id = ${asked.tenantId}::uuid and r.id = f.premises_id`

const items = ({ tenantId }: Asked) =>
  sql`left join billing.public_charge_item i on i.tenant_id = ${tenantId}::uuid and i.id = f.item_id`

/** By which payment, refund or reversal it moved. */
export const movedBy = ({ tenantId }: Asked) =>
  sql`left join payments.public_money_moved p on p.tenant_id = ${tenantId}::uuid and p.id = f.money_id`

const channelNames = ({ tenantId }: Asked) => sql`
  left join payments.public_channel n on n.tenant_id = ${tenantId}::uuid and n.id = p.channel_id
  left join registry.public_community c on c.tenant_id = n.tenant_id and c.id = n.community_id`

const channels = (asked: Asked) => sql`${movedBy(asked)} ${channelNames(asked)}`

/** What the key is read from, beside the facts; only that is read, for a payment looked up per settlement took longer than all else. */
const NAMED_BY: Record<Input['by'], (asked: Asked) => RawBuilder<unknown>> = {
  ...{ month: () => sql``, day: () => sql`` },
  ...{ community: communities, building: buildings, item: items, method: movedBy, channel: channels, cashier: movedBy },
}

/** Sums say themselves how it moved. */
const saidBy = () => sql`cross join lateral (select f.method, f.channel_id, f.cashier_id, f.cashier_name) p`

const SUMMED_BY: typeof NAMED_BY = {
  ...NAMED_BY,
  ...{ method: saidBy, cashier: saidBy, channel: asked => sql`${saidBy()} ${channelNames(asked)}` },
}

function sumOf(kind: string, sign: '' | '-' = ''): RawBuilder<unknown> {
  return sql`coalesce(${sql.raw(sign)}sum(k.amount_fen) filter (where k.kind = ${sql.lit(kind)}), 0)::bigint as ${sql.raw(`${kind}_fen`)}`
}
