import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { enqueue } from '../../platform/jobs.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { readGateway } from '../gateways/gateway-view.ts'
import { devices } from '../tables.ts'
import { takeMessages } from './take-messages.ts'

/** All that was refused of a gateway is looked at again. Answers how many. Errors: platform.not_found. */
export async function retakeMessages(
  tx: Tx,
  actor: Actor,
  { gatewayId }: { gatewayId: string },
): Promise<{ count: number }> {
  requireWholeCommunities(actor)
  const { communityId } = await readGateway(tx, actor, gatewayId)
  const { numUpdatedRows } = await devices(tx)
    .updateTable('devices.message')
    .set({ state: 'waiting', reason: null, decidedAt: null })
    .where('tenantId', '=', tenantOf(actor))
    .where('gatewayId', '=', gatewayId)
    .where('state', '=', 'refused')
    .executeTakeFirst()
  const count = Number(numUpdatedRows)
  if (count > 0) await enqueue(tx, takeMessages, { gatewayId, communityId }, { queue: `devices:${gatewayId}` })
  return { count }
}
