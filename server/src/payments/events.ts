import { z } from 'zod'
import { defineEvent } from '../platform/events.ts'

/** Money was received and its receipt written. */
export const paymentReceived = defineEvent(
  'payments.paymentReceived',
  z.object({ communityId: z.uuid(), premisesId: z.uuid(), paymentId: z.uuid() }),
  { staff: 'payments.receipts.read', residents: true },
)
