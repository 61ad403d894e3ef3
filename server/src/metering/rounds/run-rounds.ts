import type { metering as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { dec, decimalText, roundedText } from '../../platform/decimals.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { roundsChanged } from '../events.ts'
import { tellLosses } from '../losses/tell-losses.ts'
import { writeReadings } from '../readings/enter-readings.ts'
import { baseOf, expectedFor } from '../readings/reading.ts'
import { type MeterOnDay, readSurroundings } from '../readings/surroundings.ts'
import { requireReader } from '../routes/edit-routes.ts'
import { metering } from '../tables.ts'
import { type RoundRow, readRound } from './round-view.ts'

/**
 * Opens a round with every meter in use of the kind: along the routes by their names, then the others by home.
 * Errors: platform.not_found, platform.already_there, metering.round_taken, no_meters.
 */
export async function openRound(tx: Tx, actor: Actor, input: RequestOf<typeof contract.openRound>): Promise<RoundRow> {
  const { id, communityId, kind, month, plannedOn } = input
  requireWholeCommunities(actor)
  await requireReader(tx, actor, communityId, null)
  const tenantId = tenantOf(actor)
  const added = await metering(tx)
    .insertInto('metering.readingRound')
    .values({ tenantId, id, communityId, kind, month, plannedOn, openedBy: actor.id, createdAt: now() })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) {
    const other = await metering(tx)
      .selectFrom('metering.readingRound')
      .select('id')
      .where('tenantId', '=', tenantId)
      .where('communityId', '=', communityId)
      .where('kind', '=', kind)
      .where('month', '=', month)
      .executeTakeFirst()
    if (other) throw refuse.roundTaken({ roundId: other.id })
    throw platformRefuse.alreadyThere()
  }
  const { numAffectedRows } = await sql`
    insert into metering.reading_round_stop (tenant_id, round_id, meter_id, community_id, place, route_id, reader_account_id)
    select m.tenant_id, ${id}, m.id, m.community_id,
      row_number() over (order by t.name nulls last, s.place, p.sort_key nulls first, m.code), t.id, t.reader_account_id
    from metering.meter m
    left join metering.reading_route_stop s on s.tenant_id = m.tenant_id and s.meter_id = m.id
    left join metering.reading_route t on t.tenant_id = s.tenant_id and t.id = s.route_id and t.removed_at is null
    left join registry.public_premises p on p.tenant_id = m.tenant_id and p.id = m.premises_id
    where m.tenant_id = ${tenantId} and m.community_id = ${communityId} and m.kind = ${kind} and m.state = 'active'`.execute(
    metering(tx),
  )
  if (!numAffectedRows) throw refuse.noMeters()
  await publish(tx, roundsChanged, { communityId })
  return readRound(tx, actor, { roundId: id })
}

/** Closes a round. Errors: platform.not_found, platform.changed_meanwhile, metering.round_waiting (readings wait for approval). */
export async function closeRound(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.closeRound>,
): Promise<RoundRow> {
  const { roundId, version } = input
  requireWholeCommunities(actor)
  const round = await lockRound(tx, actor, roundId)
  if (round.version !== version) throw platformRefuse.changedMeanwhile({ version: round.version })
  const waiting = await metering(tx)
    .selectFrom('metering.reading')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('tenantId', '=', tenantOf(actor))
    .where('roundId', '=', roundId)
    .where('state', 'in', ['entered', 'flagged'])
    .executeTakeFirstOrThrow()
  if (waiting.count > 0) throw refuse.roundWaiting({ count: waiting.count })
  const closed = await setState(tx, actor, round, 'closed')
  await tellLosses(tx, actor, round)
  return closed
}

/** Opens a closed round again. Errors: platform.not_found, platform.changed_meanwhile. */
export async function reopenRound(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.reopenRound>,
): Promise<RoundRow> {
  requireWholeCommunities(actor)
  const round = await lockRound(tx, actor, input.roundId)
  if (round.version !== input.version) throw platformRefuse.changedMeanwhile({ version: round.version })
  return setState(tx, actor, round, 'open')
}

async function setState(
  tx: Tx,
  actor: Actor,
  { id, communityId }: { id: string; communityId: string },
  state: 'open' | 'closed',
): Promise<RoundRow> {
  await metering(tx)
    .updateTable('metering.readingRound')
    .set({ state, closedAt: state === 'closed' ? now() : null, version: sql`version + 1` })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', id)
    .execute()
  await publish(tx, roundsChanged, { communityId })
  return readRound(tx, actor, { roundId: id })
}

async function lockRound(tx: Tx, actor: Actor, roundId: string) {
  const round = await metering(tx)
    .selectFrom('metering.readingRound')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', roundId)
    .forUpdate()
    .executeTakeFirst()
  if (!round) throw platformRefuse.notFound()
  return round
}

async function lockOpenRound(tx: Tx, actor: Actor, roundId: string) {
  const round = await lockRound(tx, actor, roundId)
  if (round.state === 'closed') throw refuse.roundClosed()
  return round
}

