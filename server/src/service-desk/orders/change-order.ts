import { type Selectable, sql } from 'kysely'
import { type Actor, can, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { ServiceDeskWorkOrder } from '../../platform/db.generated.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { requireOwnFiles } from '../../platform/files/file-view.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../errors.ts'
import {
  orderAccepted,
  orderAssigned,
  orderClosed,
  orderDeclined,
  orderFinished,
  orderRejected,
  orderVoided,
  taskChanged,
} from '../events.ts'
import { serviceDesk } from '../tables.ts'
import { nextState, type OrderAction, type OrderState, TRANSITIONS } from './order.ts'
import { tellParties } from './tell-parties.ts'

type WorkOrder = Selectable<ServiceDeskWorkOrder> & { state: OrderState }

/** What each action is called in the log, and what it says to others. */
const STEPS = {
  assign: { log: 'assigned', event: orderAssigned },
  accept: { log: 'accepted', event: orderAccepted },
  decline: { log: 'declined', event: orderDeclined },
  'hand-over': { log: 'declined', event: orderDeclined },
  finish: { log: 'finished', event: orderFinished },
  confirm: { log: 'confirmed', event: orderClosed },
  reject: { log: 'rejected', event: orderRejected },
  void: { log: 'voided', event: orderVoided },
} as const satisfies Record<OrderAction, unknown>

interface Step {
  /** Columns that change besides the state. */
  set?: Partial<
    Pick<WorkOrder, 'assigneeId' | 'assigneeName' | 'round' | 'respondedAt' | 'doneAt' | 'confirmBy' | 'closedAt'>
  >
  note?: string | null
  photoIds?: string[]
}

/**
 * One step of an order: locks it, asks again whether this actor may take the step from this state, writes the difference, the
 * log and the event. `prepare` sees the locked order and says what else changes. Two at once: the second finds the state of
 * the first. Errors: platform.not_found, platform.not_allowed, service-desk.wrong_state.
 */
export async function changeOrder(
  tx: Tx,
  actor: Actor,
  orderId: string,
  action: OrderAction,
  prepare: (order: WorkOrder) => Step | Promise<Step>,
): Promise<void> {
  const order = await lockOrder(tx, actor, orderId)
  requireParty(actor, order, action)
  const state = nextState(order.state, action)
  if (state === null) throw refuse.wrongState({ state: order.state })
  const step = await prepare(order)
  await requireOwnFiles(tx, actor, step.photoIds ?? [], 'photo')
  await serviceDesk(tx)
    .updateTable('serviceDesk.workOrder')
    .set({ ...step.set, state, version: sql`version + 1` })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', orderId)
    .execute()
  const { log, event } = STEPS[action]
  await logStep(tx, actor, order, log, step)
  const { communityId } = order
  await publish(tx, event, {
    communityId,
    orderId,
    ...(order.premisesId === null ? {} : { premisesId: order.premisesId }),
  })
  const assigneeIds = new Set([order.assigneeId, step.set?.assigneeId].filter(id => typeof id === 'string'))
  for (const assigneeId of assigneeIds) await publish(tx, taskChanged, { communityId, orderId, assigneeId })
  const { assigneeId = order.assigneeId, assigneeName } = step.set ?? {}
  await tellParties(tx, actor, { ...order, assigneeId }, action, { repairer: assigneeName ?? '', reason: step.note })
}

/** The order, locked until the end of the transaction; the walls leave out what is not the actor's to see. */
async function lockOrder(tx: Tx, actor: Actor, orderId: string): Promise<WorkOrder> {
  const order = await serviceDesk(tx)
    .selectFrom('serviceDesk.workOrder')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', orderId)
    .forUpdate()
    .executeTakeFirst()
  if (!order) throw platformRefuse.notFound()
  return order as WorkOrder
}

/** Refuses who has no part in the step; an order of another repairer or household is simply not there. */
function requireParty(actor: Actor, order: WorkOrder, action: OrderAction): void {
  const { by } = TRANSITIONS[action]
  if (by === 'dispatcher') {
    if (!can(actor, 'service-desk.orders.dispatch'))
      throw platformRefuse.notAllowed({ permission: 'service-desk.orders.dispatch' })
    return
  }
  const isParty = {
    assignee: actor.kind === 'staff' && order.assigneeId === actor.id,
    // The walls show a resident the orders of the own households only.
    household: actor.kind === 'resident' || actor.kind === 'system',
    system: actor.kind === 'system',
  }
  if (!isParty[by]) throw platformRefuse.notFound()
}

/** Writes who did what when; the log is append-only. */
export async function logStep(
  tx: Tx,
  actor: Actor,
  order: { id: string; communityId: string; premisesId: string | null },
  action: (typeof STEPS)[OrderAction]['log'] | 'reported',
  step: Pick<Step, 'note' | 'photoIds'>,
): Promise<void> {
  await serviceDesk(tx)
    .insertInto('serviceDesk.orderLog')
    .values({
      tenantId: tenantOf(actor),
      id: newId(),
      orderId: order.id,
      communityId: order.communityId,
      premisesId: order.premisesId,
      at: now(),
      action,
      actorKind: actor.kind,
      actorId: actor.id,
      actorName: actor.name,
      note: step.note || null,
      photoIds: step.photoIds ?? [],
    })
    .execute()
}
