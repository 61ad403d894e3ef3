export {
  orderAccepted,
  orderAssigned,
  orderClosed,
  orderDeclined,
  orderFinished,
  orderRejected,
  orderReported,
  orderVoided,
} from './events.ts'
export { confirmOrder } from './orders/confirm-order.ts'
export { openOrder } from './orders/open-order.ts'
export { ENDED_STATES, OPEN_STATES } from './orders/order.ts'
export { orderPage, readOrderById } from './orders/order-view.ts'
export { rejectOrder } from './orders/reject-order.ts'
