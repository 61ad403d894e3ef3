import type { analytics as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Tx } from '../../../platform/db.ts'
import { monthsFromTo } from '../../../platform/period.ts'
import { analytics } from '../../tables.ts'
import { type Asked, askReport } from '../ask-report.ts'
import { summedFacts } from '../charge-sums.ts'
import { groupedSums } from '../group-by.ts'
import { type Group, pageGroups } from '../page-groups.ts'
import { collectionOf, type MonthFact } from './sums.ts'

type Report = ResponseOf<typeof contract.listCollection>

const SORTS = [
  ...(['netFen', 'collectedCurrentFen', 'collectedOldFen', 'openingArrearsFen', 'closingArrearsFen'] as const),
  ...(['rateA', 'rateB', 'oldRate', 'overallRate'] as const),
]

/**
 * Collection rates of a span of charge months (domain.md §1.3, E67): the whole span in `sums`, and by community, building or item.
 * By month each row is a span of its own, whose opening arrears are the closing arrears of the month before.
 * Errors: analytics.period_wrong, platform.not_found.
 */
export async function listCollection(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listCollection>,
): Promise<Report> {
  const asked = await askReport(tx, actor, { ...input, rated: true })
  const { from, to } = asked
  const facts = await readFacts(tx, asked, input.by)
  const sums = collectionOf(facts, from, to)
  const rows =
    input.by === 'month'
      ? monthsFromTo(from, to).map(month => ({ ...monthGroup(month), ...collectionOf(facts, month, month) }))
      : [...byGroup(facts)].map(group => ({ ...group.of, ...collectionOf(group.facts, from, to) }))
  return {
    ...pageGroups(input, rows, SORTS, input.by === 'month' ? 'name' : '-closingArrearsFen'),
    sums,
    from,
    to,
    asOf: asked.lastDay,
  }
}

type GroupFact = Group & MonthFact

/**
 * Everything up to the end of the span, by charge month and the month it happened in. Grouped by more than the month, the months
 * before the span are one, and so are those in it: the rates of a span ask for no more.
 */
export async function readFacts(
  tx: Tx,
  asked: Asked,
  by: RequestOf<typeof contract.listCollection>['by'],
): Promise<GroupFact[]> {
  const everything: Asked = { ...asked, firstDay: '0001-01-01', asOf: asked.lastDay }
  const month = (column: RawBuilder<unknown>) =>
    by === 'month' ? column : sql`case when ${column} < ${asked.firstDay}::date then ${BEFORE}::date else ${column} end`
  const facts = sql`
    select e.community_id, e.building_id, e.item_id, ${month(sql`e.month`)} as month, ${month(sql`e.fact_month`)} as fact_month,
      ${month(sql`e.known_month`)} as known_month,
      e.billed, e.reversed, e.waived, e.written_off, e.collected, e.from_purse
    from (${await summedFacts(tx, everything)}) e`
  const sums = sql`to_char(f.month, 'YYYY-MM') as charge_month, to_char(f.fact_month, 'YYYY-MM') as fact_month,
    to_char(f.known_month, 'YYYY-MM') as known_month,
    sum(f.billed)::bigint as billed, sum(f.reversed)::bigint as reversed, sum(f.waived)::bigint as waived,
    sum(f.written_off)::bigint as written_off, sum(f.collected)::bigint as collected, sum(f.from_purse)::bigint as from_purse`
  const groups = groupedSums(by, asked, facts, sums, sql`, f.month, f.fact_month, f.known_month`, { know: 'building' })
  const { rows } = await sql<GroupFact>`${groups}`.execute(analytics(tx))
  return rows
}

/** Any month before the span. */
const BEFORE = '0001-01-01'

function monthGroup(month: string): Group {
  // An id that is the same on every page: months are known by their own name.
  const [year = '', number = ''] = month.split('-')
  const id = `00000000-0000-8000-8000-${`${year}${number}`.padStart(12, '0')}`
  return { id, groupId: null, month, name: month, communityName: null }
}

function byGroup(facts: readonly GroupFact[]): Iterable<{ of: Group; facts: MonthFact[] }> {
  const groups = new Map<string, { of: Group; facts: MonthFact[] }>()
  for (const { id, groupId, month, name, communityName, ...fact } of facts) {
    const group = groups.get(id) ?? { of: { id, groupId, month, name, communityName }, facts: [] }
    group.facts.push(fact)
    groups.set(id, group)
  }
  return groups.values()
}
