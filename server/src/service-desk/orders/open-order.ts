import type { serviceDesk as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { civilDateOf, now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { requireOwnFiles } from '../../platform/files/file-view.ts'
import { requireCommunity } from '../../registry/index.ts'
import { refuse } from '../errors.ts'
import { orderReported } from '../events.ts'
import { serviceDesk } from '../tables.ts'
import { logStep } from './change-order.ts'
import { dueTimes, orderNumber } from './order.ts'
import { readOrderById } from './order-view.ts'
import { tellParties } from './tell-parties.ts'

type OrderDetail = ResponseOf<typeof contract.readOrder>
export type OpenOrderInput = RequestOf<typeof contract.reportOrder>

/**
 * Opens an order in its community: checks the place and the photos, gives it the next number of the day and its due times.
 * `place` counts only where no premises is named. The same id again by the same reporter answers the order there is.
 * Errors: platform.not_found (place or photos), service-desk.place_missing, service-desk.id_taken.
 */
export async function openOrder(tx: Tx, actor: Actor, input: OpenOrderInput): Promise<OrderDetail> {
  const place = await placeOf(tx, actor, input)
  const reportedAt = now()
  const last = await lockCounter(tx, actor, input.communityId, civilDateOf(reportedAt))
  const existing = await reporterOf(tx, actor, input.id)
  if (existing !== null) {
    if (existing !== actor.id) throw refuse.idTaken()
    return readOrderById(tx, actor, { orderId: input.id })
  }
  await requireOwnFiles(tx, actor, input.photoIds, 'photo')
  await insertOrder(tx, actor, input, { place, reportedAt, sequence: last + 1 })
  const order = { id: input.id, communityId: input.communityId, premisesId: input.premisesId }
  await logStep(tx, actor, order, 'reported', { photoIds: input.photoIds })
  await publish(tx, orderReported, {
    communityId: input.communityId,
    orderId: input.id,
    ...(input.premisesId === null ? {} : { premisesId: input.premisesId }),
  })
  const number = orderNumber(civilDateOf(reportedAt), last + 1)
  await tellParties(tx, actor, { ...order, number, place, assigneeId: null }, 'report')
  return readOrderById(tx, actor, { orderId: input.id })
}

/** The label of the premises, or the words given for a public place; both must lie in the community and in sight. */
async function placeOf(tx: Tx, actor: Actor, input: OpenOrderInput): Promise<string> {
  if (input.premisesId !== null) {
    const premises = await serviceDesk(tx)
      .selectFrom('registry.publicPremises')
      .select('label')
      .where('tenantId', '=', tenantOf(actor))
      .where('communityId', '=', input.communityId)
      .where('id', '=', input.premisesId)
      .executeTakeFirst()
    if (!premises) throw platformRefuse.notFound()
    return premises.label
  }
  await requireCommunity(tx, actor, input.communityId)
  if (!input.place) throw refuse.placeMissing()
  return input.place
}

/**
 * Locks the day's counter of the community and answers its last number. Locked from here to the commit, so numbers have no
 * gaps and nobody else opens the same id meanwhile.
 */
async function lockCounter(tx: Tx, actor: Actor, communityId: string, day: string): Promise<number> {
  const { lastSequence } = await serviceDesk(tx)
    .insertInto('serviceDesk.orderCounter')
    .values({ tenantId: tenantOf(actor), communityId, day, lastSequence: 0 })
    .onConflict(conflict =>
      conflict
        .columns(['tenantId', 'communityId', 'day'])
        .doUpdateSet(set => ({ lastSequence: set.ref('serviceDesk.orderCounter.lastSequence') })),
    )
    .returning('lastSequence')
    .executeTakeFirstOrThrow()
  return lastSequence
}

async function reporterOf(tx: Tx, actor: Actor, orderId: string): Promise<string | null> {
  const order = await serviceDesk(tx)
    .selectFrom('serviceDesk.workOrder')
    .select('reporterId')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', orderId)
    .executeTakeFirst()
  return order?.reporterId ?? null
}

async function insertOrder(
  tx: Tx,
  actor: Actor,
  input: OpenOrderInput,
  { place, reportedAt, sequence }: { place: string; reportedAt: Date; sequence: number },
): Promise<void> {
  const tenantId = tenantOf(actor)
  const day = civilDateOf(reportedAt)
  const { id, communityId, premisesId, category, urgency, description, reporterName, photoIds } = input
  const inserted = await serviceDesk(tx)
    .insertInto('serviceDesk.workOrder')
    .values({
      ...{ tenantId, id, communityId, premisesId, category, urgency, description, reporterName, photoIds },
      number: orderNumber(day, sequence),
      place,
      state: 'reported',
      reporterKind: actor.kind,
      reporterId: accountOf(actor),
      reporterPersonId: actor.personId,
      reportedAt,
      ...dueTimes(urgency, reportedAt),
    })
    .onConflict(conflict => conflict.columns(['tenantId', 'id']).doNothing())
    .executeTakeFirst()
  // An order with this id lies behind a wall (another community or household).
  if (inserted.numInsertedOrUpdatedRows === 0n) throw refuse.idTaken()
  await serviceDesk(tx)
    .updateTable('serviceDesk.orderCounter')
    .set({ lastSequence: sequence })
    .where('tenantId', '=', tenantId)
    .where('communityId', '=', communityId)
    .where('day', '=', day)
    .execute()
}
