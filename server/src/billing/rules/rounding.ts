/** Rounding of a line (domain.md R2): half up to the fen, unless a rule says otherwise (进位). */
import { type Decimal, dec, toUnits } from '../../platform/decimals.ts'
import type { Fen } from '../../platform/money.ts'

/** HALF_UP 四舍五入 · UP 向上进位 · DOWN 舍去, to a fen 分, a jiao 角 or a yuan 元; symmetric for negatives. */
export type Rounding = { mode: 'HALF_UP' | 'UP' | 'DOWN'; to: 'fen' | 'jiao' | 'yuan' }

const HALF_UP_TO_FEN: Rounding = { mode: 'HALF_UP', to: 'fen' }

const PLACES = { fen: 2, jiao: 1, yuan: 0 } as const
const FEN_OF = { fen: 1n, jiao: 10n, yuan: 100n } as const

/** Yuan to fen by a rule's rounding; the one rounding of a line. */
export function roundToFen(yuan: Decimal, rounding: Rounding = HALF_UP_TO_FEN): Fen {
  return toUnits(yuan, PLACES[rounding.to], rounding.mode) * FEN_OF[rounding.to]
}

/** Whether a rule rounds as R2 says. */
export function isUsual(rounding: Rounding | undefined): boolean {
  return rounding === undefined || (rounding.mode === 'HALF_UP' && rounding.to === 'fen')
}

/** What cash leaves off (抹零, E58): everything below a jiao or a yuan, as fen ≥ 0; at most 0.99. Nothing online. */
export function roundOffCash(fen: Fen, to: 'jiao' | 'yuan'): Fen {
  return fen % FEN_OF[to]
}

/** The exact decimal of an amount in fen. */
export function yuanOf(fen: Fen): Decimal {
  return dec(fen).div(100)
}
