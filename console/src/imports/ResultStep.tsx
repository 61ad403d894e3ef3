import { ApiError } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { ArrowRight, CircleCheck, Hourglass, Undo2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useRefusalText } from '../refusal.ts'
import { useActor } from '../session.tsx'
import { lazyPart } from '../shell/lazy-part.tsx'
import { useNavigation } from '../shell/Sidebar.tsx'
import { StatePage } from '../shell/states/StatePage.tsx'
import { BusyNotice } from './BusyNotice.tsx'
import { CountsTable } from './CountsTable.tsx'
import { type CountKind, shownCounts, sumOf } from './counts.ts'
import type { Import } from './import-query.ts'
import { UploadDialog } from './LazyUploadDialog.tsx'
import { RestartButton } from './Stopped.tsx'
import { useImportsTexts } from './texts.ts'

const RevertDialog = lazyPart(async () => (await import('./RevertDialog.tsx')).RevertDialog, null)

// Only a cut-over has one.
const ControlPanel = lazy(async () => ({ default: (await import('./control/ControlPanel.tsx')).ControlPanel }))

/** What was written, and where it is to be seen. */
export function ResultStep({ found }: { found: Import }) {
  const t = useImportsTexts()
  if (found.state === 'committed') return <Written found={found} />
  if (found.state === 'committing') {
    return (
      <div className="im-body">
        <BusyNotice
          found={found}
          title={t('result.writing', { community: found.communityName })}
          text={t('result.writingText')}
        />
      </div>
    )
  }
  if (found.state === 'reverting') {
    return (
      <div className="im-body">
        <BusyNotice found={found} title={t('revert.busy')} text={t('result.writingText')} />
      </div>
    )
  }
  if (found.state === 'reverted') return <TakenBack found={found} />
  return (
    <div className="im-body">
      <section className="c-card">
        <StatePage
          level="part"
          icon={Hourglass}
          title={t('result.notYet')}
          actions={
            <Link to="." search={search => ({ ...search, step: 'check' })} replace>
              {t('check.toCheck')}
            </Link>
          }
        >
          {t('result.notYetText')}
        </StatePage>
      </section>
    </div>
  )
}

function whyFailed(code: string): ApiError {
  return new ApiError(409, { code }, null)
}

function TakenBack({ found }: { found: Import }) {
  const t = useImportsTexts()
  const facts = {
    time: formatDateTime(found.revertedAt ?? found.startedAt),
    person: found.revertedBy ?? '',
    reason: found.revertReason ?? '',
  }
  return (
    <div className="im-body">
      <section className="c-card">
        <StatePage level="part" icon={Undo2} title={t('revert.done')} actions={<RestartButton found={found} />}>
          {t('revert.doneText', facts)}
        </StatePage>
      </section>
    </div>
  )
}

function Written({ found }: { found: Import }) {
  const t = useImportsTexts()
  const [uploading, setUploading] = useState(false)
  const explain = useRefusalText()
  const [reverting, setReverting] = useState(false)
  const { create, rejected } = sumOf(found.counts)
  const community = found.communityName
  return (
    <div className="im-body">
      <section className="c-card im-result">
        <header className="im-result__head">
          <CircleCheck size={28} aria-hidden />
          <div>
            <h2>{t(create > 0 ? 'result.title' : 'result.titleSame', { community })}</h2>
            <p>{t('result.time', { time: formatDateTime(found.committedAt ?? found.startedAt), count: create })}</p>
          </div>
        </header>
        {found.failure ? (
          <Alert type="error" showIcon title={t('revert.failed')} description={explain(whyFailed(found.failure))} />
        ) : null}
        {rejected > 0 ? <Alert type="warning" showIcon title={t('result.skipped', { count: rejected })} /> : null}
        <CountsTable found={found} />
        <NextPlaces found={found} again={() => setUploading(true)} />
        <div className="im-result__undo">
          <span>{t('revert.hint')}</span>
          <Button danger icon={<Undo2 size={14} aria-hidden />} onClick={() => setReverting(true)}>
            {t('revert.button')}
          </Button>
        </div>
      </section>
      <Suspense fallback={null}>
        <ControlPanel found={found} />
      </Suspense>
      <RevertDialog found={found} open={reverting} close={() => setReverting(false)} />
      <UploadDialog open={uploading} close={() => setUploading(false)} />
    </div>
  )
}

/** Where the things of a kind stand; a page is offered for the kinds that the file holds. */
const PLACES: { to: string; label: PlaceLabel; kinds: CountKind[] }[] = [
  { to: '/premises', label: 'result.premises', kinds: ['buildings', 'units', 'premises'] },
  { to: '/people', label: 'result.people', kinds: ['owners', 'people', 'occupancies'] },
  { to: '/spaces', label: 'result.spaces', kinds: ['spaces'] },
  { to: '/vehicles', label: 'result.vehicles', kinds: ['vehicles'] },
  { to: '/leases', label: 'result.leases', kinds: ['leases'] },
  { to: '/meters', label: 'result.meters', kinds: ['meters'] },
  { to: '/employees', label: 'result.employees', kinds: ['employees', 'certificates'] },
  { to: '/readings', label: 'result.readings', kinds: ['readings', 'openingReadings'] },
  { to: '/past-payments', label: 'result.pastPayments', kinds: ['pastPayments'] },
  { to: '/charge-rules', label: 'result.rules', kinds: ['chargeRules', 'assignments'] },
]

type PlaceLabel =
  `result.${'premises' | 'people' | 'spaces' | 'vehicles' | 'leases' | 'meters' | 'employees' | 'readings' | 'pastPayments' | 'rules'}`

/** The lists in which the written things now stand, as far as this person may open them. */
function NextPlaces({ found, again }: { found: Import; again: () => void }) {
  const t = useImportsTexts()
  const entries = useNavigation(useActor()).flatMap(group => group.entries)
  const held = new Set(shownCounts(found.counts).map(({ kind }) => kind))
  return (
    <div className="im-result__next">
      {PLACES.filter(({ kinds }) => kinds.some(kind => held.has(kind))).map(({ to, label }) => {
        const entry = entries.find(one => one.to === to)
        return entry ? (
          <Link key={label} to={entry.to} search={{ community: found.communityId }}>
            {t(label)} <ArrowRight size={14} aria-hidden />
          </Link>
        ) : null
      })}
      <Button onClick={again}>{t('result.again')}</Button>
    </div>
  )
}
