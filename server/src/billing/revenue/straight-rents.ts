import { sql } from 'kysely'
import type { Closing } from '../../ledger/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import {
  addDays,
  addMonths,
  type CivilMonth,
  type CivilRange,
  daysInclusive,
  daysInMonth,
  firstDayOfMonth,
  intersectRanges,
  monthOf,
  monthRange,
  monthsFromTo,
} from '../../platform/period.ts'
import { chunkSize } from '../bills/billing-months.ts'
import { type ProposedCharge, proposeBills } from '../bills/propose-bills.ts'
import { type ChargedRule, readChargeRules } from '../rules/rule-view.ts'
import { billing } from '../tables.ts'
import { splitTax } from '../taxes/tax.ts'
import { ratesOfBills, taxInside } from '../taxes/tax-inside.ts'
import { spreadOver } from './revenue.ts'

/** A rent of fixed days as a month ends, in fen without tax. */
export interface StraightRent {
  assignmentId: string
  premisesId: string
  totalFen: bigint
  /** Of the total, by equal months until the end of the month. */
  earnedFen: bigint
  /** Posted by then for months until then, less what was let off. */
  billedFen: bigint
}

/**
 * The rents of a community that run as a month is closed, by equal months over their days (E45): of each month what is billed, or where
 * nothing is yet what the rule says of it, so that the total is right at the end whatever was waived or corrected on the way. A rent by turnover is
 * not known ahead and left out, and so is one without a last day.
 */
export async function readStraightRents(tx: Tx, actor: Actor, closing: Closing): Promise<StraightRent[]> {
  const { communityId, month, lastDay } = closing
  const rules = await readEvenRules(tx, actor, communityId)
  const term = await termOf(tx, actor, closing, [...rules.keys()])
  if (!term) return []
  const charges = (await propose(tx, actor, communityId, rules, term)).flatMap(charge => {
    const days = daysOf(charge, rules)
    return days && days.from <= lastDay && days.to >= monthRange(month).from ? [{ ...charge, days }] : []
  })
  const ids = charges.map(({ charge }) => charge.id)
  const billed = await readBilled(tx, actor, ids, lastDay)
  const items = [...rules.values()].map(({ itemId }) => ({ itemId, billingOn: lastDay }))
  const rateOf = await ratesOfBills(tx, actor, communityId, items)
  return charges.map(({ charge, bills, days }) => {
    const rate = rateOf({ itemId: rules.get(charge.ruleId)?.itemId ?? '', billingOn: lastDay })
    const due = new Map<CivilMonth, bigint>()
    for (const line of bills.flatMap(bill => bill.lines)) {
      const at = monthOf(line.segmentStart)
      const netFen = rate === null ? line.amountFen : splitTax(line.amountFen, rate).netFen
      due.set(at, (due.get(at) ?? 0n) + netFen)
    }
    return straightOf(charge, days, due, billed.get(charge.id) ?? new Map(), month)
  })
}

/** Rents that are known ahead, and whose money is revenue. */
async function readEvenRules(tx: Tx, actor: Actor, communityId: string): Promise<Map<string, ChargedRule>> {
  const rents = [...(await readChargeRules(tx, actor, communityId))].filter(
    ([, { rule }]) => rule.kind === 'rent' && rule.versions.every(version => !version.turnoverPercent),
  )
  const ours = await billing(tx)
    .selectFrom('billing.chargeItem')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', sql<string>`any(${rents.map(([, { itemId }]) => itemId)}::uuid[])`)
    .where('treatment', '=', 'revenue')
    .where('category', '<>', 'penalty')
    .execute()
  const itemIds = new Set(ours.map(item => item.id))
  return new Map(rents.filter(([, { itemId }]) => itemIds.has(itemId)))
}

function straightOf(
  charge: { id: string; premisesId: string },
  days: CivilRange,
  due: ReadonlyMap<CivilMonth, bigint>,
  billed: ReadonlyMap<CivilMonth, bigint>,
  month: CivilMonth,
): StraightRent {
  const months = monthsFromTo(monthOf(days.from), monthOf(days.to))
  const amounts = new Map([...due, ...billed])
  const totalFen = sumOf([...amounts.values()])
  const shares = months.map(one => {
    const within = intersectRanges(days, monthRange(one))
    return { days: within ? daysInclusive(within.from, within.to) : 0, ofDays: daysInMonth(`${one}-01`) }
  })
  const equal = spreadOver(totalFen, shares)
  return {
    ...{ assignmentId: charge.id, premisesId: charge.premisesId, totalFen },
    earnedFen: sumOf(equal.slice(0, months.filter(one => one <= month).length)),
    billedFen: sumOf([...billed].flatMap(([at, fen]) => (at <= month ? [fen] : []))),
  }
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, fen) => sum + fen, 0n)
}

