import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { addDays, type CivilDate, type CivilRange, maxDate, minDate } from '../../platform/period.ts'
import { type CycleCorrection, correctCycle } from '../corrections/red-blue.ts'
import type { Charge } from './charged-objects.ts'
import { type Change, type Cycle, changesOf } from './comparison.ts'
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
 * they have none, only corrections. `on` is the billing date of corrections.
 */
export async function compareBills(
  tx: Tx,
  actor: Actor,
  scope: ProposalScope & { addFrom: CivilDate; on: CivilDate },
  proposal: Proposal,
): Promise<Compared> {
  const ids = proposal.charges.map(({ charge }) => charge.id)
  const standing = await readStanding(tx, actor, ids, scope.period)
  const changes: Change[] = []
  const open: OpenCharge[] = []
  for (const proposed of proposal.charges) {
    const known = standing.get(proposed.charge.id)
    if (known === undefined) {
      for (const bill of proposed.bills) {
        if (bill.billingOn >= scope.addFrom) changes.push({ kind: 'new', bill, revision: 0 })
      }
      continue
    }
    for (const cycle of cyclesOf(proposed, known, proposal, scope)) {
      const found = changesOf(cycle)
      if (found) changes.push(...found)
      else open.push({ charge: proposed.charge, cycle })
    }
  }
  return { changes, corrections: await correct(tx, actor, scope, open, changes) }
}

/** The cycles of a charge that a period is about: what should be, and what is there. What cannot be worked out is left out. */
function cyclesOf(
  proposed: ProposedCharge,
  known: readonly StandingBill[],
  proposal: Proposal,
  { period, addFrom, rules }: Pick<ProposalScope, 'period' | 'rules'> & { addFrom: CivilDate },
): Cycle[] {
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
    mayAdd: its.some(bill => bill.billingOn >= addFrom),
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
