/** 预存: what prepaid money settles at issue. Money kept for one purpose (专款) settles nothing else (E57). */
import type { Fen } from '../../platform/money.ts'

/** A prepayment: `itemIds` are the charge items it is kept for, null for any; `holdersNow` whose money it is, none: nobody's that is known. */
export type Purse = {
  id: string
  itemIds: readonly string[] | null
  holdersNow: readonly string[]
  balanceFen: Fen
}

/** What is open, in the order in which it is to be settled; `payerNow` owes it, null: nobody is named. */
export type OpenDue = { id: string; itemId: string; payerNow: string | null; openFen: Fen }

export type Offset = { purseId: string; dueId: string; fen: Fen }

/**
 * Settles dues in their order from purses: money for a purpose before general money, never below zero (R12), and nobody's money for what
 * somebody else owes: the seller's goes back to the seller (E63). Answers what goes where; a due may be settled from several purses.
 */
export function offsetFrom(purses: readonly Purse[], dues: readonly OpenDue[]): Offset[] {
  const left = new Map(purses.map(purse => [purse.id, purse.balanceFen]))
  const inOrder = [...purses.filter(purse => purse.itemIds !== null), ...purses.filter(purse => purse.itemIds === null)]
  const offsets: Offset[] = []
  for (const due of dues) {
    let open = due.openFen
    for (const purse of inOrder) {
      if (purse.itemIds !== null && !purse.itemIds.includes(due.itemId)) continue
      if (!isOf(purse, due)) continue
      const balance = left.get(purse.id) ?? 0n
      const fen = balance < open ? balance : open
      if (fen <= 0n) continue
      offsets.push({ purseId: purse.id, dueId: due.id, fen })
      left.set(purse.id, balance - fen)
      open -= fen
    }
  }
  return offsets
}

/** Whether one of its holders owes it; where either is unknown nobody is robbed. */
function isOf({ holdersNow }: Purse, { payerNow }: OpenDue): boolean {
  return payerNow === null || holdersNow.length === 0 || holdersNow.includes(payerNow)
}
