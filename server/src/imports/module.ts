import { imports as contract } from '@anju/contract'
import { defineModule, handle } from '../platform/module.ts'
import { listAdjustments } from './adjustments/adjustment-view.ts'
import { decideAdjustments } from './adjustments/decide-adjustments.ts'
import { exportAdjustments } from './adjustments/export-adjustments.ts'
import { readControlSheet } from './control/control-sheet-view.ts'
import { controlWorkbook } from './control/control-workbook.ts'
import { countWaitingControlSheets } from './control/count-waiting-sheets.ts'
import { enterControlSheet } from './control/enter-control-sheet.ts'
import { enterFormerDebtors, uploadFormerDebtors } from './control/enter-former-debtors.ts'
import { exportRoomChecks } from './control/export-room-checks.ts'
import { listFormerDebtors } from './control/former-debtors-view.ts'
import { listRoomChecks } from './control/room-checks-view.ts'
import { acceptControlSheet, signControlSheet } from './control/sign-control-sheet.ts'
import { readBillComparison } from './former-bills/comparison-view.ts'
import { billComparisonWorkbook } from './former-bills/comparison-workbook.ts'
import { understandBills } from './former-bills/understand-bills.ts'
import { importNames } from './record-names.ts'
import { cancelImport } from './runs/cancel-import.ts'
import { commitImport } from './runs/commit-import.ts'
import { commitWorkbook } from './runs/commit-workbook.ts'
import { eraseImported } from './runs/erase-imported.ts'
import { exportImports } from './runs/export-imports.ts'
import { importHistory } from './runs/import-history.ts'
import { errorWorkbook, listImports, readImport } from './runs/import-view.ts'
import { mapImport } from './runs/map-import.ts'
import { planWorkbook } from './runs/plan-workbook.ts'
import { restartImport } from './runs/restart-import.ts'
import { revertImport } from './runs/revert-import.ts'
import { readRevert } from './runs/revert-view.ts'
import { revertWorkbook } from './runs/revert-workbook.ts'
import { startImport } from './runs/start-import.ts'
import { exportTemplates } from './templates/export-templates.ts'
import { deleteTemplate, emptyWorkbook, listTemplates, renameTemplate } from './templates/template-view.ts'

export default defineModule('imports', {
  names: importNames,
  personalData: {
    collect: async () => [],
    erase: eraseImported,
    tables: { 'imports.changed': 'erased', 'imports.external_ref': 'erased' },
  },
  history: importHistory,
  feature: { requires: [] },
  routes: [
    handle(contract.startImport, startImport),
    handle(contract.listImports, listImports),
    handle(contract.exportImports, exportImports),
    handle(contract.readImport, readImport),
    handle(contract.mapImport, mapImport),
    handle(contract.restartImport, restartImport),
    handle(contract.cancelImport, cancelImport),
    handle(contract.commitImport, commitImport),
    handle(contract.readRevert, readRevert),
    handle(contract.revertImport, revertImport),
    handle(contract.errorWorkbook, errorWorkbook),
    handle(contract.listAdjustments, listAdjustments),
    handle(contract.exportAdjustments, exportAdjustments),
    handle(contract.decideAdjustments, decideAdjustments),
    handle(contract.readControlSheet, readControlSheet),
    handle(contract.countWaitingControlSheets, countWaitingControlSheets),
    handle(contract.enterControlSheet, enterControlSheet),
    handle(contract.signControlSheet, signControlSheet),
    handle(contract.acceptControlSheet, acceptControlSheet),
    handle(contract.listRoomChecks, listRoomChecks),
    handle(contract.exportRoomChecks, exportRoomChecks),
    handle(contract.listFormerDebtors, (tx, actor, input) => listFormerDebtors(tx, actor, input)),
    handle(contract.enterFormerDebtors, enterFormerDebtors),
    handle(contract.uploadFormerDebtors, uploadFormerDebtors),
    handle(contract.controlWorkbook, controlWorkbook),
    handle(contract.readBillComparison, readBillComparison),
    handle(contract.understandBills, understandBills),
    handle(contract.billComparisonWorkbook, billComparisonWorkbook),
    handle(contract.listTemplates, listTemplates),
    handle(contract.exportTemplates, exportTemplates),
    handle(contract.renameTemplate, renameTemplate),
    handle(contract.deleteTemplate, deleteTemplate),
    handle(contract.emptyWorkbook, emptyWorkbook),
  ],
  jobs: [planWorkbook, commitWorkbook, revertWorkbook],
})
