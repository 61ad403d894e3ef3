/** 维修资金: the owners' money for the house; by area, never revenue (domain.md §1.2, E77). */
import { dec, toFen } from '../../platform/decimals.ts'
import { allocateByLargestRemainder, type Fen } from '../../platform/money.ts'

/** The first deposit: area × the city's amount per m². */
export function firstDeposit(areaM2: string, yuanPerM2: string): Fen {
  return toFen(dec(areaM2).times(dec(yuanPerM2)))
}

/** A repair shared by the owners it concerns, by area; shares add up to it exactly (R6). */
export function shareRepair(fen: Fen, owners: readonly { id: string; areaM2: string }[]): Map<string, Fen> {
  return allocateByLargestRemainder(
    fen,
    owners.map(({ id, areaM2 }) => ({ id, weight: areaM2 })),
  )
}

/** The balance below which owners top up: so many percent of the first deposit, 30 by the usual rule. */
export function topUpLine(firstDepositFen: Fen, percent: string): Fen {
  return toFen(dec(firstDepositFen).times(dec(percent)).div(10_000))
}
