import type { analytics as contract, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { requireCommunity } from '../../registry/index.ts'
import type { Asked } from './asked.ts'
import { arrearsByBuilding, collectedByDay, moneyByMonth, moneyTotals } from './money-view.ts'
import { orderNumbers } from './order-numbers-view.ts'

type Dashboard = ResponseOf<typeof contract.dashboard>

/**
 * The manager's page, computed now from what the modules publish; the walls of the database keep it to the caller's communities.
 * Errors: platform.not_found for a community out of sight.
 */
export async function dashboard(tx: Tx, actor: Actor, input: { communityId?: string }): Promise<Dashboard> {
  const asked: Asked = { tenantId: tenantOf(actor), communityId: input.communityId ?? null }
  if (asked.communityId !== null) await requireCommunity(tx, actor, asked.communityId)
  return {
    ...(await moneyTotals(tx, asked)),
    byMonth: await moneyByMonth(tx, asked),
    collectedByDay: await collectedByDay(tx, asked),
    arrearsByBuilding: await arrearsByBuilding(tx, asked),
    ...(await orderNumbers(tx, asked)),
  }
}
