import type { workforce as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { monthRange } from '../../platform/period.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { attendanceLocked } from '../events.ts'
import { workforce } from '../tables.ts'
import { readTeam } from '../teams/team-view.ts'
import { readAttendance } from './attendance-view.ts'

/**
 * Locks a month that is over: its days are kept as they are counted now, and nothing they were counted from changes any more.
 * Errors: workforce.month_not_over, requests_waiting, month_locked.
 */
export async function lockAttendance(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.lockAttendance>,
): Promise<ResponseOf<typeof contract.lockAttendance>> {
  requireWholeCommunities(actor)
  const { teamId, month } = input
  const team = await readTeam(tx, actor, teamId)
  if (monthRange(month).to >= today()) throw refuse.monthNotOver()
  const sheet = await readAttendance(tx, actor, input)
  if (sheet.locked) throw refuse.monthLocked({ month })
  if (sheet.waiting > 0) throw refuse.requestsWaiting({ count: sheet.waiting })
  const lock = { lockedAt: now(), lockedBy: actor.name }
  const { communityId } = team
  const first = await workforce(tx)
    .insertInto('workforce.attendanceMonth')
    .values({ tenantId: tenantOf(actor), teamId, month, communityId, ...lock })
    .onConflict(conflict => conflict.doNothing())
    .returning('month')
    .executeTakeFirst()
  if (!first) throw refuse.monthLocked({ month })
  const kept = sheet.rows.flatMap(row => row.days.map(day => ({ employeeId: row.employeeId, day })))
  await sql`insert into workforce.attendance_day (tenant_id, team_id, employee_id, day, community_id, counted)
    select ${tenantOf(actor)}, ${teamId}, r.employee_id, r.day, ${communityId}, r.counted
    from unnest(${kept.map(each => each.employeeId)}::uuid[], ${kept.map(each => each.day.day)}::date[],
      ${kept.map(each => JSON.stringify(each.day))}::jsonb[]) as r(employee_id, day, counted)`.execute(workforce(tx))
  await publish(tx, attendanceLocked, { communityId: communityId ?? undefined, teamId, month })
  return { at: lock.lockedAt, by: lock.lockedBy }
}
