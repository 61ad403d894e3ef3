import { comma, formatDateTime } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { Alert } from 'antd'
import { TableProperties } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { StatePage } from '../shell/states/StatePage.tsx'
import { BusyNotice } from './BusyNotice.tsx'
import { ChangesPanel } from './ChangesPanel.tsx'
import { CommitBar } from './CommitBar.tsx'
import { CountsTable } from './CountsTable.tsx'
import { shownCounts } from './counts.ts'
import type { ChangeKind, Import } from './import-query.ts'
import { ProblemsTable } from './ProblemsTable.tsx'
import { Stopped } from './Stopped.tsx'
import { useImportsTexts } from './texts.ts'
import { Unreadable } from './Unreadable.tsx'
import type { MappingEdits } from './useMappingEdits.ts'
import './check.css'

// Only a cut-over has one.
const AdjustmentsPanel = lazy(async () => ({
  default: (await import('./adjustments/AdjustmentsPanel.tsx')).AdjustmentsPanel,
}))
const RoomChecksPanel = lazy(async () => ({
  default: (await import('./control/RoomChecksPanel.tsx')).RoomChecksPanel,
}))
const ComparisonPanel = lazy(async () => ({
  default: (await import('./former-bills/ComparisonPanel.tsx')).ComparisonPanel,
}))
const ControlPanel = lazy(async () => ({ default: (await import('./control/ControlPanel.tsx')).ControlPanel }))

/** The dry run: what would be written, and what is wrong. */
export function CheckStep({ found, edits }: { found: Import; edits: MappingEdits }) {
  const [confirmed, confirm] = useState<ReadonlySet<ChangeKind>>(new Set())
  return (
    <>
      <div className="im-body">
        {found.state === 'reading' ? <Reading found={found} /> : null}
        {found.state === 'failed' ? <Unreadable found={found} /> : null}
        {found.state === 'cancelled' ? <Stopped found={found} /> : null}
        {['reading', 'failed', 'cancelled'].includes(found.state) ? null : (
          <DryRun found={found} confirmed={confirmed} confirm={confirm} />
        )}
      </div>
      <CommitBar found={found} edited={edits.edited} confirmed={confirmed} />
    </>
  )
}

function Reading({ found }: { found: Import }) {
  const t = useImportsTexts()
  return <BusyNotice found={found} title={t('check.reading')} text={t('check.readingText')} />
}

interface DryRunProps {
  found: Import
  confirmed: ReadonlySet<ChangeKind>
  confirm: (kinds: ReadonlySet<ChangeKind>) => void
}

function DryRun({ found, confirmed, confirm }: DryRunProps) {
  const t = useImportsTexts()
  const title = t(found.state === 'committed' ? 'check.countsDone' : 'check.counts')
  const nothing = shownCounts(found.counts).length === 0
  const unrecognised = found.problems.filter(problem => problem.code === 'sheet_not_recognised')
  return (
    <>
      {unrecognised.length > 0 && !nothing ? (
        <Alert
          type="warning"
          showIcon
          className="im-unrecognised"
          title={t('check.unrecognised', { count: unrecognised.length })}
          description={unrecognised.map(problem => problem.sheet).join(comma())}
          action={<ToMapping />}
        />
      ) : null}
      {found.sameFile ? <SameFile found={found} /> : null}
      <div className="im-check">
        <section className="c-card im-panel" aria-label={title}>
          <h2>{title}</h2>
          {nothing ? (
            <StatePage level="part" icon={TableProperties} title={t('commit.none')} actions={<ToMapping />}>
              {t('check.nothing')}
            </StatePage>
          ) : (
            <CountsTable found={found} />
          )}
        </section>
        <section className="c-card im-panel" aria-label={t('check.problems')}>
          <h2>{t('check.problems')}</h2>
          <ProblemsTable found={found} />
        </section>
      </div>
      <Suspense fallback={null}>
        <AdjustmentsPanel found={found} />
        <ControlPanel found={found} />
        <RoomChecksPanel found={found} />
        <ComparisonPanel found={found} />
      </Suspense>
      <ChangesPanel found={found} confirmed={confirmed} confirm={confirm} />
    </>
  )
}

/** The very same bytes were written before: nothing new is to be expected. */
function SameFile({ found }: { found: Import }) {
  const t = useImportsTexts()
  const time = formatDateTime(found.sameFile?.committedAt ?? found.startedAt)
  return (
    <Alert
      type="info"
      showIcon
      className="im-unrecognised"
      title={t('check.sameFile', { time, person: found.sameFile?.committedBy ?? '' })}
      action={
        <Link to="/imports/$importId" params={{ importId: found.sameFile?.id ?? '' }}>
          {t('check.sameFileOpen')}
        </Link>
      }
    />
  )
}

function ToMapping() {
  const t = useImportsTexts()
  return (
    <Link to="." search={search => ({ ...search, step: 'mapping' })} replace>
      {t('check.toMapping')}
    </Link>
  )
}
