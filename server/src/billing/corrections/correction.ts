/** 红冲蓝补: an issued line is never edited; a red line takes it back and a blue one says what is right (R7, R11). */
import type { Fen } from '../../platform/money.ts'

export type IssuedLine = { id: string; amountFen: Fen; settledFen: Fen }

/** `redFen` mirrors the line; what was paid settles the blue line first, the rest is the payer's (to 预收). */
export type Correction = { lineId: string; redFen: Fen; blueFen: Fen; settledOfBlueFen: Fen; creditFen: Fen }

/** How a line becomes what it should have been (E14, E59). */
export function correctionOf(line: IssuedLine, rightFen: Fen): Correction {
  const settledOfBlueFen = line.settledFen < rightFen ? line.settledFen : rightFen
  return {
    lineId: line.id,
    redFen: -line.amountFen,
    blueFen: rightFen,
    settledOfBlueFen,
    creditFen: line.settledFen - settledOfBlueFen,
  }
}
