import type { RoleCode } from './roles/role-presets.ts'

export interface DemoStaff {
  userName: string
  name: string
  role: RoleCode
  app: 'console' | 'field'
  password: string
  /** Codes of communities; null is every community of the company. */
  communities: readonly string[] | null
}

export interface DemoResident {
  name: string
  phone: string
  /** Rents the home; otherwise owns it. */
  rents?: true
}

export interface DemoCompany {
  /** What follows the @ when signing in. */
  code: string
  name: string
  staff: readonly DemoStaff[]
  residents: readonly DemoResident[]
}

const PASSWORD = 'anju-demo-2026'
const OF_ANJU = ['AJHY', 'HY', 'XY']

/** The demo's companies and the accounts shown on its sign-in pages; the seed makes exactly these. */
export const DEMO_COMPANIES: readonly DemoCompany[] = [
  {
    code: 'anju',
    name: '安居示范物业',
    staff: [
      { userName: 'admin', name: '安平', role: 'company-admin', app: 'console', password: PASSWORD, communities: null },
      {
        userName: 'manager',
        name: '方静',
        role: 'project-manager',
        app: 'console',
        password: PASSWORD,
        communities: OF_ANJU,
      },
      {
        userName: 'finance',
        name: '高明华',
        role: 'finance-director',
        app: 'console',
        password: PASSWORD,
        communities: null,
      },
      { userName: 'cashier', name: '钱丽', role: 'cashier', app: 'console', password: PASSWORD, communities: OF_ANJU },
      {
        userName: 'dispatcher',
        name: '陈调',
        role: 'dispatcher',
        app: 'console',
        password: PASSWORD,
        communities: OF_ANJU,
      },
      { userName: 'repairer', name: '李工', role: 'repairer', app: 'field', password: PASSWORD, communities: OF_ANJU },
      {
        userName: 'reader',
        name: '唐抄',
        role: 'meter-reader',
        app: 'field',
        password: PASSWORD,
        communities: ['AJHY'],
      },
      { userName: 'guard', name: '卫国强', role: 'guard', app: 'field', password: PASSWORD, communities: ['AJHY'] },
    ],
    residents: [
      { name: '王小明', phone: '13800000001' },
      { name: '李秀英', phone: '13800000002' },
      { name: '周雨桐', phone: '13800000004', rents: true },
    ],
  },
  {
    code: 'linli',
    name: '邻里物业',
    staff: [
      { userName: 'admin', name: '林立', role: 'company-admin', app: 'console', password: PASSWORD, communities: null },
      { userName: 'cashier', name: '周敏', role: 'cashier', app: 'console', password: PASSWORD, communities: ['LLJY'] },
      {
        userName: 'repairer',
        name: '吴师傅',
        role: 'repairer',
        app: 'field',
        password: PASSWORD,
        communities: ['LLJY'],
      },
    ],
    residents: [{ name: '赵敏', phone: '13800000003' }],
  },
]
