import { ChartColumn, Hourglass, Percent, Rows3, Scale3d } from 'lucide-react'
import { en } from './texts.en.ts'
import { zhCN } from './texts.zh-CN.ts'

const permission = 'analytics.reports.read' as const
const title = (key: keyof typeof zhCN) => ({ 'zh-CN': zhCN[key], en: en[key] })

/** The reports, in the order of the left bar and the index page. */
export const REPORTS = [
  {
    ...{ to: '/reports/receivables', icon: ChartColumn, permission },
    ...{ title: title('receivables.title'), about: 'receivables.about' as const },
  },
  {
    ...{ to: '/reports/collection', icon: Percent, permission },
    ...{ title: title('collection.title'), about: 'collection.about' as const },
  },
  {
    ...{ to: '/reports/ageing', icon: Hourglass, permission },
    ...{ title: title('ageing.title'), about: 'ageing.about' as const },
  },
  {
    ...{ to: '/reports/lines', icon: Rows3, permission },
    ...{ title: title('lines.title'), about: 'lines.about' as const },
  },
  {
    ...{ to: '/reports/reconciliation', icon: Scale3d, permission },
    ...{ title: title('reconciliation.title'), about: 'reconciliation.about' as const },
  },
] as const
