import type { workforce as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { requireWholeCompany } from '../company-wide.ts'
import { refuse } from '../errors.ts'
import { workforce } from '../tables.ts'
import { spanOf } from './shift.ts'
import { calendarDays, readShift, readShiftPattern, type Shift, type ShiftPattern, yearVersion } from './shift-view.ts'

type Fields = Pick<
  RequestOf<typeof contract.createShift>,
  'code' | 'name' | 'colour' | 'startsAt' | 'endsAt' | 'breakMinutes'
>

/** Adds a shift of the company. Errors: workforce.shift_code_taken, shift_too_long (all break). */
export async function createShift(tx: Tx, actor: Actor, input: RequestOf<typeof contract.createShift>): Promise<Shift> {
  requireWholeCompany(actor)
  const added = await workforce(tx)
    .insertInto('workforce.shift')
    .values({ tenantId: tenantOf(actor), id: input.id, ...columnsOf(input) })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refuse.shiftCodeTaken()
  return readShift(tx, actor, input.id)
}

/** Changes a shift. Duties keep the times they were planned with. */
export async function editShift(tx: Tx, actor: Actor, input: RequestOf<typeof contract.editShift>): Promise<Shift> {
  const before = await readShift(tx, actor, input.shiftId)
  requireWholeCompany(actor)
  const twin = await workforce(tx)
    .selectFrom('workforce.shift')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('code', '=', input.code)
    .where('id', '<>', input.shiftId)
    .executeTakeFirst()
  if (twin) throw refuse.shiftCodeTaken()
  const changed = await workforce(tx)
    .updateTable('workforce.shift')
    .set({ ...columnsOf(input), active: input.active, version: input.version + 1 })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.shiftId)
    .where('version', '=', input.version)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw platformRefuse.changedMeanwhile({ version: before.version })
  const after = await readShift(tx, actor, input.shiftId)
  recordChanges(tx, before, after)
  return after
}

function columnsOf({ code, name, colour, startsAt, endsAt, breakMinutes }: Fields) {
  const span = spanOf(startsAt, endsAt)
  if (span.endMinute - span.startMinute <= breakMinutes) throw refuse.shiftTooLong()
  return { code, name, colour, breakMinutes, ...span }
}

/** Adds a rotation of shifts. Errors: not found (a shift). */
export async function createShiftPattern(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.createShiftPattern>,
): Promise<ShiftPattern> {
  await requireShifts(tx, actor, input.shiftIds)
  requireWholeCompany(actor)
  await workforce(tx)
    .insertInto('workforce.shiftPattern')
    .values({ tenantId: tenantOf(actor), id: input.id, name: input.name, shiftIds: input.shiftIds as string[] })
    .execute()
  return readShiftPattern(tx, actor, input.id)
}

/** Changes a rotation; the days it filled stay. */
export async function editShiftPattern(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.editShiftPattern>,
): Promise<ShiftPattern> {
  const before = await readShiftPattern(tx, actor, input.patternId)
  await requireShifts(tx, actor, input.shiftIds)
  requireWholeCompany(actor)
  const { name, shiftIds, active, version } = input
  const changed = await workforce(tx)
    .updateTable('workforce.shiftPattern')
    .set({ name, shiftIds: shiftIds as string[], active, version: version + 1 })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.patternId)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw platformRefuse.changedMeanwhile({ version: before.version })
  recordChanges(tx, before, { name, shiftIds, active })
  return readShiftPattern(tx, actor, input.patternId)
}

/** Refuses ids that are no shifts of the company; null is a day off. */
export async function requireShifts(tx: Tx, actor: Actor, ids: readonly (string | null)[]): Promise<void> {
  const wanted = [...new Set(ids.filter(id => id !== null))]
  if (wanted.length === 0) return
  const found = await workforce(tx)
    .selectFrom('workforce.shift')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', 'in', wanted)
    .execute()
  if (found.length !== wanted.length) throw platformRefuse.notFound()
}

/** Replaces the days of a year that differ from the week. Errors: workforce.calendar_year_wrong, platform.changed_meanwhile. */
export async function setCalendarDays(
  tx: Tx,
  actor: Actor,
  { year, days, version }: RequestOf<typeof contract.setCalendarDays>,
): Promise<ResponseOf<typeof contract.setCalendarDays>> {
  requireWholeCompany(actor)
  const [from, to] = [`${year}-01-01`, `${year}-12-31`]
  const unique = new Map(days.map(day => [day.day, day]))
  if (unique.size !== days.length || days.some(({ day }) => day < from || day > to)) throw refuse.calendarYearWrong()
  await claimYear(tx, actor, year, version)
  const before = await calendarDays(tx, actor, from, to)
  await workforce(tx)
    .deleteFrom('workforce.calendarDay')
    .where('tenantId', '=', tenantOf(actor))
    .where('day', '>=', from)
    .where('day', '<=', to)
    .execute()
  if (days.length > 0)
    await workforce(tx)
      .insertInto('workforce.calendarDay')
      .values(days.map(({ day, kind, name }) => ({ tenantId: tenantOf(actor), day, kind, name })))
      .execute()
  const items = await calendarDays(tx, actor, from, to)
  recordChanges(tx, { days: before }, { days: items })
  return { items, version: version + 1 }
}

/** Takes the next version of a year; the row is what two who save at once wait for. */
async function claimYear(tx: Tx, actor: Actor, year: number, version: number): Promise<void> {
  const tenantId = tenantOf(actor)
  const claimed =
    version === 0
      ? workforce(tx)
          .insertInto('workforce.calendarYear')
          .values({ tenantId, year, version: 1 })
          .onConflict(conflict => conflict.doNothing())
          .returning('version')
      : workforce(tx)
          .updateTable('workforce.calendarYear')
          .set({ version: version + 1 })
          .where('tenantId', '=', tenantId)
          .where('year', '=', year)
          .where('version', '=', version)
          .returning('version')
  if (!(await claimed.executeTakeFirst()))
    throw platformRefuse.changedMeanwhile({ version: await yearVersion(tx, actor, year) })
}