/** The days on which both the charge and its rule hold; null where these have no end. */
function daysOf({ charge }: ProposedCharge, rules: ReadonlyMap<string, ChargedRule>): CivilRange | null {
  const rule = rules.get(charge.ruleId)?.rule
  const to = charge.endsOn ?? rule?.effectiveTo ?? null
  if (!rule || to === null) return null
  const last = rule.effectiveTo !== null && rule.effectiveTo < to ? rule.effectiveTo : to
  const from = charge.startsOn > rule.effectiveFrom ? charge.startsOn : rule.effectiveFrom
  return from <= last ? { from, to: last } : null
}

/** From the first day of the rents that run in the month to after the last, when a bill in arrears comes. */
async function termOf(
  tx: Tx,
  actor: Actor,
  { communityId, month, lastDay }: Closing,
  ruleIds: readonly string[],
): Promise<CivilRange | null> {
  const { rows } = await sql<{ from: string | null; to: string | null }>`
    select min(a.starts_on) as "from", max(least(a.ends_on, r.effective_to)) as "to"
    from billing.assignment a join billing.rule r on r.tenant_id = a.tenant_id and r.id = a.rule_id
    where a.tenant_id = ${tenantOf(actor)}::uuid and a.community_id = ${communityId}::uuid and a.rule_id = any(${[...ruleIds]}::uuid[])
      and a.starts_on <= ${lastDay}::date and least(a.ends_on, r.effective_to) >= ${monthRange(month).from}::date`.execute(
    billing(tx),
  )
  const [found] = rows
  if (!found?.from || !found.to) return null
  return { from: firstDayOfMonth(found.from), to: addDays(monthRange(addMonths(monthOf(found.to), 1)).from, 1) }
}

async function propose(
  tx: Tx,
  actor: Actor,
  communityId: string,
  rules: ReadonlyMap<string, ChargedRule>,
  period: CivilRange,
): Promise<ProposedCharge[]> {
  const size = chunkSize(period)
  const charges: ProposedCharge[] = []
  let after: string | null = null
  for (;;) {
    const chunk = await proposeBills(tx, actor, { communityId, period, rules }, after, size)
    charges.push(...chunk.charges)
    if (chunk.assignmentCount < size) return charges
    after = chunk.lastAssignmentId
  }
}

/** What was posted to 6001 of charges until a day, net, by charge month, less what was waived, rounded off or let off by then. */
async function readBilled(
  tx: Tx,
  actor: Actor,
  assignmentIds: readonly string[],
  lastDay: string,
): Promise<Map<string, Map<CivilMonth, bigint>>> {
  if (assignmentIds.length === 0) return new Map()
  const { rows } = await sql<{ assignmentId: string; month: CivilMonth; fen: bigint }>`
    with line as materialized (
      select b.assignment_id, l.id, to_char(l.segment_start, 'YYYY-MM') as month, l.amount_fen - coalesce(l.tax_fen, 0) as net, l.tax_rate_percent
      from billing.bill b join billing.bill_line l on l.tenant_id = b.tenant_id and l.bill_id = b.id
      where b.tenant_id = ${tenantOf(actor)}::uuid and b.assignment_id = any(${[...assignmentIds]}::uuid[]) and b.state = 'issued'
        and b.posted_on <= ${lastDay}::date and exists (select 1 from ledger.public_posting p where p.tenant_id = b.tenant_id
          and p.source_kind = 'billing.bill-issued' and p.source_id = b.id and p.account_code = '6001')
    )
    select f.assignment_id, f.month, sum(f.net)::bigint as fen from (
      select assignment_id, month, net from line
      union all
      select l.assignment_id, l.month, -(s.amount_fen - case when l.tax_rate_percent is null then 0
        else ${taxInside(sql`s.amount_fen`, sql`l.tax_rate_percent`)} end)
      from line l join billing.settlement s on s.tenant_id = ${tenantOf(actor)}::uuid and s.bill_line_id = l.id
      where s.source_kind in ('waiver', 'rounding', 'discount') and s.settled_on <= ${lastDay}::date) f
    group by 1, 2`.execute(billing(tx))
  const found = new Map<string, Map<CivilMonth, bigint>>()
  for (const [assignmentId, its] of Map.groupBy(rows, row => row.assignmentId))
    found.set(assignmentId, new Map(its.map(({ month, fen }) => [month, fen])))
  return found
}
