import { type Route, routes } from '@anju/contract'
import { expect, test } from 'vitest'

/** Every list that staff see can be taken along as a file with its filters (`…/export`), or it is said here why not. */

const HISTORY = 'the history of one record, read beside it; the audit log is exported, narrowed to the record'
const CHOICES = 'what a form offers to choose from, not a list of its own'
const OWN = 'what is one’s own, on one’s own screen or phone'
const OF_ONE = 'belongs to one record and stands on its page; its list is exported'

const WITHOUT: Record<string, string> = {
  'platform.listExports': OWN,
  'platform.readListSettings': OWN,
  'platform.listFeatures': 'switches, not records: what was switched when is in the audit log, which is exported',
  'platform.listSettings': 'a form over all settings; what was changed when is in the audit log, which is exported',
  'platform.settingHistory': HISTORY,
  'identity.listMyCompanies': OWN,
  'identity.listMySessions': OWN,
  'identity.listStaffSessions': 'sessions that are open now, to be ended; who signed in when is in the audit log',
  'registry.communityOverview': 'exported by /registry/communities/export',
  'registry.communityHistory': HISTORY,
  'registry.leaseHistory': HISTORY,
  'registry.listCorrections': OF_ONE,
  'registry.personHistory': HISTORY,
  'registry.placeDocumentHistory': HISTORY,
  'registry.premisesHistory': HISTORY,
  'registry.premisesSuccessions': OF_ONE,
  'registry.readPersonFields': 'stands in the file of people',
  'registry.readPremisesFields': 'stands in the file of premises',
  'registry.readVehicleFields': 'stands in the file of vehicles',
  'registry.spaceHistory': HISTORY,
  'registry.vehicleHistory': HISTORY,
  'workforce.employeeHistory': HISTORY,
  'workforce.listMyLeaves': OWN,
  'workforce.listMyScorecards': OWN,
  'workforce.listMySwaps': OWN,
  'workforce.listSwapPartners': CHOICES,
  'workforce.readEmployeeClockings': 'one day of one person, read beside the month, which is exported with its days',
  'messaging.demoInbox': 'the inbox of a demonstration, in place of a phone',
  'messaging.listNoticePreferences': OWN,
  'messaging.listNotices': OWN,
  'residents.findCommunities': CHOICES,
  'residents.listDataExports': OWN,
  'ledger.listAccounts': 'the chart of accounts stands in the file of the trial balance',
  'ledger.listCommunityEntities': OF_ONE,
  'payments.listChannelCandidates': CHOICES,
  'payments.listDeskChannels': CHOICES,
  'payments.listTills': 'what the drawers hold this moment; shifts and days are exported with the day closes',
  'metering.listMyRounds': OWN,
  'metering.listReaders': CHOICES,
  'metering.meterConsumption': 'of one meter, read beside it; readings are exported with what was used',
  'metering.meterHistory': HISTORY,
  'metering.metersBelow': 'the branches of the tree, opened one by one; meters are exported with what they hang on',
  'imports.listFormerDebtors': 'stands in the workbook of the control sheet, whole',
  'imports.readBillComparison': 'taken along by its own workbook, with the totals and the reasons',
  'billing.arrearsByPremises': 'colours of a picture; debtors are exported',
  'billing.billHistory': HISTORY,
  'billing.listCollectors': CHOICES,
  'billing.listDebitFormats': 'layouts of files, edited one by one',
  'billing.listMyDebtors': OWN,
  'billing.listOtherHomes': OF_ONE,
  'billing.mandateHistory': HISTORY,
  'billing.purchaseHistory': HISTORY,
  'billing.readBillRunSums': 'sums of one run; its bills are exported',
  'billing.readFund': 'the books of an account of others; /billing/fund/lines/export has every line of it',
  'service-desk.listMyTasks': OWN,
  'service-desk.listRepairers': CHOICES,
  'devices.gatewayHistory': HISTORY,
  'analytics.listHouseholdRates': 'exported by /analytics/reports/household-rates/export',
}

/** Whether a route answers a list: whole, or a page at a time. */
function lists({ method, response }: Route): boolean {
  return method === 'GET' && typeof response === 'object' && 'items' in ((response as { shape?: object }).shape ?? {})
}

const exported = new Set(routes.filter(({ response }) => response === 'file').map(({ path }) => path))
const listed = routes.filter(route => lists(route) && route.audience !== 'resident')

test('every list has its file, or a reason why not', () => {
  const without = listed.filter(({ path }) => !exported.has(`${path}/export`)).map(({ name }) => name)
  expect(listed.length).toBeGreaterThan(100)
  expect(without.filter(name => !WITHOUT[name])).toEqual([])
  expect(Object.keys(WITHOUT).filter(name => !without.includes(name))).toEqual([])
})

test('a file takes the filters of its list', () => {
  const filtersOf = ({ query }: Route) => Object.keys((query as { shape?: object } | undefined)?.shape ?? {})
  const paging = ['cursor', 'limit', 'sort']
  const narrower = listed.flatMap(list => {
    const file = routes.find(({ path, method }) => method === 'GET' && path === `${list.path}/export`)
    if (!file) return []
    const lost = filtersOf(list).filter(name => !paging.includes(name) && !filtersOf(file).includes(name))
    return lost.map(name => `${file.name}: ${name}`)
  })
  expect(narrower).toEqual([])
})
