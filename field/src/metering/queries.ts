import { metering, type WireResponseOf } from '@anju/contract'
import { queryOptions } from '@tanstack/react-query'
import { call, queryClient } from '../api.ts'
import { askOrRecall, type Known } from '../outbox/copies.ts'

export type MyRounds = WireResponseOf<typeof metering.listMyRounds>
export type MyRound = WireResponseOf<typeof metering.readMyRound>
export type Stop = MyRound['stops'][number]

/** Open rounds that are mine; readable without a network. */
export const myRoundsQuery = queryOptions({
  queryKey: ['metering', 'rounds'],
  queryFn: ({ signal }): Promise<Known<MyRounds>> =>
    askOrRecall('metering/rounds', () => call(metering.listMyRounds, { signal })),
})

/** A round with all its stops, carried along. */
export function myRoundQuery(roundId: string) {
  return queryOptions({
    queryKey: ['metering', 'rounds', roundId],
    queryFn: ({ signal }): Promise<Known<MyRound>> =>
      askOrRecall(`metering/rounds/${roundId}`, () => call(metering.readMyRound, { params: { roundId }, signal })),
  })
}

/** Rounds are read again. */
export function renewRounds(): void {
  void queryClient.invalidateQueries({ queryKey: ['metering'] })
}
