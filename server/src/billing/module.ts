import { billing as contract } from '@anju/contract'
import { consumptionChanged, metersChanged } from '../metering/index.ts'
import { defineModule, handle, on } from '../platform/module.ts'
import { rooms, vehicles } from '../registry/index.ts'
import { kpiValuesWanted } from '../workforce/index.ts'
import { readArrears } from './arrears/arrears-view.ts'
import { arrearsByPremises } from './arrears/premises-arrears-view.ts'
import { arrangePayers } from './assignments/arrange-payers.ts'
import { assignRuleInBulk } from './assignments/assign-in-bulk.ts'
import { assignRule } from './assignments/assign-rule.ts'
import { exportAssignments, listAssignments } from './assignments/assignment-view.ts'
import { editAssignment } from './assignments/edit-assignment.ts'
import { followCounts } from './assignments/follow-counts.ts'
import { followLeases } from './assignments/follow-leases.ts'
import { removeAssignment } from './assignments/remove-assignment.ts'
import { billHistory, readBillRecord } from './bills/bill-record.ts'
import { exportBills, listBills, sumBills } from './bills/bill-view.ts'
import { billSearch } from './bills/find-bills.ts'
import { collectPayerData, debtsHinderErasing, erasePayer } from './bills/payer-data.ts'
import { previewBills } from './bills/preview-bills.ts'
import { followPremises } from './follow-premises.ts'
import { FUND_ROUTES } from './fund-routes.ts'
import { countAccruing } from './penalties/keep-accruing.ts'
import { foldChargeSums } from './sums/fold-charge-sums.ts'
import './collections/closing-checks.ts'
import { collect } from './collections/collect.ts'
import { readHousehold } from './collections/household-view.ts'
import { listOtherHomes } from './collections/other-homes-view.ts'
import { holdBill, releaseBill } from './corrections/hold-bill.ts'
import { readdressBill } from './corrections/readdress-bill.ts'
import { voidBill } from './corrections/void-bill.ts'
import { DEBIT_ROUTES } from './debit-routes.ts'
import { settleDebits } from './debits/settle-debits.ts'
import { exportDeposits, listDeposits, readDeposit } from './deposits/deposit-view.ts'
import { applyForMyDiscount, withdrawMyDiscountApplication } from './discounts/apply-for-discount.ts'
import { listDiscountGrants, listDiscounts } from './discounts/discount-view.ts'
import { createDiscount, editDiscount } from './discounts/edit-discounts.ts'
import { exportDiscountGrants, exportDiscounts } from './discounts/export-discounts.ts'
import { followApplication } from './discounts/follow-application.ts'
import { followVacancy } from './discounts/follow-vacancy.ts'
import { endDiscountGrant, grantDiscount } from './discounts/grant-discounts.ts'
import { listMyDiscounts } from './discounts/my-discounts.ts'
import { removeDiscountGrant } from './discounts/remove-grant.ts'
import { assignDebtors, listCollectors } from './dunning/assign-debtors.ts'
import { listDebtors, listMyDebtors } from './dunning/debtor-view.ts'
import { dunningLetter } from './dunning/dunning-letter.ts'
import { exportDebtors, exportDunningVisits } from './dunning/export-debtors.ts'
import { feedKpiValues } from './dunning/feed-kpi-values.ts'
import { recordDunningVisit, recordMyVisit } from './dunning/record-visit.ts'
import { listDunningVisits } from './dunning/visit-view.ts'
import { addItemTax, createItem, editItem } from './items/edit-items.ts'
import { exportItems } from './items/export-items.ts'
import { listItems } from './items/item-view.ts'
import { removeItemTax } from './items/remove-item-tax.ts'
import { endSoldMandates } from './mandates/end-sold.ts'
import { exportMeasures, listMeasures, setMeasures } from './measures/premises-measures.ts'
import { previewParking } from './parking/preview-parking.ts'
import { freezePenalty, thawPenalty } from './penalties/freeze-penalty.ts'
import { addPool } from './pools/add-pool.ts'
import { exportPools } from './pools/export-pools.ts'
import { exportPoolShares, listPoolShares } from './pools/pool-shares-view.ts'
import { listPools, readPool } from './pools/pool-view.ts'
import { voidPool } from './pools/void-pool.ts'
import { PURCHASE_ROUTES } from './purchase-routes.ts'
import { offsetBillRun } from './purses/offset-run.ts'
import { exportPurses, listPurseMovements, listPurses } from './purses/purse-view.ts'
import { REQUEST_ROUTES } from './request-routes.ts'
import { addRuleVersion } from './rules/add-rule-version.ts'
import { checkFormula } from './rules/check-formula.ts'
import { createRule } from './rules/create-rule.ts'
import { editRule } from './rules/edit-rule.ts'
import { exportRules } from './rules/export-rules.ts'
import { removeRuleVersion } from './rules/remove-rule-version.ts'
import { listRules, readRuleById } from './rules/rule-view.ts'
import { approveBillRun } from './runs/approve-bill-run.ts'
import { exportBillRuns } from './runs/export-runs.ts'
import { generateBills } from './runs/generate-bills.ts'
import { issueBillRun } from './runs/issue-bill-run.ts'
import { issueBills } from './runs/issue-bills.ts'
import { recountRun } from './runs/recount-run.ts'
import './revenue/defer-revenue.ts'
import './revenue/straighten-rent.ts'
import './taxes/tax-margins.ts'
import { exportPurseMovements } from './purses/export-purse-movements.ts'
import { billingNames } from './record-names.ts'
import { runApproval } from './runs/run-settings.ts'
import { readBillRunSums } from './runs/run-sums.ts'
import { listBillRuns, readBillRun } from './runs/run-view.ts'
import { startBillRun } from './runs/start-bill-run.ts'
import { tellHouseholds } from './runs/tell-households.ts'
import {
  allocationOrder,
  deferRevenue,
  discountApproval,
  offsetAtIssue,
  penaltyOrder,
  straightenRent,
  vacantPower,
  vacantWater,
} from './settings.ts'
import { followBuildings } from './sums/move-sums.ts'

