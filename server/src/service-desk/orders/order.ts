/** A work order's life, without a database (domain.md §5). */
import type { serviceDesk as contract, ResponseOf } from '@anju/contract'

type OrderRow = ResponseOf<typeof contract.listOrders>['items'][number]
export type OrderState = OrderRow['state']
type OrderUrgency = OrderRow['urgency']

export type OrderAction = 'assign' | 'accept' | 'decline' | 'hand-over' | 'finish' | 'confirm' | 'reject' | 'void'

/**
 * Whose step it is: who holds the right to dispatch, the repairer to whom the order is given, or the household that it is
 * done for (the system in its place, when the household stays silent); the system, when a repairer's account is disabled.
 */
type OrderParty = 'dispatcher' | 'assignee' | 'household' | 'system'

interface Transition {
  from: readonly OrderState[]
  to: OrderState
  by: OrderParty
}

/** The one table of what may happen. A report starts in `reported`; `closed` and `void` are ends. */
export const TRANSITIONS: Record<OrderAction, Transition> = {
  assign: { from: ['reported', 'assigned', 'working'], to: 'assigned', by: 'dispatcher' },
  accept: { from: ['assigned'], to: 'working', by: 'assignee' },
  decline: { from: ['assigned'], to: 'reported', by: 'assignee' },
  'hand-over': { from: ['assigned', 'working'], to: 'reported', by: 'system' },
  finish: { from: ['working'], to: 'done', by: 'assignee' },
  confirm: { from: ['done'], to: 'closed', by: 'household' },
  reject: { from: ['done'], to: 'working', by: 'household' },
  void: { from: ['reported', 'assigned', 'working'], to: 'void', by: 'dispatcher' },
}

/** Where an action leads from a state; null where it may not be taken. */
export function nextState(state: OrderState, action: OrderAction): OrderState | null {
  const transition = TRANSITIONS[action]
  return transition.from.includes(state) ? transition.to : null
}

export const OPEN_STATES = ['reported', 'assigned', 'working', 'done'] as const satisfies readonly OrderState[]
export const ENDED_STATES = ['closed', 'void'] as const satisfies readonly OrderState[]
/** What a repairer has to do, and what weighs on the load. */
export const TASK_STATES = ['assigned', 'working'] as const satisfies readonly OrderState[]
/** What a repairer has behind. */
export const FINISHED_STATES = ['done', 'closed', 'void'] as const satisfies readonly OrderState[]

/** How often an order may be worked on: after that, talking helps more than sending somebody again. */
export const MAX_ROUNDS = 20

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/**
 * The service level by urgency, on the natural clock (domain.md §5 "SLA defaults"): 急修 respond in 5 minutes, 一般 accept in
 * 30 minutes and done in 48 hours. domain.md names no end for 急修; 4 hours is our default.
 */
const SERVICE_LEVEL_MS: Record<OrderUrgency, { respond: number; finish: number }> = {
  urgent: { respond: 5 * MINUTE_MS, finish: 4 * HOUR_MS },
  normal: { respond: 30 * MINUTE_MS, finish: 48 * HOUR_MS },
}

/** Until when an order reported at an instant is to be responded to and to be done. */
export function dueTimes(urgency: OrderUrgency, reportedAt: Date): { respondBy: Date; finishBy: Date } {
  const { respond, finish } = SERVICE_LEVEL_MS[urgency]
  return { respondBy: new Date(reportedAt.getTime() + respond), finishBy: new Date(reportedAt.getTime() + finish) }
}

/** Until when the household of an order done at an instant may speak, before its silence confirms. */
export function confirmByOf(doneAt: Date, silenceHours: number): Date {
  return new Date(doneAt.getTime() + silenceHours * HOUR_MS)
}

interface OrderTimes {
  state: OrderState
  respondBy: Date
  finishBy: Date
  respondedAt: Date | null
  doneAt: Date | null
}

/**
 * Whether an order is, or ended, outside its service level: nobody has responded in time, it is not done in time, or it was
 * done too late (K2). A rework keeps the first due times. A void order is never late.
 */
export function isLate(order: OrderTimes, at: Date): boolean {
  switch (order.state) {
    case 'void':
      return false
    case 'done':
    case 'closed':
      return order.doneAt !== null && order.doneAt > order.finishBy
    default:
      return at > order.finishBy || (order.respondedAt === null && at > order.respondBy)
  }
}

/** `WX20261123-0001`: the civil day and the number of the order within community and day; a fifth digit when there are more. */
export function orderNumber(day: string, sequence: number): string {
  return `WX${day.replaceAll('-', '')}-${String(sequence).padStart(4, '0')}`
}
