/** What the counting of a drawer comes to. Pure; all amounts are integer fen. */
import { formatFen } from '@anju/ui'
import { parseYuan } from '../../billing/cashier/yuan.ts'

/** Notes and coins that are in use, in fen, the largest first. */
export const DENOMINATIONS = [10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10, 5, 2, 1] as const

/** What was typed beside each note and coin; a blank is none. */
export type Pieces = Readonly<Record<number, string>>

/** How many of one were counted; null when what was typed is no number of pieces. */
export function piecesOf(text: string | undefined): number | null {
  const plain = (text ?? '').normalize('NFKC').trim()
  if (plain === '') return 0
  return /^\d{1,5}$/.test(plain) ? Number(plain) : null
}

/** The sum of what was counted; null while something typed is no number. */
export function countedFen(pieces: Pieces): number | null {
  let sum = 0
  for (const fen of DENOMINATIONS) {
    const count = piecesOf(pieces[fen])
    if (count === null) return null
    sum += fen * count
  }
  return sum
}

/** Pieces as they are sent: only those that were counted, by their value in fen. */
export function sentPieces(pieces: Pieces): Record<string, number> {
  const counted = DENOMINATIONS.map(fen => [String(fen), piecesOf(pieces[fen]) ?? 0] as const)
  return Object.fromEntries(counted.filter(([, count]) => count > 0))
}

/** A rule of a form's field: an amount in yuan, more than nothing unless `zero` may be; nothing typed only where it is `optional`. */
export function yuanRule(words: { wrong: string; zero?: string; optional?: boolean; signed?: boolean }) {
  return {
    validator: (_: unknown, text: string | undefined) => {
      if (words.optional && !text?.trim()) return Promise.resolve()
      const fen = words.signed ? parseSigned(text ?? '') : parseYuan(text ?? '')
      if (fen === null) return Promise.reject(new Error(words.wrong))
      if (fen === 0 && words.zero !== undefined) return Promise.reject(new Error(words.zero))
      return Promise.resolve()
    },
  }
}

/** An amount that a rule has let pass. */
export function fenOf(text: string): number {
  return parseYuan(text) ?? 0
}

/** An amount that may be below zero: slips of a day on which more was returned than taken. */
export function parseSigned(text: string): number | null {
  const negative = /^\s*[-−]/.test(text)
  const fen = parseYuan(negative ? text.replace(/[-−]/, '') : text)
  return fen !== null && negative ? -fen : fen
}

/** What went back by a method, with how often; a dash where nothing did. */
export function returnedWords({ returnedCount, returnedFen }: { returnedCount: number; returnedFen: number }): string {
  return returnedCount === 0 ? '–' : `${formatFen(returnedFen)} (${returnedCount})`
}
