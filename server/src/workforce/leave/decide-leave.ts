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
import { lockLeave, requireBalance, requireLeft, setLeave } from './ask-leave.ts'
import { daysText, halvesOf } from './balance.ts'
import { balancesOf, type Leave, readLeave } from './leave-view.ts'

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
      const halves = halvesOf(row.days)
      await requireBalance(tx, actor, row.employeeId, row.kind, halves, row.fromOn)
      await enter(tx, actor, row, row.kind, daysText(-halves), `${row.fromOn} – ${row.toOn}`)
    }
  }
  await setLeave(tx, actor, row.id, {
    ...{ state: input.approve ? 'approved' : 'refused', decidedAt: now(), decidedBy: actor.name },
    note: input.note || null,
  })
  return readLeave(tx, actor, row.id)
}

/** Cancels approved leave: the days come back. Errors: workforce.wrong_state. */
export async function cancelLeave(tx: Tx, actor: Actor, input: RequestOf<typeof contract.cancelLeave>): Promise<Leave> {
  requireWholeCommunities(actor)
  const row = await lockLeave(tx, actor, input.leaveId)
  if (!row) throw platformRefuse.notFound()
  if (row.state !== 'approved') throw refuse.wrongState({ state: row.state })
  await requireOpenMonths(tx, actor, [row.teamId], monthsFromTo(row.fromOn.slice(0, 7), row.toOn.slice(0, 7)))
  if (counted(row)) await enter(tx, actor, row, row.kind, daysText(halvesOf(row.days)), input.reason)
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
  if (halves < 0) await requireLeft(tx, actor, employee.id, input.kind, -halves, today())
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
  kind: 'annual' | 'compensatory',
  days: string,
  reason: string,
): Promise<void> {
  await workforce(tx)
    .insertInto('workforce.leaveEntry')
    .values({
      ...{
        tenantId: tenantOf(actor),
        id: newId(),
        employeeId: row.employeeId,
        communityId: row.communityId,
        kind,
        days,
      },
      ...{ reason, leaveId: row.id, at: now(), actorName: actor.name },
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
