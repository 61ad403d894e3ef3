import { z } from 'zod'
import { defineEvent } from '../platform/events.ts'

/** Money was received and its receipt written. */
export const paymentReceived = defineEvent(
  'payments.paymentReceived',
  z.object({ communityId: z.uuid(), premisesId: z.uuid(), paymentId: z.uuid() }),
  { staff: 'payments.receipts.read', residents: true },
)

/** A receipt was voided; a new one may stand in its place. */
export const receiptVoided = defineEvent(
  'payments.receiptVoided',
  z.object({ communityId: z.uuid(), premisesId: z.uuid(), receiptId: z.uuid() }),
  { staff: 'payments.receipts.read', residents: true },
)

/** Something changed at a cashier's drawer: a shift, cash, a hand-over, a close, a signature. */
export const tillChanged = defineEvent('payments.tillChanged', z.object({ communityId: z.uuid(), tillId: z.uuid() }), {
  staff: 'payments.receipts.read',
  residents: false,
})

/** Money went out: a refund, or a payment taken back. */
export const moneyReturned = defineEvent(
  'payments.moneyReturned',
  z.object({ communityId: z.uuid(), premisesId: z.uuid(), refundId: z.uuid() }),
  { staff: 'payments.receipts.read', residents: true },
)

/** A channel's statement was taken in, matched again, confirmed, dealt with or taken out; `statementId` is null where it was the channel itself. */
export const channelsChanged = defineEvent(
  'payments.channelsChanged',
  z.object({ communityId: z.uuid(), statementId: z.uuid().nullable() }),
  { staff: 'payments.channels.read', residents: false },
)
