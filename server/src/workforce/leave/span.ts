/** The days of a leave, without a database: how many halves of each count, and which grants they may be taken from. */
import { balanceOn, type LeaveEntry } from './balance.ts'

export interface LeaveSpan {
  fromOn: string
  fromPart: 'am' | 'pm'
  toOn: string
  toPart: 'am' | 'pm'
}

/** Half days of one day. */
export interface DayHalves {
  day: string
  halves: number
}

/** Half days of a span that count, given which of its days do. */
export function halvesByDay(span: LeaveSpan, counts: (day: string) => boolean, days: readonly string[]): DayHalves[] {
  return days.filter(counts).map(day => {
    const cut =
      (day === span.fromOn && span.fromPart === 'pm' ? 1 : 0) + (day === span.toOn && span.toPart === 'am' ? 1 : 0)
    return { day, halves: 2 - cut }
  })
}

/** All halves of some days. */
export function sumHalves(days: readonly DayHalves[]): number {
  return days.reduce((all, { halves }) => all + halves, 0)
}

/** A leave cut where a grant ends: days of one piece may be taken from the same grants. `day` is the first of the piece. */
export function piecesOf(entries: readonly LeaveEntry[], days: readonly DayHalves[]): DayHalves[] {
  const ends = entries.flatMap(({ halves, validUntil }) => (halves > 0 ? (validUntil ?? []) : []))
  const pieces: DayHalves[] = []
  let before = ''
  for (const { day, halves } of days) {
    const last = pieces.at(-1)
    const start = before
    before = day
    if (last && !ends.some(end => end >= start && end < day)) last.halves += halves
    else pieces.push({ day, halves })
  }
  return pieces
}

/** What is left for a leave where that is less than it takes; null where it is enough. */
export function shortOf(entries: readonly LeaveEntry[], pieces: readonly DayHalves[]): number | null {
  const all = [...entries]
  let before = 0
  for (const { day, halves } of pieces) {
    const left = balanceOn(all, day).halves
    if (left < halves) return before + left
    before += halves
    all.push({ halves: -halves, validUntil: null, at: END_OF_TIME, leaveId: null, usedOn: day })
  }
  return null
}

const END_OF_TIME = new Date(8.64e15)
