import type { billing as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { CivilRange } from '../../platform/period.ts'
import { type Arrangement, type PayerShare, payerKey, sharesOn, splitByPayer } from '../assignments/payers.ts'
import type { ChargedObject } from '../rules/rule.ts'
import type { ChargedRule } from '../rules/rule-view.ts'
import { billing } from '../tables.ts'
import { type Charge, type Objects, objectOf, readObjects } from './charged-objects.ts'
import { computeLines, type ProposedException, type ProposedLine } from './compute-lines.ts'
import { cyclesBilledIn } from './cycle.ts'
import type { LineExplanation } from './explanation.ts'
import { payerOn } from './payer.ts'

/** A bill that does not exist yet, or does (`exists`); amounts in fen. */
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
  exists: boolean
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
  rules: ReadonlyMap<string, ChargedRule>
  premisesId?: string
}

export interface Proposal {
  bills: ProposedBill[]
  exceptions: ChargeException[]
  /** Assignments looked at; fewer than the limit when these were the last. */
  assignmentCount: number
  /** Go on after this assignment; null when there was none. */
  lastAssignmentId: string | null
}

const OWNER: PayerShare = { kind: 'owner', personId: null, percent: '100' }

/**
 * The bills of the next `limit` assignments after one (in order of their ids) for a period, existing ones marked.
 * Reads in sets, saves nothing.
 */
export async function proposeBills(
  tx: Tx,
  actor: Actor,
  scope: ProposalScope,
  after: string | null,
  limit: number,
): Promise<Proposal> {
  const charges = await readCharges(tx, actor, scope, after, limit)
  const data = await readObjects(tx, actor, scope, charges)
  const existing = await readExisting(tx, actor, charges)
  const bills: ProposedBill[] = []
  const exceptions: ChargeException[] = []
  for (const charge of charges) {
    const found = proposeFor(charge, scope, data, existing)
    for (const bill of found.bills) bills.push(bill)
    for (const exception of found.exceptions) exceptions.push(exception)
  }
  return { bills, exceptions, assignmentCount: charges.length, lastAssignmentId: charges.at(-1)?.id ?? null }
}

function proposeFor(
  charge: Charge,
  scope: ProposalScope,
  data: Objects,
  existing: ReadonlySet<string>,
): Pick<Proposal, 'bills' | 'exceptions'> {
  const charged = scope.rules.get(charge.ruleId)
  if (!charged) return { bills: [], exceptions: [] }
  const arrangements = data.arrangements.get(charge.id) ?? []
  const { lines, exceptions } = linesOf(charge, charged, scope, objectOf(charge, charged, data, arrangements))
  const codes = new Map(exceptions.map(({ code, at }) => [shownCode(code), at]))
  const bills: ProposedBill[] = []
  for (const cycle of cyclesOf(lines)) {
    const exists = existing.has(`${charge.id}/${cycle[0].cycleStart}`)
    for (const { share, lines: own } of byPayer(cycle, arrangements)) {
      const bill = billOf(charge, charged, own, share, data, exists)
      if (bill.payerPersonId === null && !bill.exists) codes.set('no-payer', undefined)
      bills.push(bill)
    }
  }
  const place = { premisesId: charge.premisesId, premisesLabel: charge.label, ruleName: charged.rule.name }
  return { bills, exceptions: [...codes].map(([code, at]) => ({ ...place, code, ...(at ? { at } : {}) })) }
}

