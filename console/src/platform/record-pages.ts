import type { RecordKind, RouteAccess } from '@anju/contract'
import type { PageAddress } from '../module.ts'

interface RecordPage {
  /** Who may open it. */
  permission: RouteAccess
  address: (id: string) => PageAddress
}

const opened = (to: string, permission: RouteAccess): RecordPage => ({
  permission,
  address: id => ({ to, search: { open: id } }),
})
const own = (to: string, permission: RouteAccess): RecordPage => ({
  permission,
  address: id => ({ to: to.replace(/\$\w+/, id) }),
})
/** A list that has no page for one of its rows. */
const among = (to: string, permission: RouteAccess): RecordPage => ({ permission, address: () => ({ to }) })

/** Where a record that the audit log names is seen; kinds without a page are not here. */
export const RECORD_PAGES: Partial<Record<RecordKind, RecordPage>> = {
  staff: opened('/staff', 'identity.staff.read'),
  community: own('/communities/$communityId', 'registry.premises.read'),
  building: own('/buildings/$buildingId', 'registry.premises.read'),
  premises: own('/premises/$premisesId', 'registry.premises.read'),
  placeDocument: opened('/documents', 'registry.documents.read'),
  person: own('/people/$personId', 'registry.people.read'),
  duplicatePair: opened('/people-duplicates', 'registry.people.merge'),
  lease: opened('/leases', 'registry.leases.read'),
  vehicle: opened('/vehicles', 'registry.vehicles.read'),
  vehicleApplication: opened('/vehicle-applications', 'registry.vehicles.read'),
  space: opened('/spaces', 'registry.spaces.read'),
  customField: among('/settings/fields', 'registry.fields.manage'),
  tag: among('/settings/tags', 'registry.fields.manage'),
  employee: opened('/employees', 'workforce.staff.read'),
  team: among('/organisation', 'workforce.staff.read'),
  post: among('/organisation', 'workforce.staff.read'),
  certificate: among('/certificates', 'workforce.staff.read'),
  shift: among('/shifts', 'workforce.rota.read'),
  shiftPattern: among('/shifts', 'workforce.rota.read'),
  swap: among('/swaps', 'workforce.rota.read'),
  leave: among('/leaves', 'workforce.leave.approve'),
  kpiScheme: own('/kpi-schemes/$schemeId', 'workforce.performance.manage'),
  scorecard: own('/scorecards/$scorecardId', 'workforce.performance.read'),
  approval: {
    permission: 'approvals.requests.read',
    address: id => ({ to: '/approvals', search: { view: 'all', open: id } }),
  },
  householdApplication: opened('/applications', 'residents.applications.manage'),
  dataRequest: opened('/personal-data', 'residents.privacy.manage'),
  accountingMonth: among('/accounting-months', 'ledger.entries.read'),
  dayClose: opened('/day-closes', 'payments.receipts.read'),
  receipt: opened('/receipts', 'payments.receipts.read'),
  channelStatement: opened('/channel-statements', 'payments.channels.read'),
  meter: opened('/meters', 'metering.meters.read'),
  reading: opened('/readings', 'metering.readings.read'),
  readingRoute: opened('/reading-routes', 'metering.readings.read'),
  readingRound: own('/reading-rounds/$roundId', 'metering.readings.read'),
  chargeItem: opened('/charge-items', 'billing.rules.read'),
  rule: opened('/charge-rules', 'billing.rules.read'),
  pool: opened('/pools', 'billing.rules.read'),
  purchase: opened('/purchases', 'billing.funds.read'),
  bill: opened('/bills', 'billing.bills.read'),
  billRun: own('/bill-runs/$billRunId', 'billing.bills.read'),
  dispute: opened('/disputes', 'billing.bills.read'),
  discount: opened('/discounts', 'billing.rules.read'),
  deposit: opened('/deposits', 'billing.bills.read'),
  purse: opened('/purses', 'billing.bills.read'),
  waiver: opened('/waivers', 'billing.bills.read'),
  refundRequest: opened('/refunds', 'billing.bills.read'),
  mandate: opened('/mandates', 'billing.debits.read'),
  debitBatch: own('/debits/$batchId', 'billing.debits.read'),
  fundRequest: opened('/fund-requests', 'billing.funds.read'),
  resolution: opened('/resolutions', 'billing.funds.read'),
  disclosure: opened('/disclosures', 'billing.funds.read'),
  order: opened('/orders', 'service-desk.orders.read'),
  gateway: opened('/gateways', 'devices.gateways.read'),
  import: own('/imports/$importId', 'imports.run'),
  importTemplate: among('/imports/templates', 'imports.run'),
}
