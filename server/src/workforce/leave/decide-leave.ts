import type { workforce as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { requireSomebodyElse } from '../../platform/duties.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { monthsFromTo } from '../../platform/period.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { requireOpenMonths } from '../rota/rota-ground.ts'
import { workforce } from '../tables.ts'
import { countLeaveDays, lockLeave, requireBalance, requireLeft, setLeave } from './ask-leave.ts'
import { daysText, halvesOf, takenBy } from './balance.ts'
import { countedOf, entriesOf } from './leave-entries-view.ts'
import { balancesOf, type Leave, readLeave } from './leave-view.ts'
import { type DayHalves, type LeaveSpan, sumHalves } from './span.ts'

type Row = NonNullable<Awaited<ReturnType<typeof lockLeave>>>

function counted(row: Row): row is Row & { kind: 'annual' | 'compensatory' } {
  return row.kind === 'annual' || row.kind === 'compensatory'
}

/** Approves leave, which uses the balance, or refuses it. Neither the employee nor who entered it decides. Errors: workforce.wrong_state, leave_balance_short. */
export async function decideLeave(tx: Tx, actor: Actor, input: RequestOf<typeof contract.decideLeave>): Promise<Leave> {
  requireWholeCommunities(actor)
  const row = await lockLeave(tx, actor, input.leaveId)
  if (!row) throw platformRefuse.notFound()
  requireSomebodyElse(actor, row.askedBy)
  requireSomebodyElse(actor, await accountIdOf(tx, actor, row.employeeId))
  if (row.state !== 'asked') throw refuse.wrongState({ state: row.state })
  if (input.approve) {
    await requireOpenMonths(tx, actor, [row.teamId], monthsFromTo(row.fromOn.slice(0, 7), row.toOn.slice(0, 7)))
    if (counted(row)) {
      for (const { day, halves } of await requireBalance(
        tx,
        actor,
        row.employeeId,
        row.kind,
        await daysOf(tx, actor, row),
      ))
        await enter(tx, actor, row, { halves: -halves, usedOn: day, reason: `${row.fromOn} – ${row.toOn}` })
    }
  }
  await setLeave(tx, actor, row.id, {
    ...{ state: input.approve ? 'approved' : 'refused', decidedAt: now(), decidedBy: actor.name },
    note: input.note || null,
  })
  return readLeave(tx, actor, row.id)
}

/** The days that a request counted; where the rota has changed since, what was asked for is taken as a whole all the same. */
async function daysOf(tx: Tx, actor: Actor, row: Row): Promise<DayHalves[]> {
  const days = await countLeaveDays(tx, actor, row.employeeId, spanOf(row))
  const wanted = halvesOf(row.days)
  return sumHalves(days) === wanted ? days : [{ day: row.fromOn, halves: wanted }]
}

function spanOf(row: Row) {
  const { fromPart, toPart, kind, fromOn, toOn } = row
  return { fromOn, toOn, kind, fromPart, toPart } as LeaveSpan & Pick<Leave, 'kind'>
}

/**
 * Cancels approved leave: its days go back to the grants that they came from, and end with these. Neither the employee nor who entered it
 * cancels it. Errors: workforce.wrong_state, platform.own_request.
 */
export async function cancelLeave(tx: Tx, actor: Actor, input: RequestOf<typeof contract.cancelLeave>): Promise<Leave> {
  requireWholeCommunities(actor)
  const row = await lockLeave(tx, actor, input.leaveId)
  if (!row) throw platformRefuse.notFound()
  requireSomebodyElse(actor, row.askedBy)
  requireSomebodyElse(actor, await accountIdOf(tx, actor, row.employeeId))
  if (row.state !== 'approved') throw refuse.wrongState({ state: row.state })
  await requireOpenMonths(tx, actor, [row.teamId], monthsFromTo(row.fromOn.slice(0, 7), row.toOn.slice(0, 7)))
  if (counted(row)) {
    const entries = countedOf(await entriesOf(tx, actor, [row.employeeId]), row.kind)
    for (const back of takenBy(entries, row.id)) await enter(tx, actor, row, { ...back, reason: input.reason })
  }
  await setLeave(tx, actor, row.id, { state: 'cancelled', note: input.reason })
  return readLeave(tx, actor, row.id)
}

/** Grants days, or takes some back that are left. Nobody grants to themselves. */
export async function grantLeave(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.grantLeave>,
): Promise<ResponseOf<typeof contract.grantLeave>> {
  requireWholeCommunities(actor)
  const employee = await workforce(tx)
    .selectFrom('workforce.employee')
    .select(['id', 'communityId', 'accountId'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.employeeId)
    .executeTakeFirst()
  if (!employee) throw platformRefuse.notFound()
  if (employee.accountId !== null) requireSomebodyElse(actor, employee.accountId)
  const halves = halvesOf(input.days)
  if (halves === 0) throw refuse.leaveNoDays()
  if (halves < 0) await requireLeft(tx, actor, employee.id, input.kind, [{ day: today(), halves: -halves }])
  await workforce(tx)
    .insertInto('workforce.leaveEntry')
    .values({
      ...{ tenantId: tenantOf(actor), id: input.id, employeeId: employee.id, communityId: employee.communityId },
      ...{ kind: input.kind, days: daysText(halves), validUntil: input.validUntil, reason: input.reason },
      ...{ at: now(), actorName: actor.name },
    })
    .execute()
  return { balances: (await balancesOf(tx, actor, employee.id)).balances }
}

async function enter(
  tx: Tx,
  actor: Actor,
  row: Row,
  entry: { halves: number; reason: string; usedOn?: string; validUntil?: string | null },
): Promise<void> {
  const { employeeId, communityId, kind } = row
  await workforce(tx)
    .insertInto('workforce.leaveEntry')
    .values({
      ...{ tenantId: tenantOf(actor), id: newId(), employeeId, communityId, kind, leaveId: row.id },
      ...{ days: daysText(entry.halves), usedOn: entry.usedOn ?? null, validUntil: entry.validUntil ?? null },
      ...{ reason: entry.reason, at: now(), actorName: actor.name },
    })
    .execute()
}

async function accountIdOf(tx: Tx, actor: Actor, employeeId: string): Promise<string> {
  const row = await workforce(tx)
    .selectFrom('workforce.employee')
    .select('accountId')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', employeeId)
    .executeTakeFirstOrThrow()
  return row.accountId ?? ''
}
