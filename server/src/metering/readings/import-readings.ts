import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { approveThose } from './approve-readings.ts'
import { type ReadingInput, writeReadings } from './enter-readings.ts'

/** A reading as a file has it. */
export type ImportedReading = Pick<
  ReadingInput,
  'id' | 'meterId' | 'readOn' | 'value' | 'rolledOver' | 'note' | 'enteredBy'
>

/**
 * Takes readings from a file: checked like any other and kept for approval, what is odd flagged. Opening ones (`initial`) begin their
 * meters' chains and count at once, since a signed control sheet stands for them. Answers how many are new. Errors: as of entering.
 */
export async function importReadings(
  tx: Tx,
  actor: Actor,
  communityId: string,
  readings: readonly ImportedReading[],
  source: 'excel' | 'initial',
): Promise<number> {
  if (readings.length === 0) return 0
  const words = { roundId: null, photoId: null, bands: {}, source }
  const added = await writeReadings(
    tx,
    actor,
    communityId,
    readings.map(reading => ({ ...reading, ...words })),
  )
  if (source === 'initial') await approveThose(tx, actor, communityId, added)
  return added.length
}
