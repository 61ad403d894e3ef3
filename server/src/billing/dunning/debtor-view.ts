import { COUNT_MOST, type billing as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type RawBuilder, sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { keyset, pageOfRows } from '../../platform/page.ts'
import { addDays } from '../../platform/period.ts'
import { contains } from '../../platform/starts-with.ts'
import { billedHomes } from '../bills/billed-homes.ts'
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
  const text = input.text?.trim() ?? ''
  const homes = text === '' ? [] : billedHomes(actor, text, input.communityId)
  const { rows } = await sql<Debtor & Page['sums'] & { allFen: bigint; sortKey: string }>`
    with ${sql.join([...homes, sql`fitting as materialized (${matching(actor, input, text)})`])},
    page as materialized (
      select d.*, ${keys.key} as sort_key from fitting d where ${keys.after} order by ${keys.order} limit ${input.limit + 1})
    select s.household_count, s.all_fen, d.* from (
      select count(*)::int as household_count, coalesce(sum(f.overdue_fen), 0)::bigint as all_fen from fitting f) s
    left join (${described(actor, sql`page`, sql`t.sort_key`)}) d on true order by ${keys.order}`.execute(billing(tx))
  const { householdCount = 0, allFen = 0n } = rows[0] ?? {}
  const found = rows.filter(row => row.id !== null)
  const page = pageOfRows(input, found, Math.min(householdCount, COUNT_MOST + 1), '-overdueFen')
  return {
    ...page,
    items: page.items.map(({ sortKey: _, householdCount: __, allFen: ___, ...debtor }) => debtor),
    sums: { overdueFen: allFen, householdCount },
  }
}

/** The households that are the caller's to ask, the largest debt first. */
export async function listMyDebtors(tx: Tx, actor: Actor): Promise<ResponseOf<typeof contract.listMyDebtors>> {
  const tenantId = tenantOf(actor)
  const mine = sql`o.premises_id in (select a.premises_id from billing.dunning_assignment a
    where a.tenant_id = ${tenantId}::uuid and a.staff_id = ${accountOf(actor)}::uuid)`
  const { rows } = await sql<Debtor>`
    with mine as materialized (${debts(actor, mine)} order by overdue_fen desc, id limit 200)
    select d.* from (${described(actor, sql`mine`)}) d order by d.overdue_fen desc, d.id`.execute(billing(tx))
  return { items: rows }
}

/** What the households that match have overdue; looked up beside it is only what is asked of. */
function matching(actor: Actor, input: Input, text: string): RawBuilder<unknown> {
  const { communityId, buildingId, overdueDays, collectorId, promise, visited } = input
  const tenantId = sql`${tenantOf(actor)}::uuid`
  const within = [
    ...(communityId ? [sql`o.community_id = ${communityId}::uuid`] : []),
    ...(buildingId
      ? [
          sql`o.premises_id in (select p.id from registry.public_premises p where p.tenant_id = ${tenantId} and p.building_id = ${buildingId}::uuid)`,
        ]
      : []),
    ...(collectorId
      ? [
          sql`o.premises_id in (select a.premises_id from billing.dunning_assignment a where a.tenant_id = ${tenantId} and a.staff_id = ${collectorId}::uuid)`,
        ]
      : []),
    ...(text === '' ? [] : [sql`o.premises_id in (select n.id from named n)`]),
  ]
  const asked = [
    sql`true`,
    ...(overdueDays ? [sql`d.oldest_due_on <= ${addDays(today(), -overdueDays)}::date`] : []),
    ...(promise === 'open' ? [sql`v.promised_on >= ${today()}::date`] : []),
    ...(promise === 'broken' ? [sql`v.promised_on < ${today()}::date`] : []),
    ...(visited === 'never' ? [sql`v.visited_at is null`] : []),
    ...(visited === 'week' ? [sql`v.visited_at >= ${weekAgo()}`] : []),
    ...(visited === 'older' ? [sql`v.visited_at < ${weekAgo()}`] : []),
    ...(text === ''
      ? []
      : [sql`(d.id in (select n.id from labelled n) or ${contains(sql`${payerOf(actor, sql`d.id`)}`, text)})`]),
  ]
  return sql`select d.* from (${debts(actor, sql.join([sql`true`, ...within], sql` and `))}) d
    ${promise || visited ? sql`left join lateral (${lastVisit(actor, sql`d.id`)}) v on true` : sql``} where ${sql.join(asked, sql` and `)}`
}

const weekAgo = () => new Date(now().getTime() - WEEK_MS)

const isOverdue = () => sql`o.open_fen > 0 and o.due_on < ${today()}::date and not o.is_held`

/** What households have overdue today, of open bills `o`: `id, overdue_fen, bill_count, oldest_due_on`. */
function debts(actor: Actor, where: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select o.premises_id as id, sum(o.open_fen)::bigint as overdue_fen, count(*)::int as bill_count, min(o.due_on) as oldest_due_on
    from billing.open_bill o where o.tenant_id = ${tenantOf(actor)}::uuid and ${isOverdue()} and ${where} group by o.premises_id`
}

/** Who stands on the oldest of them that has a name. */
function payerOf(actor: Actor, premisesId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select (array_agg(o.payer_name order by o.due_on) filter (where o.payer_name is not null))[1] from billing.open_bill o
    where o.tenant_id = ${tenantOf(actor)}::uuid and o.premises_id = ${premisesId} and ${isOverdue()})`
}

function lastVisit(actor: Actor, premisesId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select v.visited_at, v.result, v.promised_on from billing.dunning_visit v
    where v.tenant_id = ${tenantOf(actor)}::uuid and v.premises_id = ${premisesId} order by v.visited_at desc limit 1`
}

/** Debts of a table with the words of a row, the last visit and whose it is to ask. */
function described(actor: Actor, table: RawBuilder<unknown>, more?: RawBuilder<unknown>): RawBuilder<unknown> {
  const tenantId = sql`${tenantOf(actor)}::uuid`
  return sql`
    select t.id, p.community_id, c.name as community_name, p.label as premises_label, ${payerOf(actor, sql`t.id`)} as payer_name, t.overdue_fen,
      t.bill_count, t.oldest_due_on, (${today()}::date - t.oldest_due_on)::int as overdue_days, v.visited_at as last_visit_at,
      v.result as last_result, v.promised_on, coalesce(v.promised_on < ${today()}::date, false) as promise_broken,
      a.staff_id as collector_id, s.name as collector_name${more ? sql`, ${more}` : sql``}
    from ${table} t
    join registry.public_premises p on p.tenant_id = ${tenantId} and p.id = t.id
    join registry.public_community c on c.tenant_id = ${tenantId} and c.id = p.community_id
    left join lateral (${lastVisit(actor, sql`t.id`)}) v on true
    left join billing.dunning_assignment a on a.tenant_id = ${tenantId} and a.premises_id = t.id
    left join identity.public_staff s on s.tenant_id = ${tenantId} and s.id = a.staff_id`
}
