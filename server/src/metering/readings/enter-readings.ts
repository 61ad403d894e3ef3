import type { metering as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { requireOwnFiles } from '../../platform/files/file-view.ts'
import { readSetting } from '../../platform/settings/read-setting.ts'
import { refuse } from '../errors.ts'
import { readingsChanged } from '../events.ts'
import { approveClean } from '../settings.ts'
import { metering } from '../tables.ts'
import { approveThose } from './approve-readings.ts'
import { flagsOf, type ReadingSource, type Said, withDuplicate } from './reading.ts'
import { readingsByIds } from './reading-view.ts'
import { secondsOfDay } from './same-day.ts'
import { type MeterOnDay, readSurroundings } from './surroundings.ts'

/** A reading to be written, whoever brings it. */
export interface ReadingInput extends Said {
  id: string
  meterId: string
  roundId: string | null
  source: ReadingSource
  photoId: string | null
  note: string
  /** Whose reading it is, where that is not the actor: who brought the file. Nobody decides over their own. */
  enteredBy?: string
}

/**
 * Enters readings as people took them. Errors: platform.not_found (meter, round, photo), platform.already_there,
 * metering.reading_in_future, meter_retired, already_read, round_closed.
 */
export async function enterReadings(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.enterReadings>,
): Promise<ResponseOf<typeof contract.enterReadings>> {
  const { communityId, readings } = input
  await requireOwnFiles(
    tx,
    actor,
    readings.flatMap(reading => reading.photoId ?? []),
    'photo',
  )
  await writeReadings(tx, actor, communityId, readings)
  const ids = readings.map(reading => reading.id)
  return { readings: await readingsByIds(tx, actor, ids) }
}

/**
 * Checks readings against what came before and keeps them: flagged or not, waiting for approval (or approved at once where the community
 * decided so and nothing is odd). An id that is there already, of the same meter, is the same reading. Set-based. Answers the new ones.
 */
export async function writeReadings(
  tx: Tx,
  actor: Actor,
  communityId: string,
  readings: readonly ReadingInput[],
): Promise<string[]> {
  const future = readings.find(reading => reading.readOn > today())
  if (future) throw refuse.readingInFuture({ readOn: future.readOn })
  const known = await readSurroundings(tx, actor, communityId, readings)
  const seconds = await secondsOfDay(tx, actor, readings)
  const rows = readings.map(reading => {
    const around = known.get(`${reading.meterId}/${reading.readOn}`)
    if (!around) throw platformRefuse.notFound()
    if (around.state === 'retired' && reading.source !== 'final' && around.next === null) throw refuse.meterRetired()
    const flags = flagsOf(...seenAs(reading, around))
    return { reading, around, flags: seconds.has(reading.id) ? withDuplicate(flags) : flags }
  })
  await requireOpenRounds(tx, actor, communityId, readings)
  const added = await insertReadings(tx, actor, communityId, rows)
  await requireSame(tx, actor, readings, added)
  if (added.length > 0) {
    await publish(tx, readingsChanged, { communityId, count: added.length })
    if (await readSetting(tx, approveClean, { communityId })) {
      const clean = new Set(rows.filter(row => row.flags.length === 0).map(row => row.reading.id))
      await approveThose(
        tx,
        actor,
        communityId,
        added.filter(id => clean.has(id)),
      )
    }
  }
  return added
}

/** The first reading of a meter has none before it: there it begins, whatever the archive says. */
function seenAs(reading: ReadingInput, around: MeterOnDay): [Said, MeterOnDay] {
  const first = reading.source === 'initial' && around.previous?.id === null
  return [reading, first ? { ...around, previous: null } : around]
}

async function requireOpenRounds(
  tx: Tx,
  actor: Actor,
  communityId: string,
  readings: readonly ReadingInput[],
): Promise<void> {
  const ids = [...new Set(readings.flatMap(reading => reading.roundId ?? []))]
  if (ids.length === 0) return
  const rounds = await metering(tx)
    .selectFrom('metering.readingRound')
    .select(['id', 'state'])
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', communityId)
    .where('id', 'in', ids)
    .execute()
  if (rounds.length !== ids.length) throw platformRefuse.notFound()
  if (rounds.some(round => round.state === 'closed')) throw refuse.roundClosed()
}

type Row = { reading: ReadingInput; around: MeterOnDay; flags: string[] }

async function insertReadings(tx: Tx, actor: Actor, communityId: string, rows: readonly Row[]): Promise<string[]> {
  const column = <T>(of: (row: Row) => T) => rows.map(of)
  const { rows: added } = await sql<{ id: string }>`
    insert into metering.reading (tenant_id, id, community_id, meter_id, premises_id, round_id, read_on, value, source, rolled_over, bands,
      state, flags, note, photo_id, multiplier, digits, entered_by, entered_at)
    select ${tenantOf(actor)}, r.id, ${communityId}, r.meter_id, r.premises_id, r.round_id, r.read_on, r.value, r.source, r.rolled_over, r.bands,
      case when r.flags = '' then 'entered' else 'flagged' end, string_to_array(r.flags, ','), r.note, r.photo_id, r.multiplier, r.digits,
      coalesce(r.entered_by, ${actor.id}::uuid), ${now()}
    from unnest(${column(r => r.reading.id)}::uuid[], ${column(r => r.reading.meterId)}::uuid[], ${column(r => r.around.premisesId)}::uuid[],
      ${column(r => r.reading.roundId)}::uuid[], ${column(r => r.reading.readOn)}::date[], ${column(r => r.reading.value)}::numeric[],
      ${column(r => r.reading.source)}::text[], ${column(r => r.reading.rolledOver)}::boolean[],
      ${column(r => JSON.stringify(r.reading.bands))}::jsonb[], ${column(r => r.flags.join(','))}::text[],
      ${column(r => r.reading.note)}::text[], ${column(r => r.reading.photoId)}::uuid[], ${column(r => r.around.multiplier)}::numeric[],
      ${column(r => r.around.digits)}::int[], ${column(r => r.reading.enteredBy ?? null)}::uuid[])
      as r(id, meter_id, premises_id, round_id, read_on, value, source, rolled_over, bands, flags, note, photo_id, multiplier, digits, entered_by)
    on conflict do nothing returning id`.execute(metering(tx))
  return added.map(row => row.id)
}

/** What was not added is there already as the very same reading, or the round has another of its meter. */
async function requireSame(
  tx: Tx,
  actor: Actor,
  readings: readonly ReadingInput[],
  added: readonly string[],
): Promise<void> {
  const fresh = new Set(added)
  const left = readings.filter(reading => !fresh.has(reading.id))
  if (left.length === 0) return
  const { rows } = await sql<{ id: string; meterId: string; roundId: string | null; code: string }>`
    select r.id, r.meter_id as "meterId", r.round_id as "roundId", m.code from metering.reading r
    join metering.meter m on m.tenant_id = r.tenant_id and m.id = r.meter_id
    where r.tenant_id = ${tenantOf(actor)} and (r.id = any(${left.map(one => one.id)}::uuid[])
      or (r.meter_id = any(${left.map(one => one.meterId)}::uuid[]) and r.round_id = any(${left.flatMap(one => one.roundId ?? [])}::uuid[])
        and r.state <> 'rejected' and r.corrects_id is null))`.execute(metering(tx))
  for (const reading of left) {
    const same = rows.find(row => row.id === reading.id)
    if (same?.meterId === reading.meterId) continue
    const other = rows.find(row => row.meterId === reading.meterId && row.roundId === reading.roundId)
    if (other && !same) throw refuse.alreadyRead({ code: other.code, readingId: other.id })
    throw platformRefuse.alreadyThere()
  }
}
