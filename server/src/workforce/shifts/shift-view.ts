import type { workforce as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { workforce } from '../tables.ts'
import { DAY_MINUTES, timeOf } from './shift.ts'

export type Shift = ResponseOf<typeof contract.listShifts>['items'][number]
export type ShiftPattern = ResponseOf<typeof contract.listShiftPatterns>['items'][number]
type CalendarDays = ResponseOf<typeof contract.listCalendarDays>

/** The shifts of the company by their start, those out of use last. */
export async function listShifts(tx: Tx, actor: Actor): Promise<ResponseOf<typeof contract.listShifts>> {
  const rows = await shifts(tx, actor).orderBy(sql`active desc, start_minute, code`).execute()
  return { items: rows.map(toShift) }
}

/** One shift; otherwise not found. */
export async function readShift(tx: Tx, actor: Actor, shiftId: string): Promise<Shift> {
  const row = await shifts(tx, actor).where('id', '=', shiftId).executeTakeFirst()
  if (!row) throw refuse.notFound()
  return toShift(row)
}

function shifts(tx: Tx, actor: Actor) {
  return workforce(tx)
    .selectFrom('workforce.shift')
    .select(['id', 'code', 'name', 'startMinute', 'endMinute', 'breakMinutes', 'active', 'version'])
    .select(sql<Shift['colour']>`colour`.as('colour'))
    .where('tenantId', '=', tenantOf(actor))
}

type Found = Awaited<ReturnType<ReturnType<typeof shifts>['executeTakeFirstOrThrow']>>

function toShift({ startMinute, endMinute, ...row }: Found): Shift {
  return {
    ...row,
    startsAt: timeOf(startMinute),
    endsAt: timeOf(endMinute),
    overnight: endMinute > DAY_MINUTES,
    workMinutes: endMinute - startMinute - row.breakMinutes,
  }
}

/** The rotations of the company by name. */
export async function listShiftPatterns(tx: Tx, actor: Actor): Promise<ResponseOf<typeof contract.listShiftPatterns>> {
  const items = await patterns(tx, actor).orderBy(sql`active desc, name, id`).execute()
  return { items }
}

/** One rotation; otherwise not found. */
export async function readShiftPattern(tx: Tx, actor: Actor, patternId: string): Promise<ShiftPattern> {
  const row = await patterns(tx, actor).where('id', '=', patternId).executeTakeFirst()
  if (!row) throw refuse.notFound()
  return row
}

function patterns(tx: Tx, actor: Actor) {
  return workforce(tx)
    .selectFrom('workforce.shiftPattern')
    .select(['id', 'name', 'active', 'version'])
    .select(sql<(string | null)[]>`shift_ids`.as('shiftIds'))
    .where('tenantId', '=', tenantOf(actor))
}

/** The days of a year that differ from the week. */
export async function listCalendarDays(
  tx: Tx,
  actor: Actor,
  { year }: RequestOf<typeof contract.listCalendarDays>,
): Promise<CalendarDays> {
  const items = await calendarDays(tx, actor, `${year}-01-01`, `${year}-12-31`)
  return { items, version: await yearVersion(tx, actor, year) }
}

/** The version of the days of a year; 0 while nobody has saved it. */
export async function yearVersion(tx: Tx, actor: Actor, year: number): Promise<number> {
  const saved = await workforce(tx)
    .selectFrom('workforce.calendarYear')
    .select('version')
    .where('tenantId', '=', tenantOf(actor))
    .where('year', '=', year)
    .executeTakeFirst()
  return saved?.version ?? 0
}

/** The days between two, both included, that differ from the week. */
export function calendarDays(tx: Tx, actor: Actor, from: string, to: string): Promise<CalendarDays['items']> {
  return workforce(tx)
    .selectFrom('workforce.calendarDay')
    .select(['day', 'name'])
    .select(sql<'holiday' | 'workday'>`kind`.as('kind'))
    .where('tenantId', '=', tenantOf(actor))
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .execute()
}
