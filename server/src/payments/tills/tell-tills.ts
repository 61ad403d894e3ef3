import { closeNotices, notify } from '../../messaging/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { formatYuan } from '../../platform/money.ts'
import { payments } from '../tables.ts'
import type { HandOverView } from './hand-over-view.ts'
import type { Till } from './own-till.ts'

/** A day was closed: who may sign it off is told; not its cashier. */
export async function tellCloseWaits(
  tx: Tx,
  actor: Actor,
  till: Till,
  close: { id: string; day: string; countedFen: bigint; differenceFen: bigint },
): Promise<void> {
  const { communityId, cashierId, cashierName: cashier } = till
  const community = await nameOf(tx, actor, communityId)
  const { id, day, countedFen, differenceFen } = close
  await notify(tx, actor, {
    ...{ kind: 'day-close-waiting', onceADay: true, except: cashierId },
    params: { community, cashier, day, amount: formatYuan(countedFen), difference: formatYuan(differenceFen) },
    about: { kind: 'day-close', id },
    to: { permission: 'payments.tills.sign', communityId, whole: true },
  })
}

/** Signed off: it waits for nobody any more. */
export async function closeCloseNotices(tx: Tx, actor: Actor, dayCloseId: string): Promise<void> {
  await closeNotices(tx, actor, { kinds: ['day-close-waiting'], about: { kind: 'day-close', id: dayCloseId } })
}

/** A shift was handed over: the next cashier is told that its cash waits to be counted. */
export async function tellHandOver(
  tx: Tx,
  actor: Actor,
  { communityId }: Pick<Till, 'communityId'>,
  { id, fromName, countedFen, toId }: Pick<HandOverView, 'id' | 'fromName' | 'countedFen'> & { toId: string },
): Promise<void> {
  const community = await nameOf(tx, actor, communityId)
  await notify(tx, actor, {
    kind: 'hand-over-waiting',
    params: { community, communityId, asker: fromName, amount: formatYuan(countedFen) },
    about: { kind: 'hand-over', id },
    to: { staffIds: [toId] },
  })
}

/** Accepted, or taken back: it waits for nobody any more. */
export async function closeHandOverNotice(tx: Tx, actor: Actor, handOverId: string): Promise<void> {
  await closeNotices(tx, actor, { kinds: ['hand-over-waiting'], about: { kind: 'hand-over', id: handOverId } })
}

async function nameOf(tx: Tx, actor: Actor, communityId: string): Promise<string> {
  const { name } = await payments(tx)
    .selectFrom('registry.publicCommunity')
    .select('name')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', communityId)
    .executeTakeFirstOrThrow()
  return name
}
