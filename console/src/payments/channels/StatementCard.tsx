import { payments } from '@anju/contract'
import { formatDateTime, formatFen } from '@anju/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Select } from 'antd'
import { TriangleAlert } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { call } from '../../api.ts'
import { GatedButton } from '../../billing/GatedButton.tsx'
import { useGate } from '../../billing/useGate.ts'
import { useRefusalText } from '../../refusal.ts'
import { DrawerBones } from '../../registry/DrawerBones.tsx'
import { useActor } from '../../session.tsx'
import { FactList } from '../../shell/show/Facts.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { type ChannelRow, OUTCOMES, renewChannels, type StatementDetail, statementQuery } from './channels.ts'
import { StatementRows } from './StatementRows.tsx'
import { useChannelTexts } from './texts.ts'
import '../../billing/billing.css'
import '../../billing/requests/requests.css'
import '../../billing/runs/runs.css'
import './channels.css'

/** In the drawer's head: match again, confirm, remove. */
export function StatementActions({ statementId }: { statementId: string }) {
  const { data } = useQuery(statementQuery(statementId))
  return data ? <Actions of={data} /> : null
}

interface Question {
  title: string
  content: string
  okText: string
  danger: boolean
}

/** Asks once more before a deed; what it is refused for is told. */
function useAsk() {
  const t = useChannelTexts()
  const explain = useRefusalText()
  const { message, modal } = App.useApp()
  return ({ danger, ...words }: Question, deed: () => Promise<unknown>) =>
    modal.confirm({
      ...words,
      okButtonProps: { danger },
      cancelText: t('cancel'),
      onOk: () => deed().catch((error: unknown) => void message.error(explain(error))),
    })
}

function Actions({ of }: { of: StatementDetail }) {
  const t = useChannelTexts()
  const explain = useRefusalText()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const actor = useActor()
  const manage = useGate('payments.channels.manage')
  const confirming = useGate('payments.channels.confirm')
  const params = { statementId: of.id }
  const closed = of.state === 'confirmed' ? t('confirm.closed') : null
  const own = actor.accountId === of.uploadedById ? t('confirm.own') : null
  const nothing = of.grossFen === 0 && of.refundedFen === 0 ? t('confirm.nothing') : null
  const match = useMutation({
    mutationFn: () => call(payments.matchChannelStatement, { params }),
    onSuccess: () => {
      renewChannels()
      void message.success(t('match.done'))
    },
    onError: error => void message.error(explain(error)),
  })
  const ask = useAsk()
  const confirm = async () => {
    await call(payments.confirmChannelStatement, { params, body: { netFen: of.netFen } })
    renewChannels()
    void message.success(t('confirm.done'))
  }
  const remove = async () => {
    await call(payments.removeChannelStatement, { params })
    renewChannels()
    void message.success(t('remove.done'))
    void navigate({ to: '.', search: search => ({ ...search, open: undefined }) })
  }
  const sums = { net: formatFen(of.netFen), fee: formatFen(of.feeFen), count: of.differenceCount }
  return (
    <>
      <GatedButton size="small" reason={manage ?? closed} loading={match.isPending} onClick={() => match.mutate()}>
        {t('match')}
      </GatedButton>
      <GatedButton
        size="small"
        danger
        reason={manage ?? closed}
        onClick={() =>
          ask({ title: t('remove.title'), content: t('remove.text'), okText: t('remove'), danger: true }, remove)
        }
      >
        {t('remove')}
      </GatedButton>
      <GatedButton
        size="small"
        type="primary"
        reason={confirming ?? closed ?? own ?? nothing}
        onClick={() =>
          ask(
            {
              title: t('confirm.title', { channel: of.channel, day: of.day }),
              content: t('confirm.text', sums),
              okText: t('confirm.submit', sums),
              danger: false,
            },
            confirm,
          )
        }
      >
        {t('confirm')}
      </GatedButton>
    </>
  )
}

/** One statement: its sums, and each row beside what we know; differences first. */
export function StatementCard({ statementId }: { statementId: string }) {
  const t = useChannelTexts()
  const [outcome, setOutcome] = useState<ChannelRow['outcome']>()
  const { data, error, refetch } = useQuery(statementQuery(statementId))
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  return (
    <div className="rq-sections">
      <Facts of={data} />
      {data.differenceCount > 0 ? <Notice words={t('open', { count: data.differenceCount })} /> : null}
      {data.waitingCount > 0 ? <Notice words={t('waiting', { count: data.waitingCount })} /> : null}
      {data.unusualFeeCount > 0 ? <Notice words={t('unusual', { count: data.unusualFeeCount })} /> : null}
      <section>
        <h2>{t('rows')}</h2>
        <Select<ChannelRow['outcome']>
          allowClear
          size="small"
          value={outcome}
          onChange={setOutcome}
          placeholder={t('outcome')}
          aria-label={t('outcome')}
          popupMatchSelectWidth={false}
          options={OUTCOMES.map(value => ({ value, label: t(`outcome.${value}`) }))}
        />
        <StatementRows statementId={statementId} outcome={outcome} />
      </section>
    </div>
  )
}

function Notice({ words }: { words: string }) {
  return (
    <p className="c-run__notice c-run__notice--warning">
      <TriangleAlert size={16} aria-hidden />
      <span>{words}</span>
    </p>
  )
}

function Facts({ of }: { of: StatementDetail }) {
  const t = useChannelTexts()
  const rows: [string, ReactNode][] = [
    [t('community'), of.communityName],
    [t('gross'), <MoneyText key="gross" fen={of.grossFen} sign />],
    [t('refunded'), <MoneyText key="refunded" fen={of.refundedFen} sign />],
    [t('fee'), <MoneyText key="fee" fen={of.feeFen} sign />],
    [t('net'), <MoneyText key="net" fen={of.netFen} sign strong />],
    [t('rate'), `${of.ratePercent}%`],
    [t('file'), of.fileName],
    [t('uploaded'), `${of.uploadedByName} · ${formatDateTime(of.uploadedAt)}`],
  ]
  if (of.confirmedAt) rows.push([t('confirmed'), `${of.confirmedByName ?? '–'} · ${formatDateTime(of.confirmedAt)}`])
  return <FactList facts={rows} />
}
