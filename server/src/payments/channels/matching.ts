/** Sets the rows of a channel beside what we took and gave back (domain.md §1.3 对账). Pure. */
import type { StatementRow } from './parse-statement.ts'

/** A payment or a refund of ours that the channel should know, by the reference of the payment. */
export interface OurMoney {
  id: string
  kind: 'payment' | 'refund'
  reference: string
  amountFen: bigint
}

export interface Match {
  outcome: 'matched' | 'channel-only' | 'amount' | 'state'
  oursId: string | null
}

/**
 * By reference and kind, then by amount; each of ours stands for one row. A reference that we know with another amount is 金额不符; one
 * that we know only as the other kind (the channel gave back what we did not) is 状态不符; an unknown one is 长款.
 */
export function matchRows(
  rows: readonly Pick<StatementRow, 'reference' | 'kind' | 'amountFen'>[],
  ours: readonly OurMoney[],
): Match[] {
  const byReference = Map.groupBy(ours, one => one.reference)
  const taken = new Set<string>()
  const exact = rows.map(row => {
    const found = byReference
      .get(row.reference)
      ?.find(one => !taken.has(one.id) && one.kind === row.kind && one.amountFen === row.amountFen)
    if (found) taken.add(found.id)
    return found ?? null
  })
  return rows.map((row, index): Match => {
    const same = exact[index]
    if (same) return { outcome: 'matched', oursId: same.id }
    const known = byReference.get(row.reference) ?? []
    const near = known.find(one => !taken.has(one.id) && one.kind === row.kind)
    if (near) return { outcome: 'amount', oursId: near.id }
    const isOtherKind = known.some(one => one.kind !== row.kind)
    return { outcome: isOtherKind ? 'state' : 'channel-only', oursId: null }
  })
}
