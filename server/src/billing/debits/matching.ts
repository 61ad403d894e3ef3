/** Which open bills are taken by which mandate, and what stands in the way of the others. Pure. */

export interface OpenBill {
  billId: string
  serial: bigint
  premisesId: string
  premisesLabel: string
  itemId: string
  itemName: string
  /** As known now. */
  payerNow: string | null
  payerName: string | null
  openFen: bigint
  /** What its lateness costs as of the day of the debit, where that is asked for. */
  penaltyFen: bigint
  isHeld: boolean
  isInFlight: boolean
  /** A run proposed to correct it. */
  hasDraft: boolean
}

export interface ActiveMandate {
  id: string
  /** Where it belongs now. */
  premisesId: string
  premisesLabel: string
  /** The homes whose bills it covers: those it was signed for, and those that came of them. */
  homeIds: readonly string[]
  payerNow: string | null
  holderName: string
  bankName: string
  accountNumber: string
  accountMasked: string
  agreementNumber: string | null
  itemIds: readonly string[] | null
}

export type Obstacle = 'payer' | 'held' | 'in-flight' | 'correction' | 'unwritable' | 'too-long'

export interface ProposedDebit {
  mandate: ActiveMandate
  payerPersonId: string | null
  bills: OpenBill[]
  amountFen: bigint
}

export interface Matched {
  debits: ProposedDebit[]
  /** Of unwritable: which characters. */
  exceptions: { bill: OpenBill; obstacle: Obstacle; characters?: string }[]
}

/**
 * One debit per mandate and payer (E65), in the order of the mandates: the first that covers a bill takes it. A bill whose item no mandate
 * of its home covers is nobody's business here; everything else that is not taken is told.
 */
export function matchBills(bills: readonly OpenBill[], mandates: readonly ActiveMandate[]): Matched {
  const byHome = Map.groupBy(
    mandates.flatMap(mandate => mandate.homeIds.map(homeId => ({ homeId, mandate }))),
    one => one.homeId,
  )
  const debits = new Map<string, ProposedDebit>()
  const exceptions: Matched['exceptions'] = []
  for (const bill of bills) {
    const covering = (byHome.get(bill.premisesId) ?? []).flatMap(({ mandate }) =>
      mandate.itemIds === null || mandate.itemIds.includes(bill.itemId) ? [mandate] : [],
    )
    if (covering.length === 0) continue
    const mandate = covering.find(
      ({ payerNow }) => payerNow === null || bill.payerNow === null || payerNow === bill.payerNow,
    )
    const obstacle = bill.isInFlight
      ? 'in-flight'
      : bill.isHeld
        ? 'held'
        : bill.hasDraft
          ? 'correction'
          : mandate
            ? null
            : 'payer'
    if (obstacle !== null || !mandate) {
      exceptions.push({ bill, obstacle: obstacle ?? 'payer' })
      continue
    }
    const key = `${mandate.id}/${bill.payerNow ?? ''}`
    const debit = debits.get(key) ?? { mandate, payerPersonId: bill.payerNow, bills: [], amountFen: 0n }
    debit.bills.push(bill)
    debit.amountFen += bill.openFen + bill.penaltyFen
    debits.set(key, debit)
  }
  const place = new Map(mandates.map((mandate, index) => [mandate.id, index]))
  const ordered = [...debits.values()].sort((a, b) => (place.get(a.mandate.id) ?? 0) - (place.get(b.mandate.id) ?? 0))
  return { debits: ordered, exceptions }
}