followPremises()
followBuildings()

export default defineModule('billing', {
  names: billingNames,
  feature: { requires: ['payments'] },
  personalData: {
    collect: collectPayerData,
    hinders: debtsHinderErasing,
    erase: erasePayer,
    tables: {
      'billing.bill': 'erased',
      // by triggers, as the bills are
      'billing.bill_payer': 'erased',
      'billing.open_bill': 'erased',
      'billing.deposit': 'erased',
      'billing.refund_request': {
        kept: 'money that went out: 30 years by the rules of accounting archives; the account is sealed',
      },
      'billing.fund_request': {
        kept: 'money that went out: 30 years by the rules of accounting archives; the account is sealed',
      },
      'billing.discount_application': 'erased',
      'billing.dispute': 'erased',
      'billing.mandate': 'erased',
      'billing.debit': { kept: 'holds no name, only whose bills were asked for; an erased person keeps the id' },
      'billing.purse': { kept: 'holds no name, only whose money it is; an erased person keeps the id' },
    },
  },
  routes: [
    handle(contract.listRules, listRules),
    handle(contract.exportRules, exportRules),
    handle(contract.readRule, readRuleById),
    handle(contract.createRule, createRule),
    handle(contract.editRule, editRule),
    handle(contract.checkFormula, checkFormula),
    handle(contract.addRuleVersion, addRuleVersion),
    handle(contract.removeRuleVersion, removeRuleVersion),
    handle(contract.listAssignments, listAssignments),
    handle(contract.assignRule, assignRule),
    handle(contract.exportAssignments, exportAssignments),
    handle(contract.assignRuleInBulk, assignRuleInBulk),
    handle(contract.editAssignment, editAssignment),
    handle(contract.removeAssignment, removeAssignment),
    handle(contract.arrangePayers, arrangePayers),
    handle(contract.listItems, listItems),
    handle(contract.exportItems, exportItems),
    handle(contract.createItem, createItem),
    handle(contract.editItem, editItem),
    handle(contract.addItemTax, addItemTax),
    handle(contract.removeItemTax, removeItemTax),
    handle(contract.listMeasures, listMeasures),
    handle(contract.exportMeasures, exportMeasures),
    handle(contract.setMeasures, setMeasures),
    handle(contract.listDiscounts, listDiscounts),
    handle(contract.exportDiscounts, exportDiscounts),
    handle(contract.createDiscount, createDiscount),
    handle(contract.editDiscount, editDiscount),
    handle(contract.listDiscountGrants, listDiscountGrants),
    handle(contract.exportDiscountGrants, exportDiscountGrants),
    handle(contract.grantDiscount, grantDiscount),
    handle(contract.removeDiscountGrant, removeDiscountGrant),
    handle(contract.endDiscountGrant, endDiscountGrant),
    handle(contract.listPools, listPools),
    handle(contract.exportPools, exportPools),
    handle(contract.readPool, readPool),
    handle(contract.listPoolShares, listPoolShares),
    handle(contract.exportPoolShares, exportPoolShares),
    handle(contract.addPool, addPool),
    handle(contract.voidPool, voidPool),
    handle(contract.listMyDiscounts, listMyDiscounts),
    handle(contract.applyForMyDiscount, applyForMyDiscount),
    handle(contract.withdrawMyDiscountApplication, withdrawMyDiscountApplication),
    handle(contract.previewBills, previewBills),
    handle(contract.previewParking, previewParking),
    handle(contract.startBillRun, startBillRun),
    handle(contract.listBillRuns, listBillRuns),
    handle(contract.exportBillRuns, exportBillRuns),
    handle(contract.readBillRun, readBillRun),
    handle(contract.readBillRunSums, readBillRunSums),
    handle(contract.approveBillRun, approveBillRun),
    handle(contract.issueBillRun, issueBillRun),
    handle(contract.listBills, listBills),
    handle(contract.sumBills, sumBills),
    handle(contract.exportBills, exportBills),
    handle(contract.readBill, readBillRecord),
    handle(contract.billHistory, billHistory),
    handle(contract.voidBill, voidBill),
    handle(contract.holdBill, holdBill),
    handle(contract.releaseBill, releaseBill),
    handle(contract.freezePenalty, freezePenalty),
    handle(contract.thawPenalty, thawPenalty),
    handle(contract.readdressBill, readdressBill),
    handle(contract.readHousehold, readHousehold),
    handle(contract.listOtherHomes, listOtherHomes),
    handle(contract.collect, collect, { planOnce: () => true }),
    handle(contract.listDebtors, listDebtors),
    handle(contract.exportDebtors, exportDebtors),
    handle(contract.listDunningVisits, listDunningVisits),
    handle(contract.exportDunningVisits, exportDunningVisits),
    handle(contract.recordDunningVisit, recordDunningVisit),
    handle(contract.assignDebtors, assignDebtors),
    handle(contract.listCollectors, listCollectors),
    handle(contract.dunningLetter, dunningLetter),
    handle(contract.listMyDebtors, listMyDebtors),
    handle(contract.recordMyVisit, recordMyVisit),
    ...REQUEST_ROUTES,
    ...DEBIT_ROUTES,
    ...PURCHASE_ROUTES,
    ...FUND_ROUTES,
    handle(contract.listPurses, listPurses),
    handle(contract.exportPurses, exportPurses),
    handle(contract.listPurseMovements, listPurseMovements),
    handle(contract.exportPurseMovements, exportPurseMovements),
    handle(contract.listDeposits, listDeposits),
    handle(contract.exportDeposits, exportDeposits),
    handle(contract.readDeposit, readDeposit),
    handle(contract.readArrears, readArrears),
    handle(contract.arrearsByPremises, arrearsByPremises),
  ],
  settings: [
    discountApproval,
    runApproval,
    offsetAtIssue,
    allocationOrder,
    penaltyOrder,
    deferRevenue,
    straightenRent,
    vacantWater,
    vacantPower,
  ],
  on: [
    on(rooms.ownershipTransferred, 'billing.endSoldMandates', endSoldMandates),
    on(rooms.leasesChanged, 'billing.followLeases', followLeases),
    on(rooms.spacesChanged, 'billing.followSpaceLeases', followLeases),
    on(vehicles.changed, 'billing.followVehicles', followCounts),
    on(metersChanged, 'billing.followMeters', followCounts),
    on(consumptionChanged, 'billing.followVacancy', followVacancy),
    on(kpiValuesWanted, 'billing.feedKpiValues', feedKpiValues),
  ],
  cron: [foldChargeSums, countAccruing],
  jobs: [followApplication, generateBills, recountRun, issueBills, tellHouseholds, offsetBillRun, settleDebits],
  search: [billSearch],
})
