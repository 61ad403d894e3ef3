import { workforce } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { call } from '../../api.ts'
import { lazyPart } from '../../shell/lazy-part.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { PageSkeleton } from '../../shell/states/PageSkeleton.tsx'
import './performance.css'

const SchemeForm = lazyPart(async () => (await import('./SchemeForm.tsx')).SchemeForm)

/** A new scheme. */
export function NewSchemePage() {
  return <SchemeForm scheme={undefined} />
}

/** A scheme to be changed. */
export function SchemePage() {
  const { schemeId } = useParams({ strict: false }) as { schemeId: string }
  const { data, error, refetch } = useQuery({
    queryKey: [workforce.listKpiSchemes.path, 'one', schemeId],
    queryFn: ({ signal }) => call(workforce.readKpiScheme, { params: { schemeId }, signal }),
  })
  if (error && !data)
    return (
      <div className="c-page">
        <FailureNotice error={error} retry={() => void refetch()} />
      </div>
    )
  return data ? <SchemeForm key={data.id} scheme={data} /> : <PageSkeleton />
}
