import { billing as contract } from '@anju/contract'
import { handle } from '../platform/module.ts'
import { answerDispute } from './disputes/answer-dispute.ts'
import { exportDisputes, listDisputes, readDispute } from './disputes/dispute-view.ts'
import { listMyDisputes, openMyDispute, withdrawMyDispute } from './disputes/my-disputes.ts'
import { openDispute } from './disputes/open-dispute.ts'
import { defineRefunds } from './refunds/apply-refund.ts'
import { askDepositReturn, askPurseRefund, askRefund } from './refunds/ask-refund.ts'
import { exportRefunds, listRefunds, readRefund } from './refunds/refund-view.ts'
import { readRefundable } from './refunds/refundable-view.ts'
import { revealRefundAccount } from './refunds/reveal-refund-account.ts'
import { askReversal, defineReversals, reversePayment } from './refunds/reverse-payment.ts'
import { defineWaivers } from './waivers/apply-waiver.ts'
import { askWaiver, previewWaiver } from './waivers/ask-waiver.ts'
import { exportWaivers, listWaivers, readWaiver } from './waivers/waiver-view.ts'

defineWaivers()
defineRefunds()
defineReversals()

/** What is asked for and decided: debts given up, money given back, payments taken back, bills objected to. */
export const REQUEST_ROUTES = [
  handle(contract.previewWaiver, previewWaiver),
  handle(contract.askWaiver, askWaiver),
  handle(contract.listWaivers, listWaivers),
  handle(contract.exportWaivers, exportWaivers),
  handle(contract.readWaiver, readWaiver),
  handle(contract.readRefundable, readRefundable),
  handle(contract.askRefund, askRefund),
  handle(contract.askPurseRefund, askPurseRefund),
  handle(contract.askDepositReturn, askDepositReturn),
  handle(contract.reversePayment, reversePayment),
  handle(contract.askReversal, askReversal),
  handle(contract.listRefunds, listRefunds),
  handle(contract.readRefund, readRefund),
  handle(contract.revealRefundAccount, revealRefundAccount),
  handle(contract.exportRefunds, exportRefunds),
  handle(contract.listMyDisputes, listMyDisputes),
  handle(contract.openMyDispute, openMyDispute),
  handle(contract.withdrawMyDispute, withdrawMyDispute),
  handle(contract.openDispute, openDispute),
  handle(contract.listDisputes, listDisputes),
  handle(contract.exportDisputes, exportDisputes),
  handle(contract.readDispute, readDispute),
  handle(contract.answerDispute, answerDispute),
]
