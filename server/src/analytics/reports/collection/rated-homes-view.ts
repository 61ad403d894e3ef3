import { COUNT_MOST, type analytics as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Tx } from '../../../platform/db.ts'
import { keyset, pageOfRows } from '../../../platform/page.ts'
import { analytics } from '../../tables.ts'
import { type Asked, askReport, isNarrowed } from '../ask-report.ts'
import { billedLater } from '../charge-sums.ts'
import { householdTables, unitsOf } from './household-facts.ts'

type Report = ResponseOf<typeof contract.listRatedHomes>
type Input = RequestOf<typeof contract.listRatedHomes>
type Row = Report['items'][number] & { sortKey: string }

const SORTS = {
  premises: { by: sql`h.label`, type: 'text' },
  amountFen: { by: sql`coalesce(h.amount_fen, 0)`, type: 'bigint' },
} as const

/**
 * The homes behind a number of 户数与饱和收缴率, as of the day and by the very tables that count them (`household-facts.ts`): as many as the report
 * says, or with amounts that add up to it. Errors: analytics.period_wrong, platform.not_found.
 */
export async function listRatedHomes(tx: Tx, actor: Actor, input: Input): Promise<Report> {
  const asked = await askReport(tx, actor, { ...input, rated: true })
  const { tenantId, from, to, asOf } = asked
  const keys = keyset(input, sql<string>`h.id`, SORTS, 'premises')
  const tables = householdTables(asked, null, await billedLater(tx, asked))
  const found = sql`
    select h.id, h.community_id, h.amount_fen, r.label from (${HOMES[input.number](asked)}) h
    join registry.public_premises r on r.tenant_id = ${tenantId}::uuid and r.id = h.id`
  const { rows } = await sql<Row>`
    with ${tables}
    select h.id, h.id as premises_id, c.name as community_name, h.label as premises_label, h.amount_fen,
      exists (select from billing.public_standing_charge a where ${isNarrowed(asked, 'a')} and a.premises_id = h.id
        and a.starts_on <= ${asked.lastDay}::date and (a.ends_on is null or a.ends_on >= ${asked.firstDay}::date)) as is_charged, ${keys.key} as sort_key
    from (select * from (${found}) h where ${keys.after} order by ${keys.order} limit ${input.limit + 1}) h
    join registry.public_community c on c.tenant_id = ${tenantId}::uuid and c.id = h.community_id
    order by ${keys.order}`.execute(analytics(tx))
  const { rows: sums } = await sql<{ amountFen: bigint | null; count: number }>`
    with ${tables}
    select sum(h.amount_fen)::bigint as amount_fen, least(count(*), ${COUNT_MOST + 1})::int as count from (${found}) h`.execute(
    analytics(tx),
  )
  const { amountFen = null, count = 0 } = sums[0] ?? {}
  const page = pageOfRows(input, rows, count, 'premises')
  return { ...page, items: page.items.map(({ sortKey: _, ...row }) => row), sums: { amountFen }, from, to, asOf }
}

const counted = (when: RawBuilder<unknown>, amount: RawBuilder<unknown>) => sql`
  select h.premises_id as id, h.community_id, ${amount} as amount_fen from household h where ${when}`

/** Homes and what each adds, of the table `household`, which has one row a home where items are not told apart. */
const HOMES: Record<Input['number'], (asked: Asked) => RawBuilder<unknown>> = {
  billed: () => counted(sql`h.billed`, sql`null::bigint`),
  clear: () => counted(sql`h.billed and h.open_fen <= 0`, sql`null::bigint`),
  owing: () => counted(sql`h.billed and h.open_fen > 0`, sql`h.open_fen`),
  unbilled: () => counted(sql`h.unbilled_fen <> 0`, sql`h.unbilled_fen`),
  full: asked => sql`
    select f.id, f.community_id, sum(f.fen)::bigint as amount_fen from (
      select h.premises_id as id, h.community_id, h.unbilled_fen as fen from household h
      union all
      select l.premises_id, l.community_id, l.full_fen from billing.public_bill_line l
      where ${isNarrowed(asked, 'l')} and l.state = 'issued' and l.issued_on <= ${asked.asOf}::date
        and l.segment_start between ${asked.firstDay}::date and ${asked.lastDay}::date
    ) f group by f.id, f.community_id having sum(f.fen) <> 0`,
  unpriced: asked => sql`
    select u.premises_id as id, u.community_id, null::bigint as amount_fen from (${unitsOf(asked)}) u
    where not exists (select from household h where h.premises_id = u.premises_id)`,
}
