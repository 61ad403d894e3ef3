import { COUNT_MOST, analytics as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type RawBuilder, sql } from 'kysely'
import { billNumber } from '../../../billing/index.ts'
import type { Actor } from '../../../platform/actor.ts'
import type { Tx } from '../../../platform/db.ts'
import { keyset, pageOfRows } from '../../../platform/page.ts'
import { addDays } from '../../../platform/period.ts'
import { analytics } from '../../tables.ts'
import { type Asked, askReport, isNarrowed } from '../ask-report.ts'
import { WAIVED, WRITTEN_OFF } from '../charge-facts.ts'
import { RECOVERED, recoveredWithin } from '../staff/recovered-facts.ts'
import { cashFacts, movedBy } from './cash-view.ts'
import { purseKind } from './prepayments-view.ts'

type Report = ResponseOf<typeof contract.listMovementRows>
type Input = RequestOf<typeof contract.listMovementRows>
type Row = Report['items'][number] & { serial: bigint | null; sortKey: string }

const SORTS = {
  movedOn: { by: sql`f.on_day`, type: 'date' },
  amountFen: { by: sql`f.amount_fen`, type: 'bigint' },
} as const

/**
 * The facts behind a number of 收款, 预存, 押金, 减免核销 or 催回, the latest first; within the months or on the day, by kind, and for money by who
 * took it and which way; or of a balance, all until then. Their sum is the number of the report. Errors: analytics.period_wrong, platform.not_found.
 */
export async function listMovementRows(tx: Tx, actor: Actor, input: Input): Promise<Report> {
  const { itemId, ...others } = input
  // What is for no item is told by the facts.
  const asked = await askReport(tx, actor, itemId === 'none' ? others : input)
  const within = daysOf(asked, input)
  const keys = keyset(input, sql<string>`f.id`, SORTS, '-movedOn')
  const facts = sql`select f.*, ${MONEY[input.of]} from (${FACTS[input.of](within, input)}) f ${input.of === 'cash' ? movedBy(asked) : sql``}
    where ${isWanted(input)}`
  const { rows } = await sql<Row>`
    select f.id, f.on_day as moved_on, c.name as community_name, f.premises_id, r.label as premises_label, f.kind, i.name as item_name, f.bill_id,
      b.serial, f.method, n.name as channel_name, f.by_name, f.amount_fen, ${keys.key} as sort_key
    from (select * from (${facts}) f where ${keys.after} order by ${keys.order} limit ${input.limit + 1}) f
    join registry.public_community c on c.tenant_id = ${asked.tenantId}::uuid and c.id = f.community_id
    join registry.public_premises r on r.tenant_id = ${asked.tenantId}::uuid and r.id = f.premises_id
    left join billing.public_charge_item i on i.tenant_id = ${asked.tenantId}::uuid and i.id = f.item_id
    left join payments.public_channel n on n.tenant_id = ${asked.tenantId}::uuid and n.id = f.channel_id
    left join lateral (select l.serial from billing.public_bill_line l
      where l.tenant_id = ${asked.tenantId}::uuid and l.bill_id = f.bill_id limit 1) b on true
    order by ${keys.order}`.execute(analytics(tx))
  const { rows: sums } = await sql<{ amountFen: bigint; count: number }>`
    select coalesce(sum(f.amount_fen), 0)::bigint as amount_fen, least(count(*), ${COUNT_MOST + 1})::int as count from (${facts}) f`.execute(
    analytics(tx),
  )
  const { amountFen = 0n, count = 0 } = sums[0] ?? {}
  const page = pageOfRows(input, rows, count, '-movedOn')
  const items = page.items.map(({ serial, sortKey: _, ...row }) => ({
    ...row,
    billNumber: serial === null ? null : billNumber(serial),
  }))
  return { ...page, items, sums: { amountFen }, from: asked.from, to: asked.to }
}

/** Of a balance all that moved it, from the first day on. */
function daysOf(asked: Asked, { day, balance }: Input): Asked {
  if (day) return { ...asked, firstDay: day, lastDay: day }
  if (balance === 'opening') return { ...asked, firstDay: '0001-01-01', lastDay: addDays(asked.firstDay, -1) }
  return balance === 'closing' ? { ...asked, firstDay: '0001-01-01' } : asked
}

