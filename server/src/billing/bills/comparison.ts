/**
 * What a run has to do (domain.md R11): what should be, compared with what is. Drafts out of date are written anew or removed;
 * issued bills are never touched: lines that differ are corrected by red and blue ones (R7).
 */
import type { ProposedBill } from './propose-bills.ts'
import type { StandingBill } from './standing-bills.ts'

/** One bill, or one cycle that is corrected. */
export type Change =
  | { kind: 'new'; bill: ProposedBill; revision: number }
  | { kind: 'same'; bill: ProposedBill }
  | { kind: 'changed'; bill: ProposedBill; revision: number; standing: StandingBill }
  | { kind: 'gone'; standing: StandingBill; place: Place }

/** Where a bill belongs, in words. */
export interface Place {
  premisesLabel: string
  ruleId: string
  ruleName: string
}

/** A cycle with issued bills that may differ: its lines have to be looked at. */
export interface OpenCycle {
  proposed: readonly ProposedBill[]
  standing: readonly StandingBill[]
}

/** A cycle of one assignment. `mayAdd`: it is billed in the months of the run, not before them. */
export interface Cycle extends OpenCycle {
  place: Place
  mayAdd: boolean
}

/** The changes of a cycle, or null when its issued lines have to be compared. */
export function changesOf({ proposed, standing, mayAdd, place }: Cycle): Change[] | null {
  const live = standing.filter(bill => !bill.isVoid)
  if (live.some(bill => bill.state === 'issued')) return isUntouched(proposed, live) ? allSame(proposed) : null
  if (standing.some(bill => bill.isVoidForGood)) return []
  const revision = nextRevision(standing.filter(bill => bill.isVoid))
  const left = new Set(live)
  const changes = proposed.flatMap((bill): Change[] => {
    const known = live.find(one => one.payerKey === bill.payerKey)
    if (!known) return mayAdd ? [{ kind: 'new', bill, revision }] : []
    left.delete(known)
    if (known.fingerprint === bill.fingerprint) return [{ kind: 'same', bill }]
    return [{ kind: 'changed', bill, revision: known.revision, standing: known }]
  })
  return [...changes, ...[...left].map((known): Change => ({ kind: 'gone', standing: known, place }))]
}

/** The revision that comes after those there are: 0 when there are none. */
export function nextRevision(standing: readonly StandingBill[]): number {
  return standing.reduce((next, { revision }) => Math.max(next, revision + 1), 0)
}

/** Whether every bill is there as it was first issued, and as it would be made now. */
function isUntouched(proposed: readonly ProposedBill[], live: readonly StandingBill[]): boolean {
  return (
    live.length === proposed.length &&
    live.every(
      known =>
        known.kind === 'charge' &&
        proposed.some(bill => bill.payerKey === known.payerKey && bill.fingerprint === known.fingerprint),
    )
  )
}

function allSame(proposed: readonly ProposedBill[]): Change[] {
  return proposed.map(bill => ({ kind: 'same', bill }))
}
