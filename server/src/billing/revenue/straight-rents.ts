import { sql } from 'kysely'
import type { Closing } from '../../ledger/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { type CivilMonth, type CivilRange, monthRange } from '../../platform/period.ts'
import { chunkSize } from '../bills/billing-months.ts'
import type { Charge } from '../bills/charged-objects.ts'
import { type Proposal, proposeBills } from '../bills/propose-bills.ts'
import { GIVEN_AWAY } from '../collections/settled-part.ts'
import type { ChargedObject } from '../rules/rule.ts'
import { type ChargedRule, readChargeRules } from '../rules/rule-view.ts'
import { billing } from '../tables.ts'
import { taxesOfBills } from '../taxes/tax-inside.ts'
import { daysOf, type RentBasis, straightOf, withoutWords } from './straight.ts'

/** A rent of fixed days as a month ends, in fen without tax. */
export interface StraightRent {
  assignmentId: string
  premisesId: string
  premisesLabel: string
  totalFen: bigint
  /** Of the total, by equal months until the end of the month. */
  earnedFen: bigint
  /** Posted by then for months until then, less what was let off. */
  billedFen: bigint
  /** What all of this follows from. */
  basis: RentBasis
}

/**
 * The rents of a community that run as a month is closed, by equal months over their days (E45): of each month what is billed, or where
 * nothing is yet what the rule says of it, so that the total is right at the end whatever was waived or corrected on the way. A rent by turnover is
 * not known ahead and left out, and so is one without a last day.
 */
export async function readStraightRents(tx: Tx, actor: Actor, closing: Closing): Promise<StraightRent[]> {
  const { communityId, month, lastDay } = closing
  const rules = await readEvenRules(tx, actor, communityId)
  if (rules.size === 0) return []
  const read = await readCharges(tx, actor, communityId, rules, monthRange(month))
  const running = read.flatMap(({ charge, object }) => {
    const rule = rules.get(charge.ruleId)
    const days = rule && daysOf(charge, rule.rule)
    const runs = days && days.from <= lastDay && days.to >= monthRange(month).from
    return runs ? [{ charge, object, days, ...rule }] : []
  })
  const ids = running.map(({ charge }) => charge.id)
  const billed = await readBilled(tx, actor, ids, lastDay)
  const versions = await readVersions(
    tx,
    actor,
    running.map(({ charge }) => charge),
  )
  const items = [...rules.values()].map(({ itemId }) => ({ itemId, billingOn: lastDay }))
  const taxOf = await taxesOfBills(tx, actor, communityId, items)
  return running.map(({ charge, object, days, rule, itemId, version }) => {
    const { id, ruleId, premisesId, label: premisesLabel, startsOn, endsOn } = charge
    const { areas, percents = [], cuts = [] } = object
    const basis: RentBasis = {
      ...{ rule: withoutWords(rule), assignment: { id, ruleId, premisesId, startsOn, endsOn } },
      object: { areas, percents, cuts },
      ...{ ruleVersion: version, assignmentVersion: versions.get(id) ?? null },
      ratePercent: taxOf({ itemId, billingOn: lastDay })?.ratePercent ?? null,
    }
    const amounts = straightOf(basis, days, billed.get(id) ?? new Map(), month)
    return { assignmentId: id, premisesId, premisesLabel, ...amounts, basis }
  })
}

type EvenRule = ChargedRule & Pick<RentBasis, 'rule'>

/** Rents that are known ahead, and whose money is revenue. */
async function readEvenRules(tx: Tx, actor: Actor, communityId: string): Promise<Map<string, EvenRule>> {
  const rules = [...(await readChargeRules(tx, actor, communityId))]
  return new Map(
    rules.flatMap(([id, { rule, ...of }]) =>
      rule.kind === 'rent' &&
      of.treatment === 'revenue' &&
      !of.isPenalty &&
      rule.versions.every(version => !version.turnoverPercent)
        ? [[id, { rule, ...of }] as const]
        : [],
    ),
  )
}

/** The charges of these rules that run in a period, with what they are measured by. */
async function readCharges(
  tx: Tx,
  actor: Actor,
  communityId: string,
  rules: ReadonlyMap<string, ChargedRule>,
  period: CivilRange,
): Promise<{ charge: Charge; object: ChargedObject }[]> {
  const size = chunkSize(period)
  const found: { charge: Charge; object: ChargedObject }[] = []
  let after: string | null = null
  for (;;) {
    const chunk: Proposal = await proposeBills(tx, actor, { communityId, period, rules }, after, size)
    for (const { charge } of chunk.charges) {
      const object = chunk.objectFor(charge)
      if (object) found.push({ charge, object })
    }
    if (chunk.assignmentCount < size) return found
    after = chunk.lastAssignmentId
  }
}

/** Which version of its row a charge is, where that still says the days that were read; by charge. */
async function readVersions(tx: Tx, actor: Actor, charges: readonly Charge[]): Promise<Map<string, number>> {
  const rows = await billing(tx)
    .selectFrom('billing.assignment')
    .select(['id', 'version', 'startsOn', 'endsOn'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', sql<string>`any(${charges.map(charge => charge.id)}::uuid[])`)
    .execute()
  const found = new Map(rows.map(row => [row.id, row]))
  return new Map(
    charges.flatMap(({ id, startsOn, endsOn }) => {
      const row = found.get(id)
      return row?.startsOn === startsOn && row.endsOn === endsOn ? [[id, row.version]] : []
    }),
  )
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
      select b.assignment_id, l.id, to_char(l.segment_start, 'YYYY-MM') as month, l.amount_fen - coalesce(l.tax_fen, 0) as net
      from billing.bill b join billing.bill_line l on l.tenant_id = b.tenant_id and l.bill_id = b.id
      where b.tenant_id = ${tenantOf(actor)}::uuid and b.assignment_id = any(${[...assignmentIds]}::uuid[]) and b.state = 'issued'
        and b.posted_on <= ${lastDay}::date and exists (select 1 from ledger.public_posting p where p.tenant_id = b.tenant_id
          and p.source_kind = 'billing.bill-issued' and p.source_id = b.id and p.account_code = '6001')
    )
    select f.assignment_id, f.month, sum(f.net)::bigint as fen from (
      select assignment_id, month, net from line
      union all
      select l.assignment_id, l.month, -(s.amount_fen - coalesce(s.tax_fen, 0))
      from line l join billing.settlement s on s.tenant_id = ${tenantOf(actor)}::uuid and s.bill_line_id = l.id
      where s.source_kind in ${GIVEN_AWAY} and s.settled_on <= ${lastDay}::date) f
    group by 1, 2`.execute(billing(tx))
  const found = new Map<string, Map<CivilMonth, bigint>>()
  for (const [assignmentId, its] of Map.groupBy(rows, row => row.assignmentId))
    found.set(assignmentId, new Map(its.map(({ month, fen }) => [month, fen])))
  return found
}
