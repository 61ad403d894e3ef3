import type { payments as contract, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { requireCommunity } from '../../registry/index.ts'
import { payments } from '../tables.ts'
import { findUnclosedDay, isClosed, readOpenShift } from './my-till-view.ts'
import { dueOf } from './till.ts'
import { readTillCash } from './till-day-view.ts'

const MOST_TILLS = 100

/** The drawers of a community as they stand, by the name of their cashier. Errors: platform.not_found. */
export async function listTills(
  tx: Tx,
  actor: Actor,
  { communityId }: { communityId: string },
): Promise<ResponseOf<typeof contract.listTills>> {
  requireWholeCommunities(actor)
  await requireCommunity(tx, actor, communityId)
  const tills = await payments(tx)
    .selectFrom('payments.till')
    .select(['id', 'communityId', 'cashierId', 'cashierName', 'createdAt'])
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', communityId)
    .orderBy('cashierName')
    .orderBy('id')
    .limit(MOST_TILLS)
    .execute()
  const day = today()
  const items: ResponseOf<typeof contract.listTills>['items'] = []
  // A community has a handful of drawers.
  for (const till of tills) {
    const cash = await readTillCash(tx, actor, till, day)
    const shift = await readOpenShift(tx, actor, till.id)
    items.push({
      ...{ id: till.id, cashierId: till.cashierId, cashierName: till.cashierName, openedAt: shift?.openedAt ?? null },
      ...{ dueFen: dueOf(cash), takenFen: cash.takenFen, closed: await isClosed(tx, actor, till.id, day) },
      unclosedDay: await findUnclosedDay(tx, actor, till, day),
    })
  }
  return { items }
}
