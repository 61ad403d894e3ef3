import { billing, type WireRequestOf } from '@anju/contract'
import { formatFen } from '@anju/ui'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { Building2, Scale } from 'lucide-react'
import { useRef, useState } from 'react'
import { v7 as newId } from 'uuid'
import { call, queryClient } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { lazyPart } from '../../shell/lazy-part.tsx'
import { listKey } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { ChooseCommunity } from '../../shell/states/ChooseCommunity.tsx'
import { FailureAlert } from '../../shell/states/FailureAlert.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { StatePage } from '../../shell/states/StatePage.tsx'
import { useDelayed } from '../../shell/states/useDelayed.ts'
import { todayHere } from '../../workforce/days.ts'
import { GatedButton } from '../GatedButton.tsx'
import { useGate } from '../useGate.ts'
import { useRules } from '../useRules.ts'
import type { Show } from './PreviewBills.tsx'
import { PreviewSums } from './PreviewSums.tsx'
import type { Preview, Run } from './run.ts'
import { useRunTexts } from './texts.ts'
import '../billing.css'
import './runs.css'

const PreviewBills = lazyPart(async () => (await import('./PreviewBills.tsx')).PreviewBills)
const RunFields = lazyPart(async () => (await import('./RunFields.tsx')).RunFields)
const ToRules = lazyPart(async () => (await import('./RunFields.tsx')).ToRules, null)

type Asked = Extract<WireRequestOf<typeof billing.previewBills>['body'], { communityId: string }>

/** The months and rules in the address; this month and all rules when it names none. */
function useAsked() {
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  const thisMonth = todayHere().slice(0, 7)
  const from = search.from ?? thisMonth
  const to = search.to ?? from
  const listOf = (text?: string) => text?.split(',').filter(id => id !== '') ?? []
  return {
    from,
    to,
    ruleIds: listOf(search.rules),
    itemIds: listOf(search.items),
    premisesId: search.premises || undefined,
    correctFrom: search.correct && search.correct < from ? search.correct : undefined,
    change: (next: Partial<Record<'from' | 'to' | 'rules' | 'items' | 'premises' | 'correct', string | undefined>>) =>
      void navigate({ to: '.', search: previous => ({ ...previous, ...next }), replace: true }),
  }
}

const ParkingTrial = lazyPart(async () => (await import('../parking/ParkingTrial.tsx')).ParkingTrial)

const TABS = ['bills', 'parking'] as const

/** What would be charged: a run before it is one, and what a stay costs. */
export function NewBillRunPage() {
  const t = useRunTexts()
  const navigate = useNavigate()
  const tab = useSearch({ strict: false }).tab === 'parking' ? 'parking' : 'bills'
  return (
    <div className={tab === 'bills' ? 'c-page c-run-new' : 'c-page'}>
      <PageHeader title={t('newTitle')} facts={tab === 'bills' ? t('newFacts') : undefined} />
      <Tabs
        className="c-run-new__tabs"
        activeKey={tab}
        onChange={key =>
          void navigate({ to: '.', search: previous => ({ ...previous, tab: key === 'bills' ? undefined : key }) })
        }
        items={TABS.map(key => ({ key, label: t(`tab.${key}`) }))}
      />
      {tab === 'parking' ? <ParkingTrial /> : <NewBillRun />}
    </div>
  )
}

/** Months and rules above, what they would give below. Nothing is saved until 生成. */
function NewBillRun() {
  const t = useRunTexts()
  const community = useCommunity()
  const rules = useRules(community.id !== undefined)
  const asked = useAsked()
  if (!community.id) return <ChooseCommunity level="part" icon={Building2} text={t('chooseCommunityText')} />
  if (rules.data?.length === 0)
    return (
      <StatePage level="part" icon={Scale} title={t('noRules')} actions={<ToRules />}>
        {t('noRulesText')}
      </StatePage>
    )
  const { from, to, ruleIds, itemIds, premisesId, correctFrom } = asked
  const body = {
    ...{ communityId: community.id, from, to },
    ...(ruleIds.length > 0 ? { ruleIds } : {}),
    ...(itemIds.length > 0 ? { itemIds } : {}),
    ...(premisesId ? { premisesId } : {}),
    ...(correctFrom ? { correctFrom } : {}),
  }
  return (
    <>
      <RunFields
        asked={asked}
        rules={rules.data ?? []}
        community={{ id: community.id, name: community.current?.name ?? '' }}
      />
      <Previewed body={body} key={community.id} />
    </>
  )
}

