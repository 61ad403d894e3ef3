import type { EntryContent } from '../outbox/outbox-entry.ts'
import { oddOf } from './check-value.ts'
import type { MyRound, Stop } from './queries.ts'

/** What somebody typed at a meter. */
export interface Said {
  /** Of the reading, made once: however often it is saved, it is one reading. */
  id: string
  value: string
  bands: Record<string, string>
  rolledOver: boolean
  note: string
}

/**
 * The photo, then the reading that names it, read `today` (a civil date). Only a value that went backwards went round to zero: the
 * answer to that question stays behind when the value is put right, and does not count then.
 */
export function composeReading(
  round: Pick<MyRound, 'id' | 'communityId'>,
  stop: Stop,
  photos: readonly { id: string; blob: Blob }[],
  said: Said,
  today: string,
): EntryContent[] {
  const body = {
    ...{ ...said, note: said.note.trim(), photoId: photos[0]?.id ?? null, readOn: today },
    ...{ communityId: round.communityId, roundId: round.id, meterId: stop.id },
    rolledOver: said.rolledOver && oddOf(said.value, stop, today) === 'backwards',
  }
  return [
    ...photos.map(({ id: fileId, blob }): EntryContent => ({ kind: 'photo', body: { fileId }, photo: blob })),
    { kind: 'reading', body, photo: null },
  ]
}
