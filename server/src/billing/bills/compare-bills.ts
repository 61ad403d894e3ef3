import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { addDays, type CivilDate, type CivilRange, firstDayOfMonth, maxDate, minDate } from '../../platform/period.ts'
import { type CycleCorrection, correctCycle } from '../corrections/red-blue.ts'
import type { Charge } from './charged-objects.ts'
import { type Change, type Cycle, changesOf } from './comparison.ts'
import { asLate } from './late-readings.ts'
import type { Proposal, ProposalScope, ProposedBill, ProposedCharge } from './propose-bills.ts'
import { readStanding, readStandingLines, type StandingBill } from './standing-bills.ts'

/** A correction with what its bills need to know of the charge. */
export interface ChargeCorrection extends CycleCorrection {
  charge: Charge
  ruleName: string
  itemId: string
}

export interface Compared {
  changes: Change[]
  corrections: ChargeCorrection[]
}

interface OpenCharge {
  charge: Charge
  cycle: Cycle
}

/**
 * What a proposal differs by from the bills there are; nothing is written. `addFrom`: cycles billed before it get no bill when
 * they have none, only corrections, and what came after the run of its month. `on` is the billing date of corrections.
 */
export async function compareBills(tx: Tx, actor: Actor, scope: Scope, proposal: Proposal): Promise<Compared> {
  const late = await readLate(tx, actor, scope, proposal)
  const ids = proposal.charges.flatMap(({ charge }) => (late.has(charge.id) ? [] : [charge.id]))
  const standing = await readStanding(tx, actor, ids, scope.period)
  const changes: Change[] = []
  const open: OpenCharge[] = []
  for (const proposed of proposal.charges) {
    const { charge } = proposed
    const again = late.get(charge.id)
    const known = again ? again.standing : standing.get(charge.id)
    if (known === undefined) {
      for (const bill of proposed.bills) {
        if (bill.billingOn >= scope.addFrom) changes.push({ kind: 'new', bill, revision: 0 })
      }
      continue
    }
    const mayAdd = (bill: ProposedBill) =>
      bill.billingOn >= scope.addFrom || again?.starts.has(bill.cycleStart) === true
    const about = { period: again?.period ?? scope.period, rules: scope.rules, mayAdd }
    for (const cycle of cyclesOf(again?.proposed ?? proposed, known, proposal, about)) {
      const found = changesOf(cycle)
      if (found) for (const change of found) addChange(changes, change, scope)
      else open.push({ charge, cycle })
    }
  }
  return { changes, corrections: await correct(tx, actor, scope, open, changes) }
}

type Scope = ProposalScope & { addFrom: CivilDate; on: CivilDate }

/** What stays as it is counts in its own months only; what is new in earlier ones came too late for their run. */
function addChange(changes: Change[], change: Change, { period, addFrom, on, rules }: Scope): void {
  if (change.kind === 'same' && change.bill.billingOn < period.from) return
  const isLate = change.kind === 'new' && change.bill.billingOn < addFrom
  const dueDays = isLate ? (rules.get(change.bill.ruleId)?.rule.dueDays ?? 0) : 0
  changes.push(isLate ? { ...change, bill: asLate(change.bill, on, dueDays) } : change)
}

/** A charge that is looked at from an earlier month on, as if that were run again. */
interface Again {
  period: CivilRange
  proposed: ProposedCharge
  standing: StandingBill[]
  /** first days of the readings that have no bill */
  starts: ReadonlySet<CivilDate>
}

/** Charges with readings that came after the run of their month, by their ids; those that a later run has charged are done. */
async function readLate(tx: Tx, actor: Actor, scope: Scope, proposal: Proposal): Promise<Map<string, Again>> {
  const found = proposal.charges.flatMap(({ charge }) => {
    const readings = proposal.lateOf(charge, scope.addFrom)
    return readings.length === 0 ? [] : [{ charge, readings }]
  })
  const again = new Map<string, Again>()
  if (found.length === 0) return again
  const all = found.flatMap(({ readings }) => readings)
  const ids = found.map(({ charge }) => charge.id)
  const known = await readStanding(tx, actor, ids, { from: firstOf(all, scope.period.from), to: scope.period.to })
  for (const { charge, readings } of found) {
    const standing = known.get(charge.id) ?? []
    const billed = new Set(standing.map(bill => bill.cycleStart))
    const open = readings.filter(reading => !reading.isSeen || !billed.has(reading.cycleStart))
    if (open.length === 0) continue
    const period = { from: firstOf(open, scope.period.from), to: scope.period.to }
    const starts = new Set(open.flatMap(({ cycleStart }) => (billed.has(cycleStart) ? [] : [cycleStart])))
    again.set(charge.id, { period, proposed: proposal.within(charge, period), standing, starts })
  }
  return again
}

