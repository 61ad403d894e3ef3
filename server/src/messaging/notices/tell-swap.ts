import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { Told } from '../../platform/module.ts'
import { facts } from '../../workforce/index.ts'
import { closeNotices } from './close-notices.ts'
import { notify, toldBy } from './notify-accounts.ts'

const TOLD = {
  asked: 'swap-asked',
  declined: 'swap-declined',
  approved: 'swap-approved',
  refused: 'swap-refused',
} as const

/** The other side of a swap is told of each step; once both agree, who may approve it. */
export async function tellSwap(
  tx: Tx,
  actor: Actor,
  event: { communityId?: string | undefined; swapId: string; state: string; accountIds: string[] },
  told: Told,
): Promise<void> {
  const swap = await facts.swap(tx, actor, event.swapId)
  const about = { kind: 'swap', id: swap.id } as const
  const params = {
    ...{ name: swap.askerName, partner: swap.partnerName, day: swap.askerDay, shift: swap.askerShift },
    ...{ reason: swap.reason, note: swap.note ?? '' },
  }
  // Each step answers what waited before it.
  if (event.state !== 'asked') await closeNotices(tx, actor, { kinds: ['swap-asked', 'swap-waiting'], about })
  if (event.state === 'accepted')
    return notify(tx, actor, {
      ...toldBy(told),
      ...{ kind: 'swap-waiting', params, about },
      to: { permission: 'workforce.rota.manage', communityId: event.communityId ?? null },
    })
  const kind = Object.hasOwn(TOLD, event.state) ? TOLD[event.state as keyof typeof TOLD] : null
  if (kind === null || event.accountIds.length === 0) return
  await notify(tx, actor, { ...toldBy(told), kind, params, about, to: { staffIds: event.accountIds } })
}
