import { billing } from '@anju/contract'
import { DateText } from '@anju/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Button, Progress } from 'antd'
import { ArrowLeft, CircleAlert, CircleCheck, Info, type LucideIcon } from 'lucide-react'
import { call, queryClient } from '../../api.ts'
import { useRealtime } from '../../realtime.ts'
import { listKey } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { CopyId } from '../../shell/show/CopyId.tsx'
import { FailureAlert } from '../../shell/states/FailureAlert.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { PageSkeleton } from '../../shell/states/PageSkeleton.tsx'
import { useDelayed } from '../../shell/states/useDelayed.ts'
import { eventId } from '../event-id.ts'
import { LinkButton } from '../LinkButton.tsx'
import { ApproveButton } from './ApproveButton.tsx'
import { RunTag } from './BillRunsPage.tsx'
import { Exceptions } from './Exceptions.tsx'
import { IssueButton } from './IssueButton.tsx'
import { TallySums } from './PreviewSums.tsx'
import { RunComparison } from './RunComparison.tsx'
import { isWaiting, isWorking, monthsText, percentDone, type Run, type RunWord, runWord } from './run.ts'
import { useRunTexts } from './texts.ts'
import '../billing.css'
import './runs.css'
import { ActorName } from '../../shell/show/ActorName.tsx'

const POLL_MS = 1_500
const WAIT_MS = 15_000

/** One run: live while it works, then its numbers, its exceptions, and the way to issue it. */
export function BillRunPage() {
  const { billRunId = '' } = useParams({ strict: false })
  const query = useQuery({
    queryKey: [billing.listBillRuns.path, 'one', billRunId],
    queryFn: ({ signal }) => call(billing.readBillRun, { params: { billRunId }, signal }),
    // Events may be late or lost: a run at work is looked at anyway, as is one that somebody else approves.
    refetchInterval: ({ state: { data } }) => (isWorking(data) ? POLL_MS : data && isWaiting(data) ? WAIT_MS : false),
  })
  useRealtime(['billing.*'], event => {
    if (eventId(event, 'billRunId') === billRunId)
      void queryClient.invalidateQueries({ queryKey: listKey(billing.listBillRuns) })
  })
  const slow = useDelayed(query.isPending)
  const { data: run, error } = query
  if (run) return <RunSections run={run} />
  if (error) return <FailureNotice error={error} retry={() => void query.refetch()} />
  return slow ? <PageSkeleton /> : null
}

function RunSections({ run }: { run: Run }) {
  const t = useRunTexts()
  return (
    <div className="c-page">
      <PageHeader
        title={t('runTitle', { months: monthsText(run) })}
        facts={<RunFacts run={run} />}
        actions={<RunActions run={run} />}
      />
      <RunState run={run} />
      <RunSums run={run} />
      {isWorking(run) && run.state === 'generating' ? null : <RunComparison run={run} />}
      {isWorking(run) && run.exceptionCount === 0 ? null : (
        <section className="c-preview">
          <h2>{t('exceptionsTitle')}</h2>
          <Exceptions exceptions={run.exceptions} count={run.exceptionCount} />
        </section>
      )}
    </div>
  )
}

function RunFacts({ run }: { run: Run }) {
  const t = useRunTexts()
  return (
    <span className="c-run__facts">
      <RunTag run={run} />
      <span>{run.communityName}</span>
      {run.premisesLabel ? <span>{run.premisesLabel}</span> : null}
      {run.ruleNames.length > 0 ? <span>{t('scopeRules', { names: run.ruleNames.join(t('comma')) })}</span> : null}
      {run.correctFrom ? <span>{t('scopeCorrect', { month: run.correctFrom })}</span> : null}
      {run.approvedBy ? <span>{t('approved', { name: run.approvedBy })}</span> : null}
      <span>
        <ActorName name={run.startedBy} /> · <DateText at={run.startedAt} />
      </span>
      <CopyId id={run.id} what={t('title')} />
    </span>
  )
}

function RunActions({ run }: { run: Run }) {
  const t = useRunTexts()
  return (
    <>
      <LinkButton to="/bill-runs" icon={<ArrowLeft size={14} aria-hidden />}>
        {t('back')}
      </LinkButton>
      {run.billCount > 0 ? (
        <LinkButton to="/bills" search={{ billRunId: run.id }}>
          {t('seeBills')}
        </LinkButton>
      ) : null}
      {run.premisesId ? (
        <LinkButton to="/bills" search={{ premisesId: run.premisesId }}>
          {t('ofHousehold')}
        </LinkButton>
      ) : null}
      <ApproveButton run={run} />
      <IssueButton run={run} />
    </>
  )
}

/** What is going on, or what is to be done next, in a sentence. */
function RunState({ run }: { run: Run }) {
  const t = useRunTexts()
  const word = runWord(run)
  if (word === 'generating' || word === 'issuing') {
    const { done, of } = run.progress
    const numbers = { done: done.toLocaleString('en'), of: of.toLocaleString('en') }
    return (
      <section className="c-run__progress">
        <p role="status">
          <strong>{word === 'generating' ? t('progressGenerating', numbers) : t('progressIssuing', numbers)}</strong>
          <span>{t('canLeave')}</span>
        </p>
        <Progress
          percent={percentDone(run.progress)}
          status="active"
          strokeColor="var(--c-primary)"
          aria-label={t(`state.${word}`)}
        />
      </section>
    )
  }
  return <RunNotice run={run} word={word} />
}

const FACES: Record<Exclude<RunWord, 'generating' | 'issuing'>, { tone: string; icon: LucideIcon }> = {
  generated: { tone: 'warning', icon: CircleAlert },
  waiting: { tone: 'warning', icon: CircleAlert },
  issued: { tone: 'success', icon: CircleCheck },
  failed: { tone: 'danger', icon: CircleAlert },
  nothing: { tone: 'info', icon: Info },
}

function RunNotice({ run, word }: { run: Run; word: keyof typeof FACES }) {
  const t = useRunTexts()
  const { tone, icon: Icon } = FACES[word]
  return (
    <p className={`c-run__notice c-run__notice--${tone}`} role="status">
      <Icon size={16} aria-hidden />
      <span>{t(`${word}Text`)}</span>
      {word === 'failed' ? <TryAgain run={run} /> : null}
    </p>
  )
}

/** A failed run is taken up by its own id: the same question again. */
function TryAgain({ run }: { run: Run }) {
  const t = useRunTexts()
  const again = useMutation({
    mutationFn: () =>
      call(billing.startBillRun, {
        body: {
          ...{ id: run.id, communityId: run.communityId, from: run.from, to: run.to },
          ...(run.premisesId ? { premisesId: run.premisesId } : {}),
        },
      }),
    onSuccess: started => queryClient.setQueryData([billing.listBillRuns.path, 'one', run.id], started),
  })
  return (
    <>
      <Button size="small" loading={again.isPending} onClick={() => again.mutate()}>
        {t('tryAgain')}
      </Button>
      <FailureAlert error={again.error} />
    </>
  )
}

function RunSums({ run }: { run: Run }) {
  const t = useRunTexts()
  return (
    <dl className="c-sums">
      <TallySums compared={run.compared} />
      <div>
        <dt>{t('exceptionCount')}</dt>
        <dd className={run.exceptionCount > 0 ? 'c-money--warning' : undefined}>
          {run.exceptionCount.toLocaleString('en')}
          <small>{t('countCases')}</small>
        </dd>
      </div>
    </dl>
  )
}
