import { newId } from '../../src/platform/ids.ts'
import type { MadeId, Sample } from './samples.ts'

const page = { limit: 200 }

/** What residents see and do of their own homes. */
export const PORTAL_SAMPLES: Record<string, Sample> = {
  'portal.myHome': () => ({}),
  'portal.listMyBills': things => ({ query: { ...page, premisesId: things.premisesId } }),
  'portal.readMyBill': things => ({ params: { billId: things.paidBillId } }),
  'portal.readMyAccount': things => ({ query: { premisesId: things.premisesId } }),
  'portal.readMyFund': things => ({ query: { premisesId: things.premisesId } }),
  'portal.listMyMeters': things => ({ query: { premisesId: things.premisesId } }),
  'portal.listMyReceipts': things => ({ query: { ...page, premisesId: things.premisesId } }),
  'portal.readMyReceipt': things => ({ params: { receiptId: things.receiptId } }),
  'portal.myReceiptPdf': things => ({ params: { receiptId: things.receiptId } }),
  'portal.listMyOrders': () => ({ query: page }),
  'portal.reportMyOrder': things => ({
    body: {
      id: newId(),
      premisesId: things.premisesId,
      category: 'door-lock',
      description: '门锁坏了',
      photoIds: [things.residentPhotoId],
    },
  }),
  'portal.readMyOrder': things => ({ params: { orderId: things.doneId } }),
  'portal.confirmMyOrder': things => ({ params: { orderId: things.doneId }, body: { score: 5 } }),
  'portal.rejectMyOrder': things => ({ params: { orderId: things.rejectableId }, body: { reason: '还在漏' } }),
}

export const PORTAL_MADE_IDS: Record<string, MadeId> = {
  'portal.reportMyOrder': (_ground, _company, things) => things.uselessId,
}
