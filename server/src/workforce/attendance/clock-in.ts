import type { workforce as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { civilDateOf, now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { addDays } from '../../platform/period.ts'
import { refuse } from '../errors.ts'
import { clocked } from '../events.ts'
import { readLeaveDays } from '../rota/rota-ground.ts'
import { myEmployee, publishedDuties } from '../rota/rota-view.ts'
import { workforce } from '../tables.ts'
import { distanceM } from './attendance.ts'
import { clockTime } from './clock.ts'

export type Clocking = ResponseOf<typeof contract.clock>
type Input = RequestOf<typeof contract.clock>

/**
 * Clocks in or out, by the server's time; what was done without a network comes with its own time, at most seven days later, and
 * is marked. Outside the places, or without a position, it counts with a reason and is marked. Errors: workforce.no_staff_file,
 * clock_reason_missing, clock_too_old.
 */
export async function clock(tx: Tx, actor: Actor, input: Input): Promise<Clocking> {
  const me = await myEmployee(tx, actor)
  if (!me) throw refuse.noStaffFile()
  const time = clockTime(input.at, now())
  if (!time) throw refuse.clockTooOld()
  const day = civilDateOf(time.at)
  if (day < me.employedFrom || (me.employedTo !== null && addDays(me.employedTo, 1) < day)) throw refuse.noStaffFile()
  const place = await placeOf(tx, actor, me.communityId, input.position)
  if (place.placeState !== 'inside' && input.reason === '') throw refuse.clockReasonMissing()
  await workforce(tx)
    .insertInto('workforce.clocking')
    .values({
      ...{ tenantId: tenantOf(actor), id: input.id, employeeId: me.id, communityId: me.communityId, kind: input.kind },
      ...{ ...time, receivedAt: now(), ...place, reason: input.reason || null },
      latitude: input.position === null ? null : String(input.position.latitude),
      longitude: input.position === null ? null : String(input.position.longitude),
      accuracyM: input.position?.accuracyM ?? null,
    })
    .execute()
  await publish(tx, clocked, { communityId: me.communityId ?? undefined, employeeId: me.id })
  const { kind, id } = input
  const reason = input.reason || null
  return { id, kind, ...time, receivedAt: now(), ...place, accuracyM: input.position?.accuracyM ?? null, reason }
}

/** The nearest place; inside when the phone may be within the radius, its accuracy (at most 100 m of it) given. */
async function placeOf(
  tx: Tx,
  actor: Actor,
  communityId: string | null,
  position: Input['position'],
): Promise<Pick<Clocking, 'placeState' | 'placeName' | 'distanceM'>> {
  if (position === null) return { placeState: 'unknown', placeName: null, distanceM: null }
  const places = await clockPlacesOf(tx, actor, communityId)
  const near = places
    .map(place => ({ ...place, away: distanceM(position, place) }))
    .toSorted((one, two) => one.away - two.away)[0]
  if (!near) return { placeState: 'unknown', placeName: null, distanceM: null }
  const inside = near.away <= near.radiusM + Math.min(position.accuracyM, 100)
  return { placeState: inside ? 'inside' : 'outside', placeName: near.name, distanceM: near.away }
}

/** The places in use of a community; of all, for who belongs to none. */
async function clockPlacesOf(tx: Tx, actor: Actor, communityId: string | null) {
  const rows = await workforce(tx)
    .selectFrom('workforce.clockPlace')
    .select(['name', 'latitude', 'longitude', 'radiusM'])
    .where('tenantId', '=', tenantOf(actor))
    .where('active', '=', true)
    .$if(communityId !== null, query => query.where('communityId', '=', communityId ?? ''))
    .orderBy('name')
    .limit(200)
    .execute()
  return rows.map(row => ({ ...row, latitude: Number(row.latitude), longitude: Number(row.longitude) }))
}

const HOUR_MS = 3600_000

/** What the clock screen shows: the duty that runs, else the next one within a day; what was clocked around it; the places. */
export async function readMyDay(tx: Tx, actor: Actor): Promise<ResponseOf<typeof contract.readMyDay>> {
  const me = await myEmployee(tx, actor)
  if (!me)
    return { employeeId: null, name: actor.name, teamName: null, duty: null, clockings: [], next: 'in', places: [] }
  const range = { from: addDays(today(), -1), to: addDays(today(), 1) }
  const duties = await publishedDuties(tx, actor, [me.id], range)
  const at = now().getTime()
  const duty = duties.find(
    each => each.endsAt.getTime() + 4 * HOUR_MS > at && each.startsAt.getTime() < at + 16 * HOUR_MS,
  )
  const leaves = await readLeaveDays(tx, actor, [me.id], range)
  const from = duty ? new Date(duty.startsAt.getTime() - 4 * HOUR_MS) : new Date(`${today()}T00:00:00+08:00`)
  const clockings = await clockingsOf(tx, actor, me.id, from, new Date(at + 24 * HOUR_MS))
  const team = await workforce(tx)
    .selectFrom('workforce.team')
    .select('name')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', me.teamId)
    .executeTakeFirst()
  return {
    ...{ employeeId: me.id, name: me.name, teamName: team?.name ?? null, clockings },
    duty: duty
      ? {
          ...{ day: duty.day, shiftName: duty.shiftName, startsAt: duty.startsAt, endsAt: duty.endsAt },
          onLeave: leaves.some(leave => leave.day === duty.day && leave.part === 'day'),
        }
      : null,
    next: clockings.at(-1)?.kind === 'in' ? 'out' : 'in',
    places: await clockPlacesOf(tx, actor, me.communityId),
  }
}

/** What an employee clocked between two moments, in order. */
export function clockingsOf(tx: Tx, actor: Actor, employeeId: string, from: Date, to: Date): Promise<Clocking[]> {
  return workforce(tx)
    .selectFrom('workforce.clocking')
    .select(['id', 'at', 'receivedAt', 'lateSent', 'placeName', 'distanceM', 'accuracyM', 'reason'])
    .select([sql<'in' | 'out'>`kind`.as('kind'), sql<Clocking['placeState']>`place_state`.as('placeState')])
    .where('tenantId', '=', tenantOf(actor))
    .where('employeeId', '=', employeeId)
    .where('at', '>=', from)
    .where('at', '<', to)
    .orderBy('at')
    .orderBy('id')
    .execute()
}
