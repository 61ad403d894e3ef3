import { billing as contract } from '@anju/contract'
import { handle } from '../platform/module.ts'
import { disclosurePdf } from './disclosures/disclosure-pdf.ts'
import {
  exportDisclosures,
  listDisclosures,
  listMyDisclosures,
  previewDisclosure,
  readDisclosure,
} from './disclosures/disclosure-view.ts'
import { disclosureWorkbook } from './disclosures/disclosure-workbook.ts'
import { publishFund, withdrawDisclosure } from './disclosures/publish-fund.ts'
import { defineFunds } from './funds/apply-fund.ts'
import { askFund } from './funds/ask-fund.ts'
import { askFundReversal } from './funds/ask-fund-reversal.ts'
import { editFund } from './funds/edit-fund.ts'
import { exportFundHomes, listFundHomes } from './funds/fund-homes-view.ts'
import { exportFundLines, listFundLines } from './funds/fund-lines-view.ts'
import { exportFundRequests, listFundRequests, readFundRequest, revealFundParty } from './funds/fund-request-view.ts'
import { exportFundShares, listFundShares } from './funds/fund-shares-view.ts'
import { exportFunds, listFunds, readFund } from './funds/fund-view.ts'
import { previewHandOver, previewManagement } from './funds/preview-fund.ts'
import { previewFundShares } from './funds/share-fund.ts'
import { addResolution, voidResolution } from './resolutions/edit-resolutions.ts'
import { exportResolutions, listResolutions, readResolution } from './resolutions/resolution-view.ts'

defineFunds()

/** Money of others: its accounts, what is spent and handed over of it, what owners decided, and what they are told. */
export const FUND_ROUTES = [
  handle(contract.listFunds, listFunds),
  handle(contract.exportFunds, exportFunds),
  handle(contract.readFund, readFund),
  handle(contract.listFundLines, listFundLines),
  handle(contract.exportFundLines, exportFundLines),
  handle(contract.listFundHomes, listFundHomes),
  handle(contract.exportFundHomes, exportFundHomes),
  handle(contract.previewFundShares, previewFundShares),
  handle(contract.editFund, editFund),
  handle(contract.previewHandOver, previewHandOver),
  handle(contract.previewManagement, previewManagement),
  handle(contract.listFundRequests, listFundRequests),
  handle(contract.exportFundRequests, exportFundRequests),
  handle(contract.readFundRequest, readFundRequest),
  handle(contract.listFundShares, listFundShares),
  handle(contract.exportFundShares, exportFundShares),
  handle(contract.askFund, askFund),
  handle(contract.askFundReversal, askFundReversal),
  handle(contract.revealFundParty, revealFundParty),
  handle(contract.listResolutions, listResolutions),
  handle(contract.exportResolutions, exportResolutions),
  handle(contract.readResolution, readResolution),
  handle(contract.addResolution, addResolution),
  handle(contract.voidResolution, voidResolution),
  handle(contract.listDisclosures, listDisclosures),
  handle(contract.exportDisclosures, exportDisclosures),
  handle(contract.previewDisclosure, previewDisclosure),
  handle(contract.readDisclosure, readDisclosure),
  handle(contract.publishFund, publishFund),
  handle(contract.withdrawDisclosure, withdrawDisclosure),
  handle(contract.disclosurePdf, disclosurePdf),
  handle(contract.disclosureWorkbook, disclosureWorkbook),
  handle(contract.listMyDisclosures, listMyDisclosures),
  handle(contract.readMyDisclosure, readDisclosure),
  handle(contract.myDisclosurePdf, disclosurePdf),
]
