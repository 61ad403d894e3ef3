import type { workforce as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { daysInclusive } from '../../platform/period.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { rotaChanged } from '../events.ts'
import { requireShifts } from '../shifts/edit-shift.ts'
import { instantOf } from '../shifts/shift.ts'
import { workforce } from '../tables.ts'
import { readTeam, type Team } from '../teams/team-view.ts'
import { type CellChange, clashesOf } from './clash.ts'
import { readClashGround, requireOpenMonths } from './rota-ground.ts'

/** The most days a batch, or a look at the rota, reaches over. */
export const MAX_RANGE_DAYS = 62

/**
 * Sets and clears cells of a team's rota, all or none. Clashes come back instead of a write: those that only warn (rest, leave,
 * certificate) go through once accepted. In a published month every changed cell is kept with before and after, and told.
 */
export async function changeRota(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.changeRota>,
): Promise<ResponseOf<typeof contract.changeRota>> {
  requireWholeCommunities(actor)
  const team = await readTeam(tx, actor, input.teamId)
  const days = input.changes.map(change => change.day).toSorted()
  const range = { from: days[0] ?? '', to: days.at(-1) ?? '' }
  if (daysInclusive(range.from, range.to) > MAX_RANGE_DAYS) throw refuse.rangeWrong()
  const cells = new Set(input.changes.map(change => `${change.employeeId}/${change.day}`))
  if (cells.size !== input.changes.length) throw refuse.sameCellTwice()
  const months = [...new Set(days.map(day => day.slice(0, 7)))]
  await lockMonths(tx, actor, team, months)
  await requireOpenMonths(tx, actor, [team.id], months)
  const wanted = input.changes.flatMap(({ shiftId, was }) => [shiftId, was])
  await requireShifts(tx, actor, wanted)
  const employeeIds = input.changes.map(change => change.employeeId)
  const ground = await readClashGround(tx, actor, employeeIds, range, team.communityId)
  await requireTeam(tx, actor, team.id, employeeIds, range)
  const shifts = await spansOf(tx, actor)
  const changes = input.changes.map(({ employeeId, day, shiftId, was }): CellChange => {
    const span = shiftId === null ? undefined : shifts.get(shiftId)
    if (shiftId === null || !span) return { employeeId, day, was, duty: null }
    const [startsAt, endsAt] = [instantOf(day, span.startMinute), instantOf(day, span.endMinute)]
    return { employeeId, day, was, duty: { employeeId, day, shiftId, startsAt, endsAt } }
  })
  const clashes = clashesOf(changes, ground)
  if (clashes.some(clash => clash.refused || !input.acceptWarnings)) return { saved: false, clashes, changed: 0 }
  const real = changes.filter(change => (change.duty?.shiftId ?? null) !== change.was)
  await writeCells(tx, actor, team, real, 'edit')
  return { saved: true, clashes, changed: real.length }
}

/** Makes the months' rows if missing and locks them: two planners write one after the other. */
async function lockMonths(tx: Tx, actor: Actor, team: Team, months: readonly string[]): Promise<void> {
  const rows = months.toSorted().map(month => ({
    ...{ tenantId: tenantOf(actor), teamId: team.id, month, communityId: team.communityId },
  }))
  await workforce(tx)
    .insertInto('workforce.rota')
    .values(rows)
    .onConflict(conflict => conflict.doNothing())
    .execute()
  await workforce(tx)
    .selectFrom('workforce.rota')
    .select('month')
    .where('tenantId', '=', tenantOf(actor))
    .where('teamId', '=', team.id)
    .where('month', 'in', months)
    .orderBy('month')
    .forUpdate()
    .execute()
}

/** Everybody must belong to the team, or have had duties in it in these days (before a move). */
async function requireTeam(
  tx: Tx,
  actor: Actor,
  teamId: string,
  employeeIds: readonly string[],
  range: { from: string; to: string },
): Promise<void> {
  const ids = [...new Set(employeeIds)]
  const { count } = await workforce(tx)
    .selectFrom('workforce.employee as e')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('e.tenantId', '=', tenantOf(actor))
    .where('e.id', 'in', ids)
    .where(sql<boolean>`(e.team_id = ${teamId} or exists (select 1 from workforce.duty d where d.tenant_id = e.tenant_id
      and d.employee_id = e.id and d.team_id = ${teamId} and d.day between ${range.from}::date and ${range.to}::date))`)
    .executeTakeFirstOrThrow()
  if (count !== ids.length) throw platformRefuse.notFound()
}

async function spansOf(tx: Tx, actor: Actor) {
  const rows = await workforce(tx)
    .selectFrom('workforce.shift')
    .select(['id', 'startMinute', 'endMinute'])
    .where('tenantId', '=', tenantOf(actor))
    .execute()
  return new Map(rows.map(row => [row.id, row]))
}

/** Writes the cells set-wise: what was there goes, what is planned comes; changes of published months are kept and told. */
export async function writeCells(
  tx: Tx,
  actor: Actor,
  team: Pick<Team, 'id' | 'communityId'>,
  changes: readonly CellChange[],
  reason: 'edit' | 'swap' | 'leaving',
): Promise<void> {
  if (changes.length === 0) return
  const [employees, days] = [changes.map(change => change.employeeId), changes.map(change => change.day)]
  await sql`delete from workforce.duty d using unnest(${employees}::uuid[], ${days}::date[]) as c(employee_id, day)
    where d.tenant_id = ${tenantOf(actor)} and d.employee_id = c.employee_id and d.day = c.day`.execute(workforce(tx))
  const planned = changes.flatMap(change => change.duty ?? [])
  await sql`insert into workforce.duty (tenant_id, id, employee_id, team_id, community_id, day, shift_id, starts_at, ends_at, break_minutes)
    select ${tenantOf(actor)}, r.id, r.employee_id, ${team.id}, ${team.communityId}, r.day, r.shift_id, r.starts_at, r.ends_at, s.break_minutes
    from unnest(${planned.map(() => newId())}::uuid[], ${planned.map(duty => duty.employeeId)}::uuid[], ${planned.map(duty => duty.day)}::date[],
      ${planned.map(duty => duty.shiftId)}::uuid[], ${planned.map(duty => duty.startsAt)}::timestamptz[], ${planned.map(duty => duty.endsAt)}::timestamptz[])
      as r(id, employee_id, day, shift_id, starts_at, ends_at)
    join workforce.shift s on s.tenant_id = ${tenantOf(actor)} and s.id = r.shift_id`.execute(workforce(tx))
  await keepChanges(tx, actor, team, changes, reason)
}

async function keepChanges(
  tx: Tx,
  actor: Actor,
  team: Pick<Team, 'id' | 'communityId'>,
  changes: readonly CellChange[],
  reason: 'edit' | 'swap' | 'leaving',
): Promise<void> {
  const months = [...new Set(changes.map(change => change.day.slice(0, 7)))]
  const published = await workforce(tx)
    .selectFrom('workforce.rota')
    .select('month')
    .where('tenantId', '=', tenantOf(actor))
    .where('teamId', '=', team.id)
    .where('month', 'in', months)
    .where('publishedAt', 'is not', null)
    .execute()
  const known = new Set(published.map(row => row.month))
  const told = changes.filter(change => known.has(change.day.slice(0, 7)))
  const communityId = team.communityId
  if (told.length > 0)
    await workforce(tx)
      .insertInto('workforce.rotaChange')
      .values(
        told.map(({ employeeId, day, was, duty }) => ({
          ...{ tenantId: tenantOf(actor), id: newId(), employeeId, teamId: team.id, communityId, day, reason },
          ...{
            shiftBefore: was,
            shiftAfter: duty?.shiftId ?? null,
            at: now(),
            actorId: actor.id,
            actorName: actor.name,
          },
        })),
      )
      .execute()
  const accountIds = await accountsOf(tx, actor, [...new Set(told.map(change => change.employeeId))])
  await publish(tx, rotaChanged, {
    ...{ communityId: communityId ?? undefined, teamId: team.id, months, accountIds },
    published: told.length > 0,
  })
}

/** The accounts of employees that have one: whom to tell. */
export async function accountsOf(tx: Tx, actor: Actor, employeeIds: readonly string[]): Promise<string[]> {
  if (employeeIds.length === 0) return []
  const rows = await workforce(tx)
    .selectFrom('workforce.employee')
    .select('accountId')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', 'in', employeeIds)
    .where('accountId', 'is not', null)
    .execute()
  return rows.flatMap(row => row.accountId ?? [])
}
