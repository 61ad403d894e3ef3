import { metering } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { App } from 'antd'
import { Printer } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { call } from '../api.ts'
import { ReasonButton } from '../identity/ReasonButton.tsx'
import { useRealtime } from '../realtime.ts'
import { useRefusalText } from '../refusal.ts'
import { DrawerBones } from '../registry/DrawerBones.tsx'
import { useCan } from '../session.tsx'
import { ExportButton, ListPage } from '../shell/list/index.ts'
import { PageHeader } from '../shell/PageHeader.tsx'
import { FailureNotice } from '../shell/states/FailureNotice.tsx'
import { useLossTexts } from './loss-texts.ts'
import { RoundGrid } from './RoundGrid.tsx'
import { RoundTag } from './RoundTag.tsx'
import { type Round, renewReadings } from './reading.ts'
import { useReadingTexts } from './reading-texts.ts'
import { useRouteTexts } from './routes/texts.ts'
import { useMeterTexts } from './texts.ts'
import { useApprove } from './useApprove.ts'
import '../registry/registry.css'
import '../registry/vehicles/vehicles.css'

const AssignForm = lazy(async () => ({ default: (await import('./routes/AssignForm.tsx')).AssignForm }))

/** One round: its list to be entered by the keyboard, and what is done with it as a whole. */
export function RoundPage() {
  const t = useReadingTexts()
  const meters = useMeterTexts()
  const { roundId } = useParams({ strict: false })
  const id = roundId ?? ''
  const { data, error, refetch } = useQuery({
    queryKey: [metering.readRound.path, id],
    queryFn: ({ signal }) => call(metering.readRound, { params: { roundId: id }, signal }),
  })
  useRealtime(['metering.*'], renewReadings)
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  return (
    <ListPage>
      <PageHeader
        title={
          <span className="vh-title">
            {`${data.communityName} · ${data.month} ${meters(`kind.${data.kind}`)}`}
            <RoundTag state={data.state} />
          </span>
        }
        facts={
          <>
            <Link to="/reading-rounds">{t('rounds.back')}</Link>
            {` · ${t('rounds.progress')} ${data.readCount} / ${data.meterCount} · ${t('rounds.flagged')} ${data.flaggedCount} · ${t('rounds.approved')} ${data.approvedCount}`}
          </>
        }
        actions={<RoundActions round={data} />}
      />
      <RoundGrid key={data.id} round={data} />
    </ListPage>
  )
}

/** Does something with the round as a whole, and says why when it was refused. */
function useWork() {
  const { message } = App.useApp()
  const explain = useRefusalText()
  const [working, setWorking] = useState(false)
  const work = async (deed: () => Promise<unknown>) => {
    setWorking(true)
    try {
      await deed()
      renewReadings()
    } catch (error) {
      void message.error(explain(error as Error))
    } finally {
      setWorking(false)
    }
  }
  return { work, working }
}

function RoundActions({ round }: { round: Round }) {
  const losses = useLossTexts()
  const t = useReadingTexts()
  const { work, working } = useWork()
  const noManage = useCan('metering.rounds.manage') ? undefined : t('noManage')
  const params = { roundId: round.id }
  const print = async () => {
    const answer = await call(metering.printRound, { params })
    window.open(URL.createObjectURL(await answer.blob()), '_blank', 'noopener')
  }
  const reopen = () => call(metering.reopenRound, { params, body: { version: round.version } })
  return (
    <div className="vh-actions">
      <Link to="/meters/tree" search={search => ({ community: search.community, round: round.id })}>
        {losses('toTree')}
      </Link>
      <ReasonButton reason={undefined} icon={<Printer size={14} aria-hidden />} onClick={() => void work(print)}>
        {t('rounds.print')}
      </ReasonButton>
      <ExportButton route={metering.exportRoundStops} params={params} query={{}} name={t('rounds')} />
      {round.state === 'open' ? (
        <OpenActions round={round} noManage={noManage} />
      ) : (
        <ReasonButton reason={noManage} loading={working} onClick={() => void work(reopen)}>
          {t('rounds.reopen')}
        </ReasonButton>
      )}
    </div>
  )
}

/** What may be done while a round is under way: hand out meters, estimate what was not read, end it, approve what is clean. */
function OpenActions({ round, noManage }: { round: Round; noManage: string | undefined }) {
  const t = useReadingTexts()
  const words = useRouteTexts()
  const { modal, message } = App.useApp()
  const { approve, busy } = useApprove()
  const { work, working } = useWork()
  const [assigning, setAssigning] = useState(false)
  const noEnter = useCan('metering.readings.enter') ? undefined : t('noEnter')
  const noApprove = useCan('metering.readings.approve') ? undefined : t('noApprove')
  const params = { roundId: round.id }
  const estimate = async () => {
    const body = { readOn: round.plannedOn }
    const { estimated: count, without } = await call(metering.estimateRound, { params, body })
    void message.success(t('rounds.estimated', { count, without }))
  }
  const close = () => call(metering.closeRound, { params, body: { version: round.version } })
  return (
    <>
      <ReasonButton reason={noManage} onClick={() => setAssigning(true)}>
        {words('assign')}
      </ReasonButton>
      <ReasonButton
        reason={noEnter}
        loading={working}
        onClick={() => void modal.confirm({ title: t('rounds.estimateAsk'), onOk: () => work(estimate) })}
      >
        {t('rounds.estimate')}
      </ReasonButton>
      <ReasonButton reason={noManage} loading={working} onClick={() => void work(close)}>
        {t('rounds.close')}
      </ReasonButton>
      <ReasonButton
        type="primary"
        loading={busy}
        reason={noApprove}
        onClick={() => void approve({ communityId: round.communityId, roundId: round.id })}
      >
        {t('rounds.approveClean')}
      </ReasonButton>
      <Suspense fallback={null}>
        {assigning ? <AssignForm round={round} close={() => setAssigning(false)} /> : null}
      </Suspense>
    </>
  )
}
