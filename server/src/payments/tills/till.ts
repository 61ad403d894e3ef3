/** 日结: what a till should hold, and what is missing of it (domain.md E71). */
import type { Fen } from '../../platform/money.ts'

/** What moved the cash of a drawer; all are amounts, none is negative. */
export interface TillCash {
  floatFen: Fen
  /** Cash received from households. */
  takenFen: Fen
  /** Put in, or taken over from another cashier. */
  inFen: Fen
  refundedFen: Fen
  /** Taken out, or handed over to another cashier. */
  outFen: Fen
  bankedFen: Fen
}

/** 备用金 + 现金收 + 存入 − 退款 − 取出 − 缴存 = 应有. */
export function dueOf(cash: TillCash): Fen {
  return cash.floatFen + cash.takenFen + cash.inFen - cash.refundedFen - cash.outFen - cash.bankedFen
}

/** 实点 − 应有 = 长短款; negative when short. */
export function differenceOf(cash: TillCash, countedFen: Fen): Fen {
  return countedFen - dueOf(cash)
}

/** The sum of counted notes and coins, by their value in fen. */
export function countedOf(denominations: Readonly<Record<string, number>>): Fen {
  return Object.entries(denominations).reduce((sum, [fen, count]) => sum + BigInt(fen) * BigInt(count), 0n)
}
