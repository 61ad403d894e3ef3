import { PowerOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { isModuleOff, requestIdOf, statusOf, useRefusalText } from '../refusals/refusal-text.ts'
import { useKitTexts } from '../texts/kit-texts.ts'
import { ListSkeleton, Refreshing } from './Skeleton.tsx'
import { EmptyState, ErrorState, NoPermissionState } from './State.tsx'

/** What the component needs to know of a query; those of TanStack Query fit. */
export interface LoadedQuery<Data> {
  data: Data | undefined
  error: unknown
  isFetching: boolean
  refetch: () => unknown
}

export interface LoadedProps<Data> {
  query: LoadedQuery<Data>
  /** The skeleton of the real layout; a list when not given. */
  skeleton?: ReactNode
  children: (data: Data) => ReactNode
}

/** The states of something that is read: skeleton, content, content being read again, failure, not in use, no permission. */
export function Loaded<Data>({ query, skeleton = <ListSkeleton />, children }: LoadedProps<Data>) {
  const t = useKitTexts()
  const explain = useRefusalText()
  if (query.data !== undefined) {
    return (
      <>
        <Refreshing active={query.isFetching} />
        {children(query.data)}
      </>
    )
  }
  if (!query.error) return skeleton
  if (isModuleOff(query.error)) {
    return <EmptyState icon={<PowerOff aria-hidden="true" />} title={explain(query.error)} text={t('moduleOffAsk')} />
  }
  if (statusOf(query.error) === 403) return <NoPermissionState />
  return (
    <ErrorState
      title={t('notLoaded')}
      text={explain(query.error)}
      requestId={requestIdOf(query.error)}
      retrying={query.isFetching}
      onRetry={() => query.refetch()}
    />
  )
}
