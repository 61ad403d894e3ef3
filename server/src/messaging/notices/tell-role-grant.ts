import { staffNews } from '../../identity/index.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { Told } from '../../platform/module.ts'
import { closeNotices } from './close-notices.ts'
import { notify, toldBy } from './notify-accounts.ts'

/** A role over money or users waits for a second administrator: those who may give roles are told, but not who asked. */
export async function tellRoleGrantAsked(tx: Tx, actor: Actor, event: { grantId: string }, told: Told): Promise<void> {
  const { staff, roleName: role, askedBy: asker, id } = await staffNews.readGrant(tx, actor, event.grantId)
  const about = { kind: 'role-grant', id } as const
  const params = { name: staff.name, role, asker }
  await notify(tx, actor, {
    ...toldBy(told),
    ...{ kind: 'role-grant-asked', params, about },
    to: { permission: 'identity.staff.manage', communityId: null },
  })
}

/** Who asked for a role is told what became of it. */
export async function tellRoleGrantDecided(
  tx: Tx,
  actor: Actor,
  event: { grantId: string },
  told: Told,
): Promise<void> {
  const grant = await staffNews.readGrant(tx, actor, event.grantId)
  const about = { kind: 'role-grant', id: grant.id } as const
  await closeNotices(tx, actor, { kinds: ['role-grant-asked'], about })
  if (grant.state !== 'approved' && grant.state !== 'refused') return
  const { staff, roleName: role, decidedBy, note } = grant
  await notify(tx, actor, {
    ...toldBy(told),
    ...{ kind: grant.state === 'approved' ? 'role-grant-approved' : 'role-grant-refused' },
    ...{ about, to: { staffIds: [grant.askedById] } },
    params: { name: staff.name, role, decider: decidedBy ?? '', note: note ?? '' },
  })
}
