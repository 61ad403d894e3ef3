import { newId } from '../../src/platform/ids.ts'
import type { MadeId, Sample } from './samples.ts'

const page = { limit: 200 }
const PAYEE = { method: 'cash', payeeName: '王同名', reason: '多收' } as const

/** Debts given up and money given back, as they are asked for. */
export const REQUEST_SAMPLES: Record<string, Sample> = {
  'billing.previewWaiver': things => ({
    body: {
      ...{ premisesId: things.premisesId, billIds: [things.billId], kind: 'waiver', scope: 'principal' },
      ...{ percent: '10' },
    },
  }),
  'billing.askWaiver': things => ({
    body: {
      ...{ id: newId(), premisesId: things.premisesId, billIds: [things.billId], kind: 'waiver', scope: 'principal' },
      ...{ amountFen: 100, reason: '漏水', photoIds: [things.photoId] },
    },
  }),
  'billing.listWaivers': things => ({
    query: { ...page, communityId: things.communityId, premisesId: things.premisesId },
  }),
  'billing.exportWaivers': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'billing.readWaiver': things => ({ params: { waiverId: things.waiverId } }),
  'billing.readRefundable': things => ({ params: { paymentId: things.paymentId } }),
  'billing.askRefund': things => ({
    body: {
      ...{ id: newId(), paymentId: things.paymentId, lines: [{ lineId: things.paidLineId, amountFen: 100 }] },
      ...{ ...PAYEE, photoIds: [things.photoId] },
    },
  }),
  'billing.askPurseRefund': things => ({
    params: { purseId: things.purseId },
    body: { id: newId(), amountFen: 100, ...PAYEE },
  }),
  'billing.askDepositReturn': things => ({
    params: { depositId: things.depositId },
    body: { id: newId(), refundFen: 100, deductFen: 100, ...PAYEE },
  }),
  'billing.reversePayment': things => ({
    params: { paymentId: things.reversiblePaymentId },
    body: { id: newId(), reason: '选错房号' },
  }),
  'billing.askReversal': things => ({
    params: { paymentId: things.askedBackPaymentId },
    body: { id: newId(), reason: '银行退票' },
  }),
  'billing.revealRefundAccount': things => ({
    params: { refundId: things.refundRequestId },
    body: { reason: '转账付款' },
  }),
  'billing.readRefund': things => ({ params: { refundId: things.refundRequestId } }),
  'billing.listRefunds': things => ({
    query: { ...page, communityId: things.communityId, premisesId: things.premisesId },
  }),
  'billing.exportRefunds': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'billing.listMyDisputes': () => ({}),
  'billing.openMyDispute': things => ({
    body: {
      ...{ id: newId(), billId: things.billId, reason: '没有住' },
      photoIds: [things.residentPhotoId],
    },
  }),
  'billing.withdrawMyDispute': things => ({ params: { disputeId: things.disputeId } }),
  'billing.openDispute': things => ({
    body: { id: newId(), billId: things.disputableBillId, reason: '面积不对', photoIds: [things.photoId] },
  }),
  'billing.listDisputes': things => ({
    query: { ...page, communityId: things.communityId, premisesId: things.premisesId },
  }),
  'billing.exportDisputes': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'billing.readDispute': things => ({ params: { disputeId: things.disputeId } }),
  'billing.answerDispute': things => ({
    params: { disputeId: things.answeredDisputeId },
    body: { outcome: 'rejected', answer: '已核对' },
  }),
}

export const REQUEST_MADE_IDS: Record<string, MadeId> = {
  'billing.openMyDispute': (_ground, _company, things) => things.disputeId,
  'billing.openDispute': (_ground, _company, things) => things.answeredDisputeId,
  'billing.askWaiver': (_ground, _company, things) => things.waiverId,
  'billing.askRefund': (_ground, _company, things) => things.refundRequestId,
  'billing.askPurseRefund': (_ground, _company, things) => things.refundRequestIds[0],
  'billing.askDepositReturn': (_ground, _company, things) => things.refundRequestIds[1],
  'billing.reversePayment': (_ground, _company, things) => things.refundRequestIds[2],
  'billing.askReversal': (_ground, _company, things) => things.refundRequestIds[3],
}
