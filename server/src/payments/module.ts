import { payments as contract } from '@anju/contract'
import { defineModule, handle } from '../platform/module.ts'
import { askChannelDifference } from './channels/ask-difference.ts'
import { listChannelRows } from './channels/channel-rows-view.ts'
import { listChannels, listDeskChannels } from './channels/channel-view.ts'
import { confirmChannelDifference, dropChannelDifference } from './channels/confirm-difference.ts'
import { confirmChannelStatement } from './channels/confirm-statement.ts'
import { listChannelCandidates } from './channels/difference-view.ts'
import { createChannel, editChannel } from './channels/edit-channels.ts'
import { matchChannelStatement, removeChannelStatement } from './channels/match-statement.ts'
import {
  countWaitingStatements,
  exportChannelStatements,
  listChannelStatements,
  readChannelStatement,
} from './channels/statement-view.ts'
import { previewChannelStatement, uploadChannelStatement } from './channels/upload-statement.ts'
import { exportJournal, journalPage } from './journal/journal-view.ts'
import { exportPastPayments, listPastPayments } from './past-payments/past-payment-view.ts'
import { countReceiptPrint } from './receipts/count-receipt-print.ts'
import { receiptSearch } from './receipts/find-receipts.ts'
import { receiptPdf } from './receipts/receipt-pdf.ts'
import { exportReceipts, readReceiptById, receiptPage } from './receipts/receipt-view.ts'
import { voidReceipt } from './receipts/void-receipt.ts'
import { shiftNeeded } from './settings.ts'
import { changeReceiptTemplate } from './templates/change-receipt-template.ts'
import { previewReceipt } from './templates/preview-receipt.ts'
import { readReceiptTemplate } from './templates/template-view.ts'
import { acceptHandOver } from './tills/accept-hand-over.ts'
import './tills/drawer-check.ts'
import { exportChannelRows, exportChannels } from './channels/export-channels.ts'
import { paymentsNames } from './record-names.ts'
import { closeDay } from './tills/close-day.ts'
import { dayClosePdf } from './tills/day-close-pdf.ts'
import { countWaitingDayCloses, dayClosePage, exportDayCloses, readDayClose } from './tills/day-close-view.ts'
import { depositCash } from './tills/deposit-cash.ts'
import { handOverShift } from './tills/hand-over-shift.ts'
import { moveCash } from './tills/move-cash.ts'
import { readMyTill } from './tills/my-till-view.ts'
import { openShift } from './tills/open-shift.ts'
import { signDayClose } from './tills/sign-day-close.ts'
import { listTills } from './tills/till-list.ts'

const voucher = { kept: 'a voucher: 30 years by the rules of accounting archives' }

export default defineModule('payments', {
  names: paymentsNames,
  feature: { requires: [] },
  settings: [shiftNeeded],
  // Told and kept by billing, which knows whose bills were paid.
  personalData: {
    collect: async () => [],
    erase: async () => [],
    tables: {
      'payments.payment': voucher,
      'payments.past_payment': { kept: 'a voucher of the former system: 30 years by the rules of accounting archives' },
      'payments.receipt': voucher,
      'payments.refund': voucher,
    },
  },
  routes: [
    handle(contract.listPastPayments, listPastPayments),
    handle(contract.exportPastPayments, exportPastPayments),
    handle(contract.listReceipts, receiptPage),
    handle(contract.exportReceipts, exportReceipts),
    handle(contract.readReceipt, readReceiptById),
    handle(contract.voidReceipt, voidReceipt),
    handle(contract.countReceiptPrint, countReceiptPrint),
    handle(contract.receiptPdf, receiptPdf),
    handle(contract.readReceiptTemplate, readReceiptTemplate),
    handle(contract.changeReceiptTemplate, changeReceiptTemplate),
    handle(contract.previewReceipt, previewReceipt),
    handle(contract.readMyTill, readMyTill),
    handle(contract.listTills, listTills),
    handle(contract.openShift, openShift),
    handle(contract.moveCash, moveCash),
    handle(contract.depositCash, depositCash),
    handle(contract.handOverShift, handOverShift),
    handle(contract.acceptHandOver, acceptHandOver),
    handle(contract.closeDay, closeDay),
    handle(contract.listDayCloses, dayClosePage),
    handle(contract.countWaitingDayCloses, countWaitingDayCloses),
    handle(contract.exportDayCloses, exportDayCloses),
    handle(contract.readDayClose, readDayClose),
    handle(contract.dayClosePdf, dayClosePdf),
    handle(contract.signDayClose, signDayClose),
    handle(contract.listJournal, journalPage),
    handle(contract.exportJournal, exportJournal),
    handle(contract.listChannels, listChannels),
    handle(contract.exportChannels, exportChannels),
    handle(contract.createChannel, createChannel),
    handle(contract.editChannel, editChannel),
    handle(contract.listDeskChannels, listDeskChannels),
    handle(contract.previewChannelStatement, previewChannelStatement),
    handle(contract.listChannelStatements, listChannelStatements),
    handle(contract.countWaitingStatements, countWaitingStatements),
    handle(contract.exportChannelStatements, exportChannelStatements),
    handle(contract.uploadChannelStatement, uploadChannelStatement),
    handle(contract.readChannelStatement, readChannelStatement),
    handle(contract.listChannelRows, listChannelRows),
    handle(contract.exportChannelRows, exportChannelRows),
    handle(contract.matchChannelStatement, matchChannelStatement),
    handle(contract.confirmChannelStatement, confirmChannelStatement),
    handle(contract.removeChannelStatement, removeChannelStatement),
    handle(contract.listChannelCandidates, listChannelCandidates),
    handle(contract.askChannelDifference, askChannelDifference),
    handle(contract.confirmChannelDifference, confirmChannelDifference),
    handle(contract.dropChannelDifference, dropChannelDifference),
  ],
  search: [receiptSearch],
})
