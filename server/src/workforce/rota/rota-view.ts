import type { workforce as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { exportTable } from '../../platform/export-table.ts'
import { moduleIsOpenIn } from '../../platform/features/open-modules.ts'
import type { FileAnswer } from '../../platform/module.ts'
import { addDays, daysInclusive, monthsFromTo } from '../../platform/period.ts'
import { refuse } from '../errors.ts'
import { isRestDay } from '../shifts/shift.ts'
import { calendarDays, listShifts } from '../shifts/shift-view.ts'
import { workforce } from '../tables.ts'
import { readTeam } from '../teams/team-view.ts'
import { MAX_RANGE_DAYS } from './change-rota.ts'
import { needsVersionOf, readNeeds } from './publish-rota.ts'
import { readLeaveDays } from './rota-ground.ts'

type Rota = ResponseOf<typeof contract.readRota>
type Range = { from: string; to: string }

/** The rota of a team: who is in it in these days, with duties and leave; one look for a whole month of sixty people. */
export async function readRota(tx: Tx, actor: Actor, input: RequestOf<typeof contract.readRota>): Promise<Rota> {
  const { teamId, from, to } = input
  requireRange(input)
  const team = await readTeam(tx, actor, teamId)
  const employees = await employeesOf(tx, actor, teamId, input)
  const ids = employees.map(employee => employee.id)
  const duties = await workforce(tx)
    .selectFrom('workforce.duty')
    .select(['id', 'employeeId', 'day', 'shiftId', 'startsAt', 'endsAt'])
    .where('tenantId', '=', tenantOf(actor))
    .where('teamId', '=', teamId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .orderBy('startsAt')
    .orderBy('id')
    .execute()
  return {
    ...{ teamId, teamName: team.name, from, to, employees, duties },
    months: await monthsOf(tx, actor, teamId, input),
    leaves: await readLeaveDays(tx, actor, ids, input),
    needs: await readNeeds(tx, actor, teamId),
    needsVersion: await needsVersionOf(tx, actor, teamId),
    days: await readDays(tx, actor, input),
    changedCells: await workforce(tx)
      .selectFrom('workforce.rotaChange')
      .select(['employeeId', 'day'])
      .distinct()
      .where('tenantId', '=', tenantOf(actor))
      .where('teamId', '=', teamId)
      .where('day', '>=', from)
      .where('day', '<=', to)
      .execute(),
  }
}

/** Refuses a range that is turned round or too long. */
function requireRange({ from, to }: Range): void {
  if (to < from || daysInclusive(from, to) > MAX_RANGE_DAYS) throw refuse.rangeWrong()
}

/** Each day of the range: whether it is one of rest, and the name the calendar gives it. */
async function readDays(tx: Tx, actor: Actor, { from, to }: Range): Promise<Rota['days']> {
  const known = await calendarDays(tx, actor, from, to)
  const kinds = new Map(known.map(day => [day.day, day.kind]))
  const names = new Map(known.map(day => [day.day, day.name]))
  return Array.from({ length: daysInclusive(from, to) }, (_, index) => {
    const day = addDays(from, index)
    return { day, rest: isRestDay(day, kinds), name: names.get(day) ?? null }
  })
}

/** Members of the team in these days, and who had duties in it: by post and number. */
function employeesOf(tx: Tx, actor: Actor, teamId: string, { from, to }: Range) {
  return workforce(tx)
    .selectFrom('workforce.employee as e')
    .innerJoin('workforce.post as p', join =>
      join.onRef('p.tenantId', '=', 'e.tenantId').onRef('p.id', '=', 'e.postId'),
    )
    .select(['e.id', 'e.number', 'e.name', 'p.name as postName', 'e.employedFrom', 'e.employedTo'])
    .where('e.tenantId', '=', tenantOf(actor))
    .where(sql<boolean>`((e.team_id = ${teamId} and e.employed_from <= ${to}::date and (e.employed_to is null or e.employed_to >= ${from}::date))
      or exists (select 1 from workforce.duty d where d.tenant_id = e.tenant_id and d.employee_id = e.id and d.team_id = ${teamId}
        and d.day between ${from}::date and ${to}::date))`)
    .orderBy('p.position')
    .orderBy('e.number')
    .orderBy('e.id')
    .execute()
}

async function monthsOf(tx: Tx, actor: Actor, teamId: string, { from, to }: Range): Promise<Rota['months']> {
  const months = monthsFromTo(from.slice(0, 7), to.slice(0, 7))
  const rows = await workforce(tx)
    .selectFrom('workforce.rota')
    .select(['month', 'publishedAt', 'publishedBy', 'version'])
    .where('tenantId', '=', tenantOf(actor))
    .where('teamId', '=', teamId)
    .where('month', 'in', months)
    .execute()
  const known = new Map(rows.map(row => [row.month, row]))
  return months.map(month => {
    const { publishedAt = null, publishedBy = null, version = 1 } = known.get(month) ?? {}
    return { month, state: publishedAt === null ? 'draft' : 'published', publishedAt, publishedBy, version }
  })
}

/** The rota as a file: a row for each employee, a column for each day. */
export async function exportRota(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.exportRota>,
): Promise<FileAnswer> {
  const rota = await readRota(tx, actor, input)
  const { items } = await listShifts(tx, actor)
  const names = new Map(items.map(shift => [shift.id, shift.name]))
  const cells = new Map(rota.duties.map(duty => [`${duty.employeeId}/${duty.day}`, names.get(duty.shiftId) ?? '']))
  const leaves = new Map(rota.leaves.map(leave => [`${leave.employeeId}/${leave.day}`, leave.part]))
  const leaveWords = { day: '请假', am: '上午请假', pm: '下午请假' }
  return exportTable(`排班-${rota.teamName}`, input.format, rota.employees, [
    { title: '工号', value: row => row.number },
    { title: '姓名', value: row => row.name },
    { title: '岗位', value: row => row.postName },
    ...rota.days.map(({ day }) => ({
      title: day.slice(5),
      width: 8,
      value: (row: Rota['employees'][number]) => {
        const part = leaves.get(`${row.id}/${day}`)
        const shift = cells.get(`${row.id}/${day}`) ?? ''
        return part === undefined ? shift : part === 'day' ? leaveWords.day : `${shift}(${leaveWords[part]})`
      },
    })),
  ])
}

/** Far beyond what a team changes in a month. */
const CHANGES_MOST = 5_000

/** What was changed in a published month, newest first. */
export async function listRotaChanges(
  tx: Tx,
  actor: Actor,
  { teamId, month }: RequestOf<typeof contract.listRotaChanges>,
): Promise<ResponseOf<typeof contract.listRotaChanges>> {
  await readTeam(tx, actor, teamId)
  const items = await workforce(tx)
    .selectFrom('workforce.rotaChange as c')
    .innerJoin('workforce.employee as e', join =>
      join.onRef('e.tenantId', '=', 'c.tenantId').onRef('e.id', '=', 'c.employeeId'),
    )
    .leftJoin('workforce.shift as b', join =>
      join.onRef('b.tenantId', '=', 'c.tenantId').onRef('b.id', '=', 'c.shiftBefore'),
    )
    .leftJoin('workforce.shift as a', join =>
      join.onRef('a.tenantId', '=', 'c.tenantId').onRef('a.id', '=', 'c.shiftAfter'),
    )
    .select(['c.id', 'c.at', 'c.actorName', 'e.name as employeeName', 'c.day', 'b.name as before', 'a.name as after'])
    .select(sql<'edit' | 'swap' | 'leaving'>`c.reason`.as('reason'))
    .where('c.tenantId', '=', tenantOf(actor))
    .where('c.teamId', '=', teamId)
    .where(sql<boolean>`to_char(c.day, 'YYYY-MM') = ${month}`)
    .orderBy('c.at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(CHANGES_MOST)
    .execute()
  return { items }
}

/** My published duties. An account without a staff file has none. */
export async function readMyRota(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.readMyRota>,
): Promise<ResponseOf<typeof contract.readMyRota>> {
  requireRange(input)
  const me = await myEmployee(tx, actor)
  const days = await readDays(tx, actor, input)
  if (!me) return { employeeId: null, duties: [], days }
  const duties = await publishedDuties(tx, actor, [me.id], input)
  const leaves = await readLeaveDays(tx, actor, [me.id], input)
  const away = new Set(leaves.filter(leave => leave.part === 'day').map(leave => leave.day))
  return { employeeId: me.id, days, duties: duties.map(duty => ({ ...duty, onLeave: away.has(duty.day) })) }
}

/** Published duties of employees in some days, with the words of their shifts. */
export function publishedDuties(tx: Tx, actor: Actor, employeeIds: readonly string[], { from, to }: Range) {
  return workforce(tx)
    .selectFrom('workforce.duty as d')
    .innerJoin('workforce.shift as s', join =>
      join.onRef('s.tenantId', '=', 'd.tenantId').onRef('s.id', '=', 'd.shiftId'),
    )
    .innerJoin('workforce.team as t', join =>
      join.onRef('t.tenantId', '=', 'd.tenantId').onRef('t.id', '=', 'd.teamId'),
    )
    .innerJoin('workforce.rota as r', join =>
      join
        .onRef('r.tenantId', '=', 'd.tenantId')
        .onRef('r.teamId', '=', 'd.teamId')
        .on(sql<boolean>`r.month = to_char(d.day, 'YYYY-MM')`),
    )
    .select(['d.id', 'd.employeeId', 'd.day', 'd.shiftId', 's.code as shiftCode', 's.name as shiftName', 's.colour'])
    .select(['d.startsAt', 'd.endsAt', 't.name as teamName'])
    .where('d.tenantId', '=', tenantOf(actor))
    .where('d.employeeId', 'in', employeeIds)
    .where('d.day', '>=', from)
    .where('d.day', '<=', to)
    .where('r.publishedAt', 'is not', null)
    .orderBy('d.day')
    .orderBy('d.startsAt')
    .execute()
}

/**
 * The staff file behind the account that asks; undefined where there is none. Errors: platform.module_off where the company has closed
 * this module in the community that the person works in: a file of one's own is seen past the walls.
 */
export async function myEmployee(tx: Tx, actor: Actor) {
  const me = await workforce(tx)
    .selectFrom('workforce.employee')
    .select(['id', 'name', 'teamId', 'communityId', 'postId', 'accountId', 'employedFrom', 'employedTo'])
    .where('tenantId', '=', tenantOf(actor))
    .where('accountId', '=', actor.id)
    .executeTakeFirst()
  if (me?.communityId && !(await moduleIsOpenIn(tx, 'workforce', me.communityId)))
    throw platformRefuse.moduleOff({ module: 'workforce' })
  return me
}
