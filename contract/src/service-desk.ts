import { z } from 'zod'
import { FileRef } from './platform.ts'
import { route } from './route.ts'
import { Id, Instant, Line, PageQuery, pageOf, Version } from './values.ts'

/** reported 待派单 → assigned 待接单 → working 处理中 → done 待确认 → closed 已关闭; void 已作废 */
export const OrderState = z.enum(['reported', 'assigned', 'working', 'done', 'closed', 'void'])
export const OrderCategory = z.enum(['water', 'power', 'door-lock', 'lift', 'public-area', 'appliance', 'other'])
export const OrderUrgency = z.enum(['urgent', 'normal'])

export const OrderRow = z.object({
  id: Id,
  number: z.string(),
  communityId: Id,
  premisesId: Id.nullable(),
  place: z.string().describe('1栋1单元1011室, or where in the public area'),
  category: OrderCategory,
  urgency: OrderUrgency,
  description: z.string(),
  state: OrderState,
  round: z.int().describe('1, and one more for each rework'),
  reporterName: z.string(),
  assigneeId: Id.nullable(),
  assigneeName: z.string().nullable(),
  reportedAt: Instant,
  respondBy: Instant.describe('Service level: first response until'),
  finishBy: Instant.describe('Service level: done until'),
  late: z.boolean(),
  score: z.int().nullable(),
  version: Version,
})

export const OrderLogEntry = z.object({
  id: Id,
  at: Instant,
  actorName: z.string(),
  actorKind: z.enum(['staff', 'resident', 'system']),
  action: z.enum([
    'reported',
    'assigned',
    'declined',
    'accepted',
    'finished',
    'rejected',
    'confirmed',
    'voided',
    'noted',
  ]),
  note: z.string().nullable(),
  photos: z.array(FileRef),
})

export const OrderDetail = OrderRow.extend({
  reporterPhoneMasked: z.string().nullable(),
  photos: z.array(FileRef),
  log: z.array(OrderLogEntry),
  comment: z.string().nullable(),
  confirmBy: Instant.nullable().describe('Done, and silence until then confirms it'),
})

const orderErrors = ['platform.not_found', 'service-desk.wrong_state'] as const
const photos = z.array(Id).max(9).default([])
const orderParams = z.object({ orderId: Id })

const orderFilters = {
  communityId: Id.optional(),
  premisesId: Id.optional().describe('Of this home only'),
  personId: Id.optional().describe('Reported by this resident'),
  state: OrderState.optional(),
  category: OrderCategory.optional(),
  assigneeId: Id.optional(),
  text: z.string().max(50).optional(),
}

export const listOrders = route({
  method: 'GET',
  path: '/service-desk/orders',
  summary: 'Work orders; the board takes one call per column.',
  permission: 'service-desk.orders.read',
  query: PageQuery.extend(orderFilters),
  response: pageOf(OrderRow),
})

export const exportOrders = route({
  method: 'GET',
  path: '/service-desk/orders/export',
  summary: 'The order list with the same filters, as a workbook or csv.',
  permission: 'service-desk.orders.read',
  query: z.object({ ...orderFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const readOrder = route({
  method: 'GET',
  path: '/service-desk/orders/:orderId',
  summary: 'One work order with its log and photos.',
  permission: 'service-desk.orders.read',
  params: orderParams,
  response: OrderDetail,
  errors: ['platform.not_found'],
})

export const reportOrder = route({
  method: 'POST',
  path: '/service-desk/orders',
  summary: 'The front desk takes a report by phone or at the counter.',
  permission: 'service-desk.orders.report',
  body: z.object({
    id: Id,
    communityId: Id,
    premisesId: Id.nullable(),
    place: z.string().trim().max(100).optional().describe('Needed when no premises is named'),
    category: OrderCategory,
    urgency: OrderUrgency.default('normal'),
    description: z.string().trim().min(2).max(1000),
    reporterName: Line,
    photoIds: photos,
  }),
  response: OrderDetail,
  errors: ['platform.not_found', 'service-desk.place_missing', 'service-desk.id_taken'],
})

export const listRepairers = route({
  method: 'GET',
  path: '/service-desk/repairers',
  summary: 'Staff who may be given orders, with their open load.',
  permission: 'service-desk.orders.dispatch',
  query: z.object({ communityId: Id.optional() }),
  response: z.object({ items: z.array(z.object({ id: Id, name: z.string(), openCount: z.int() })) }),
})

export const assignOrder = route({
  method: 'POST',
  path: '/service-desk/orders/:orderId/assign',
  summary: 'Give an order to a repairer (again, while it is not done); who was quicker is not overruled unseen.',
  permission: 'service-desk.orders.dispatch',
  params: orderParams,
  body: z.object({ assigneeId: Id, version: Version, note: z.string().trim().max(200).optional() }),
  response: OrderDetail,
  errors: [...orderErrors, 'platform.changed_meanwhile', 'service-desk.not_a_repairer'],
})

export const voidOrder = route({
  method: 'POST',
  path: '/service-desk/orders/:orderId/void',
  summary: 'Void an order that is none, with the reason; the reporter sees it.',
  permission: 'service-desk.orders.dispatch',
  params: orderParams,
  body: z.object({ reason: Line }),
  response: OrderDetail,
  errors: orderErrors,
})

export const listMyTasks = route({
  method: 'GET',
  path: '/service-desk/tasks',
  summary: 'Orders given to me, due first.',
  permission: 'service-desk.orders.work',
  query: PageQuery.extend({ state: z.enum(['open', 'finished']).default('open') }),
  response: pageOf(OrderRow),
})

export const readMyTask = route({
  method: 'GET',
  path: '/service-desk/tasks/:orderId',
  summary: 'One order given to me.',
  permission: 'service-desk.orders.work',
  params: orderParams,
  response: OrderDetail,
  errors: ['platform.not_found'],
})

export const acceptOrder = route({
  method: 'POST',
  path: '/service-desk/tasks/:orderId/accept',
  summary: 'Take the order on.',
  permission: 'service-desk.orders.work',
  params: orderParams,
  response: OrderDetail,
  errors: orderErrors,
})

export const declineOrder = route({
  method: 'POST',
  path: '/service-desk/tasks/:orderId/decline',
  summary: 'Hand the order back with a reason (退单).',
  permission: 'service-desk.orders.work',
  params: orderParams,
  body: z.object({ reason: Line }),
  response: OrderDetail,
  errors: orderErrors,
})

export const finishOrder = route({
  method: 'POST',
  path: '/service-desk/tasks/:orderId/finish',
  summary: 'The work is done; photos show it.',
  permission: 'service-desk.orders.work',
  params: orderParams,
  body: z.object({ note: z.string().trim().min(1).max(500), photoIds: photos }),
  response: OrderDetail,
  errors: orderErrors,
})
