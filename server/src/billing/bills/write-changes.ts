import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { ChargeCorrection, Compared } from './compare-bills.ts'
import { deleteDrafts } from './delete-drafts.ts'
import { insertBills, type NewBill } from './insert-bills.ts'
import { addTally, emptyTallies, type Tallies } from './tally.ts'

/** What was written: bills added in all, and each kind of change with its difference. */
export interface Written {
  billCount: number
  lineCount: number
  totalFen: bigint
  tallies: Tallies
  /** runs of which drafts were rewritten or removed */
  tookFrom: string[]
}

/**
 * Writes the difference (R11): removes drafts that are out of date, adds what is new, lays red and blue drafts beside issued
 * bills. Whatever somebody else wrote since the comparison stays: the next run compares again.
 */
export async function writeChanges(
  tx: Tx,
  actor: Actor,
  run: { id: string; communityId: string },
  { changes, corrections }: Compared,
): Promise<Written> {
  const stale = corrections.filter(correction => !correction.isThere)
  const drafts = [
    ...changes.flatMap(change => ('standing' in change ? [change.standing] : [])),
    ...stale.flatMap(correction => correction.replaces),
  ]
  const removed = await deleteDrafts(
    tx,
    actor,
    drafts.map(draft => draft.id),
  )
  const fresh = changes.filter(
    change => change.kind === 'new' || (change.kind === 'changed' && removed.has(change.standing.id)),
  )
  const bills = fresh.flatMap(change =>
    'bill' in change && change.kind !== 'same' ? [{ ...change.bill, revision: change.revision }] : [],
  )
  const added = await insertBills(tx, actor, run, [...bills, ...stale.flatMap(correctionBills)])
  const tallies = emptyTallies()
  fresh.forEach((change, index) => {
    if (added.ids[index] !== null) addTally(tallies, change)
  })
  for (const change of changes) {
    if (change.kind === 'same' || (change.kind === 'gone' && removed.has(change.standing.id))) addTally(tallies, change)
  }
  let place = bills.length
  for (const correction of stale) {
    const ids = added.ids.slice(place, place + correction.bills.length)
    place += correction.bills.length
    if (ids.some(id => id !== null)) {
      tallies.correction.count += 1
      tallies.correction.fen += correction.differenceFen
    }
  }
  const tookFrom = drafts.flatMap(draft =>
    removed.has(draft.id) && draft.billRunId !== run.id ? (draft.billRunId ?? []) : [],
  )
  return { ...added, tallies, tookFrom: [...new Set(tookFrom)] }
}

/** The red and blue bills of a correction as drafts. */
function correctionBills(correction: ChargeCorrection): NewBill[] {
  return correction.bills.map(({ color: _, ...bill }) => ({
    ...bill,
    ruleId: correction.charge.ruleId,
    itemId: correction.itemId,
    assignmentId: correction.charge.id,
    premisesId: correction.charge.premisesId,
    correctsBillId: correction.root.id,
    correctionReason: correction.reasons.join(','),
  }))
}
