/** Money of others: 代收, 公共收益, 维修资金 (ADR 23, domain.md §1.2). What an account gains or loses, and where it is posted. */
import { dec, toUnits } from '../../platform/decimals.ts'
import type { Fen } from '../../platform/money.ts'
import { addMonths, type CivilRange, monthRange } from '../../platform/period.ts'
import { splitTax } from '../taxes/tax.ts'

export type FundKind = 'agency' | 'public' | 'fund'
export type FundDeed = 'spend' | 'hand-over' | 'manage' | 'income' | 'opening' | 'move-in' | 'reversal'
type Asked = Exclude<FundDeed, 'reversal'>

/** What an account is called in a file. */
export const FUND_WORDS = { agency: '代收', public: '公共收益', fund: '维修资金' } as const satisfies Record<
  FundKind,
  string
>

/** What may be done to which money. Spending and keeping need what owners decided (民法典 281, 282). */
const DEEDS: Record<FundKind, readonly Asked[]> = {
  agency: ['hand-over', 'income', 'opening'],
  public: ['spend', 'manage', 'income', 'opening'],
  fund: ['spend', 'income', 'opening', 'move-in'],
}

export function mayBeDone(kind: FundKind, deed: Asked): boolean {
  return DEEDS[kind].includes(deed)
}

/** Owners decide before their money is spent, or kept for costs. */
export function needsResolution(deed: FundDeed): boolean {
  return deed === 'spend' || deed === 'manage'
}

/** Whether money moves by it. */
export function movesMoney(deed: Asked): boolean {
  return deed === 'spend' || deed === 'hand-over' || deed === 'income'
}

/** The tax inside: of other income of common parts, and of what the company keeps, which is its income. */
export function taxOf(kind: FundKind, deed: Asked, amountFen: Fen, ratePercent: string | null): Fen {
  if (ratePercent === null || (deed !== 'manage' && !(deed === 'income' && kind === 'public'))) return 0n
  return splitTax(amountFen, ratePercent).taxFen
}

/** What the account gains (positive) or loses: income without its tax, everything else as a whole. */
export function effectOf(deed: Asked, amountFen: Fen, taxFen: Fen): Fen {
  if (deed === 'move-in') return 0n
  return deed === 'income' || deed === 'opening' ? amountFen - taxFen : -amountFen
}

/**
 * What the special account of the maintenance fund (100202, 专户存储) gains or loses: all but cash lies there. What was collected lands in the
 * company's account and is moved in.
 */
export function specialOf(kind: FundKind, deed: Asked, method: string | null, amountFen: Fen): Fen {
  if (kind !== 'fund' || method === 'cash') return 0n
  return deed === 'spend' ? -amountFen : amountFen
}

/** What may be kept of so much that came in, rounded down: never more than the percentage. */
export function managementFen(receivedFen: Fen, percent: string): Fen {
  return receivedFen <= 0n ? 0n : toUnits(dec(receivedFen).times(dec(percent)).div(100), 0, 'DOWN')
}

/** The first and last day of a quarter, `2026-Q3`. */
export function quarterDays(quarter: string): CivilRange {
  const [year = '', number = ''] = quarter.split('-Q')
  const first = `${year}-${String(Number(number) * 3 - 2).padStart(2, '0')}`
  return { from: monthRange(first).from, to: monthRange(addMonths(first, 2)).to }
}
