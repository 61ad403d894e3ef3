import { billing as contract } from '@anju/contract'
import { handle } from '../platform/module.ts'
import { createDebitFormat, editDebitFormat, previewDebitFormat } from './debit-formats/edit-formats.ts'
import { listDebitFormats } from './debit-formats/format-view.ts'
import { exportDebitBatches, listDebitBatches, readDebitBatch } from './debits/batch-view.ts'
import { cancelDebitBatch } from './debits/cancel-batch.ts'
import { exportDebits, listDebits } from './debits/debit-view.ts'
import { importDebitResult } from './debits/import-result.ts'
import { makeDebitBatch } from './debits/make-batch.ts'
import { previewDebits } from './debits/propose-debits.ts'
import { sendDebitBatch } from './debits/send-batch.ts'
import { exportMandates, listMandates, mandateHistory, readMandate } from './mandates/mandate-view.ts'
import { editMandate, endMandate, revealMandate, signMandate } from './mandates/sign-mandate.ts'

/** 代扣: mandates, batches, and the banks' files. */
export const DEBIT_ROUTES = [
  handle(contract.listMandates, listMandates),
  handle(contract.exportMandates, exportMandates),
  handle(contract.readMandate, readMandate),
  handle(contract.mandateHistory, mandateHistory),
  handle(contract.signMandate, signMandate),
  handle(contract.editMandate, editMandate),
  handle(contract.endMandate, endMandate),
  handle(contract.revealMandate, revealMandate),
  handle(contract.listDebitFormats, listDebitFormats),
  handle(contract.createDebitFormat, createDebitFormat),
  handle(contract.editDebitFormat, editDebitFormat),
  handle(contract.previewDebitFormat, previewDebitFormat),
  handle(contract.previewDebits, previewDebits),
  handle(contract.makeDebitBatch, makeDebitBatch),
  handle(contract.listDebitBatches, listDebitBatches),
  handle(contract.exportDebitBatches, exportDebitBatches),
  handle(contract.readDebitBatch, readDebitBatch),
  handle(contract.cancelDebitBatch, cancelDebitBatch),
  handle(contract.sendDebitBatch, sendDebitBatch),
  handle(contract.importDebitResult, importDebitResult),
  handle(contract.listDebits, listDebits),
  handle(contract.exportDebits, exportDebits),
]
