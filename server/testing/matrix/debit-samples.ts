import { newId } from '../../src/platform/ids.ts'
import { LAYOUTS, MANDATE } from './debit-world.ts'
import type { MadeId, Sample } from './samples.ts'
import type { Things } from './world.ts'

const page = { limit: 200 }

const wanted = (things: Things) => ({
  ...{ communityId: things.communityId, debitOn: '2026-01-15', dueUntil: '2026-12-31' },
  ...{ itemIds: [things.debitItemId], formatId: things.debitFormatId },
})

/** Mandates, and what the bank is asked by them. */
export const DEBIT_SAMPLES: Record<string, Sample> = {
  'billing.listMandates': things => ({
    query: { ...page, communityId: things.communityId, premisesId: things.premisesId },
  }),
  'billing.exportMandates': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'billing.readMandate': things => ({ params: { mandateId: things.mandateId } }),
  'billing.mandateHistory': things => ({ params: { mandateId: things.mandateId }, query: page }),
  'billing.signMandate': things => ({
    body: {
      ...{ id: newId(), premisesId: things.premisesId, ...MANDATE, payerPersonId: things.ownerId },
      ...{ accountNumber: `6217${Date.now()}${Math.floor(Math.random() * 100)}` },
      ...{ itemIds: [things.debitItemId], photoIds: [things.photoId] },
    },
  }),
  'billing.editMandate': things => ({
    params: { mandateId: things.editableMandateId },
    body: { version: 1, ...MANDATE, payerPersonId: things.ownerId, itemIds: [things.debitItemId] },
  }),
  'billing.endMandate': things => ({ params: { mandateId: things.endableMandateId }, body: { reason: '换卡' } }),
  'billing.revealMandate': things => ({ params: { mandateId: things.mandateId }, body: { reason: '核对' } }),
  'billing.listDebitFormats': () => ({}),
  'billing.createDebitFormat': () => ({ body: { id: newId(), name: `格式${newId()}`, ...LAYOUTS } }),
  'billing.editDebitFormat': things => ({
    params: { formatId: things.debitFormatId },
    body: { version: 1, name: '竖线文本', ...LAYOUTS },
  }),
  'billing.previewDebitFormat': () => ({ body: { request: LAYOUTS.request } }),
  'billing.previewDebits': things => ({ body: wanted(things) }),
  'billing.makeDebitBatch': things => ({ body: { id: newId(), ...wanted(things), count: 1, totalFen: 8800 } }),
  'billing.listDebitBatches': things => ({ query: { ...page, communityId: things.communityId } }),
  'billing.exportDebitBatches': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'billing.readDebitBatch': things => ({ params: { batchId: things.debitBatchId } }),
  'billing.sendDebitBatch': things => ({ params: { batchId: things.debitBatchId } }),
  'billing.importDebitResult': things => ({
    params: { batchId: things.debitBatchId, resultId: newId() },
    query: { name: '回盘.txt' },
    file: Buffer.from(`${things.debitReference}|8800|5001`),
  }),
  'billing.cancelDebitBatch': things => ({ params: { batchId: things.cancellableBatchId }, body: { reason: '停扣' } }),
  'billing.listDebits': things => ({
    query: {
      ...{ ...page, communityId: things.communityId, premisesId: things.premisesId },
      ...{ batchId: things.debitBatchId, mandateId: things.mandateId },
    },
  }),
  'billing.exportDebits': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
}

export const DEBIT_MADE_IDS: Record<string, MadeId> = {
  'billing.signMandate': (_ground, _company, things) => things.mandateId,
  'billing.createDebitFormat': (_ground, _company, things) => things.debitFormatId,
  'billing.makeDebitBatch': (_ground, _company, things) => things.debitBatchId,
}
