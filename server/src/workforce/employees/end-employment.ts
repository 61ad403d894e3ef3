import type { workforce as contract, RequestOf, ResponseOf } from '@anju/contract'
import { z } from 'zod'
import { changeStaffState } from '../../identity/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { defineJob, enqueue } from '../../platform/jobs.ts'
import { addDays } from '../../platform/period.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { employmentEnded, staffChanged } from '../events.ts'
import { freeDutiesAfter } from '../rota/free-duties.ts'
import { workforce } from '../tables.ts'
import { type EmployeeDetail, readEmployee } from './employee-view.ts'

/**
 * Sets the last day: duties after it are freed, the account closes when the day has passed, and the modules to the right hear who
 * takes the work over. Nobody ends their own. Errors: workforce.last_day_wrong, hand_over_to_self, not_self.
 */
export async function endEmployment(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.endEmployment>,
): Promise<ResponseOf<typeof contract.endEmployment>> {
  requireWholeCommunities(actor)
  const { employeeId, lastDay, reason, handOverToId, version } = input
  const before = await readEmployee(tx, actor, { employeeId })
  if (before.accountId !== null && before.accountId === actor.id) throw refuse.notSelf()
  if (lastDay < before.employedFrom) throw refuse.lastDayWrong()
  if (handOverToId === employeeId) throw refuse.handOverToSelf()
  if (handOverToId !== null) await readEmployee(tx, actor, { employeeId: handOverToId })
  await change(tx, actor, before, version, { employedTo: lastDay, leavingReason: reason, handOverToId })
  recordChanges(
    tx,
    { employedTo: before.employedTo, leavingReason: before.leavingReason },
    { employedTo: lastDay, leavingReason: reason },
  )
  const freedDuties = await freeDutiesAfter(tx, actor, employeeId, lastDay)
  if (before.accountId !== null) await closeAccountAfter(tx, lastDay, employeeId)
  const { accountId, communityId } = before
  await publish(tx, employmentEnded, {
    ...{ employeeId, accountId, handOverToId, lastDay },
    communityId: communityId ?? undefined,
  })
  return { employee: await readEmployee(tx, actor, { employeeId }), freedDuties }
}

/** Takes the leaving back. An account that was closed meanwhile is opened again by who manages accounts. */
export async function resumeEmployment(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.resumeEmployment>,
): Promise<EmployeeDetail> {
  requireWholeCommunities(actor)
  const { employeeId } = input
  const before = await readEmployee(tx, actor, { employeeId })
  if (before.employedTo === null) throw refuse.notLeaving()
  await change(tx, actor, before, input.version, { employedTo: null, leavingReason: null, handOverToId: null })
  recordChanges<Pick<Leaving, 'employedTo'>>(tx, { employedTo: before.employedTo }, { employedTo: null })
  await publish(tx, staffChanged, { communityId: before.communityId ?? undefined, employeeId })
  return readEmployee(tx, actor, { employeeId })
}

interface Leaving {
  employedTo: string | null
  leavingReason: string | null
  handOverToId: string | null
}

async function change(tx: Tx, actor: Actor, before: EmployeeDetail, version: number, set: Leaving): Promise<void> {
  const changed = await workforce(tx)
    .updateTable('workforce.employee')
    .set({ ...set, version: version + 1 })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', before.id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw platformRefuse.changedMeanwhile({ version: before.version })
}

/** Midnight in Shanghai after a day. */
function dayAfter(day: string): Date {
  return new Date(`${addDays(day, 1)}T00:00:00+08:00`)
}

async function closeAccountAfter(tx: Tx, lastDay: string, employeeId: string): Promise<void> {
  const runAt = new Date(Math.max(dayAfter(lastDay).getTime(), now().getTime()))
  await enqueue(tx, closeAccount, { employeeId, lastDay }, { key: `close-account:${employeeId}`, runAt })
}

/** Closes the account of who has left, which ends the sessions. Does nothing when the last day was moved or taken back. */
export const closeAccount = defineJob(
  'workforce.closeAccount',
  z.object({ employeeId: z.uuid(), lastDay: z.iso.date() }),
  async (tx, actor, input) => {
    const employee = await workforce(tx)
      .selectFrom('workforce.employee')
      .select(['accountId', 'employedTo'])
      .where('tenantId', '=', tenantOf(actor))
      .where('id', '=', input.employeeId)
      .executeTakeFirst()
    const over = employee?.employedTo === input.lastDay && input.lastDay < today()
    if (!over || employee.accountId === null) return
    await changeStaffState(tx, actor, { staffId: employee.accountId, state: 'disabled' })
  },
)
