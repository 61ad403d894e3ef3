import type { billing as contract, ResponseOf } from '@anju/contract'
import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { CivilDate, CivilRange } from '../../platform/period.ts'
import type { ChargedObject } from '../rules/rule.ts'
import type { ChargedRule } from '../rules/rule-view.ts'
import { billing } from '../tables.ts'
import { type Charge, type Objects, objectOf, readObjects } from './charged-objects.ts'
import { computeLines, type ProposedException, type ProposedLine } from './compute-lines.ts'
import type { LineExplanation } from './explanation.ts'
import { fingerprintOf } from './fingerprint.ts'
import { type LateReading, usageSince } from './late-readings.ts'
import { byPayer, holdersOf, type Payer, payerChanges } from './payers-of-cycle.ts'
import { isByUsage, lateReadingsOf, readUsage, type Usage, usageLines } from './propose-usage.ts'

/** A bill as it should be, whether one is there or not; amounts in fen. */
export interface ProposedBill {
  assignmentId: string
  ruleId: string
  ruleName: string
  itemId: string
  premisesId: string
  premisesLabel: string
  payerPersonId: string | null
  payerName: string | null
  /** `owner`, `tenant` or `person:<id>`: one bill each where several pay a cycle */
  payerKey: string
  cycleStart: string
  cycleEnd: string
  billingOn: string
  dueOn: string
  amountFen: bigint
  lines: ProposedLine<LineExplanation>[]
  /** of everything that was worked out */
  fingerprint: bigint
}

/** The bills of one assignment in a period, and the cycles that could not be worked out. */
export interface ProposedCharge {
  charge: Charge
  bills: ProposedBill[]
  /** first days of cycles that exceptions stand for: nothing is known of what they should be */
  unknown: ReadonlySet<string>
}

/** Why an assignment gave no bill, or one without a payer. At most one of a code per assignment. */
export interface ChargeException {
  premisesId: string
  premisesLabel: string
  ruleName: string
  code: ResponseOf<typeof contract.readBillRun>['exceptions'][number]['code']
  at?: string
}

export interface ProposalScope {
  communityId: string
  period: CivilRange
  /** cycles billed before it get no bills, so nothing is missing of them; the first day of the period when absent */
  addFrom?: CivilDate
  rules: ReadonlyMap<string, ChargedRule>
  premisesId?: string
}

export interface Proposal {
  charges: ProposedCharge[]
  exceptions: ChargeException[]
  /** The bills of a charge of this proposal in another period, by the same data. */
  within: (charge: Charge, period: CivilRange) => ProposedCharge
  /** What a charge of this proposal is measured by, with the days at which its payers change. */
  objectFor: (charge: Charge) => ChargedObject | null
  /** Readings of a charge that no run of their month could know, before a day. */
  lateOf: (charge: Charge, before: CivilDate) => LateReading[]
  /** Assignments looked at; fewer than the limit when these were the last. */
  assignmentCount: number
  /** Go on after this assignment; null when there was none. */
  lastAssignmentId: string | null
}

/**
 * The bills of the next `limit` assignments after one (in order of their ids) for a period. Reads in sets, saves nothing.
 */
export async function proposeBills(
  tx: Tx,
  actor: Actor,
  scope: ProposalScope,
  after: string | null,
  limit: number,
): Promise<Proposal> {
  return proposeCharges(tx, actor, scope, await readCharges(tx, actor, scope, after, limit))
}

