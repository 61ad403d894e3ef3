import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { Told } from '../../platform/module.ts'
import { facts } from '../../workforce/index.ts'
import { type NoticeInput, notify, toldBy } from './notify-accounts.ts'

/** A certificate expires, or has: the employee, the head of the team and who keeps the files are told, each once. */
export async function tellCertificate(
  tx: Tx,
  actor: Actor,
  event: {
    communityId?: string | undefined
    certificateId: string
    employeeId: string
    daysLeft: number
    accountIds: string[]
  },
  told: Told,
): Promise<void> {
  const certificate = await facts.certificate(tx, actor, event.certificateId)
  if (!certificate) return
  const { employeeName: name, title, validUntil: until } = certificate
  const kind = event.daysLeft < 0 ? 'certificate-expired' : 'certificate-expiring'
  const params = { name, title, until, days: String(event.daysLeft) }
  const about = { kind: 'employee', id: event.employeeId } as const
  const communityId = event.communityId ?? null
  const notice: NoticeInput = {
    ...toldBy(told),
    ...{ id: newId(), kind, params, about },
    to: { permission: 'workforce.staff.manage', communityId },
  }
  const also = event.accountIds.length > 0 ? [{ ...notice, to: { staffIds: event.accountIds } }] : []
  await notify(tx, actor, [notice, ...also])
}
