/**
 * The penalty of a debt that was corrected: its first bill and all red and blue ones of one payer count as one chain, so that nothing is
 * charged twice, and nothing for what was never owed (R9). Pure.
 */
import type { Fen } from '../../platform/money.ts'
import type { CivilDate } from '../../platform/period.ts'

/** A line of the chain; what corrections settled of it is no principal of its own any more. */
export interface ChainLine {
  lineId: string
  segmentStart: CivilDate
  segmentEnd: CivilDate
  revision: number
  amountFen: Fen
  principalFen: Fen
}

/** A red bill: the lines that it takes back (positive), and what of the money paid of them went to the payer's purse. */
export interface TakenBack {
  revision: number
  creditFen: Fen
  lines: readonly { segmentStart: CivilDate; segmentEnd: CivilDate; amountFen: Fen }[]
}

/**
 * The principal of each line, less what was paid too much and is credited: it was never owed, from the beginning. Looked for where
 * the right amount is smaller than what was taken back; lines of before the correction bear it, those of the same days first.
 */
export function principalsOf(lines: readonly ChainLine[], reds: readonly TakenBack[]): Map<string, Fen> {
  const principals = new Map(lines.map(line => [line.lineId, line.principalFen]))
  const reduce = (fen: Fen, among: readonly ChainLine[]): Fen => {
    let left = fen
    for (const { lineId } of among) {
      const there = principals.get(lineId) ?? 0n
      const part = least(left, there)
      principals.set(lineId, there - part)
      left -= part
    }
    return left
  }
  for (const red of reds) {
    const before = lines.filter(line => line.revision <= red.revision)
    let left = red.creditFen
    for (const taken of red.lines) {
      const right = lines
        .filter(line => line.revision === red.revision + 1 && begins(line, taken))
        .reduce((sum, line) => sum + line.amountFen, 0n)
      const over = least(left, taken.amountFen - right)
      if (over <= 0n) continue
      left -=
        over -
        reduce(
          over,
          before.filter(line => begins(line, taken)),
        )
    }
    reduce(left, before)
  }
  return principals
}

/**
 * What is open of each line's penalty: what its lateness costs less what was stored for it. Where more was stored for a line than it costs
 * now, the rest counts for the other lines; `excessFen` is what was stored beyond all of them.
 */
export function openPenalties(lines: readonly { lineId: string; costFen: Fen; storedFen: Fen }[]): {
  open: Map<string, { openFen: Fen; elsewhereFen: Fen }>
  excessFen: Fen
} {
  let excessFen = lines.reduce((sum, line) => sum + most(line.storedFen - line.costFen, 0n), 0n)
  const open = new Map<string, { openFen: Fen; elsewhereFen: Fen }>()
  for (const { lineId, costFen, storedFen } of lines) {
    const own = most(costFen - storedFen, 0n)
    const elsewhereFen = least(own, excessFen)
    excessFen -= elsewhereFen
    open.set(lineId, { openFen: own - elsewhereFen, elsewhereFen })
  }
  return { open, excessFen }
}

function begins(
  line: { segmentStart: CivilDate },
  within: { segmentStart: CivilDate; segmentEnd: CivilDate },
): boolean {
  return within.segmentStart <= line.segmentStart && line.segmentStart <= within.segmentEnd
}

const least = (a: Fen, b: Fen): Fen => (a < b ? a : b)
const most = (a: Fen, b: Fen): Fen => (a > b ? a : b)