/** The bills of these charges for a period. Those that are no assignments (somebody tries a rule) share pools as if they were. */
export async function proposeCharges(
  tx: Tx,
  actor: Actor,
  scope: ProposalScope,
  read: readonly Charge[],
): Promise<Proposal> {
  const data = { ...(await readObjects(tx, actor, scope, read)), usage: await readUsage(tx, actor, scope, read) }
  const charges: ProposedCharge[] = []
  const exceptions: ChargeException[] = []
  for (const charge of read) {
    const { exceptions: found, ...proposed } = proposeFor(charge, scope, data)
    charges.push(proposed)
    for (const exception of found) exceptions.push(exception)
  }
  return {
    charges,
    exceptions,
    within: (charge, period) => proposeFor(charge, { ...scope, period }, data),
    objectFor: charge => {
      return scope.rules.has(charge.ruleId) ? objectWithCuts(charge, data) : null
    },
    lateOf: (charge, before) => {
      const rule = scope.rules.get(charge.ruleId)?.rule
      return rule ? lateReadingsOf(charge, rule, data.usage, before) : []
    },
    assignmentCount: read.length,
    lastAssignmentId: read.at(-1)?.id ?? null,
  }
}

type Found = ProposedCharge & { exceptions: ChargeException[] }

function proposeFor(charge: Charge, scope: ProposalScope, data: Objects & { usage: Usage }): Found {
  const charged = scope.rules.get(charge.ruleId)
  if (!charged) return { charge, bills: [], unknown: new Set(), exceptions: [] }
  const arrangements = data.arrangements.get(charge.id) ?? []
  const holders = holdersOf(charge, data)
  const object = objectWithCuts(charge, data)
  const { lines, exceptions, unknown } = linesOf(charge, charged, scope, object, data.usage)
  const codes = new Map(exceptions.map(({ code, at }) => [shownCode(code), at]))
  for (const code of ['no-reading', 'payer-cut'] as const)
    if (codes.has(code)) codes.set(code, placesOf(exceptions, code))
  const bills: ProposedBill[] = []
  for (const cycle of cyclesOf(lines)) {
    for (const { key, payer, lines: own } of byPayer(cycle, arrangements, holders, data.people)) {
      if (payer === null) codes.set('no-payer', undefined)
      bills.push(billOf(charge, charged, own, key, payer))
    }
  }
  const place = { premisesId: charge.premisesId, premisesLabel: charge.label, ruleName: charged.rule.name }
  return {
    charge,
    bills,
    unknown: new Set(unknown),
    exceptions: [...codes].map(([code, at]) => ({ ...place, code, ...(at ? { at } : {}) })),
  }
}

function objectWithCuts(charge: Charge, data: Objects): ChargedObject {
  const changes = payerChanges(data.arrangements.get(charge.id) ?? [], holdersOf(charge, data))
  return objectOf(charge, data, changes)
}

function linesOf(
  charge: Charge,
  { rule }: ChargedRule,
  { period, addFrom }: ProposalScope,
  object: ChargedObject,
  usage: Usage,
): { lines: Line[]; exceptions: Pick<ProposedException, 'code' | 'at'>[]; unknown: CivilDate[] } {
  if (isByUsage(rule)) return usageLines(charge, rule, { period, addFrom, object }, usage)
  const { lines, exceptions } = computeLines({ rule, assignment: charge, object, period })
  return { lines, exceptions, unknown: exceptions.map(({ cycleStart }) => cycleStart) }
}

const PLACES_NAMED = 6

/** The months of which nothing was read, or the days on which nobody did, each once. */
function placesOf(
  exceptions: readonly Pick<ProposedException, 'code' | 'at'>[],
  of: ProposedException['code'],
): string | undefined {
  const places = [...new Set(exceptions.flatMap(({ code, at }) => (code === of && at ? [at] : [])))]
  const named = places.slice(0, PLACES_NAMED).join(', ')
  return places.length > PLACES_NAMED ? `${named} …` : named || undefined
}

/** A code for people: a version whose price gives nothing is as much a gap in the price list as one that is missing. */
export function shownCode(code: ProposedException['code']): ChargeException['code'] {
  return code === 'no-price' ? 'price-gap' : code
}

/** Lines come in order of days; those of one cycle are one bill. */
type Line = ProposedLine<LineExplanation>

function cyclesOf(lines: readonly Line[]): [Line, ...Line[]][] {
  const cycles: [Line, ...Line[]][] = []
  for (const line of lines) {
    const last = cycles.at(-1)
    if (last && last[0].cycleStart === line.cycleStart) last.push(line)
    else cycles.push([line])
  }
  return cycles
}

