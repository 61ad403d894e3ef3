import { type Permission, STAFF_PERMISSIONS } from '@anju/contract'

export interface RolePreset {
  code: string
  name: string
  permissions: readonly Permission[]
  /** Every company begins with it; the others are added when wanted. */
  first: boolean
}

const reading = STAFF_PERMISSIONS.filter(permission => permission.endsWith('.read'))
const of = (...modules: string[]) =>
  STAFF_PERMISSIONS.filter(permission => modules.some(module => permission.startsWith(`${module}.`)))

/**
 * Ready-made roles for everybody of product.md (domain.md §7). The names are data: a company may rename them, change what they may
 * do, and add those it does not begin with.
 */
export const ROLE_PRESETS = [
  { code: 'company-admin', name: '公司管理员', first: true, permissions: STAFF_PERMISSIONS },
  { code: 'boss', name: '公司领导（只看）', first: false, permissions: reading },
  {
    code: 'finance-director',
    name: '财务总监',
    first: false,
    permissions: STAFF_PERMISSIONS.filter(
      permission =>
        reading.includes(permission) ||
        permission === 'workforce.self' ||
        permission.startsWith('approvals.') ||
        permission.startsWith('imports.') ||
        permission === 'payments.receipts.void' ||
        permission === 'payments.templates.manage' ||
        permission === 'payments.tills.sign' ||
        permission.startsWith('payments.channels.') ||
        permission.startsWith('ledger.') ||
        (permission.startsWith('billing.') && !permission.endsWith('.generate')),
    ),
  },
  {
    code: 'it-admin',
    name: '信息管理员',
    first: false,
    permissions: [
      ...of('identity', 'platform', 'devices'),
      'imports.run',
      'registry.communities.manage',
      'workforce.self',
    ],
  },
  {
    code: 'project-manager',
    name: '项目经理',
    first: true,
    permissions: STAFF_PERMISSIONS.filter(
      permission =>
        permission !== 'identity.staff.manage' &&
        permission !== 'identity.roles.manage' &&
        permission !== 'approvals.requests.decide-large' &&
        permission !== 'approvals.chains.manage' &&
        permission !== 'imports.control.sign' &&
        permission !== 'billing.reversals.make' &&
        permission !== 'ledger.periods.reopen' &&
        permission !== 'payments.collect',
    ),
  },
  {
    code: 'cashier',
    name: '收费员',
    first: true,
    permissions: [
      'registry.premises.read',
      'registry.people.read',
      'registry.leases.read',
      'registry.vehicles.read',
      'registry.spaces.read',
      'metering.meters.read',
      'metering.readings.read',
      'billing.rules.read',
      'billing.bills.read',
      'billing.dunning.read',
      'billing.dunning.manage',
      'billing.dunning.visit',
      'billing.disputes.open',
      'billing.waivers.request',
      'billing.refunds.request',
      'billing.reversals.make',
      'billing.funds.read',
      'billing.funds.request',
      'payments.collect',
      'payments.receipts.read',
      'approvals.requests.read',
      'payments.receipts.void',
      'service-desk.orders.read',
      'service-desk.orders.report',
      'workforce.self',
    ],
  },
  {
    code: 'front-desk',
    name: '客服前台',
    first: true,
    permissions: [
      'registry.premises.read',
      'registry.documents.read',
      'registry.people.read',
      'registry.people.reveal',
      'registry.leases.read',
      'billing.bills.read',
      'billing.disputes.open',
      'billing.dunning.read',
      'billing.dunning.manage',
      'billing.dunning.visit',
      'payments.receipts.read',
      'service-desk.orders.read',
      'service-desk.orders.report',
      'workforce.self',
    ],
  },
  {
    code: 'dispatcher',
    name: '调度',
    first: true,
    permissions: [
      'identity.staff.read',
      'registry.premises.read',
      'registry.people.read',
      'registry.leases.read',
      'registry.vehicles.read',
      'registry.spaces.read',
      'workforce.staff.read',
      'workforce.rota.read',
      'workforce.self',
      'residents.applications.manage',
      'service-desk.orders.read',
      'service-desk.orders.report',
      'service-desk.orders.dispatch',
    ],
  },
  {
    code: 'meter-reader',
    name: '抄表员',
    first: false,
    permissions: ['metering.meters.read', 'metering.readings.read', 'metering.readings.enter', 'workforce.self'],
  },
  { code: 'repairer', name: '维修工', first: true, permissions: ['service-desk.orders.work', 'workforce.self'] },
  // On the grounds: homes by number, without the names of who lives there (that is registry.people.read), to report what is broken.
  {
    code: 'guard',
    name: '保安',
    first: true,
    permissions: ['registry.premises.read', 'service-desk.orders.report', 'workforce.self'],
  },
  // Their tasks come to their phones; lists of homes are not theirs.
  { code: 'cleaner', name: '保洁员', first: false, permissions: ['service-desk.orders.work', 'workforce.self'] },
  { code: 'gardener', name: '绿化员', first: false, permissions: ['service-desk.orders.work', 'workforce.self'] },
  {
    code: 'inspector',
    name: '巡检员',
    first: false,
    permissions: [
      'registry.premises.read',
      'metering.meters.read',
      'service-desk.orders.report',
      'service-desk.orders.work',
      'workforce.self',
    ],
  },
  {
    code: 'control-room',
    name: '监控室',
    first: false,
    permissions: [
      'registry.premises.read',
      'registry.people.read',
      'service-desk.orders.read',
      'service-desk.orders.report',
      'workforce.self',
    ],
  },
  // Who sells and serves here has an account, messages and nothing of others; orders and settlement open with their module.
  { code: 'merchant', name: '商户（服务商）', first: false, permissions: [] },
] as const satisfies readonly RolePreset[]

export type RoleCode = (typeof ROLE_PRESETS)[number]['code']
