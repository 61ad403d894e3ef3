import { type RouteSpec, type WireResponseOf, workforce } from '@anju/contract'
import { queryOptions } from '@tanstack/react-query'
import { call, queryClient } from '../api.ts'
import { askOrRecall, type Known } from '../outbox/copies.ts'

type Answer<Spec extends RouteSpec> = Known<WireResponseOf<Spec>>

export type MyDay = WireResponseOf<typeof workforce.readMyDay>
export type MyDuty = WireResponseOf<typeof workforce.readMyRota>['duties'][number]
export type Swap = WireResponseOf<typeof workforce.listMySwaps>['items'][number]
export type Leave = WireResponseOf<typeof workforce.listMyLeaves>['items'][number]
export type LeaveEntry = WireResponseOf<typeof workforce.listMyLeaves>['entries'][number]
export type ScorecardRow = WireResponseOf<typeof workforce.listMyScorecards>['items'][number]
export type Scorecard = WireResponseOf<typeof workforce.readMyScorecard>
export type AttendanceDay = WireResponseOf<typeof workforce.readMyAttendance>['days'][number]

const DAY_MS = 24 * 3600_000
const SHANGHAI_MS = 8 * 3600_000

/** Today in Asia/Shanghai by the phone's clock. */
export function todayHere(): string {
  return new Date(Date.now() + SHANGHAI_MS).toISOString().slice(0, 10)
}

/** A civil date some days later. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** A month some months later. */
export function addMonths(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const index = year * 12 + number - 1 + months
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
}

/** My shift now, what I clocked, and where clocking counts; readable without a network. */
export const myDayQuery = queryOptions({
  queryKey: ['workforce', 'day'],
  refetchInterval: 60_000,
  queryFn: ({ signal }): Promise<Answer<typeof workforce.readMyDay>> =>
    askOrRecall('workforce/day', () => call(workforce.readMyDay, { signal })),
})

/** My duties of a month; readable without a network. */
export function myRotaQuery(month: string) {
  const query = { from: `${month}-01`, to: addDays(`${addMonths(month, 1)}-01`, -1) }
  return queryOptions({
    queryKey: ['workforce', 'rota', month],
    queryFn: ({ signal }): Promise<Answer<typeof workforce.readMyRota>> =>
      askOrRecall(`workforce/rota/${month}`, () => call(workforce.readMyRota, { query, signal })),
  })
}

export const mySwapsQuery = queryOptions({
  queryKey: ['workforce', 'swaps'],
  queryFn: ({ signal }): Promise<Answer<typeof workforce.listMySwaps>> =>
    askOrRecall('workforce/swaps', () => call(workforce.listMySwaps, { signal })),
})

export const myLeavesQuery = queryOptions({
  queryKey: ['workforce', 'leaves'],
  queryFn: ({ signal }): Promise<Answer<typeof workforce.listMyLeaves>> =>
    askOrRecall('workforce/leaves', () => call(workforce.listMyLeaves, { signal })),
})

export const myScorecardsQuery = queryOptions({
  queryKey: ['workforce', 'scorecards'],
  queryFn: ({ signal }): Promise<Answer<typeof workforce.listMyScorecards>> =>
    askOrRecall('workforce/scorecards', () => call(workforce.listMyScorecards, { signal })),
})

export function myScorecardQuery(scorecardId: string) {
  return queryOptions({
    queryKey: ['workforce', 'scorecards', scorecardId],
    queryFn: ({ signal }): Promise<Answer<typeof workforce.readMyScorecard>> =>
      askOrRecall(`workforce/scorecards/${scorecardId}`, () =>
        call(workforce.readMyScorecard, { params: { scorecardId }, signal }),
      ),
  })
}

export function myAttendanceQuery(month: string) {
  return queryOptions({
    queryKey: ['workforce', 'attendance', month],
    queryFn: ({ signal }): Promise<Answer<typeof workforce.readMyAttendance>> =>
      askOrRecall(`workforce/attendance/${month}`, () =>
        call(workforce.readMyAttendance, { query: { month }, signal }),
      ),
  })
}

/** Everything of mine is asked again. */
export function renewMine(): void {
  void queryClient.invalidateQueries({ queryKey: ['workforce'] })
}
