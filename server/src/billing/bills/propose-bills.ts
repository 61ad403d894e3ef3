import type { billing as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { CivilRange } from '../../platform/period.ts'
import type { ChargedObject } from '../rules/rule.ts'
import type { ChargedRule } from '../rules/rule-view.ts'
import { billing } from '../tables.ts'
import { computeLines, type ProposedException, type ProposedLine } from './compute-lines.ts'
import { cyclesBilledIn } from './cycle.ts'
import type { LineExplanation } from './explanation.ts'
import { type Owner, payerOn } from './payer.ts'

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

interface Charge {
  id: string
  ruleId: string
  premisesId: string
  startsOn: string
  endsOn: string | null
  label: string
}

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
  const premisesIds = [...new Set(charges.map(charge => charge.premisesId))]
  const areas = await readAreas(tx, actor, premisesIds)
  const owners = await readOwners(tx, actor, premisesIds)
  const existing = await readExisting(tx, actor, charges)
  const bills: ProposedBill[] = []
  const exceptions: ChargeException[] = []
  for (const charge of charges) {
    const found = proposeFor(
      charge,
      scope,
      areas.get(charge.premisesId) ?? [],
      owners.get(charge.premisesId) ?? [],
      existing,
    )
    for (const bill of found.bills) bills.push(bill)
    for (const exception of found.exceptions) exceptions.push(exception)
  }
  return { bills, exceptions, assignmentCount: charges.length, lastAssignmentId: charges.at(-1)?.id ?? null }
}

function proposeFor(
  charge: Charge,
  scope: ProposalScope,
  areas: ChargedObject['areas'],
  owners: readonly Owner[],
  existing: ReadonlySet<string>,
): Pick<Proposal, 'bills' | 'exceptions'> {
  const charged = scope.rules.get(charge.ruleId)
  if (!charged) return { bills: [], exceptions: [] }
  const { lines, exceptions } = linesOf(charge, charged, scope, areas)
  const codes = new Map(exceptions.map(({ code, at }) => [shownCode(code), at]))
  const bills: ProposedBill[] = []
  for (const cycle of cyclesOf(lines)) {
    const bill = billOf(charge, charged, cycle, owners, existing)
    if (bill.payerPersonId === null && !bill.exists) codes.set('no-payer', undefined)
    bills.push(bill)
  }
  const place = { premisesId: charge.premisesId, premisesLabel: charge.label, ruleName: charged.rule.name }
  return { bills, exceptions: [...codes].map(([code, at]) => ({ ...place, code, ...(at ? { at } : {}) })) }
}

/** A charge by readings or shares waits for them: its cycles are exceptions until there are some. */
function linesOf(
  charge: Charge,
  { rule }: ChargedRule,
  { period }: ProposalScope,
  areas: ChargedObject['areas'],
): { lines: Line[]; exceptions: Pick<ProposedException, 'code' | 'at'>[] } {
  if (rule.kind === 'metered' || rule.kind === 'pool') {
    const cycles = cyclesBilledIn(rule, charge, period)
    return { lines: [], exceptions: cycles.map(() => ({ code: 'no-reading' })) }
  }
  return computeLines({ rule, assignment: charge, object: { premisesId: charge.premisesId, areas }, period })
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
  owners: readonly Owner[],
  existing: ReadonlySet<string>,
): ProposedBill {
  const [{ cycleStart, cycleEnd, billingOn, dueOn }] = lines
  const payer = payerOn(owners, billingOn)
  return {
    assignmentId: charge.id,
    ruleId: charge.ruleId,
    ruleName: charged.rule.name,
    itemId: charged.itemId,
    premisesId: charge.premisesId,
    premisesLabel: charge.label,
    payerPersonId: payer?.personId ?? null,
    payerName: payer?.name ?? null,
    cycleStart,
    cycleEnd,
    billingOn,
    dueOn,
    amountFen: lines.reduce((sum, line) => sum + line.amountFen, 0n),
    lines,
    exists: existing.has(`${charge.id}/${cycleStart}`),
  }
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
    .select(['a.id', 'a.ruleId', 'a.premisesId', 'a.startsOn', 'p.label'])
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

async function readAreas(tx: Tx, actor: Actor, premisesIds: string[]) {
  const rows = await billing(tx)
    .selectFrom('registry.publicPremisesArea')
    .select(['premisesId', 'fromOn as effectiveFrom', 'areaM2'])
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', sql<string>`any(${premisesIds}::uuid[])`)
    .execute()
  return grouped(rows)
}

async function readOwners(tx: Tx, actor: Actor, premisesIds: string[]): Promise<Map<string, Owner[]>> {
  const rows = await billing(tx)
    .selectFrom('registry.publicOccupancy as o')
    .innerJoin('registry.publicPerson as n', join =>
      join.onRef('n.tenantId', '=', 'o.tenantId').onRef('n.id', '=', 'o.personId'),
    )
    .select(['o.premisesId', 'o.id as occupancyId', 'o.personId', 'n.name', 'o.fromOn', 'o.toOn'])
    .where('o.tenantId', '=', tenantOf(actor))
    .where('o.premisesId', '=', sql<string>`any(${premisesIds}::uuid[])`)
    .where('o.kind', '=', 'owner')
    .execute()
  return grouped(rows)
}

function grouped<R extends { premisesId: string }>(rows: R[]): Map<string, R[]> {
  const groups = new Map<string, R[]>()
  for (const row of rows) {
    const group = groups.get(row.premisesId)
    if (group) group.push(row)
    else groups.set(row.premisesId, [row])
  }
  return groups
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
