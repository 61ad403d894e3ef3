import type { portal as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { ENDED_STATES, OPEN_STATES, openOrder, orderPage } from '../../service-desk/index.ts'
import { portal } from '../tables.ts'

/** Repairs of my households, newest first. */
export async function listMyOrders(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listMyOrders>,
): Promise<ResponseOf<typeof contract.listMyOrders>> {
  const { state, ...page } = input
  const states = state === 'open' ? OPEN_STATES : state === 'closed' ? ENDED_STATES : undefined
  return orderPage(tx, actor, { ...page, states })
}

/** Reports a repair in a household of mine; another's is not there. Errors: platform.not_found, service-desk.id_taken. */
export async function reportMyOrder(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.reportMyOrder>,
): Promise<ResponseOf<typeof contract.reportMyOrder>> {
  const premises = await portal(tx)
    .selectFrom('registry.publicPremises')
    .select('communityId')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.premisesId)
    .executeTakeFirst()
  if (!premises) throw refuse.notFound()
  return openOrder(tx, actor, { ...input, communityId: premises.communityId, reporterName: actor.name })
}
