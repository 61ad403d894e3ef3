import type { metering as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { requireSomebodyElse } from '../../platform/duties.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { requireOwnFiles } from '../../platform/files/file-view.ts'
import { refuse } from '../errors.ts'
import { readingsChanged } from '../events.ts'
import { metering } from '../tables.ts'
import { flagsOf, type ReadingFlag, type ReadingRow, type ReadingSource, withDuplicate } from './reading.ts'
import { readReading } from './reading-view.ts'
import { secondsOfDay } from './same-day.ts'
import { readSurroundings } from './surroundings.ts'

/** The reading, locked until the end of the transaction. Errors: platform.not_found. */
export async function lockReading(tx: Tx, actor: Actor, readingId: string) {
  const reading = await metering(tx)
    .selectFrom('metering.reading')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', readingId)
    .forUpdate()
    .executeTakeFirst()
  if (!reading) throw platformRefuse.notFound()
  return reading
}

type Locked = Awaited<ReturnType<typeof lockReading>>

function requireWaiting(reading: Locked, version: number): void {
  if (reading.state === 'approved' || reading.state === 'rejected')
    throw refuse.readingDecided({ state: reading.state })
  if (reading.version !== version) throw platformRefuse.changedMeanwhile({ version: reading.version })
}

/**
 * Changes a reading that waits; what is odd is asked anew. Whoever changes it is then who entered it.
 * Errors: platform.not_found, platform.changed_meanwhile, metering.reading_in_future, reading_decided, round_closed.
 */
export async function editReading(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.editReading>,
): Promise<ReadingRow> {
  const { readingId, version, readOn, value, rolledOver, bands, photoId, note } = input
  const reading = await lockReading(tx, actor, readingId)
  requireWaiting(reading, version)
  await requireOpenRound(tx, actor, reading.roundId)
  if (readOn > today()) throw refuse.readingInFuture({ readOn })
  if (photoId !== null && photoId !== reading.photoId) await requireOwnFiles(tx, actor, [photoId], 'photo')
  const { meterId, communityId, correctsId } = reading
  const known = await readSurroundings(tx, actor, communityId, [{ meterId, readOn, except: correctsId }])
  const around = known.get(`${meterId}/${readOn}`)
  if (!around) throw platformRefuse.notFound()
  const source = reading.source as ReadingSource
  const first = source === 'initial' && around.previous?.id === null
  const said = { readOn, value, rolledOver, bands, source }
  const odd = flagsOf(said, first ? { ...around, previous: null } : around).filter(
    flag => correctsId === null || (flag !== 'inverted' && flag !== 'between'),
  )
  const seconds = await secondsOfDay(tx, actor, [{ id: readingId, meterId, readOn }])
  const plain = seconds.size > 0 ? withDuplicate(odd) : odd
  const flags: ReadingFlag[] = correctsId === null ? plain : [...odd, 'correction']
  await metering(tx)
    .updateTable('metering.reading')
    .set({
      ...{ readOn, value, rolledOver, bands: JSON.stringify(bands), photoId, note, flags },
      ...{ state: flags.length === 0 ? 'entered' : 'flagged', enteredBy: accountOf(actor), enteredAt: now() },
      version: sql`version + 1`,
    })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', readingId)
    .execute()
  recordChanges(
    tx,
    { readOn: reading.readOn, value: reading.value, rolledOver: reading.rolledOver },
    { readOn, value, rolledOver },
  )
  await publish(tx, readingsChanged, { communityId, count: 1 })
  return readReading(tx, actor, { readingId })
}

/** What a closed round says stays. Held until the end of the transaction. Errors: metering.round_closed. */
async function requireOpenRound(tx: Tx, actor: Actor, roundId: string | null): Promise<void> {
  if (roundId === null) return
  const round = await metering(tx)
    .selectFrom('metering.readingRound')
    .select('state')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', roundId)
    .forShare()
    .executeTakeFirst()
  if (round?.state === 'closed') throw refuse.roundClosed()
}

/**
 * Does not let a waiting reading count; decided by somebody other than who entered it.
 * Errors: platform.not_found, platform.changed_meanwhile, platform.own_request, metering.reading_decided.
 */
export async function rejectReading(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.rejectReading>,
): Promise<ReadingRow> {
  const { readingId, reason } = input
  const reading = await lockReading(tx, actor, readingId)
  requireWaiting(reading, input.version)
  requireSomebodyElse(actor, reading.enteredBy)
  await metering(tx)
    .updateTable('metering.reading')
    .set({ state: 'rejected', reason, decidedBy: actor.id, decidedAt: now(), version: sql`version + 1` })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', readingId)
    .execute()
  recordChanges(tx, { state: reading.state }, { state: 'rejected' })
  await publish(tx, readingsChanged, { communityId: reading.communityId, count: 1 })
  return readReading(tx, actor, { readingId })
}
