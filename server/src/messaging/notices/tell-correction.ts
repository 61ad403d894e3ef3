import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { Told } from '../../platform/module.ts'
import { facts } from '../../workforce/index.ts'
import { closeNotices } from './close-notices.ts'
import { notify, toldBy } from './notify-accounts.ts'

const ANSWERS = { approved: 'correction-approved', refused: 'correction-refused' } as const

/** Who may approve a correction is told that it waits; the employee is told the answer. */
export async function tellCorrection(
  tx: Tx,
  actor: Actor,
  event: { communityId?: string | undefined; correctionId: string; state: string; accountIds: string[] },
  told: Told,
): Promise<void> {
  const correction = await facts.correction(tx, actor, event.correctionId)
  if (!correction) return
  const about = { kind: 'correction', id: event.correctionId } as const
  const params = { name: correction.employeeName, day: correction.day, note: correction.note ?? '' }
  if (event.state === 'asked')
    return notify(tx, actor, {
      ...toldBy(told),
      ...{ kind: 'correction-asked', params, about },
      to: { permission: 'workforce.attendance.manage', communityId: event.communityId ?? null },
    })
  await closeNotices(tx, actor, { kinds: ['correction-asked'], about })
  const kind = Object.hasOwn(ANSWERS, event.state) ? ANSWERS[event.state as keyof typeof ANSWERS] : null
  if (kind === null || event.accountIds.length === 0) return
  await notify(tx, actor, { ...toldBy(told), kind, params, about, to: { staffIds: event.accountIds } })
}
