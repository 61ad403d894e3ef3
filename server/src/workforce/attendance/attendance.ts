/** How a day of attendance is counted, without a database. */
import type { workforce as contract, ResponseOf } from '@anju/contract'

export type Day = ResponseOf<typeof contract.readAttendance>['rows'][number]['days'][number]
export type Sums = ResponseOf<typeof contract.readAttendance>['rows'][number]['sums']

export interface DutySpan {
  day: string
  shiftName: string
  startsAt: Date
  endsAt: Date
  breakMinutes: number
}

export interface Clocked {
  kind: 'in' | 'out'
  at: Date
  lateSent: boolean
  placeState: string
}

export interface Corrected {
  day: string
  inAt: Date | null
  outAt: Date | null
}

export interface LeaveOn {
  day: string
  part: 'day' | 'am' | 'pm'
  kind: string
}

export interface DayGround {
  duties: readonly DutySpan[]
  clockings: readonly Clocked[]
  corrections: readonly Corrected[]
  leaves: readonly LeaveOn[]
  /** So many minutes late or early are none. */
  graceMinutes: number
  now: Date
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** A clocking belongs to a duty from so long before its start until so long after its end. */
const BEFORE_MS = 4 * HOUR_MS
const AFTER_MS = 6 * HOUR_MS

/** The duty that a clocking belongs to: in by the nearest start, out by the nearest end, so that a night's end is the night's. */
export function dutyOf(clocking: Clocked, duties: readonly DutySpan[]): DutySpan | null {
  const near = duties.filter(
    duty =>
      clocking.at.getTime() >= duty.startsAt.getTime() - BEFORE_MS &&
      clocking.at.getTime() <= duty.endsAt.getTime() + AFTER_MS,
  )
  const away = (duty: DutySpan) =>
    Math.abs(clocking.at.getTime() - (clocking.kind === 'in' ? duty.startsAt : duty.endsAt).getTime())
  return near.toSorted((one, two) => away(one) - away(two))[0] ?? null
}

/** The civil day in Asia/Shanghai of an instant. */
function dayOf(at: Date): string {
  return new Date(at.getTime() + 8 * HOUR_MS).toISOString().slice(0, 10)
}

/** Every day as it counts. */
export function countDays(days: readonly string[], ground: DayGround): Day[] {
  const byDay = new Map<string, Clocked[]>()
  for (const clocking of ground.clockings) {
    const day = dutyOf(clocking, ground.duties)?.day ?? dayOf(clocking.at)
    byDay.set(day, [...(byDay.get(day) ?? []), clocking])
  }
  return days.map(day => countDay(day, byDay.get(day) ?? [], ground))
}

function countDay(day: string, clocked: readonly Clocked[], ground: DayGround): Day {
  const duty = ground.duties.find(each => each.day === day) ?? null
  const leave = leaveOf(ground.leaves.filter(each => each.day === day))
  const correction = ground.corrections.find(each => each.day === day)
  const times = (kind: 'in' | 'out') => clocked.filter(each => each.kind === kind).map(each => each.at.getTime())
  const [ins, outs] = [times('in'), times('out')]
  const inAt = correction?.inAt ?? (ins.length > 0 ? new Date(Math.min(...ins)) : null)
  const outAt = correction?.outAt ?? (outs.length > 0 ? new Date(Math.max(...outs)) : null)
  const wanted = duty && wantedSpan(duty, leave)
  const lateMinutes = wanted && inAt ? beyond(inAt.getTime() - wanted.from, ground.graceMinutes) : 0
  const earlyMinutes = wanted && outAt ? beyond(wanted.to - outAt.getTime(), ground.graceMinutes) : 0
  const counted = { duty, leave, inAt, outAt, lateMinutes, earlyMinutes, wanted }
  return {
    ...{ day, inAt, outAt, lateMinutes, earlyMinutes },
    state: stateOf(counted, ground.now),
    shiftName: duty?.shiftName ?? null,
    startsAt: duty?.startsAt ?? null,
    endsAt: duty?.endsAt ?? null,
    workedMinutes: workedMinutes(duty, inAt, outAt),
    leavePart: leave?.part ?? null,
    leaveKinds: leave?.kinds ?? [],
    marks: marksOf(clocked, correction !== undefined),
  }
}

interface DayLeave {
  part: LeaveOn['part']
  /** In the order of the day. */
  kinds: string[]
}

/** Morning and afternoon make a day, of whatever kinds. */
function leaveOf(leaves: readonly LeaveOn[]): DayLeave | null {
  const [one, two] = leaves.toSorted((first, second) => first.part.localeCompare(second.part))
  if (!one) return null
  if (!two || one.part === two.part) return { part: one.part, kinds: [one.kind] }
  return { part: 'day', kinds: [...new Set([one.kind, two.kind])] }
}

/** The span that must be worked: half a day of leave halves the shift; a whole day leaves nothing. */
function wantedSpan(duty: DutySpan, leave: DayLeave | null): { from: number; to: number } | null {
  const [from, to] = [duty.startsAt.getTime(), duty.endsAt.getTime()]
  if (leave?.part === 'day') return null
  const middle = (from + to) / 2
  if (leave?.part === 'am') return { from: middle, to }
  return { from, to: leave?.part === 'pm' ? middle : to }
}

/** Minutes beyond the grace; once beyond, all of them count. */
function beyond(ms: number, graceMinutes: number): number {
  const minutes = Math.floor(ms / MINUTE_MS)
  return minutes > graceMinutes ? minutes : 0
}

interface Counted {
  duty: DutySpan | null
  leave: DayLeave | null
  inAt: Date | null
  outAt: Date | null
  lateMinutes: number
  earlyMinutes: number
  wanted: { from: number; to: number } | null
}

function stateOf(counted: Counted, now: Date): Day['state'] {
  const { duty, leave, inAt, outAt, lateMinutes, earlyMinutes, wanted } = counted
  if (leave?.part === 'day') return 'leave'
  if (!duty || !wanted) return inAt || outAt ? 'extra' : 'rest'
  const over = now.getTime() > wanted.to + AFTER_MS
  if (!inAt && !outAt) return over ? 'absent' : 'planned'
  if (!inAt) return 'missing-in'
  if (!outAt && over) return 'missing-out'
  if (lateMinutes > 0 && earlyMinutes > 0) return 'late-early'
  if (lateMinutes > 0) return 'late'
  return earlyMinutes > 0 ? 'early' : 'normal'
}

function workedMinutes(duty: DutySpan | null, inAt: Date | null, outAt: Date | null): number {
  if (!inAt || !outAt) return 0
  // Coming early is no work; staying is, when there is no duty to measure by.
  const from = duty ? Math.max(inAt.getTime(), duty.startsAt.getTime()) : inAt.getTime()
  const to = duty ? Math.min(outAt.getTime(), duty.endsAt.getTime()) : outAt.getTime()
  return Math.max(0, Math.floor((to - from) / MINUTE_MS) - (duty?.breakMinutes ?? 0))
}

function marksOf(clocked: readonly Clocked[], corrected: boolean): Day['marks'] {
  const marks: Day['marks'] = []
  if (clocked.some(each => each.placeState === 'outside')) marks.push('outside')
  if (clocked.some(each => each.placeState === 'unknown')) marks.push('unknown')
  if (clocked.some(each => each.lateSent)) marks.push('late-sent')
  if (corrected) marks.push('corrected')
  return marks
}

const WORKED: readonly Day['state'][] = ['normal', 'late', 'early', 'late-early', 'missing-in', 'missing-out', 'extra']

/** What a month comes to. */
export function sumDays(days: readonly Day[]): Sums {
  const count = (states: readonly Day['state'][]) => days.filter(day => states.includes(day.state)).length
  return {
    plannedDays: days.filter(day => day.startsAt !== null).length,
    workedDays: count(WORKED),
    workedMinutes: days.reduce((sum, day) => sum + day.workedMinutes, 0),
    lateCount: count(['late', 'late-early']),
    earlyCount: count(['early', 'late-early']),
    missingCount: count(['missing-in', 'missing-out']),
    absentDays: count(['absent']),
    leaveHalfDays: days.reduce((sum, day) => sum + (day.leavePart === null ? 0 : day.leavePart === 'day' ? 2 : 1), 0),
  }
}

const EARTH_M = 6_371_000

/** Metres between two points, along the ground. */
export function distanceM(
  one: { latitude: number; longitude: number },
  two: { latitude: number; longitude: number },
): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const [latitude, longitude] = [radians(two.latitude - one.latitude), radians(two.longitude - one.longitude)]
  const half =
    Math.sin(latitude / 2) ** 2 +
    Math.cos(radians(one.latitude)) * Math.cos(radians(two.latitude)) * Math.sin(longitude / 2) ** 2
  return Math.round(2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(half))))
}