function billOf(
  charge: Charge,
  charged: ChargedRule,
  lines: [Line, ...Line[]],
  key: string,
  payer: Payer | null,
): ProposedBill {
  const [{ cycleStart, cycleEnd, billingOn, dueOn }] = lines
  const bill = {
    assignmentId: charge.id,
    ruleId: charge.ruleId,
    ruleName: charged.rule.name,
    itemId: charged.itemId,
    premisesId: charge.premisesId,
    premisesLabel: charge.label,
    payerPersonId: payer?.personId ?? null,
    payerName: payer?.name ?? null,
    payerKey: key,
    cycleStart,
    cycleEnd,
    billingOn,
    dueOn,
    amountFen: lines.reduce((sum, line) => sum + line.amountFen, 0n),
    lines,
  }
  return { ...bill, fingerprint: fingerprintOf(bill) }
}

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000'

/** The next `limit` assignments after one, as a query of them: those that `proposeBills` looks at. */
export function nextCharges(
  tx: Tx,
  actor: Actor,
  scope: ProposalScope,
  after: string | null,
  limit: number,
): RawBuilder<unknown> {
  const charges = chargesOf(tx, actor, scope)
    .selectAll('a')
    .where('a.id', '>', after ?? BEFORE_ALL)
  return sql`${charges.orderBy('a.id').limit(limit)}`
}

async function readCharges(
  tx: Tx,
  actor: Actor,
  scope: ProposalScope,
  after: string | null,
  limit: number,
): Promise<Charge[]> {
  const query = chargesOf(tx, actor, scope)
    .innerJoin('registry.publicPremises as p', join =>
      join.onRef('p.tenantId', '=', 'a.tenantId').onRef('p.id', '=', 'a.premisesId'),
    )
    .select(['a.id', 'a.ruleId', 'a.premisesId', 'a.startsOn', 'a.quantity', 'a.createdAt', 'p.label', 'p.floor'])
    // Premises that were merged or split are charged until their last day.
    .select(sql<string | null>`least(a.ends_on, p.ended_on)`.as('endsOn'))
    .where('a.id', '>', after ?? BEFORE_ALL)
    .orderBy('a.id')
    .limit(limit)
  return query.execute()
}

/** Assignments that may have a billing date in the period: an arrears bill is made on the day after the last. */
function chargesOf(tx: Tx, actor: Actor, scope: ProposalScope) {
  return billing(tx)
    .selectFrom('billing.assignment as a')
    .where('a.tenantId', '=', tenantOf(actor))
    .where('a.communityId', '=', scope.communityId)
    .where('a.ruleId', '=', sql<string>`any(${[...scope.rules.keys()]}::uuid[])`)
    .where('a.startsOn', '<=', scope.period.to)
    .where(mayBeBilled(scope))
    .$if(scope.premisesId !== undefined, query => query.where('a.premisesId', '=', scope.premisesId ?? ''))
}

/** How many assignments a run over this scope works through. */
export async function countCharges(tx: Tx, actor: Actor, scope: ProposalScope): Promise<number> {
  const { count } = await chargesOf(tx, actor, scope)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** Ended charges, too, where a bill of these days stands, which may be one too many, or a reading or a shared cost may still come. */
function mayBeBilled({ period: { from, to }, rules }: ProposalScope) {
  const byUsage = [...rules].flatMap(([id, { rule }]) => (isByUsage(rule) ? [id] : []))
  return sql<boolean>`(a.ends_on is null or a.ends_on >= ${from}::date - 1
    or (a.rule_id = any(${byUsage}::uuid[]) and a.ends_on >= ${usageSince(from)}::date) or exists (
    select from billing.bill b where b.tenant_id = a.tenant_id and b.assignment_id = a.id and b.kind = 'charge'
      and b.state <> 'void' and b.voided_at is null and b.billing_on between ${from}::date and ${to}::date))`
}
