import type { workforce as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { exportTable } from '../../platform/export-table.ts'
import type { FileAnswer } from '../../platform/module.ts'
import { addDays, daysInclusive, monthRange } from '../../platform/period.ts'
import { readSetting } from '../../platform/settings/read-setting.ts'
import { KIND_WORDS } from '../leave/leave-view.ts'
import { graceMinutes } from '../settings.ts'
import { workforce } from '../tables.ts'
import { readTeam } from '../teams/team-view.ts'
import {
  type Clocked,
  type Corrected,
  countDays,
  type Day,
  type DutySpan,
  type LeaveOn,
  sumDays,
} from './attendance.ts'

type Sheet = ResponseOf<typeof contract.readAttendance>
type Row = Sheet['rows'][number]
type Range = { from: string; to: string }

/** The month of a team: as it was kept when it was locked, else counted now from four reads, however many people. */
export async function readAttendance(
  tx: Tx,
  actor: Actor,
  { teamId, month }: RequestOf<typeof contract.readAttendance>,
): Promise<Sheet> {
  const team = await readTeam(tx, actor, teamId)
  const locked = await workforce(tx)
    .selectFrom('workforce.attendanceMonth')
    .select(['lockedAt', 'lockedBy'])
    .where('tenantId', '=', tenantOf(actor))
    .where('teamId', '=', teamId)
    .where('month', '=', month)
    .executeTakeFirst()
  const range = monthRange(month)
  const employees = await employeesOf(tx, actor, teamId, range)
  const ids = employees.map(employee => employee.id)
  const days = locked ? await keptDays(tx, actor, teamId, range) : await countedDays(tx, actor, ids, range)
  return {
    ...{ teamId, teamName: team.name, month },
    locked: locked ? { at: locked.lockedAt, by: locked.lockedBy } : null,
    waiting: await countWaiting(tx, actor, teamId, range),
    rows: employees.flatMap(({ id, number, name, postName }): Row[] => {
      const own = days.get(id) ?? []
      return own.length > 0 ? [{ employeeId: id, number, name, postName, days: own, sums: sumDays(own) }] : []
    }),
  }
}

function employeesOf(tx: Tx, actor: Actor, teamId: string, { from, to }: Range) {
  return workforce(tx)
    .selectFrom('workforce.employee as e')
    .innerJoin('workforce.post as p', join =>
      join.onRef('p.tenantId', '=', 'e.tenantId').onRef('p.id', '=', 'e.postId'),
    )
    .select(['e.id', 'e.number', 'e.name', 'p.name as postName'])
    .where('e.tenantId', '=', tenantOf(actor))
    .where(sql<boolean>`((e.team_id = ${teamId} and e.employed_from <= ${to}::date and (e.employed_to is null or e.employed_to >= ${from}::date))
      or exists (select 1 from workforce.duty d where d.tenant_id = e.tenant_id and d.employee_id = e.id and d.team_id = ${teamId}
        and d.day between ${from}::date and ${to}::date))`)
    .orderBy('p.position')
    .orderBy('e.number')
    .orderBy('e.id')
    .execute()
}

/** Days of employees counted now, by employee; days before the first and after the last of the employment are left out. */
export async function countedDays(
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
  range: Range,
): Promise<Map<string, Day[]>> {
  if (ids.length === 0) return new Map()
  const [duties, clockings, corrections, leaves, employed] = [
    await readDuties(tx, actor, ids, range),
    await readClockings(tx, actor, ids, range),
    await readCorrections(tx, actor, ids, range),
    await readLeaves(tx, actor, ids, range),
    await readEmployed(tx, actor, ids),
  ]
  const grace = new Map<string | null, number>()
  for (const { communityId } of employed)
    if (!grace.has(communityId)) grace.set(communityId, await readSetting(tx, graceMinutes, { communityId }))
  const all = Array.from({ length: daysInclusive(range.from, range.to) }, (_, index) => addDays(range.from, index))
  return new Map(
    employed.map(({ id, communityId, employedFrom, employedTo }) => {
      const own = <R extends { employeeId: string }>(rows: readonly R[]) => rows.filter(row => row.employeeId === id)
      const ground = {
        ...{ duties: own(duties), clockings: own(clockings), corrections: own(corrections), leaves: own(leaves) },
        ...{ graceMinutes: grace.get(communityId) ?? graceMinutes.fallback, now: now() },
      }
      const days = all.filter(day => day >= employedFrom && (employedTo === null || day <= employedTo))
      return [id, countDays(days, ground)]
    }),
  )
}

type Of<T> = T & { employeeId: string }

function readDuties(tx: Tx, actor: Actor, ids: readonly string[], { from, to }: Range): Promise<Of<DutySpan>[]> {
  return workforce(tx)
    .selectFrom('workforce.duty as d')
    .innerJoin('workforce.shift as s', join =>
      join.onRef('s.tenantId', '=', 'd.tenantId').onRef('s.id', '=', 'd.shiftId'),
    )
    .select(['d.employeeId', 'd.day', 's.name as shiftName', 'd.startsAt', 'd.endsAt', 'd.breakMinutes'])
    .where('d.tenantId', '=', tenantOf(actor))
    .where('d.employeeId', 'in', ids)
    .where('d.day', '>=', addDays(from, -1))
    .where('d.day', '<=', addDays(to, 1))
    .execute()
}

/** A night of the last day ends on the next one. */
function readClockings(tx: Tx, actor: Actor, ids: readonly string[], { from, to }: Range): Promise<Of<Clocked>[]> {
  return workforce(tx)
    .selectFrom('workforce.clocking')
    .select(['employeeId', 'at', 'lateSent', 'placeState'])
    .select(sql<'in' | 'out'>`kind`.as('kind'))
    .where('tenantId', '=', tenantOf(actor))
    .where('employeeId', 'in', ids)
    .where('at', '>=', new Date(`${addDays(from, -1)}T00:00:00+08:00`))
    .where('at', '<', new Date(`${addDays(to, 3)}T00:00:00+08:00`))
    .orderBy('at')
    .execute()
}

function readCorrections(tx: Tx, actor: Actor, ids: readonly string[], { from, to }: Range): Promise<Of<Corrected>[]> {
  return (
    workforce(tx)
      .selectFrom('workforce.correction')
      .select(['employeeId', 'day', 'inAt', 'outAt'])
      .where('tenantId', '=', tenantOf(actor))
      .where('employeeId', 'in', ids)
      .where('day', '>=', from)
      .where('day', '<=', to)
      .where('state', '=', 'approved')
      // Of several the last one holds.
      .orderBy('decidedAt', 'desc')
      .execute()
  )
}

async function readLeaves(tx: Tx, actor: Actor, ids: readonly string[], { from, to }: Range): Promise<Of<LeaveOn>[]> {
  const { rows } = await sql<Of<LeaveOn>>`
    select l.employee_id as "employeeId", d::date::text as day, l.kind,
      case when d::date = l.from_on and l.from_part = 'pm' then 'pm' when d::date = l.to_on and l.to_part = 'am' then 'am' else 'day' end as part
    from workforce.leave l cross join lateral generate_series(greatest(l.from_on, ${from}::date), least(l.to_on, ${to}::date), interval '1 day') d
    where l.tenant_id = ${tenantOf(actor)} and l.state = 'approved' and l.employee_id = any (${[...ids]}::uuid[])
      and l.from_on <= ${to}::date and l.to_on >= ${from}::date`.execute(workforce(tx))
  return rows
}

function readEmployed(tx: Tx, actor: Actor, ids: readonly string[]) {
  return workforce(tx)
    .selectFrom('workforce.employee')
    .select(['id', 'communityId', 'employedFrom', 'employedTo'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', 'in', ids)
    .execute()
}

/** The days of a locked month as they were counted. */
async function keptDays(tx: Tx, actor: Actor, teamId: string, range: Range): Promise<Map<string, Day[]>> {
  return byEmployee(await keptRows(tx, actor, range).where('teamId', '=', teamId).execute())
}

/** The days of employees in locked months, whatever their team was, by employee. */
export async function keptDaysOf(
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
  range: Range,
): Promise<Map<string, Day[]>> {
  if (ids.length === 0) return new Map()
  return byEmployee(await keptRows(tx, actor, range).where('employeeId', 'in', ids).execute())
}

function keptRows(tx: Tx, actor: Actor, { from, to }: Range) {
  return workforce(tx)
    .selectFrom('workforce.attendanceDay')
    .select(['employeeId', 'counted'])
    .where('tenantId', '=', tenantOf(actor))
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
}

function byEmployee(rows: { employeeId: string; counted: unknown }[]): Map<string, Day[]> {
  const kept = new Map<string, Day[]>()
  for (const row of rows) {
    const day = reviveDay(row.counted)
    kept.set(row.employeeId, [...(kept.get(row.employeeId) ?? []), day])
  }
  return kept
}

function reviveDay(counted: unknown): Day {
  const day = counted as Record<keyof Day, unknown>
  const instant = (value: unknown) => (typeof value === 'string' ? new Date(value) : null)
  return {
    ...(counted as Day),
    ...{
      startsAt: instant(day.startsAt),
      endsAt: instant(day.endsAt),
      inAt: instant(day.inAt),
      outAt: instant(day.outAt),
    },
  }
}

/** Corrections and leave of a team and month that nobody has decided. */
async function countWaiting(tx: Tx, actor: Actor, teamId: string, { from, to }: Range): Promise<number> {
  const { waiting } = await workforce(tx)
    .selectNoFrom(
      sql<number>`(select count(*)::int from workforce.correction c where c.tenant_id = ${tenantOf(actor)} and c.team_id = ${teamId} and c.state = 'asked'
          and c.day between ${from}::date and ${to}::date)
        + (select count(*)::int from workforce.leave l where l.tenant_id = ${tenantOf(actor)} and l.team_id = ${teamId} and l.state = 'asked'
          and l.from_on <= ${to}::date and l.to_on >= ${from}::date)`.as('waiting'),
    )
    .executeTakeFirstOrThrow()
  return waiting
}

const STATE_WORDS: Record<Day['state'], string> = {
  rest: '休',
  planned: '',
  normal: '√',
  late: '迟到',
  early: '早退',
  'late-early': '迟到早退',
  'missing-in': '缺上班卡',
  'missing-out': '缺下班卡',
  absent: '缺勤',
  leave: '请假',
  extra: '加班',
}

/** The month of a team as a file: sums, then a column for each day. */
export async function exportAttendance(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.exportAttendance>,
): Promise<FileAnswer> {
  const sheet = await readAttendance(tx, actor, input)
  const { from, to } = monthRange(input.month)
  const days = Array.from({ length: daysInclusive(from, to) }, (_, index) => addDays(from, index))
  const word = (row: Row, day: string) => {
    const found = row.days.find(each => each.day === day)
    if (!found) return ''
    if (found.state === 'leave' && found.leaveKinds.length > 0)
      return found.leaveKinds.map(kind => KIND_WORDS[kind as keyof typeof KIND_WORDS]).join('、')
    return STATE_WORDS[found.state]
  }
  const sum = (title: string, of: (row: Row) => number) => ({ title, value: of, format: 'integer' as const })
  return exportTable(`考勤-${sheet.teamName}-${input.month}`, input.format, sheet.rows, [
    { title: '工号', value: row => row.number },
    { title: '姓名', value: row => row.name },
    { title: '岗位', value: row => row.postName },
    sum('应出勤天数', row => row.sums.plannedDays),
    sum('实出勤天数', row => row.sums.workedDays),
    { title: '出勤小时', value: row => hoursText(row.sums.workedMinutes) },
    sum('迟到次数', row => row.sums.lateCount),
    sum('早退次数', row => row.sums.earlyCount),
    sum('缺卡次数', row => row.sums.missingCount),
    sum('缺勤天数', row => row.sums.absentDays),
    { title: '请假天数', value: row => String(row.sums.leaveHalfDays / 2) },
    ...days.map(day => ({ title: day.slice(5), width: 9, value: (row: Row) => word(row, day) })),
  ])
}

/** 125 → `2.1`: hours with one decimal, cut. */
function hoursText(minutes: number): string {
  return `${Math.floor(minutes / 60)}.${Math.floor((minutes % 60) / 6)}`
}
