import { Button, Popover } from 'antd'
import { Columns3 } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useConsoleTexts } from '../../texts/texts.ts'
import type { Column } from './column.ts'
import { useListSetting } from './list-settings.ts'

const ColumnsPanel = lazy(() => import('./ColumnsPanel.tsx'))

interface ColumnsMenuProps {
  route: string
  /** All there are, shown or not. */
  columns: readonly Pick<Column<never>, 'key' | 'title'>[]
}

/** Which columns a list shows, and in which order; kept for the person, on the server. */
export default function ColumnsMenu({ route, columns }: ColumnsMenuProps) {
  const t = useConsoleTexts()
  const setting = useListSetting(route)
  const hidden = setting?.hidden ?? []
  const set = hidden.length > 0 || (setting?.order.length ?? 0) > 0
  return (
    <Popover
      trigger="click"
      placement="topLeft"
      arrow={false}
      title={t('list.columns')}
      content={
        <Suspense fallback={<div className="c-columns c-bone" style={{ height: 240 }} />}>
          <ColumnsPanel route={route} columns={columns} />
        </Suspense>
      }
    >
      <Button type="text" size="small" icon={<Columns3 size={14} aria-hidden />} data-on={set}>
        {t('list.columns')}
      </Button>
    </Popover>
  )
}
