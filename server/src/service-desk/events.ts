import { z } from 'zod'
import { defineEvent } from '../platform/events.ts'

const payload = z.object({ communityId: z.uuid(), premisesId: z.uuid().optional(), orderId: z.uuid() })
const heard = { staff: 'service-desk.orders.read', residents: true } as const

/** Somebody reported a repair. */
export const orderReported = defineEvent('service-desk.orderReported', payload, heard)
/** An order was given to a repairer, or to another one. */
export const orderAssigned = defineEvent('service-desk.orderAssigned', payload, heard)
/** The repairer took the order on. */
export const orderAccepted = defineEvent('service-desk.orderAccepted', payload, heard)
/** The repairer handed the order back. */
export const orderDeclined = defineEvent('service-desk.orderDeclined', payload, heard)
/** The repairer says that the work is done. */
export const orderFinished = defineEvent('service-desk.orderFinished', payload, heard)
/** The household says that it is not: the order is worked on again. */
export const orderRejected = defineEvent('service-desk.orderRejected', payload, heard)
/** The order is confirmed and closed. */
export const orderClosed = defineEvent('service-desk.orderClosed', payload, heard)
/** The order was none. */
export const orderVoided = defineEvent('service-desk.orderVoided', payload, heard)

/** The tasks of a repairer changed: what the field app hears, whose staff may not read every order. */
export const taskChanged = defineEvent(
  'service-desk.taskChanged',
  z.object({ communityId: z.uuid(), orderId: z.uuid(), assigneeId: z.uuid() }),
  { staff: 'service-desk.orders.work', residents: false },
)
