import type { Sample } from './samples.ts'

const page = { limit: 200 }
const span = { from: '2020-01', to: '2026-12' }

/** The reports of a community; of a building and an item where they can be narrowed to one. */
export const REPORT_SAMPLES: Record<string, Sample> = {
  'analytics.listReceivables': things => ({
    query: { ...page, ...span, communityId: things.communityId, by: 'building' },
  }),
  'analytics.exportReceivables': things => ({
    query: { ...span, communityId: things.communityId, by: 'item', format: 'csv' },
  }),
  'analytics.listReportLines': things => ({
    query: { ...page, ...span, communityId: things.communityId, buildingId: things.buildingId },
  }),
  'analytics.exportReportLines': things => ({
    query: { ...span, communityId: things.communityId, premisesId: things.premisesId, format: 'csv' },
  }),
  'analytics.listCollection': things => ({ query: { ...page, ...span, communityId: things.communityId } }),
  'analytics.exportCollection': things => ({
    query: { ...span, communityId: things.communityId, by: 'community', format: 'csv' },
  }),
  'analytics.readHouseholdRates': things => ({ query: { ...span, communityId: things.communityId } }),
  'analytics.listHouseholdRates': things => ({
    query: { ...page, ...span, communityId: things.communityId, by: 'building' },
  }),
  'analytics.exportHouseholdRates': things => ({
    query: { ...span, communityId: things.communityId, by: 'community', format: 'csv' },
  }),
  'analytics.listRatedHomes': things => ({
    query: { ...page, ...span, communityId: things.communityId, number: 'unpriced' },
  }),
  'analytics.exportRatedHomes': things => ({
    query: { ...span, communityId: things.communityId, number: 'billed', format: 'csv' },
  }),
  'analytics.listStaffVisits': things => ({ query: { ...page, ...span, communityId: things.communityId } }),
  'analytics.exportStaffVisits': things => ({
    query: { ...span, communityId: things.communityId, each: 'home', format: 'csv' },
  }),
  'analytics.listUsedReadings': things => ({
    query: { ...page, ...span, communityId: things.communityId, kind: 'electricity' },
  }),
  'analytics.exportUsedReadings': things => ({
    query: { ...span, communityId: things.communityId, number: 'loss', format: 'csv' },
  }),
  'analytics.listCash': things => ({ query: { ...page, ...span, communityId: things.communityId } }),
  'analytics.exportCash': things => ({
    query: { ...span, communityId: things.communityId, by: 'method', format: 'csv' },
  }),
  'analytics.listMovementRows': things => ({
    query: { ...page, ...span, of: 'cash', communityId: things.communityId, buildingId: things.buildingId },
  }),
  'analytics.exportMovementRows': things => ({
    query: { ...span, of: 'waiver', communityId: things.communityId, format: 'csv' },
  }),
  'analytics.listPrepayments': things => ({ query: { ...page, ...span, communityId: things.communityId } }),
  'analytics.exportPrepayments': things => ({
    query: { ...span, communityId: things.communityId, by: 'building', format: 'csv' },
  }),
  'analytics.listDepositMovements': things => ({ query: { ...page, ...span, communityId: things.communityId } }),
  'analytics.exportDepositMovements': things => ({
    query: { ...span, communityId: things.communityId, by: 'item', format: 'csv' },
  }),
  'analytics.listWaivers': things => ({ query: { ...page, ...span, communityId: things.communityId } }),
  'analytics.exportWaivers': things => ({
    query: { ...span, communityId: things.communityId, by: 'item', format: 'csv' },
  }),
  'analytics.listTaxes': things => ({ query: { ...page, ...span, communityId: things.communityId } }),
  'analytics.exportTaxes': things => ({
    query: { ...span, communityId: things.communityId, by: 'rate', format: 'csv' },
  }),
  'analytics.listAccruals': things => ({ query: { ...page, ...span, communityId: things.communityId } }),
  'analytics.exportAccruals': things => ({
    query: { ...span, communityId: things.communityId, by: 'community', format: 'csv' },
  }),
  'analytics.listAccrualPostings': things => ({
    query: { ...page, ...span, communityId: things.communityId, number: 'closing' },
  }),
  'analytics.exportAccrualPostings': things => ({
    query: { ...span, communityId: things.communityId, number: 'accrued', format: 'csv' },
  }),
  'analytics.listPenalties': things => ({
    query: { ...page, ...span, communityId: things.communityId, by: 'building' },
  }),
  'analytics.exportPenalties': things => ({
    query: { ...span, communityId: things.communityId, by: 'community', format: 'csv' },
  }),
  'analytics.listStaffResults': things => ({ query: { ...page, ...span, communityId: things.communityId } }),
  'analytics.exportStaffResults': things => ({ query: { ...span, communityId: things.communityId, format: 'csv' } }),
  'analytics.listConsumption': things => ({
    query: { ...page, ...span, communityId: things.communityId, by: 'parent', kind: 'electricity' },
  }),
  'analytics.exportConsumption': things => ({
    query: { ...span, communityId: things.communityId, by: 'community', format: 'csv' },
  }),
  'analytics.readReconciliation': things => ({ query: { communityId: things.communityId } }),
  'analytics.exportReconciliation': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'analytics.listAgeing': things => ({ query: { ...page, communityId: things.communityId, by: 'building' } }),
  'analytics.exportAgeing': things => ({ query: { communityId: things.communityId, by: 'item', format: 'csv' } }),
}
