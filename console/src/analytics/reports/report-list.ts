import {
  AlarmClock,
  ArrowLeftRight,
  BadgePercent,
  BookOpenCheck,
  Building2,
  ChartColumn,
  Gauge,
  HandCoins,
  Hourglass,
  House,
  Landmark,
  ListTree,
  Percent,
  PhoneCall,
  PiggyBank,
  Rows3,
  Scale3d,
  ShieldCheck,
  UserRoundCheck,
  Waves,
} from 'lucide-react'
import { titles } from './titles.ts'

const permission = 'analytics.reports.read' as const
const title = (key: keyof (typeof titles)['en']) => ({ 'zh-CN': titles['zh-CN'][key], en: titles.en[key] })

/** The reports, in the order of the left bar and the index page; those that finance opens daily stand in the bar. */
export const REPORTS = [
  {
    ...{ to: '/reports/receivables', icon: ChartColumn, permission, inBar: true },
    ...{ title: title('receivables.title'), about: 'receivables.about' as const },
  },
  {
    ...{ to: '/reports/collection', icon: Percent, permission, inBar: true },
    ...{ title: title('collection.title'), about: 'collection.about' as const },
  },
  {
    ...{ to: '/reports/household-rates', icon: House, permission, inBar: false },
    ...{ title: title('households.title'), about: 'households.about' as const },
  },
  {
    ...{ to: '/reports/ageing', icon: Hourglass, permission, inBar: true },
    ...{ title: title('ageing.title'), about: 'ageing.about' as const },
  },
  {
    ...{ to: '/reports/cash', icon: HandCoins, permission, inBar: true },
    ...{ title: title('cash.title'), about: 'cash.about' as const },
  },
  {
    ...{ to: '/reports/prepayments', icon: PiggyBank, permission, inBar: false },
    ...{ title: title('prepayments.title'), about: 'prepayments.about' as const },
  },
  {
    ...{ to: '/reports/deposits', icon: ShieldCheck, permission, inBar: false },
    ...{ title: title('deposits.title'), about: 'deposits.about' as const },
  },
  {
    ...{ to: '/reports/waivers', icon: BadgePercent, permission, inBar: false },
    ...{ title: title('waivers.title'), about: 'waivers.about' as const },
  },
  {
    ...{ to: '/reports/taxes', icon: Landmark, permission, inBar: false },
    ...{ title: title('taxes.title'), about: 'taxes.about' as const },
  },
  {
    ...{ to: '/reports/accruals', icon: BookOpenCheck, permission, inBar: true },
    ...{ title: title('accruals.title'), about: 'accruals.about' as const },
  },
  {
    ...{ to: '/reports/penalties', icon: AlarmClock, permission, inBar: false },
    ...{ title: title('penalties.title'), about: 'penalties.about' as const },
  },
  {
    ...{ to: '/reports/staff', icon: UserRoundCheck, permission, inBar: false },
    ...{ title: title('staff.title'), about: 'staff.about' as const },
  },
  {
    ...{ to: '/reports/consumption', icon: Waves, permission, inBar: false },
    ...{ title: title('consumption.title'), about: 'consumption.about' as const },
  },
  {
    ...{ to: '/reports/lines', icon: Rows3, permission, inBar: false },
    ...{ title: title('lines.title'), about: 'lines.about' as const },
  },
  {
    ...{ to: '/reports/movement-rows', icon: ArrowLeftRight, permission, inBar: false },
    ...{ title: title('rows.title'), about: 'rows.about' as const },
  },
  {
    ...{ to: '/reports/rated-homes', icon: Building2, permission, inBar: false },
    ...{ title: title('homes.title'), about: 'homes.about' as const },
  },
  {
    ...{ to: '/reports/staff-visits', icon: PhoneCall, permission, inBar: false },
    ...{ title: title('visits.title'), about: 'visits.about' as const },
  },
  {
    ...{ to: '/reports/used-readings', icon: Gauge, permission, inBar: false },
    ...{ title: title('used.title'), about: 'used.about' as const },
  },
  {
    ...{ to: '/reports/accrual-postings', icon: ListTree, permission, inBar: false },
    ...{ title: title('postings.title'), about: 'postings.about' as const },
  },
  {
    ...{ to: '/reports/reconciliation', icon: Scale3d, permission, inBar: true },
    ...{ title: title('reconciliation.title'), about: 'reconciliation.about' as const },
  },
] as const