/** The named meters are stops of the round, and in sight. Errors: platform.not_found. */
async function requireStops(tx: Tx, actor: Actor, roundId: string, meterIds: readonly string[]): Promise<void> {
  const ids = [...new Set(meterIds)]
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from metering.reading_round_stop s
    join metering.meter m on m.tenant_id = s.tenant_id and m.id = s.meter_id
    where s.tenant_id = ${tenantOf(actor)} and s.round_id = ${roundId} and s.meter_id = any(${ids}::uuid[])`.execute(
    metering(tx),
  )
  if (rows[0]?.count !== ids.length) throw platformRefuse.notFound()
}

/** Notes why a meter could not be read; nothing takes that back. Errors: platform.not_found, metering.round_closed. */
export async function skipStop(tx: Tx, actor: Actor, input: RequestOf<typeof contract.skipStop>): Promise<void> {
  const { roundId, meterId, reason } = input
  const round = await lockOpenRound(tx, actor, roundId)
  const { numAffectedRows } = await sql`update metering.reading_round_stop s set skipped = ${reason || null}
    where s.tenant_id = ${tenantOf(actor)} and s.round_id = ${roundId} and s.meter_id = ${meterId}
      and exists (select from metering.meter m where m.tenant_id = s.tenant_id and m.id = s.meter_id)`.execute(
    metering(tx),
  )
  if (!numAffectedRows) throw platformRefuse.notFound()
  await publish(tx, roundsChanged, { communityId: round.communityId })
}

/** Gives stops to a reader, of the round as it was seen. Errors: platform.not_found, platform.changed_meanwhile, metering.round_closed. */
export async function assignStops(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.assignStops>,
): Promise<RoundRow> {
  const { roundId, readerId, meterIds, version } = input
  const round = await lockOpenRound(tx, actor, roundId)
  if (round.version !== version) throw platformRefuse.changedMeanwhile({ version: round.version })
  await requireReader(tx, actor, round.communityId, readerId)
  await requireStops(tx, actor, roundId, meterIds)
  await sql`update metering.reading_round_stop s set reader_account_id = ${readerId}
    where s.tenant_id = ${tenantOf(actor)} and s.round_id = ${roundId}
      and (s.meter_id = any(${meterIds}::uuid[]) or (${meterIds.length === 0} and s.reader_account_id is null))
      and exists (select from metering.meter m where m.tenant_id = s.tenant_id and m.id = s.meter_id)`.execute(
    metering(tx),
  )
  await metering(tx)
    .updateTable('metering.readingRound')
    .set({ version: sql`version + 1` })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', roundId)
    .execute()
  await publish(tx, roundsChanged, { communityId: round.communityId })
  return readRound(tx, actor, { roundId })
}

/**
 * Estimates what was not read by each meter's daily mean: what the register would show, cut to what it can. Errors: platform.not_found,
 * metering.round_closed, reading_in_future.
 */
export async function estimateRound(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.estimateRound>,
): Promise<ResponseOf<typeof contract.estimateRound>> {
  const { roundId, readOn, meterIds } = input
  const round = await lockOpenRound(tx, actor, roundId)
  await requireStops(tx, actor, roundId, meterIds)
  const { rows } = await sql<{ meterId: string }>`
    select s.meter_id as "meterId" from metering.reading_round_stop s
    join metering.meter m on m.tenant_id = s.tenant_id and m.id = s.meter_id and m.state = 'active'
    where s.tenant_id = ${tenantOf(actor)} and s.round_id = ${roundId}
      and (${meterIds.length === 0} or s.meter_id = any(${meterIds}::uuid[]))
      and not exists (select from metering.reading r where r.tenant_id = s.tenant_id and r.round_id = s.round_id and r.meter_id = s.meter_id
        and r.state <> 'rejected')`.execute(metering(tx))
  const asked = rows.map(({ meterId }) => ({ meterId, readOn }))
  const known = await readSurroundings(tx, actor, round.communityId, asked)
  const readings = asked.flatMap(({ meterId }) => {
    const around = known.get(`${meterId}/${readOn}`)
    const value = around ? estimated(readOn, around) : null
    if (!around || value === null) return []
    const plain = { rolledOver: value.rolledOver, bands: {}, photoId: null, note: '', source: 'estimate' as const }
    return [{ id: newId(), meterId, roundId, readOn, value: value.text, ...plain }]
  })
  await writeReadings(tx, actor, round.communityId, readings)
  return { estimated: readings.length, without: asked.length - readings.length }
}

function estimated(readOn: string, around: MeterOnDay): { text: string; rolledOver: boolean } | null {
  const { previous, multiplier, digits, decimals } = around
  const expected = expectedFor(readOn, around)
  if (previous === null || expected === null) return null
  const range = dec(10n ** BigInt(digits))
  const shows = dec(previous.value).plus(dec(roundedText(expected.div(dec(multiplier)), decimals)))
  const rolledOver = shows.gte(range)
  // After an estimate the base stays the last true reading.
  const value = rolledOver ? shows.minus(range) : shows
  return value.lt(dec(rolledOver ? '0' : baseOf(previous).baseValue)) ? null : { text: decimalText(value), rolledOver }
}
