import type { RouteSpec } from '@anju/contract'
import { lazy, Suspense } from 'react'
import { HistoryBones } from './HistoryBones.tsx'
import type { RecordHistoryProps } from './HistoryList.tsx'

// The words of every deed of every module: fetched when a history is looked at, not with each page that has one.
const HistoryList = lazy(async () => ({ default: (await import('./HistoryList.tsx')).HistoryList }))

/**
 * Who changed a record, when, why, and what: before → after, newest first.
 * `<RecordHistory route={registry.premisesHistory} params={{ premisesId }} nameOf={…} />`, in a tab or the rail of its page.
 */
export function RecordHistory<const Spec extends RouteSpec>(props: RecordHistoryProps<Spec>) {
  return (
    <Suspense fallback={<HistoryBones />}>
      <HistoryList {...props} />
    </Suspense>
  )
}
