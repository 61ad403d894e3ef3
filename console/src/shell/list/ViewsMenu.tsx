import { Button, Popover } from 'antd'
import { Bookmark } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useConsoleTexts } from '../../texts/texts.ts'
import { useListSetting } from './list-settings.ts'
import type { ListState } from './list-state.ts'
import { queryOf, same } from './view-query.ts'

// A field to type in comes with whoever opens it.
const ViewsPanel = lazy(() => import('./ViewsPanel.tsx'))

interface ViewsMenuProps {
  state: ListState
  route: string
}

/** Filters and order that the person has kept under a name: one click shows them again. */
export default function ViewsMenu({ state, route }: ViewsMenuProps) {
  const t = useConsoleTexts()
  const [open, setOpen] = useState(false)
  const views = useListSetting(route)?.views ?? []
  const present = queryOf(state)
  const shown = views.find(view => same(view.query, present))
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      arrow={false}
      open={open}
      onOpenChange={setOpen}
      title={t('list.views')}
      content={
        <Suspense fallback={<div className="c-views c-bone" style={{ height: 120 }} />}>
          <ViewsPanel route={route} state={state} views={views} close={() => setOpen(false)} />
        </Suspense>
      }
    >
      <Button icon={<Bookmark size={14} aria-hidden />}>{shown?.name ?? t('list.views')}</Button>
    </Popover>
  )
}
