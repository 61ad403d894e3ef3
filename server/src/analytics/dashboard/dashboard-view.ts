import type { analytics as contract, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { analytics } from '../tables.ts'
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
  if (asked.communityId !== null) await requireCommunity(tx, asked.tenantId, asked.communityId)
  return {
    ...(await moneyTotals(tx, asked)),
    byMonth: await moneyByMonth(tx, asked),
    collectedByDay: await collectedByDay(tx, asked),
    arrearsByBuilding: await arrearsByBuilding(tx, asked),
    ...(await orderNumbers(tx, asked)),
  }
}

async function requireCommunity(tx: Tx, tenantId: string, communityId: string): Promise<void> {
  const community = await analytics(tx)
    .selectFrom('registry.publicCommunity')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('id', '=', communityId)
    .executeTakeFirst()
  if (!community) throw refuse.notFound()
}
