import { z } from 'zod'
import { defineEvent } from '../platform/events.ts'

const run = z.object({ communityId: z.uuid(), billRunId: z.uuid() })

/** A run has worked through every assignment; its bills are drafts. */
export const billsGenerated = defineEvent('billing.billsGenerated', run, {
  staff: 'billing.bills.read',
  residents: false,
})

/** Every bill of a run is issued. */
export const billsIssued = defineEvent('billing.billsIssued', run, { staff: 'billing.bills.read', residents: false })

/** What a resident asked for was decided or taken back. */
export const discountDecided = defineEvent(
  'billing.discountDecided',
  z.object({ communityId: z.uuid(), premisesId: z.uuid(), applicationId: z.uuid() }),
  { staff: 'billing.rules.read', residents: true },
)

/** Money was taken for bills of a household. */
export const billSettled = defineEvent(
  'billing.billSettled',
  z.object({ communityId: z.uuid(), premisesId: z.uuid(), paymentId: z.uuid() }),
  { staff: 'billing.bills.read', residents: true },
)

/** A bill was voided, held, released or readdressed by hand. */
export const billChanged = defineEvent(
  'billing.billChanged',
  z.object({ communityId: z.uuid(), premisesId: z.uuid(), billId: z.uuid() }),
  { staff: 'billing.bills.read', residents: true },
)

/** What a rule shares of some days was entered, or does not count any more. */
export const poolsChanged = defineEvent('billing.poolsChanged', z.object({ communityId: z.uuid(), ruleId: z.uuid() }), {
  staff: 'billing.rules.read',
  residents: false,
})
/** Money of others was asked for, spent, handed over, taken back; or how an account is kept was changed. */
export const fundChanged = defineEvent(
  'billing.fundChanged',
  z.object({ communityId: z.uuid(), kind: z.enum(['agency', 'public', 'fund']) }),
  { staff: 'billing.funds.read', residents: false },
)

/** A quarter of the owners' money was published to residents, or withdrawn. */
export const fundPublished = defineEvent(
  'billing.fundPublished',
  z.object({ communityId: z.uuid(), disclosureId: z.uuid() }),
  { staff: 'billing.funds.read', residents: false },
)

/** A bill was disputed, or a dispute of it was answered or taken back. */
export const disputeChanged = defineEvent(
  'billing.disputeChanged',
  z.object({ communityId: z.uuid(), premisesId: z.uuid(), disputeId: z.uuid() }),
  { staff: 'billing.bills.read', residents: true },
)

/** Debts of a household were waived or written off. */
export const debtWaived = defineEvent(
  'billing.debtWaived',
  z.object({ communityId: z.uuid(), premisesId: z.uuid(), waiverId: z.uuid() }),
  { staff: 'billing.bills.read', residents: true },
)

/** A refund, a reversal or a deduction was asked for, done, or closed without. */
export const refundChanged = defineEvent(
  'billing.refundChanged',
  z.object({ communityId: z.uuid(), premisesId: z.uuid(), refundId: z.uuid() }),
  { staff: 'billing.bills.read', residents: false },
)

/** A mandate was signed, changed or ended. */
export const mandateChanged = defineEvent(
  'billing.mandateChanged',
  z.object({ communityId: z.uuid(), mandateId: z.uuid() }),
  { staff: 'billing.debits.read', residents: false },
)

/** A batch of direct debits was made, sent, answered, booked or cancelled. */
export const debitsChanged = defineEvent(
  'billing.debitsChanged',
  z.object({ communityId: z.uuid(), batchId: z.uuid() }),
  { staff: 'billing.debits.read', residents: false },
)
