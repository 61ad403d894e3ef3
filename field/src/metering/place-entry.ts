import type { OutboxEntry } from '../outbox/outbox-entry.ts'
import type { MyRound, Stop } from './queries.ts'

export type StopEntry = Extract<OutboxEntry, { kind: 'reading' | 'skip' }>

/**
 * The round with a reading that has arrived, or a stop skipped, in its place: what the server will say is not known yet, only that it
 * has it. Another round stays as it is.
 */
export function placeEntry(round: MyRound, entry: StopEntry): MyRound {
  if (entry.body.roundId !== round.id) return round
  const stops = round.stops.map(stop => (stop.id === entry.body.meterId ? walked(stop, entry) : stop))
  return { ...round, stops }
}

function walked(stop: Stop, entry: StopEntry): Stop {
  if (entry.kind === 'skip') return { ...stop, skipped: entry.body.reason }
  const { id, readOn, value, rolledOver, bands, note, photoId } = entry.body
  const reading = { id, readOn, value, rolledOver, bands, note, hasPhoto: photoId !== null }
  return { ...stop, reading: { ...reading, used: null, source: 'field', state: 'entered', flags: [], version: 1 } }
}
