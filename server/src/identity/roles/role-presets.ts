import { type Permission, STAFF_PERMISSIONS } from '@anju/contract'

export interface RolePreset {
  code: string
  name: string
  permissions: readonly Permission[]
}

/** The roles that every company begins with (domain.md §7); the names are data, so a company may rename them. */
export const ROLE_PRESETS = [
  { code: 'company-admin', name: '公司管理员', permissions: STAFF_PERMISSIONS },
  {
    code: 'project-manager',
    name: '项目经理',
    permissions: STAFF_PERMISSIONS.filter(
      permission => permission !== 'identity.staff.manage' && permission !== 'payments.collect',
    ),
  },
  {
    code: 'cashier',
    name: '收费员',
    permissions: [
      'registry.premises.read',
      'registry.people.read',
      'registry.vehicles.read',
      'registry.spaces.read',
      'billing.rules.read',
      'billing.bills.read',
      'payments.collect',
      'payments.receipts.read',
      'service-desk.orders.read',
      'service-desk.orders.report',
      'workforce.self',
    ],
  },
  {
    code: 'dispatcher',
    name: '调度',
    permissions: [
      'identity.staff.read',
      'registry.premises.read',
      'registry.people.read',
      'registry.vehicles.read',
      'registry.spaces.read',
      'workforce.staff.read',
      'workforce.rota.read',
      'workforce.self',
      'service-desk.orders.read',
      'service-desk.orders.report',
      'service-desk.orders.dispatch',
    ],
  },
  { code: 'repairer', name: '维修工', permissions: ['service-desk.orders.work', 'workforce.self'] },
  { code: 'guard', name: '保安', permissions: ['workforce.self'] },
  { code: 'cleaner', name: '保洁', permissions: ['workforce.self'] },
] as const satisfies readonly RolePreset[]

export type RoleCode = (typeof ROLE_PRESETS)[number]['code']
