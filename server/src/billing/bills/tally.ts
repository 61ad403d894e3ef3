/** How many bills a comparison adds, changes, removes, leaves and corrects, and by how much. */
import type { Change } from './comparison.ts'

export const TALLIED = ['new', 'changed', 'gone', 'same', 'correction'] as const
export type Tallied = (typeof TALLIED)[number]

/** `fen`: what is new, what it changes by, what goes (negative), what stays, what corrections come to. */
export type Tallies = Record<Tallied, { count: number; fen: bigint }>

export function emptyTallies(): Tallies {
  const none = () => ({ count: 0, fen: 0n })
  return { new: none(), changed: none(), gone: none(), same: none(), correction: none() }
}

/** What a change comes to, in fen. */
function differenceOf(change: Change): bigint {
  switch (change.kind) {
    case 'new':
    case 'same':
      return change.bill.amountFen
    case 'changed':
      return change.bill.amountFen - change.standing.amountFen
    case 'gone':
      return -change.standing.amountFen
  }
}

/** Counts one change in. */
export function addTally(tallies: Tallies, change: Change): void {
  tallies[change.kind].count += 1
  tallies[change.kind].fen += differenceOf(change)
}

/** Tallies as a column of JSON keeps them: fen as text. */
export type StoredTallies = Partial<Record<Tallied, { count: number; fen: string }>>

export function talliesFrom(stored: StoredTallies): Tallies {
  const tallies = emptyTallies()
  for (const kind of TALLIED) {
    const { count, fen } = stored[kind] ?? { count: 0, fen: '0' }
    tallies[kind] = { count, fen: BigInt(fen) }
  }
  return tallies
}

/** The sum of two, as it is kept. */
export function storedSum(a: Tallies, b: Tallies): StoredTallies {
  return Object.fromEntries(
    TALLIED.map(kind => [kind, { count: a[kind].count + b[kind].count, fen: String(a[kind].fen + b[kind].fen) }]),
  )
}