/** A charge by readings or shares waits for them: its cycles are exceptions until there are some. */
function linesOf(
  charge: Charge,
  { rule }: ChargedRule,
  { period }: ProposalScope,
  object: ChargedObject,
): { lines: Line[]; exceptions: Pick<ProposedException, 'code' | 'at'>[] } {
  if (rule.kind === 'metered' || rule.kind === 'pool') {
    const cycles = cyclesBilledIn(rule, charge, period)
    return { lines: [], exceptions: cycles.map(() => ({ code: 'no-reading' })) }
  }
  return computeLines({ rule, assignment: charge, object, period })
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

/** The lines of a cycle by who pays them; where several pay a line each gets a part of it. */
function byPayer(
  lines: readonly [Line, ...Line[]],
  arrangements: readonly Arrangement[],
): { share: PayerShare; lines: [Line, ...Line[]] }[] {
  if (arrangements.length === 0) return [{ share: OWNER, lines: [...lines] }]
  const found = new Map<string, { share: PayerShare; lines: [Line, ...Line[]] }>()
  for (const line of lines) {
    const shares = sharesOn(arrangements, line.segmentStart)
    for (const { share, fen } of splitByPayer(line.amountFen, shares)) {
      const own = shares.length === 1 ? line : partOf(line, share, fen)
      const key = payerKey(share)
      const known = found.get(key)
      if (known) known.lines.push(own)
      else found.set(key, { share, lines: [own] })
    }
  }
  return [...found.values()]
}

/** A payer's part of a line, which says so. */
function partOf(line: Line, share: PayerShare, amountFen: bigint): Line {
  const payerPart = { percent: share.percent, ofFen: line.explanation.roundedFen }
  return { ...line, amountFen, explanation: { ...line.explanation, roundedFen: Number(amountFen), payerPart } }
}

function billOf(
  charge: Charge,
  charged: ChargedRule,
  lines: [Line, ...Line[]],
  share: PayerShare,
  data: Objects,
  exists: boolean,
): ProposedBill {
  const [{ cycleStart, cycleEnd, billingOn, dueOn }] = lines
  const payer = payerFor(charge, share, data, billingOn)
  return {
    assignmentId: charge.id,
    ruleId: charge.ruleId,
    ruleName: charged.rule.name,
    itemId: charged.itemId,
    premisesId: charge.premisesId,
    premisesLabel: charge.label,
    payerPersonId: payer?.personId ?? null,
    payerName: payer?.name ?? null,
    payerKey: payerKey(share),
    cycleStart,
    cycleEnd,
    billingOn,
    dueOn,
    amountFen: lines.reduce((sum, line) => sum + line.amountFen, 0n),
    lines,
    exists,
  }
}

/** The person behind a share on the billing date. */
function payerFor(
  charge: Charge,
  share: PayerShare,
  data: Objects,
  on: string,
): { personId: string; name: string } | null {
  if (share.kind === 'person') {
    const name = share.personId === null ? undefined : data.people.get(share.personId)
    return share.personId === null || name === undefined ? null : { personId: share.personId, name }
  }
  const holders = share.kind === 'tenant' ? data.tenants : data.owners
  return payerOn(holders.get(charge.premisesId) ?? [], on)
}

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000'

async function readCharges(
  tx: Tx,
  actor: Actor,
  scope: ProposalScope,
  after: string | null,
  limit: number,
): Promise<Charge[]> {
  let query = chargesOf(tx, actor, scope)
    .innerJoin('registry.publicPremises as p', join =>
      join.onRef('p.tenantId', '=', 'a.tenantId').onRef('p.id', '=', 'a.premisesId'),
    )
    .select(['a.id', 'a.ruleId', 'a.premisesId', 'a.startsOn', 'a.quantity', 'p.label', 'p.floor'])
    // Premises that were merged or split are charged until their last day.
    .select(sql<string | null>`least(a.ends_on, p.ended_on)`.as('endsOn'))
    .where('a.id', '>', after ?? BEFORE_ALL)
    .orderBy('a.id')
    .limit(limit)
  if (scope.premisesId) query = query.where('a.premisesId', '=', scope.premisesId)
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
    .where(sql<boolean>`(a.ends_on is null or a.ends_on >= ${scope.period.from}::date - 1)`)
}

/** How many assignments a run over this scope works through. */
export async function countCharges(tx: Tx, actor: Actor, scope: ProposalScope): Promise<number> {
  const { count } = await chargesOf(tx, actor, scope)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** The cycles that have a bill, as `assignment/cycle start`. */
async function readExisting(tx: Tx, actor: Actor, charges: Charge[]): Promise<Set<string>> {
  const rows = await billing(tx)
    .selectFrom('billing.bill')
    .select(['assignmentId', 'cycleStart'])
    .where('tenantId', '=', tenantOf(actor))
    .where('assignmentId', '=', sql<string>`any(${charges.map(charge => charge.id)}::uuid[])`)
    .where('state', '<>', 'void')
    .execute()
  return new Set(rows.map(row => `${row.assignmentId}/${row.cycleStart}`))
}
