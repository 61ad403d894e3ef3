import type { billing as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { countUpTo, keyset, pageOfRows } from '../../platform/page.ts'
import { addDays } from '../../platform/period.ts'
import { billing } from '../tables.ts'

type Page = ResponseOf<typeof contract.listDebtors>
export type Debtor = Page['items'][number]
type Input = RequestOf<typeof contract.listDebtors>

const SORTS = {
  overdueFen: { by: sql`d.overdue_fen`, type: 'bigint' },
  oldestDueOn: { by: sql`d.oldest_due_on`, type: 'date' },
} as const
const WEEK_MS = 7 * 24 * 3_600_000

/** Households with overdue bills that are not held, the largest debt first; sums over all that match. */
export async function listDebtors(tx: Tx, actor: Actor, input: Input): Promise<Page> {
  const keys = keyset(input, sql<string>`d.id`, SORTS, '-overdueFen')
  const found = matching(actor, input)
  const { rows } = await sql<Debtor & { sortKey: string }>`
    select d.*, ${keys.key} as sort_key from (${found}) d where ${keys.after} order by ${keys.order} limit ${input.limit + 1}`.execute(
    billing(tx),
  )
  const sums = await sql<Page['sums']>`
    select coalesce(sum(d.overdue_fen), 0)::bigint as overdue_fen, count(*)::int as household_count from (${found}) d`.execute(
    billing(tx),
  )
  const total = await countUpTo(billing(tx), sql`select 1 from (${found}) d`)
  const page = pageOfRows(input, rows, total, '-overdueFen')
  return {
    ...page,
    items: page.items.map(({ sortKey: _, ...debtor }) => debtor),
    sums: sums.rows[0] ?? { overdueFen: 0n, householdCount: 0 },
  }
}

/** The households that are the caller's to ask, the largest debt first. */
export async function listMyDebtors(tx: Tx, actor: Actor): Promise<ResponseOf<typeof contract.listMyDebtors>> {
  const found = debtors(actor, sql<SqlBool>`a.staff_id = ${accountOf(actor)}::uuid`)
  const { rows } = await sql<Debtor>`select d.* from (${found}) d order by d.overdue_fen desc limit 200`.execute(
    billing(tx),
  )
  return { items: rows }
}

function matching(actor: Actor, input: Input): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql`true`]
  if (input.communityId) parts.push(sql`p.community_id = ${input.communityId}::uuid`)
  if (input.buildingId) parts.push(sql`p.building_id = ${input.buildingId}::uuid`)
  if (input.overdueDays) parts.push(sql`o.oldest_due_on <= ${addDays(today(), -input.overdueDays)}::date`)
  if (input.collectorId) parts.push(sql`a.staff_id = ${input.collectorId}::uuid`)
  if (input.promise === 'open') parts.push(sql`v.promised_on >= ${today()}::date`)
  if (input.promise === 'broken') parts.push(sql`v.promised_on < ${today()}::date`)
  if (input.visited === 'never') parts.push(sql`v.visited_at is null`)
  if (input.visited === 'week') parts.push(sql`v.visited_at >= ${new Date(now().getTime() - WEEK_MS)}`)
  if (input.visited === 'older') parts.push(sql`v.visited_at < ${new Date(now().getTime() - WEEK_MS)}`)
  if (input.text) {
    const pattern = `%${input.text.trim().replace(/[\\%_]/g, '\\$&')}%`
    parts.push(sql`(p.label ilike ${pattern} or o.payer_name ilike ${pattern})`)
  }
  return debtors(actor, sql<SqlBool>`${sql.join(parts, sql` and `)}`)
}

/** What each household has overdue today, with its last visit and whose it is to ask. */
function debtors(actor: Actor, where: RawBuilder<SqlBool>): RawBuilder<unknown> {
  const tenantId = tenantOf(actor)
  return sql`
    select p.id, p.community_id, c.name as community_name, p.label as premises_label, o.payer_name, o.overdue_fen, o.bill_count,
      o.oldest_due_on, (${today()}::date - o.oldest_due_on)::int as overdue_days, v.visited_at as last_visit_at,
      v.result as last_result, v.promised_on, coalesce(v.promised_on < ${today()}::date, false) as promise_broken,
      a.staff_id as collector_id, s.name as collector_name
    from (
      select b.premises_id, sum(o.open_fen)::bigint as overdue_fen, count(*)::int as bill_count,
        min(b.due_on) as oldest_due_on, (array_agg(b.payer_name order by b.due_on) filter (where b.payer_name is not null))[1] as payer_name
      from billing.open_bill o join billing.bill b on b.tenant_id = o.tenant_id and b.id = o.bill_id
      where o.tenant_id = ${tenantId}::uuid and o.open_fen > 0 and o.due_on < ${today()}::date and b.held_at is null
      group by b.premises_id
    ) o
    join registry.public_premises p on p.tenant_id = ${tenantId}::uuid and p.id = o.premises_id
    join registry.public_community c on c.tenant_id = ${tenantId}::uuid and c.id = p.community_id
    left join lateral (
      select v.visited_at, v.result, v.promised_on from billing.dunning_visit v
      where v.tenant_id = ${tenantId}::uuid and v.premises_id = o.premises_id order by v.visited_at desc limit 1
    ) v on true
    left join billing.dunning_assignment a on a.tenant_id = ${tenantId}::uuid and a.premises_id = o.premises_id
    left join identity.public_staff s on s.tenant_id = ${tenantId}::uuid and s.id = a.staff_id
    where ${where}`
}
