import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { Told } from '../../platform/module.ts'
import { facts } from '../../workforce/index.ts'
import { notify, toldBy } from './notify-accounts.ts'

/** A month of a team is published: who has duties in it is told. */
export async function tellRotaPublished(
  tx: Tx,
  actor: Actor,
  { teamId, month, accountIds }: { teamId: string; month: string; accountIds: string[] },
  told: Told,
): Promise<void> {
  if (accountIds.length === 0) return
  const { name: team } = await facts.team(tx, actor, teamId)
  const about = { kind: 'rota', id: teamId } as const
  await notify(tx, actor, {
    ...toldBy(told),
    kind: 'rota-published',
    params: { team, month },
    about,
    to: { staffIds: accountIds },
  })
}

/** A published rota was changed: those whose duties changed are told. */
export async function tellRotaChanged(
  tx: Tx,
  actor: Actor,
  event: { teamId: string; months: string[]; published: boolean; accountIds: string[] },
  told: Told,
): Promise<void> {
  if (!event.published || event.accountIds.length === 0) return
  const { name: team } = await facts.team(tx, actor, event.teamId)
  const params = { team, month: event.months.join('、') }
  const about = { kind: 'rota', id: event.teamId } as const
  await notify(tx, actor, { ...toldBy(told), kind: 'rota-changed', params, about, to: { staffIds: event.accountIds } })
}