function firstOf(readings: readonly { billingOn: CivilDate }[], from: CivilDate): CivilDate {
  return readings.reduce((first, { billingOn }) => minDate(first, firstDayOfMonth(billingOn)), from)
}

/** The cycles of a charge that a period is about: what should be, and what is there. What cannot be worked out is left out. */
function cyclesOf(
  proposed: ProposedCharge,
  known: readonly StandingBill[],
  proposal: Proposal,
  about: Pick<ProposalScope, 'period' | 'rules'> & { mayAdd: (bill: ProposedBill) => boolean },
): Cycle[] {
  const { period, rules, mayAdd } = about
  const { label, ruleId } = proposed.charge
  const place = { premisesLabel: label, ruleId, ruleName: rules.get(ruleId)?.rule.name ?? '' }
  const bills = Map.groupBy(proposed.bills, bill => bill.cycleStart)
  const standing = Map.groupBy(known, bill => bill.cycleStart)
  const unmatched = [...standing].filter(([start, its]) => !bills.has(start) && its.some(isBilledIn(period)))
  const wide =
    unmatched.length === 0 ? null : proposal.within(proposed.charge, daysOf(unmatched.flatMap(([, its]) => its)))
  const moved = Map.groupBy(wide?.bills ?? [], bill => bill.cycleStart)
  const isUnknown = (start: CivilDate) => proposed.unknown.has(start) || wide?.unknown.has(start) === true
  const cycle = (start: CivilDate, its: readonly ProposedBill[]): Cycle => ({
    proposed: its,
    standing: standing.get(start) ?? [],
    place,
    mayAdd: its.some(mayAdd),
  })
  return [
    ...[...bills].map(([start, its]) => cycle(start, its)),
    ...unmatched.flatMap(([start]) => (isUnknown(start) ? [] : [cycle(start, moved.get(start) ?? [])])),
  ]
}

const isBilledIn = (period: CivilRange) => (bill: StandingBill) =>
  bill.kind === 'charge' && !bill.isVoid && bill.billingOn >= period.from && bill.billingOn <= period.to

/** From the first day of bills to the last day on which they could be billed. */
function daysOf(bills: readonly StandingBill[]): CivilRange {
  const [first, ...rest] = bills as [StandingBill, ...StandingBill[]]
  const days = {
    from: minDate(first.cycleStart, first.billingOn),
    to: maxDate(addDays(first.cycleEnd, 1), first.billingOn),
  }
  return rest.reduce(
    ({ from, to }, bill) => ({ from: minDate(from, bill.cycleStart), to: maxDate(to, addDays(bill.cycleEnd, 1)) }),
    days,
  )
}

async function correct(
  tx: Tx,
  actor: Actor,
  scope: ProposalScope & { on: CivilDate },
  open: readonly OpenCharge[],
  changes: Change[],
): Promise<ChargeCorrection[]> {
  const ids = open.flatMap(({ cycle }) => cycle.standing.map(bill => bill.id))
  const lines = await readStandingLines(tx, actor, ids)
  const corrections: ChargeCorrection[] = []
  for (const { charge, cycle } of open) {
    const charged = scope.rules.get(charge.ruleId)
    if (!charged) continue
    const correction = correctCycle(cycle, lines, scope.on, charged.rule.dueDays)
    if (!correction) for (const bill of cycle.proposed) changes.push({ kind: 'same', bill })
    else corrections.push({ ...correction, charge, ruleName: charged.rule.name, itemId: charged.itemId })
  }
  return corrections
}
