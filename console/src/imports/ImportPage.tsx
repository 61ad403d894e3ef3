import { registry } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { lazy, Suspense, useEffect } from 'react'
import { queryClient } from '../api.ts'
import { communitiesQuery } from '../community.tsx'
import { useRealtime } from '../realtime.ts'
import { PageHeader } from '../shell/PageHeader.tsx'
import { FailureNotice } from '../shell/states/FailureNotice.tsx'
import { PageSkeleton } from '../shell/states/PageSkeleton.tsx'
import { useDelayed } from '../shell/states/useDelayed.ts'
import { CheckStep } from './CheckStep.tsx'
import { ErrorWorkbookButton } from './ErrorWorkbookButton.tsx'
import { ImportStateTag } from './ImportStateTag.tsx'
import { ImportSteps, stepOf } from './ImportSteps.tsx'
import { type Import, type ImportState, importQuery } from './import-query.ts'
import { ResultStep } from './ResultStep.tsx'
import { useImportsTexts } from './texts.ts'
import { useMappingEdits } from './useMappingEdits.ts'
import './imports.css'

// Its many fields are needed only where somebody corrects the mapping.
const MappingStep = lazy(async () => ({ default: (await import('./MappingStep.tsx')).MappingStep }))

/** One import: its mapping, its dry run, and what was written. All of it is on the server; one may leave and come back. */
export function ImportPage() {
  const { importId = '' } = useParams({ strict: false })
  const { data, error, refetch } = useQuery(importQuery(importId))
  const slow = useDelayed(!data && !error)
  useRealtime(['imports.*'], () => void refetch())
  useFreshCommunities(data?.state)
  if (error && !data) {
    return (
      <div className="c-page">
        <BackToImports />
        <FailureNotice error={error} retry={() => void refetch()} />
      </div>
    )
  }
  if (!data) return slow ? <PageSkeleton /> : null
  return <ShownImport key={data.id} found={data} />
}

function BackToImports() {
  const t = useImportsTexts()
  return (
    <Link to="/imports" className="im-back">
      <ArrowLeft size={14} aria-hidden /> {t('back')}
    </Link>
  )
}

/** The premises were counted before this import wrote more of them. */
function useFreshCommunities(state: ImportState | undefined) {
  useEffect(() => {
    if (state !== 'committed') return
    void queryClient.invalidateQueries({ queryKey: communitiesQuery.queryKey })
    void queryClient.invalidateQueries({ queryKey: [registry.communityTree.path] })
  }, [state])
}

function ShownImport({ found }: { found: Import }) {
  const t = useImportsTexts()
  const edits = useMappingEdits(found)
  const asked = useSearch({ strict: false }).step
  const step = stepOf(found, asked)
  const { communityName, startedBy: person } = found
  return (
    <div className="c-page im-page">
      <div className="im-top">
        <BackToImports />
        <PageHeader
          title={
            <span className="im-title">
              {found.fileName} <ImportStateTag of={found} />
            </span>
          }
          facts={t('facts', { community: communityName, person, time: formatDateTime(found.startedAt) })}
          actions={<ErrorWorkbookButton found={found} />}
        />
        <ImportSteps found={found} step={step} />
      </div>
      <Suspense fallback={<div className="im-body" />}>
        {step === 'mapping' ? <MappingStep found={found} edits={edits} /> : null}
      </Suspense>
      {step === 'check' ? <CheckStep found={found} edits={edits} /> : null}
      {step === 'result' ? <ResultStep found={found} /> : null}
    </div>
  )
}
