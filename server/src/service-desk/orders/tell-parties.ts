import { type NoticeInput, notify } from '../../messaging/index.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { OrderAction } from './order.ts'

interface ToldOrder {
  id: string
  communityId: string
  premisesId: string | null
  number: string
  place: string
  assigneeId: string | null
}

/**
 * Who finds what in the inbox after a step: the desk a report or a returned order, the repairer what is given, found good or sent
 * back, the household who comes, that it is done, or that it was void.
 */
export async function tellParties(
  tx: Tx,
  actor: Actor,
  order: ToldOrder,
  action: OrderAction | 'report',
  words: { repairer?: string; reason?: string | null } = {},
): Promise<void> {
  const params = {
    number: order.number,
    place: order.place,
    ...(words.repairer ? { repairer: words.repairer } : {}),
    ...(words.reason ? { reason: words.reason.slice(0, 200) } : {}),
  }
  const told = { params, about: { kind: 'order', id: order.id } } as const
  const desk = {
    permission: 'service-desk.orders.dispatch',
    communityId: order.communityId,
    ofPremisesId: order.premisesId,
  } as const
  const repairer = order.assigneeId === null ? [] : [order.assigneeId]
  const household = order.premisesId === null ? null : { premisesId: order.premisesId }
  const notices: Partial<Record<typeof action, (NoticeInput | null)[]>> = {
    report: [{ ...told, kind: 'order-reported', to: desk }],
    assign: [
      { ...told, kind: 'order-assigned', to: { staffIds: repairer } },
      household && { ...told, kind: 'my-order-assigned', to: household },
    ],
    decline: [{ ...told, kind: 'order-declined', to: desk }],
    'hand-over': [{ ...told, kind: 'order-declined', to: desk }],
    finish: [household && { ...told, kind: 'my-order-finished', to: household }],
    confirm: [{ ...told, kind: 'order-confirmed', to: { staffIds: repairer } }],
    reject: [{ ...told, kind: 'order-rejected', to: { staffIds: repairer } }],
    void: [household && { ...told, kind: 'my-order-voided', to: household }],
  }
  const wanted = (notices[action] ?? []).filter(notice => notice !== null)
  if (wanted.length > 0) await notify(tx, actor, wanted)
}
