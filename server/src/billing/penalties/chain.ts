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

/** Some of a line's amount with the day it was due on. */
export interface DuePart {
  fen: Fen
  dueOn: CivilDate
}

/** A line with its bill's due date, and when what a correction raised it by is due. */
export interface DueLine {
  lineId: string
  segmentStart: CivilDate
  segmentEnd: CivilDate
  revision: number
  amountFen: Fen
  dueOn: CivilDate
  raisedDueOn: CivilDate
}

/** A red bill with its due date, and the lines that it takes back. */
export interface TakenDue {
  revision: number
  dueOn: CivilDate
  lines: readonly { lineId: string; segmentStart: CivilDate; segmentEnd: CivilDate; amountFen: Fen }[]
}

/**
 * When what of each line was due, the oldest first: what a correction takes back and charges again stays due when it was, and only what is
 * more than that is due when the correction says. Lines of the same days take over from each other first.
 */
export function duePartsOf(lines: readonly DueLine[], reds: readonly TakenDue[]): Map<string, DuePart[]> {
  const parts = new Map<string, DuePart[]>()
  const revisions = [...Map.groupBy(lines, line => line.revision)].toSorted(([a], [b]) => a - b)
  for (const [revision, its] of revisions) {
    const taken = reds
      .filter(red => red.revision === revision - 1)
      .flatMap(({ dueOn, lines: back }) =>
        back.map(line => ({
          ...line,
          parts: (parts.get(line.lineId) ?? [{ fen: line.amountFen, dueOn }]).map(part => ({ ...part })),
        })),
      )
    const takeOver = (line: DueLine, from: readonly { parts: DuePart[] }[]) => {
      const own = parts.get(line.lineId) ?? []
      let room = line.amountFen - own.reduce((sum, part) => sum + part.fen, 0n)
      for (const part of from.flatMap(one => one.parts).toSorted(byDue)) {
        const fen = least(room, part.fen)
        if (fen <= 0n) continue
        own.push({ fen, dueOn: part.dueOn })
        part.fen -= fen
        room -= fen
      }
      parts.set(line.lineId, own.toSorted(byDue))
      return room
    }
    for (const line of its)
      takeOver(
        line,
        taken.filter(back => begins(line, back)),
      )
    for (const line of its) {
      const moreFen = takeOver(line, taken)
      const dueOn = taken.length === 0 ? line.dueOn : line.raisedDueOn
      if (moreFen > 0n)
        parts.set(line.lineId, [...(parts.get(line.lineId) ?? []), { fen: moreFen, dueOn }].toSorted(byDue))
    }
  }
  return parts
}

/** What is left of parts when so much of the oldest was paid before, and no more than so much is owed. */
export function partsLeft(parts: readonly DuePart[], paidFen: Fen, principalFen: Fen): DuePart[] {
  let [paid, room] = [paidFen, principalFen]
  return parts.flatMap(part => {
    const before = least(paid, part.fen)
    paid -= before
    const fen = least(part.fen - before, room)
    room -= fen
    return fen > 0n ? [{ fen, dueOn: part.dueOn }] : []
  })
}

const byDue = (a: DuePart, b: DuePart): number => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0)

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
