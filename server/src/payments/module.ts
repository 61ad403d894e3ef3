import { payments as contract } from '@anju/contract'
import { defineModule, handle } from '../platform/module.ts'
import { exportPastPayments, listPastPayments } from './past-payments/past-payment-view.ts'
import { countReceiptPrint } from './receipts/count-receipt-print.ts'
import { receiptSearch } from './receipts/find-receipts.ts'
import { receiptPdf } from './receipts/receipt-pdf.ts'
import { exportReceipts, readReceiptById, receiptPage } from './receipts/receipt-view.ts'

export default defineModule('payments', {
  feature: { requires: [] },
  // Told and kept by billing, which knows whose bills were paid.
  personalData: {
    collect: async () => [],
    erase: async () => [],
    tables: {
      'payments.payment': { kept: 'a voucher: 30 years by the rules of accounting archives' },
      'payments.past_payment': { kept: 'a voucher of the former system: 30 years by the rules of accounting archives' },
      'payments.receipt': { kept: 'a voucher: 30 years by the rules of accounting archives' },
    },
  },
  routes: [
    handle(contract.listPastPayments, listPastPayments),
    handle(contract.exportPastPayments, exportPastPayments),
    handle(contract.listReceipts, receiptPage),
    handle(contract.exportReceipts, exportReceipts),
    handle(contract.readReceipt, readReceiptById),
    handle(contract.countReceiptPrint, countReceiptPrint),
    handle(contract.receiptPdf, receiptPdf),
  ],
  search: [receiptSearch],
})