function hasBills({ billCount, compared }: Preview): boolean {
  return billCount + compared.gone.count + compared.correction.count > 0
}

function usePreview(body: Asked) {
  return useQuery({
    queryKey: [billing.previewBills.path, body],
    placeholderData: keepPreviousData,
    staleTime: 0,
    queryFn: ({ signal }) => call(billing.previewBills, { body, signal }),
  })
}

function Previewed({ body }: { body: Asked }) {
  const t = useRunTexts()
  const [chosen, setShow] = useState<Show>()
  const query = usePreview({ ...body, only: chosen === undefined || chosen === 'exceptions' ? 'all' : chosen })
  const { data: preview, error, isFetching } = query
  // Where there is nothing but exceptions, they are what has to be seen.
  const show = chosen ?? (preview && !hasBills(preview) && preview.exceptions.length > 0 ? 'exceptions' : 'all')
  const slow = useDelayed(isFetching)
  if (error) return <FailureNotice error={error} retry={() => void query.refetch()} />
  return (
    <div className="c-previewed" aria-busy={isFetching}>
      <p className="c-unseen" role="status">
        {slow ? t('working') : ''}
      </p>
      <PreviewSums preview={preview} working={slow} />
      {preview && (hasBills(preview) || preview.exceptions.length > 0) ? (
        <PreviewBills preview={preview} show={show} setShow={setShow} />
      ) : null}
      {preview && !hasBills(preview) && preview.exceptions.length === 0 ? (
        <StatePage level="part" icon={Scale} title={t('nothingToMake')} actions={<ToRules />}>
          {t('nothingAtAll')}
        </StatePage>
      ) : null}
      {preview ? <Generate body={body} preview={preview} stale={isFetching} /> : null}
      {preview || !slow ? null : <div className="c-bone" style={{ height: 320 }} />}
    </div>
  )
}

interface GenerateProps {
  body: Asked
  preview: Preview
  /** The numbers are of another question: a newer answer is on its way. */
  stale: boolean
}

/** The foot of the page: what will be made, in number and sum, on the button that makes it. */
function Generate({ body, preview, stale }: GenerateProps) {
  const t = useRunTexts()
  const navigate = useNavigate()
  const gate = useGate('billing.bills.generate')
  const run = useStart(body, started => {
    queryClient.setQueryData([billing.listBillRuns.path, 'one', started.id], started)
    void queryClient.invalidateQueries({ queryKey: listKey(billing.listBillRuns) })
    void navigate({ to: '/bill-runs/$billRunId', params: { billRunId: started.id } })
  })
  const { new: fresh, changed, gone, correction } = preview.compared
  const others = changed.count + gone.count + correction.count
  const nothing = hasBills(preview)
    ? fresh.count + others === 0
      ? t('nothingDiffers')
      : null
    : preview.exceptions.length > 0
      ? t('onlyExceptions', { count: preview.exceptions.length })
      : t('nothingAtAll')
  const counts = { new: fresh.count, changed: changed.count, gone: gone.count, correction: correction.count }
  const label =
    others > 0
      ? t('generateChanges', counts)
      : t('generate', { count: fresh.count.toLocaleString('en'), sum: formatFen(fresh.fen) })
  return (
    <footer className="c-run-new__foot">
      <FailureAlert error={run.error} />
      <GatedButton
        type="primary"
        size="large"
        reason={gate ?? nothing ?? (stale ? t('working') : null)}
        loading={run.isPending}
        onClick={() => run.mutate()}
      >
        {nothing ? t('generateNothing') : label}
      </GatedButton>
      <span>{nothing ?? t('draftNote')}</span>
    </footer>
  )
}

/** Starts the run; one question has one id, so that a press after a broken connection is the same run. */
function useStart(body: Asked, onSuccess: (run: Run) => void) {
  const contents = JSON.stringify(body)
  const intention = useRef({ contents, id: newId() })
  return useMutation({
    mutationFn: () => {
      if (intention.current.contents !== contents) intention.current = { contents, id: newId() }
      const { id } = intention.current
      return call(billing.startBillRun, { body: { id, ...body }, idempotencyKey: id })
    },
    onSuccess,
  })
}
