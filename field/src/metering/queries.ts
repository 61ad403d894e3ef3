import { metering, type WireResponseOf } from '@anju/contract'
import { queryOptions } from '@tanstack/react-query'
import { call, queryClient } from '../api.ts'
import { askAgainAfter, askOrRecall, type Known, keepCopy } from '../outbox/copies.ts'
import type { OutboxEntry } from '../outbox/outbox-entry.ts'
import { placeEntry } from './place-entry.ts'

export type MyRounds = WireResponseOf<typeof metering.listMyRounds>
export type MyRound = WireResponseOf<typeof metering.readMyRound>
export type Stop = MyRound['stops'][number]

/** Open rounds that are mine; readable without a network. */
export const myRoundsQuery = queryOptions({
  queryKey: ['metering', 'rounds'],
  queryFn: ({ signal }): Promise<Known<MyRounds>> =>
    askOrRecall('metering/rounds', () => call(metering.listMyRounds, { signal })),
  refetchInterval: query => askAgainAfter(query.state.data),
})

/** A round with all its stops, carried along. */
export function myRoundQuery(roundId: string) {
  return queryOptions({
    queryKey: ['metering', 'rounds', roundId],
    queryFn: ({ signal }): Promise<Known<MyRound>> =>
      askOrRecall(`metering/rounds/${roundId}`, () => call(metering.readMyRound, { params: { roundId }, signal })),
    refetchInterval: query => askAgainAfter(query.state.data),
  })
}

/** Takes a reading that has arrived, or a stop skipped, into the round on the screen and its copy, before it leaves the outbox. */
export function showArrived(entry: OutboxEntry): void {
  if (entry.kind !== 'reading' && entry.kind !== 'skip') return
  const { roundId } = entry.body
  const known = queryClient.getQueryData(myRoundQuery(roundId).queryKey)
  if (!known) return
  const data = placeEntry(known.data, entry)
  queryClient.setQueryData(myRoundQuery(roundId).queryKey, { ...known, data })
  void keepCopy(`metering/rounds/${roundId}`, data)
}

/** Rounds are read again. */
export function renewRounds(): void {
  void queryClient.invalidateQueries({ queryKey: ['metering'] })
}
