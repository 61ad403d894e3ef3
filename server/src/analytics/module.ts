import { analytics as contract } from '@anju/contract'
import { defineModule, handle } from '../platform/module.ts'
import { dashboard } from './dashboard/dashboard-view.ts'
import { listAccrualPostings } from './reports/accruals/accrual-postings-view.ts'
import { listAccruals } from './reports/accruals/accruals-view.ts'
import { listAgeing } from './reports/ageing/ageing-view.ts'
import { exportAgeing } from './reports/ageing/export-ageing.ts'
import { listCollection } from './reports/collection/collection-view.ts'
import { exportCollection, exportHouseholdRates } from './reports/collection/export-collection.ts'
import { listHouseholdRates, readHouseholdRates } from './reports/collection/household-rates-view.ts'
import { listRatedHomes } from './reports/collection/rated-homes-view.ts'
import { listConsumption } from './reports/consumption/consumption-view.ts'
import { listUsedReadings } from './reports/consumption/used-readings-view.ts'
import {
  exportAccrualPostings,
  exportAccruals,
  exportConsumption,
  exportPenalties,
  exportStaffResults,
} from './reports/export-books.ts'
import { exportRatedHomes, exportStaffVisits, exportUsedReadings } from './reports/export-drill-downs.ts'
import { exportReportLines } from './reports/lines/export-lines.ts'
import { listReportLines } from './reports/lines/lines-view.ts'
import { listCash } from './reports/movements/cash-view.ts'
import { listDepositMovements } from './reports/movements/deposits-view.ts'
import { exportMovementRows } from './reports/movements/export-movement-rows.ts'
import {
  exportCash,
  exportDepositMovements,
  exportPrepayments,
  exportTaxes,
  exportWaivers,
} from './reports/movements/export-movements.ts'
import { listMovementRows } from './reports/movements/movement-rows-view.ts'
import { listPrepayments } from './reports/movements/prepayments-view.ts'
import { listTaxes } from './reports/movements/taxes-view.ts'
import { listWaivers } from './reports/movements/waivers-view.ts'
import { listPenalties } from './reports/penalties/penalties-view.ts'
import { exportReceivables } from './reports/receivables/export-receivables.ts'
import { listReceivables } from './reports/receivables/receivables-view.ts'
import { exportReconciliation } from './reports/reconciliation/export-reconciliation.ts'
import { readReconciliation } from './reports/reconciliation/reconciliation-view.ts'
import { listStaffResults } from './reports/staff/staff-view.ts'
import { listStaffVisits } from './reports/staff/visits-view.ts'

export default defineModule('analytics', {
  feature: { requires: [] },
  routes: [
    handle(contract.dashboard, dashboard),
    handle(contract.listReceivables, listReceivables),
    handle(contract.exportReceivables, exportReceivables),
    handle(contract.listReportLines, listReportLines),
    handle(contract.exportReportLines, exportReportLines),
    handle(contract.listCollection, listCollection),
    handle(contract.exportCollection, exportCollection),
    handle(contract.readHouseholdRates, readHouseholdRates),
    handle(contract.listHouseholdRates, listHouseholdRates),
    handle(contract.exportHouseholdRates, exportHouseholdRates),
    handle(contract.listRatedHomes, listRatedHomes),
    handle(contract.exportRatedHomes, exportRatedHomes),
    handle(contract.listCash, listCash),
    handle(contract.exportCash, exportCash),
    handle(contract.listMovementRows, listMovementRows),
    handle(contract.exportMovementRows, exportMovementRows),
    handle(contract.listPrepayments, listPrepayments),
    handle(contract.exportPrepayments, exportPrepayments),
    handle(contract.listDepositMovements, listDepositMovements),
    handle(contract.exportDepositMovements, exportDepositMovements),
    handle(contract.listWaivers, listWaivers),
    handle(contract.exportWaivers, exportWaivers),
    handle(contract.listTaxes, listTaxes),
    handle(contract.exportTaxes, exportTaxes),
    handle(contract.listAccruals, listAccruals),
    handle(contract.exportAccruals, exportAccruals),
    handle(contract.listAccrualPostings, listAccrualPostings),
    handle(contract.exportAccrualPostings, exportAccrualPostings),
    handle(contract.listPenalties, listPenalties),
    handle(contract.exportPenalties, exportPenalties),
    handle(contract.listStaffResults, listStaffResults),
    handle(contract.exportStaffResults, exportStaffResults),
    handle(contract.listStaffVisits, listStaffVisits),
    handle(contract.exportStaffVisits, exportStaffVisits),
    handle(contract.listConsumption, listConsumption),
    handle(contract.exportConsumption, exportConsumption),
    handle(contract.listUsedReadings, listUsedReadings),
    handle(contract.exportUsedReadings, exportUsedReadings),
    handle(contract.readReconciliation, readReconciliation),
    handle(contract.exportReconciliation, exportReconciliation),
    handle(contract.listAgeing, listAgeing),
    handle(contract.exportAgeing, exportAgeing),
  ],
})
