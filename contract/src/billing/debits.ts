import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Fen, Id, Instant, Line, PageQuery, pageOf } from '../values.ts'

/** open: made, its bills in flight. sent: its file was fetched. finished: everything is answered or released. */
export const DebitBatchState = z.enum(['open', 'sent', 'finished', 'cancelled'])
/** reported: the bank has the money, the payment is being booked. released: the batch was cancelled before the bank answered. */
export const DebitState = z.enum(['in-flight', 'reported', 'settled', 'failed', 'released'])

/** Why a bill of a home with a mandate is not taken. */
export const DebitObstacle = z.enum(['payer', 'held', 'in-flight', 'correction', 'unwritable', 'too-long'])

export const DebitBatchRow = z.object({
  id: Id,
  number: z.string(),
  communityId: Id,
  communityName: z.string(),
  debitOn: CivilDate,
  dueUntil: CivilDate,
  withPenalty: z.boolean(),
  itemNames: z.array(z.string()).nullable(),
  formatId: Id,
  formatName: z.string(),
  state: DebitBatchState,
  count: z.int(),
  totalFen: Fen,
  settledCount: z.int(),
  settledFen: Fen,
  failedCount: z.int(),
  failedFen: Fen,
  inFlightCount: z.int().describe('Not answered, or being booked'),
  inFlightFen: Fen,
  madeByName: z.string(),
  madeAt: Instant,
  sentAt: Instant.nullable(),
})

export const DebitProblem = z.object({
  row: z.int().describe('Line of the file'),
  reference: z.string(),
  amount: z.string(),
  code: z.string(),
  problem: z
    .enum(['unreadable', 'unknown', 'amount', 'contradiction', 'released', 'date'])
    .describe(
      'Not a row · of no debit of this batch · not the amount that was sent · another answer than before · taken though it was released · taken on a day before the batch was made, or to come',
    ),
})

export const DebitResult = z.object({
  id: Id,
  fileName: z.string(),
  rowCount: z.int(),
  succeededCount: z.int(),
  succeededFen: Fen,
  failedCount: z.int(),
  failedFen: Fen,
  repeatedCount: z.int().describe('Answered before, as now'),
  problems: z.array(DebitProblem),
  importedAt: Instant,
  importedByName: z.string(),
})

export const DebitBatchDetail = DebitBatchRow.extend({
  sentByName: z.string().nullable(),
  closedAt: Instant.nullable(),
  closedByName: z.string().nullable(),
  cancelReason: z.string().nullable(),
  results: z.array(DebitResult).describe('What the bank answered, newest first'),
})

export const DebitRow = z.object({
  id: Id,
  batchId: Id,
  batchNumber: z.string(),
  reference: z.string().describe('By which the bank answers'),
  place: z.int(),
  premisesId: Id,
  premisesLabel: z.string(),
  mandateId: Id,
  holderName: z.string(),
  bankName: z.string(),
  accountMasked: z.string(),
  amountFen: Fen,
  state: DebitState,
  bankCode: z.string().nullable(),
  bankReason: z.string().nullable(),
  debitedOn: CivilDate.nullable().describe('When the bank took it: by its answer, else the day of the batch'),
  receiptId: Id.nullable(),
  receiptNumber: z.string().nullable(),
  bills: z.array(
    z.object({
      id: Id,
      number: z.string(),
      itemName: z.string(),
      cycleStart: CivilDate,
      cycleEnd: CivilDate,
      amountFen: Fen,
      penaltyFen: Fen.describe('Asked for besides, as of the day of the batch'),
    }),
  ),
})

const wanted = {
  communityId: Id,
  debitOn: CivilDate.describe('The day on which mandates have to be valid'),
  dueUntil: CivilDate.describe('Bills due until this day'),
  itemIds: z.array(Id).min(1).max(50).nullable().default(null).describe('Null: every item'),
  formatId: Id,
  withPenalty: z
    .boolean()
    .default(false)
    .describe('Penalties as of the day of the debit are asked for, too; what accrues afterwards stays owed'),
}

const Proposal = z.object({
  count: z.int(),
  billCount: z.int(),
  totalFen: Fen,
  penaltyFen: Fen.describe('Of that, penalties'),
  debits: z
    .array(
      z.object({
        mandateId: Id,
        premisesId: Id,
        premisesLabel: z.string(),
        holderName: z.string(),
        bankName: z.string(),
        accountMasked: z.string(),
        billCount: z.int(),
        amountFen: Fen,
      }),
    )
    .describe('The first 500'),
  exceptions: z
    .array(
      z.object({
        billId: Id,
        number: z.string(),
        premisesLabel: z.string(),
        itemName: z.string(),
        payerName: z.string().nullable(),
        amountFen: Fen,
        obstacle: DebitObstacle,
        characters: z.string().describe('Of unwritable: the ones that the file has no code for'),
      }),
    )
    .describe('The first 500'),
  exceptionCount: z.int(),
  exceptionFen: Fen,
})