const isTogether = (kind: string): kind is keyof typeof contract.KINDS_TOGETHER => kind in contract.KINDS_TOGETHER

function isWanted({ kind, method, channelId, cashierId, itemId, of }: Input): RawBuilder<unknown> {
  const parts = [sql`true`]
  if (kind) parts.push(sql`f.kind = any(${isTogether(kind) ? [...contract.KINDS_TOGETHER[kind]] : [kind]}::text[])`)
  if (itemId === 'none') parts.push(sql`f.item_id is null`)
  if (of !== 'cash') return sql.join(parts, sql` and `)
  if (method) parts.push(sql`p.method = ${method}`)
  if (channelId) parts.push(channelId === 'none' ? sql`p.channel_id is null` : sql`p.channel_id = ${channelId}::uuid`)
  if (cashierId) parts.push(cashierId === 'none' ? sql`p.cashier_id is null` : sql`p.cashier_id = ${cashierId}::uuid`)
  return sql.join(parts, sql` and `)
}

const PLAIN = sql`null::text as method, null::uuid as channel_id, null::text as by_name`
const MONEY: Record<Input['of'], RawBuilder<unknown>> = {
  cash: sql`p.method, p.channel_id, p.cashier_name as by_name`,
  prepayment: PLAIN,
  deposit: PLAIN,
  waiver: PLAIN,
  recovered: sql`null::text as method, null::uuid as channel_id, (select u.name from identity.public_staff u where u.tenant_id = f.tenant_id and u.id = f.staff_id) as by_name`,
}

const between = (column: string, { firstDay, lastDay }: Asked) =>
  sql`${sql.raw(column)} between ${firstDay}::date and ${lastDay}::date`

const FACTS: Record<Input['of'], (asked: Asked, input: Input) => RawBuilder<unknown>> = {
  cash: cashFacts,
  prepayment: (asked, { purposeId }) => sql`
    select m.id, m.community_id, m.premises_id, null::uuid as item_id, null::uuid as bill_id, m.moved_on as on_day, m.amount_fen, m.kind
    from billing.public_purse_movement m
    where ${isNarrowed(asked, 'm', { item: false })} and ${between('m.moved_on', asked)}
      ${
        asked.itemId
          ? sql`and m.purse_id in (select p.id from billing.public_purse p
              where p.tenant_id = ${asked.tenantId}::uuid and ${asked.itemId}::uuid = any (p.item_ids))`
          : sql``
      }
      ${
        purposeId
          ? sql`and m.purse_id in (select p.id from billing.public_purse p
              where p.tenant_id = ${asked.tenantId}::uuid and ${purseKind(sql`p.item_ids`)} = ${purposeId}::uuid)`
          : sql``
      }`,
  deposit: asked => sql`
    select m.id, m.community_id, m.premises_id, d.item_id, null::uuid as bill_id, m.moved_on as on_day, m.amount_fen, m.kind
    from billing.public_deposit_movement m
    join billing.public_deposit d on d.tenant_id = m.tenant_id and d.id = m.deposit_id
    where ${isNarrowed(asked, 'm', { item: false })} and ${between('m.moved_on', asked)}
      ${asked.itemId ? sql`and d.item_id = ${asked.itemId}::uuid` : sql``}`,
  waiver: asked => sql`
    select s.id, s.community_id, s.premises_id, l.item_id, s.bill_id, s.settled_on as on_day, s.amount_fen, s.source_kind as kind
    from billing.public_settlement s
    join billing.public_bill_line l on l.tenant_id = s.tenant_id and l.id = s.bill_line_id
    where ${isNarrowed(asked, 'l')} and s.tenant_id = ${asked.tenantId}::uuid and ${between('s.settled_on', asked)}
      and (s.source_kind in ${WAIVED} or s.source_kind in ${WRITTEN_OFF})`,
  recovered: (asked, { collectorId }) => sql`
    select s.id, s.community_id, s.premises_id, b.item_id, s.bill_id, s.settled_on as on_day, s.amount_fen, case s.source_kind when 'payment' then 'paid' else 'offset' end as kind,
      a.staff_id, a.tenant_id
    from ${RECOVERED} where ${isNarrowed(asked, 'b')} and ${recoveredWithin(asked)} ${collectorId ? sql`and a.staff_id = ${collectorId}::uuid` : sql``}`,
}
