import type { metering as contract, RequestOf } from '@anju/contract'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { requireOwnFiles } from '../../platform/files/file-view.ts'
import { refuse } from '../errors.ts'
import { readingsChanged } from '../events.ts'
import { metering } from '../tables.ts'
import { lockReading } from './edit-reading.ts'
import { flagsOf, type ReadingRow, type ReadingSource } from './reading.ts'
import { readReading } from './reading-view.ts'
import { readSurroundings } from './surroundings.ts'

/**
 * Asks that an approved reading be replaced. Nothing changes until somebody else approves it.
 * Errors: platform.not_found, platform.already_there, metering.reading_in_future, reading_not_approved, correction_waiting.
 */
export async function correctReading(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.correctReading>,
): Promise<ReadingRow> {
  const { readingId, id, readOn, value, rolledOver, bands, photoId, reason } = input
  const old = await lockReading(tx, actor, readingId)
  if (old.state !== 'approved') throw refuse.readingNotApproved()
  if (readOn > today()) throw refuse.readingInFuture({ readOn })
  if (photoId !== null) await requireOwnFiles(tx, actor, [photoId], 'photo')
  await requireNoneWaits(tx, actor, readingId)
  const { meterId, communityId } = old
  const source = (old.source === 'estimate' ? 'paper' : old.source) as ReadingSource
  const said = { readOn, value, rolledOver, bands, source }
  const known = await readSurroundings(tx, actor, communityId, [{ meterId, readOn, except: readingId }])
  const around = known.get(`${meterId}/${readOn}`)
  if (!around) throw platformRefuse.notFound()
  const seen = old.previousId === null ? { ...around, previous: null } : around
  const flags = [...flagsOf(said, seen).filter(flag => flag !== 'inverted' && flag !== 'between'), 'correction']
  const added = await metering(tx)
    .insertInto('metering.reading')
    .values({
      ...{ tenantId: tenantOf(actor), id, communityId, meterId, premisesId: old.premisesId, roundId: old.roundId },
      ...{ readOn, value, rolledOver, source, bands: JSON.stringify(bands), photoId, note: reason, flags },
      ...{ state: 'flagged', multiplier: old.multiplier, digits: old.digits, correctsId: readingId },
      ...{ enteredBy: accountOf(actor), enteredAt: now() },
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw platformRefuse.alreadyThere()
  await publish(tx, readingsChanged, { communityId, count: 1 })
  return readReading(tx, actor, { readingId: id })
}

async function requireNoneWaits(tx: Tx, actor: Actor, readingId: string): Promise<void> {
  const other = await metering(tx)
    .selectFrom('metering.reading')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('correctsId', '=', readingId)
    .where('state', 'in', ['entered', 'flagged'])
    .executeTakeFirst()
  if (other) throw refuse.correctionWaiting()
}
