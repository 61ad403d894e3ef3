import type { workforce as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { requireSomebodyElse } from '../../platform/duties.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { keyset, pageOfRows, pageRows, type SortColumn } from '../../platform/page.ts'
import { addDays, monthRange } from '../../platform/period.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { correctionChanged } from '../events.ts'
import { headAccounts } from '../leave/ask-leave.ts'
import { accountsOf } from '../rota/change-rota.ts'
import { requireOpenMonths } from '../rota/rota-ground.ts'
import { myEmployee } from '../rota/rota-view.ts'
import { workforce } from '../tables.ts'
import { sumDays } from './attendance.ts'
import { countedDays } from './attendance-view.ts'

type Correction = ResponseOf<typeof contract.listCorrections>['items'][number]

const SORTS: Record<string, SortColumn> = {
  state: { by: sql`array_position(array['asked', 'approved', 'refused', 'withdrawn'], c.state)`, type: 'int' },
  day: { by: sql`c.day`, type: 'date' },
}

function corrections(tx: Tx, actor: Actor) {
  return workforce(tx)
    .selectFrom('workforce.correction as c')
    .innerJoin('workforce.employee as e', join =>
      join.onRef('e.tenantId', '=', 'c.tenantId').onRef('e.id', '=', 'c.employeeId'),
    )
    .innerJoin('workforce.team as t', join =>
      join.onRef('t.tenantId', '=', 'c.tenantId').onRef('t.id', '=', 'c.teamId'),
    )
    .where('c.tenantId', '=', tenantOf(actor))
}

function withColumns(query: ReturnType<typeof corrections>) {
  return query.select([
    ...([
      'c.id',
      'c.employeeId',
      'e.name as employeeName',
      't.name as teamName',
      'c.day',
      'c.inAt',
      'c.outAt',
    ] as const),
    ...(['c.reason', 'c.askedAt', 'c.decidedAt', 'c.decidedBy', 'c.note'] as const),
    sql<Correction['state']>`c.state`.as('state'),
  ])
}

/** Corrections, what waits first. */
export async function listCorrections(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listCorrections>,
): Promise<ResponseOf<typeof contract.listCorrections>> {
  const { communityId, teamId, state } = input
  const keys = keyset(input, sql<string>`c.id`, SORTS, 'state')
  const matching = corrections(tx, actor)
    .$if(communityId !== undefined, query => query.where('c.communityId', '=', communityId ?? ''))
    .$if(teamId !== undefined, query => query.where('c.teamId', '=', teamId ?? ''))
    .$if(state !== undefined, query => query.where('c.state', '=', state ?? ''))
  const rows = await pageRows(withColumns(matching), keys, input)
  const { count } = await matching.select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
  return pageOfRows(input, rows, count, 'state')
}

async function readCorrection(tx: Tx, actor: Actor, id: string): Promise<Correction> {
  const row = await withColumns(corrections(tx, actor)).where('c.id', '=', id).executeTakeFirst()
  if (!row) throw platformRefuse.notFound()
  return row
}

/** Asks for a correction of a day that has begun. Errors: workforce.correction_times_wrong, correction_waiting, month_locked. */
export async function askCorrection(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.askCorrection>,
): Promise<Correction> {
  const me = await myEmployee(tx, actor)
  if (!me) throw refuse.noStaffFile()
  const { id, day, inAt, outAt, reason } = input
  if (timesWrong(input)) throw refuse.correctionTimesWrong()
  await requireOpenMonths(tx, actor, [me.teamId], [day.slice(0, 7)])
  const waiting = await workforce(tx)
    .selectFrom('workforce.correction')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('employeeId', '=', me.id)
    .where('day', '=', day)
    .where('state', '=', 'asked')
    .executeTakeFirst()
  if (waiting) throw refuse.correctionWaiting()
  await workforce(tx)
    .insertInto('workforce.correction')
    .values({
      ...{ tenantId: tenantOf(actor), id, employeeId: me.id, teamId: me.teamId, communityId: me.communityId },
      ...{ day, inAt, outAt, reason, askedAt: now(), askedBy: accountOf(actor) },
    })
    .execute()
  const accountIds = await headAccounts(tx, actor, me.teamId)
  await publish(tx, correctionChanged, {
    ...{ communityId: me.communityId ?? undefined, correctionId: id, state: 'asked', accountIds },
  })
  return readCorrection(tx, actor, id)
}

/** A time lies on the day or, of a night, the next one; in before out; nothing of the future. */
function timesWrong({ day, inAt, outAt }: Pick<Correction, 'day' | 'inAt' | 'outAt'>): boolean {
  if ((inAt === null && outAt === null) || day > today()) return true
  if (inAt !== null && outAt !== null && inAt >= outAt) return true
  const [from, to] = [new Date(`${day}T00:00:00+08:00`), new Date(`${addDays(day, 2)}T00:00:00+08:00`)]
  return [inAt, outAt].some(at => at !== null && (at < from || at >= to || at > now()))
}

/** Approves a correction, which then counts, or refuses it. Not one's own. Errors: workforce.wrong_state, month_locked. */
export async function decideCorrection(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.decideCorrection>,
): Promise<Correction> {
  requireWholeCommunities(actor)
  const row = await workforce(tx)
    .selectFrom('workforce.correction')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.correctionId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw platformRefuse.notFound()
  requireSomebodyElse(actor, row.askedBy)
  if (row.state !== 'asked') throw refuse.wrongState({ state: row.state })
  await requireOpenMonths(tx, actor, [row.teamId], [row.day.slice(0, 7)])
  const state = input.approve ? 'approved' : 'refused'
  await workforce(tx)
    .updateTable('workforce.correction')
    .set({ state, decidedAt: now(), decidedBy: actor.name, note: input.note || null })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', row.id)
    .execute()
  const accountIds = await accountsOf(tx, actor, [row.employeeId])
  await publish(tx, correctionChanged, {
    ...{ communityId: row.communityId ?? undefined, correctionId: row.id, state, accountIds },
  })
  return readCorrection(tx, actor, row.id)
}

/** My attendance of a month with my corrections. An account without a staff file has none. */
export async function readMyAttendance(
  tx: Tx,
  actor: Actor,
  { month }: RequestOf<typeof contract.readMyAttendance>,
): Promise<ResponseOf<typeof contract.readMyAttendance>> {
  const me = await myEmployee(tx, actor)
  if (!me) return { month, locked: false, days: [], sums: sumDays([]), corrections: [] }
  const range = monthRange(month)
  const days = (await countedDays(tx, actor, [me.id], range)).get(me.id) ?? []
  const locked = await workforce(tx)
    .selectFrom('workforce.attendanceMonth')
    .select('month')
    .where('tenantId', '=', tenantOf(actor))
    .where('teamId', '=', me.teamId)
    .where('month', '=', month)
    .executeTakeFirst()
  const asked = await withColumns(corrections(tx, actor))
    .where('c.employeeId', '=', me.id)
    .where('c.day', '>=', range.from)
    .where('c.day', '<=', range.to)
    .orderBy('c.day', 'desc')
    .execute()
  const past = days.filter(day => day.day <= today())
  return { month, locked: locked !== undefined, days: past, sums: sumDays(past), corrections: asked }
}
