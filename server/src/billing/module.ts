import { billing as contract } from '@anju/contract'
import { defineModule, handle } from '../platform/module.ts'
import { readArrears } from './arrears/arrears-view.ts'
import { arrearsByPremises } from './arrears/premises-arrears-view.ts'
import { assignRule } from './assignments/assign-rule.ts'
import { listAssignments } from './assignments/assignment-view.ts'
import { billPage, exportBills, readBillById } from './bills/bill-view.ts'
import { billSearch } from './bills/find-bills.ts'
import { collectPayerData, debtsHinderErasing, erasePayer } from './bills/payer-data.ts'
import { previewBills } from './bills/preview-bills.ts'
import { collect } from './collections/collect.ts'
import { readHousehold } from './collections/household-view.ts'
import { addRuleVersion } from './rules/add-rule-version.ts'
import { checkFormula } from './rules/check-formula.ts'
import { createRule } from './rules/create-rule.ts'
import { editRule } from './rules/edit-rule.ts'
import { listRules, readRuleById } from './rules/rule-view.ts'
import { generateBills } from './runs/generate-bills.ts'
import { issueBillRun } from './runs/issue-bill-run.ts'
import { issueBills } from './runs/issue-bills.ts'
import { listBillRuns, readBillRun } from './runs/run-view.ts'
import { startBillRun } from './runs/start-bill-run.ts'

export default defineModule('billing', {
  feature: { requires: ['payments'] },
  personalData: {
    collect: collectPayerData,
    hinders: debtsHinderErasing,
    erase: erasePayer,
    tables: { 'billing.bill': 'erased' },
  },
  routes: [
    handle(contract.listRules, listRules),
    handle(contract.readRule, readRuleById),
    handle(contract.createRule, createRule),
    handle(contract.editRule, editRule),
    handle(contract.checkFormula, checkFormula),
    handle(contract.addRuleVersion, addRuleVersion),
    handle(contract.listAssignments, listAssignments),
    handle(contract.assignRule, assignRule),
    handle(contract.previewBills, previewBills),
    handle(contract.startBillRun, startBillRun),
    handle(contract.listBillRuns, listBillRuns),
    handle(contract.readBillRun, readBillRun),
    handle(contract.issueBillRun, issueBillRun),
    handle(contract.listBills, billPage),
    handle(contract.exportBills, exportBills),
    handle(contract.readBill, readBillById),
    handle(contract.readHousehold, readHousehold),
    handle(contract.collect, collect),
    handle(contract.readArrears, readArrears),
    handle(contract.arrearsByPremises, arrearsByPremises),
  ],
  jobs: [generateBills, issueBills],
  search: [billSearch],
})