const batchFilters = {
  communityId: Id.optional(),
  state: DebitBatchState.optional(),
  from: CivilDate.optional().describe('Of the day of the debit'),
  to: CivilDate.optional(),
  text: z.string().trim().max(50).optional().describe('Beginning of the number, or who made it'),
}
const debitFilters = {
  communityId: Id.optional(),
  batchId: Id.optional(),
  mandateId: Id.optional(),
  premisesId: Id.optional(),
  state: DebitState.optional(),
  text: z.string().trim().max(50).optional().describe('Room, account holder, or reference'),
}
const batchParams = z.object({ batchId: Id })

export const previewDebits = route({
  method: 'POST',
  path: '/billing/debit-batches/preview',
  summary:
    'What a batch would ask of the bank: open bills of homes with a mandate, and what stands in the way of others.',
  permission: 'billing.debits.manage',
  body: z.object(wanted),
  response: Proposal,
  errors: ['platform.not_found', 'platform.beyond_scope', 'billing.debits_too_many'],
  reads: true,
})

export const makeDebitBatch = route({
  method: 'POST',
  path: '/billing/debit-batches',
  summary:
    'Make a batch as it was shown: from now on its bills are in flight, neither paid elsewhere, voided, corrected nor offset until the bank has answered.',
  permission: 'billing.debits.manage',
  body: z.object({ id: Id, ...wanted, count: z.int().min(1), totalFen: Fen }),
  response: DebitBatchDetail,
  errors: [
    'platform.not_found',
    'platform.beyond_scope',
    'platform.already_there',
    'billing.debits_too_many',
    'billing.debits_changed',
    'billing.nothing_to_debit',
  ],
})

export const listDebitBatches = route({
  method: 'GET',
  path: '/billing/debit-batches',
  summary: 'Batches of direct debits, newest first, with sums over all that match.',
  permission: 'billing.debits.read',
  query: PageQuery.extend(batchFilters),
  response: pageOf(DebitBatchRow).extend({
    sums: z.object({ totalFen: Fen, settledFen: Fen, failedFen: Fen, inFlightFen: Fen }),
  }),
})

export const exportDebitBatches = route({
  method: 'GET',
  path: '/billing/debit-batches/export',
  summary: 'The list of batches with the same filters, as a workbook or csv.',
  permission: 'billing.debits.read',
  query: z.object({ ...batchFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const readDebitBatch = route({
  method: 'GET',
  path: '/billing/debit-batches/:batchId',
  summary: 'One batch with its sums and what the bank answered.',
  permission: 'billing.debits.read',
  params: batchParams,
  response: DebitBatchDetail,
  errors: ['platform.not_found'],
})

export const cancelDebitBatch = route({
  method: 'POST',
  path: '/billing/debit-batches/:batchId/cancel',
  summary: 'Release what the bank has not answered, with the reason: those bills can be paid otherwise again.',
  permission: 'billing.debits.manage',
  params: batchParams,
  body: z.object({ reason: Line }),
  response: DebitBatchDetail,
  errors: ['platform.not_found', 'platform.beyond_scope', 'billing.debit_batch_closed'],
})

export const sendDebitBatch = route({
  method: 'POST',
  path: '/billing/debit-batches/:batchId/file',
  summary:
    'The file for the bank (报盘), with accounts in full; the batch counts as sent. Asked again, the same bytes.',
  permission: 'billing.debits.manage',
  params: batchParams,
  response: z.object({ name: z.string(), mediaType: z.string(), content: z.string().describe('Base64') }),
  errors: ['platform.not_found', 'platform.beyond_scope', 'billing.debit_batch_closed'],
  idempotent: false,
})

export const importDebitResult = route({
  method: 'PUT',
  path: '/billing/debit-batches/:batchId/results/:resultId',
  summary:
    'Take in what the bank answered (回盘): what it took is booked, what it could not take is released. The same file again changes nothing.',
  permission: 'billing.debits.manage',
  params: z.object({ batchId: Id, resultId: Id }),
  query: z.object({ name: Line }),
  upload: { maxBytes: 8 * 1024 * 1024 },
  response: DebitResult,
  errors: [
    'platform.not_found',
    'platform.beyond_scope',
    'platform.already_there',
    'billing.debit_result_wrong',
    'platform.file_too_large',
  ],
  transaction: 'manual',
  idempotent: false,
})

export const listDebits = route({
  method: 'GET',
  path: '/billing/debits',
  summary: 'What was asked of the bank, row by row, and what became of it; sums over all that match.',
  permission: 'billing.debits.read',
  query: PageQuery.extend(debitFilters),
  response: pageOf(DebitRow).extend({ sums: z.object({ amountFen: Fen }) }),
})

export const exportDebits = route({
  method: 'GET',
  path: '/billing/debits/export',
  summary: 'The rows with the same filters, as a workbook or csv; accounts stay masked.',
  permission: 'billing.debits.read',
  query: z.object({ ...debitFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})
