import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { Told } from '../../platform/module.ts'
import { facts } from '../../workforce/index.ts'
import { closeNotices } from './close-notices.ts'
import { notify, toldBy } from './notify-accounts.ts'

const ANSWERS = { approved: 'leave-approved', refused: 'leave-refused', cancelled: 'leave-cancelled' } as const

/** Who may approve leave is told that it waits; the employee is told the answer. */
export async function tellLeave(
  tx: Tx,
  actor: Actor,
  event: { communityId?: string | undefined; leaveId: string; state: string; accountIds: string[] },
  told: Told,
): Promise<void> {
  const leave = await facts.leave(tx, actor, event.leaveId)
  const about = { kind: 'leave', id: leave.id } as const
  const params = {
    ...{ name: leave.employeeName, from: leave.fromOn, to: leave.toOn, days: leave.days, reason: leave.reason },
    note: leave.note ?? '',
  }
  if (event.state === 'asked')
    return notify(tx, actor, {
      ...toldBy(told),
      ...{ kind: 'leave-asked', params, about },
      to: { permission: 'workforce.leave.approve', communityId: event.communityId ?? null },
    })
  await closeNotices(tx, actor, { kinds: ['leave-asked'], about })
  const kind = Object.hasOwn(ANSWERS, event.state) ? ANSWERS[event.state as keyof typeof ANSWERS] : null
  if (kind === null || event.accountIds.length === 0) return
  await notify(tx, actor, { ...toldBy(told), kind, params, about, to: { staffIds: event.accountIds } })
}
