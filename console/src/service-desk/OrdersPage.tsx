import { useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { ListPage } from '../shell/list/index.ts'
import { OrderBoard } from './OrderBoard.tsx'
import { OrderList } from './OrderList.tsx'
import { renewOrders } from './queries.ts'
import { useRefresh } from './useRefresh.ts'

// The fields of a form are as large as the board: who reports nothing does not load them.
const ReportDrawer = lazy(() => import('./ReportDrawer.tsx'))

/** Long enough for the steps of one moment to make one question, short enough to be seen within a second. */
const SOON_MS = 60

/** 工单看板: the board, or with `?view=list` the list; both live. */
export function OrdersPage() {
  const { view } = useSearch({ strict: false })
  const [reporting, setReporting] = useState<boolean>()
  useRefresh(
    ['service-desk.*'],
    events => {
      const ids = events.flatMap(({ payload }) => orderIdOf(payload) ?? [])
      return renewOrders([...new Set(ids)])
    },
    SOON_MS,
  )
  const report = () => setReporting(true)
  return (
    <ListPage>
      {view === 'list' ? <OrderList onReport={report} /> : <OrderBoard onReport={report} />}
      {reporting === undefined ? null : (
        <Suspense fallback={null}>
          <ReportDrawer open={reporting} onClose={() => setReporting(false)} />
        </Suspense>
      )}
    </ListPage>
  )
}

function orderIdOf(payload: unknown): string | undefined {
  return payload && typeof payload === 'object' && 'orderId' in payload ? String(payload.orderId) : undefined
}
