import type { workforce as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { requireOwnFiles } from '../../platform/files/file-view.ts'
import { addDays, daysInclusive, firstDayOfMonth, lastDayOfMonth, monthsFromTo } from '../../platform/period.ts'
import { readSetting } from '../../platform/settings/read-setting.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { leaveChanged } from '../events.ts'
import { accountsOf } from '../rota/change-rota.ts'
import { requireOpenMonths } from '../rota/rota-ground.ts'
import { myEmployee } from '../rota/rota-view.ts'
import { negativeLeave } from '../settings.ts'
import { isRestDay } from '../shifts/shift.ts'
import { calendarDays } from '../shifts/shift-view.ts'
import { workforce } from '../tables.ts'
import { daysText } from './balance.ts'
import { countedOf, entriesOf } from './leave-entries-view.ts'
import { type Leave, readLeave } from './leave-view.ts'
import { type DayHalves, halvesByDay, type LeaveSpan, piecesOf, shortOf, sumHalves } from './span.ts'

type Fields = Omit<RequestOf<typeof contract.askLeave>, never>
type Who = { id: string; teamId: string; communityId: string | null; employedFrom: string; employedTo: string | null }

const MAX_DAYS = 200

/** Asks for leave of one's own. Errors: those of `writeLeave`; not found for an account without a staff file. */
export async function askLeave(tx: Tx, actor: Actor, input: RequestOf<typeof contract.askLeave>): Promise<Leave> {
  const me = await myEmployee(tx, actor)
  if (!me) throw platformRefuse.notFound()
  return writeLeave(tx, actor, me, input)
}

/** Enters leave for somebody who asked by phone or on paper; whoever enters it does not approve it. */
export async function enterLeave(tx: Tx, actor: Actor, input: RequestOf<typeof contract.enterLeave>): Promise<Leave> {
  requireWholeCommunities(actor)
  const who = await workforce(tx)
    .selectFrom('workforce.employee')
    .select(['id', 'teamId', 'communityId', 'employedFrom', 'employedTo'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.employeeId)
    .executeTakeFirst()
  if (!who) throw platformRefuse.notFound()
  return writeLeave(tx, actor, who, input)
}

/**
 * Writes a request. What counts are the days with a duty in months that are planned, else workdays of the calendar; of marriage,
 * maternity and bereavement leave every day. Errors: workforce.leave_dates_wrong, leave_no_days, leave_overlaps,
 * leave_balance_short (annual and compensatory leave, unless the company lets them go below nothing), month_locked.
 */
async function writeLeave(tx: Tx, actor: Actor, who: Who, input: Fields): Promise<Leave> {
  const { fromOn, toOn, fromPart, toPart, kind } = input
  const turned = toOn < fromOn || (toOn === fromOn && fromPart === 'pm' && toPart === 'am')
  if (turned || daysInclusive(fromOn, toOn) > MAX_DAYS) throw refuse.leaveDatesWrong()
  if (fromOn < who.employedFrom || (who.employedTo !== null && toOn > who.employedTo)) throw refuse.leaveDatesWrong()
  await requireOpenMonths(tx, actor, [who.teamId], monthsFromTo(fromOn.slice(0, 7), toOn.slice(0, 7)))
  await requireOwnFiles(tx, actor, input.photoIds, 'photo')
  const counted = await countLeaveDays(tx, actor, who.id, input)
  const halves = sumHalves(counted)
  if (halves === 0) throw refuse.leaveNoDays()
  if (kind === 'annual' || kind === 'compensatory') await requireBalance(tx, actor, who.id, kind, counted)
  await requireFree(tx, actor, who.id, input)
  await workforce(tx)
    .insertInto('workforce.leave')
    .values({
      ...{
        tenantId: tenantOf(actor),
        id: input.id,
        employeeId: who.id,
        teamId: who.teamId,
        communityId: who.communityId,
      },
      ...{
        kind,
        fromOn,
        fromPart,
        toOn,
        toPart,
        days: daysText(halves),
        reason: input.reason,
        photoIds: input.photoIds,
      },
      ...{ askedAt: now(), askedBy: accountOf(actor) },
    })
    .execute()
  const heads = await headAccounts(tx, actor, who.teamId)
  await publish(tx, leaveChanged, {
    ...{ communityId: who.communityId ?? undefined, leaveId: input.id, state: 'asked', accountIds: heads },
  })
  return readLeave(tx, actor, input.id)
}

const EVERY_DAY: readonly Leave['kind'][] = ['marriage', 'maternity', 'bereavement']

/** The days of a leave that count, with their halves. */
export async function countLeaveDays(
  tx: Tx,
  actor: Actor,
  employeeId: string,
  input: LeaveSpan & Pick<Leave, 'kind'>,
): Promise<DayHalves[]> {
  const { fromOn, toOn, kind } = input
  const days = Array.from({ length: daysInclusive(fromOn, toOn) }, (_, index) => addDays(fromOn, index))
  if (EVERY_DAY.includes(kind)) return halvesByDay(input, () => true, days)
  const duties = await workforce(tx)
    .selectFrom('workforce.duty')
    .select('day')
    .where('tenantId', '=', tenantOf(actor))
    .where('employeeId', '=', employeeId)
    .where('day', '>=', firstDayOfMonth(fromOn))
    .where('day', '<=', lastDayOfMonth(toOn))
    .execute()
  const planned = new Set(duties.map(duty => duty.day))
  const plannedMonths = new Set(duties.map(duty => duty.day.slice(0, 7)))
  const calendar = new Map((await calendarDays(tx, actor, fromOn, toOn)).map(day => [day.day, day.kind]))
  const counts = (day: string) => (plannedMonths.has(day.slice(0, 7)) ? planned.has(day) : !isRestDay(day, calendar))
  return halvesByDay(input, counts, days)
}

/**
 * Refuses to use what is not left on the days of leave, unless the company lets the kind go below nothing (`workforce.negativeLeave`). Answers
 * the days cut where a grant ends.
 */
export async function requireBalance(
  tx: Tx,
  actor: Actor,
  employeeId: string,
  kind: 'annual' | 'compensatory',
  days: readonly DayHalves[],
): Promise<DayHalves[]> {
  const lent = await readSetting(tx, negativeLeave)
  if (!lent.includes(kind)) return requireLeft(tx, actor, employeeId, kind, days)
  return piecesOf(countedOf(await entriesOf(tx, actor, [employeeId]), kind), days)
}

/** Refuses what is not left. Locks the file, so that two requests do not use the same days. */
export async function requireLeft(
  tx: Tx,
  actor: Actor,
  employeeId: string,
  kind: 'annual' | 'compensatory',
  days: readonly DayHalves[],
): Promise<DayHalves[]> {
  await workforce(tx)
    .selectFrom('workforce.employee')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', employeeId)
    .forNoKeyUpdate()
    .execute()
  const entries = countedOf(await entriesOf(tx, actor, [employeeId]), kind)
  const pieces = piecesOf(entries, days)
  const left = shortOf(entries, pieces)
  if (left !== null) throw refuse.leaveBalanceShort({ left: daysText(left), wanted: daysText(sumHalves(days)) })
  return pieces
}

async function requireFree(tx: Tx, actor: Actor, employeeId: string, input: Fields): Promise<void> {
  const clash = await workforce(tx)
    .selectFrom('workforce.leave')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('employeeId', '=', employeeId)
    .where('state', 'in', ['asked', 'approved'])
    .where(sql<boolean>`tsrange(from_on + case from_part when 'pm' then time '12:00' else time '00:00' end,
        to_on + case to_part when 'am' then time '12:00' else time '23:59' end)
      && tsrange(${input.fromOn}::date + ${input.fromPart === 'pm' ? '12:00' : '00:00'}::time,
        ${input.toOn}::date + ${input.toPart === 'am' ? '12:00' : '23:59'}::time)`)
    .executeTakeFirst()
  if (clash) throw refuse.leaveOverlaps()
}

/** The accounts of the heads of a team and of the teams above it: who decides. */
export async function headAccounts(tx: Tx, actor: Actor, teamId: string): Promise<string[]> {
  const { rows } = await sql<{ accountId: string }>`
    with recursive above as (
      select id, parent_id, head_id from workforce.team where tenant_id = ${tenantOf(actor)} and id = ${teamId}::uuid
      union select t.id, t.parent_id, t.head_id from workforce.team t join above a on t.id = a.parent_id where t.tenant_id = ${tenantOf(actor)})
    select distinct e.account_id as "accountId" from above a join workforce.employee e on e.tenant_id = ${tenantOf(actor)} and e.id = a.head_id
    where e.account_id is not null`.execute(workforce(tx))
  return rows.map(row => row.accountId)
}

/** Takes back what is not decided. Errors: workforce.wrong_state. */
export async function withdrawLeave(
  tx: Tx,
  actor: Actor,
  { leaveId }: RequestOf<typeof contract.withdrawLeave>,
): Promise<Leave> {
  const me = await myEmployee(tx, actor)
  const row = me && (await lockLeave(tx, actor, leaveId))
  if (!me || row?.employeeId !== me.id) throw platformRefuse.notFound()
  if (row.state !== 'asked') throw refuse.wrongState({ state: row.state })
  await setLeave(tx, actor, leaveId, { state: 'withdrawn' })
  return readLeave(tx, actor, leaveId)
}

/** The row, locked for a step; undefined where there is none. */
export function lockLeave(tx: Tx, actor: Actor, leaveId: string) {
  return workforce(tx)
    .selectFrom('workforce.leave')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', leaveId)
    .forUpdate()
    .executeTakeFirst()
}

/** Writes a step of a leave and tells the employee of it. */
export async function setLeave(
  tx: Tx,
  actor: Actor,
  leaveId: string,
  set: { state: Leave['state']; note?: string | null; decidedAt?: Date; decidedBy?: string },
): Promise<void> {
  const row = await workforce(tx)
    .updateTable('workforce.leave')
    .set(set)
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', leaveId)
    .returning(['employeeId', 'communityId'])
    .executeTakeFirstOrThrow()
  const accountIds = await accountsOf(tx, actor, [row.employeeId])
  await publish(tx, leaveChanged, { communityId: row.communityId ?? undefined, leaveId, state: set.state, accountIds })
}
