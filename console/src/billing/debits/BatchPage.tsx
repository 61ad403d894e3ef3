import { billing } from '@anju/contract'
import { formatDateTime, formatFen } from '@anju/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { App } from 'antd'
import { ArrowLeft, Ban, Download, Upload } from 'lucide-react'
import { lazy, useRef, useState } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { useRealtime } from '../../realtime.ts'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, useList } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { FailureAlert } from '../../shell/states/FailureAlert.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { PageSkeleton } from '../../shell/states/PageSkeleton.tsx'
import { useDelayed } from '../../shell/states/useDelayed.ts'
import { cycleText } from '../cycle-text.ts'
import { GatedButton } from '../GatedButton.tsx'
import { LinkButton } from '../LinkButton.tsx'
import { OnceOpen } from '../OnceOpen.tsx'
import { useGate } from '../useGate.ts'
import {
  BATCH_TONES,
  type BatchDetail,
  batchQuery,
  DEBIT_STATES,
  DEBIT_TONES,
  type Debit,
  type DebitSums,
  renewDebits,
  saveContent,
} from './debits.ts'
import { Results } from './Results.tsx'
import { useDebitTexts } from './texts.ts'
import '../runs/runs.css'

const CancelForm = lazy(async () => ({ default: (await import('./CancelForm.tsx')).CancelForm }))

const POLL_MS = 2_000

/** One batch: its numbers, its file, what the bank answered, and each row. */
export function BatchPage() {
  const { batchId = '' } = useParams({ strict: false })
  const query = useQuery({
    ...batchQuery(batchId),
    // While what the bank took is being booked, the numbers move.
    refetchInterval: ({ state }) => (state.data?.state === 'sent' && state.data.results.length > 0 ? POLL_MS : false),
  })
  useRealtime(['billing.debitsChanged'], renewDebits)
  const slow = useDelayed(query.isPending)
  const { data, error } = query
  if (data) return <Sections batch={data} />
  if (error) return <FailureNotice error={error} retry={() => void query.refetch()} />
  return slow ? <PageSkeleton /> : null
}

function Sections({ batch }: { batch: BatchDetail }) {
  const t = useDebitTexts()
  const [failure, setFailure] = useState<Error | null>(null)
  const list = useList(billing.listDebits, {
    filters: ['text', 'state'],
    query: { batchId: batch.id },
    sort: 'place',
  })
  return (
    <ListPage>
      <PageHeader
        title={t('batchTitle', { number: batch.number })}
        facts={
          <span className="c-run__facts">
            <StatusTag tone={BATCH_TONES[batch.state]}>{t(`batch.${batch.state}`)}</StatusTag>
            <span>{batch.communityName}</span>
            <span>{t('factsDebitOn', { day: batch.debitOn })}</span>
            {batch.withPenalty ? <span>{t('withPenalty')}</span> : null}
            <span>{batch.formatName}</span>
            <span>
              {batch.madeByName} · {formatDateTime(batch.madeAt)}
            </span>
            {batch.cancelReason ? <span>{t('cancelledBecause', { reason: batch.cancelReason })}</span> : null}
          </span>
        }
        actions={<Actions batch={batch} fail={setFailure} />}
      />
      <FailureAlert error={failure} />
      <p className="c-run__notice c-run__notice--info">
        <span>
          {t('sums', {
            ...{ count: batch.count, total: formatFen(batch.totalFen) },
            ...{ settledCount: batch.settledCount, settled: formatFen(batch.settledFen) },
            ...{ failedCount: batch.failedCount, failed: formatFen(batch.failedFen) },
            ...{ inFlightCount: batch.inFlightCount, inFlight: formatFen(batch.inFlightFen) },
          })}
          {t(`next.${batch.state}`)}
        </span>
      </p>
      <Results results={batch.results} />
      <FilterBar
        list={list}
        filters={[
          { kind: 'text', key: 'text', label: t('searchDebit') },
          {
            ...{ kind: 'select', key: 'state', label: t('state') },
            options: DEBIT_STATES.map(value => ({ value, label: t(`state.${value}`) })),
          },
        ]}
        end={<ExportButton route={billing.exportDebits} query={list.query} name={batch.number} />}
      />
      <DataTable
        list={list}
        name={t('rows')}
        columns={useColumns()}
        empty={{ title: t('rows.none'), text: t('rows.noneText') }}
      />
    </ListPage>
  )
}

/** Shows why a deed failed, below the head; null: nothing did. */
type Fail = (error: Error | null) => void

function Actions({ batch, fail }: { batch: BatchDetail; fail: Fail }) {
  const t = useDebitTexts()
  const gate = useGate('billing.debits.manage')
  const [cancelling, setCancelling] = useState(false)
  const send = useMutation({
    mutationFn: () => call(billing.sendDebitBatch, { params: { batchId: batch.id } }),
    onMutate: () => fail(null),
    onError: fail,
    onSuccess: file => {
      saveContent(file)
      renewDebits()
    },
  })
  const isOpen = batch.state === 'open' || batch.state === 'sent'
  return (
    <>
      <LinkButton to="/debits" icon={<ArrowLeft size={14} aria-hidden />}>
        {t('back')}
      </LinkButton>
      <GatedButton
        icon={<Ban size={14} aria-hidden />}
        reason={gate ?? (isOpen ? null : t('cancel.closed'))}
        onClick={() => {
          fail(null)
          setCancelling(true)
        }}
      >
        {t('cancel')}
      </GatedButton>
      <GatedButton
        icon={<Download size={14} aria-hidden />}
        type={batch.state === 'open' ? 'primary' : 'default'}
        loading={send.isPending}
        reason={gate ?? (batch.state === 'cancelled' ? t('send.cancelled') : null)}
        onClick={() => send.mutate()}
      >
        {t('send')}
      </GatedButton>
      <TakeButton batch={batch} gate={gate} fail={fail} />
      <OnceOpen open={cancelling}>
        <CancelForm batch={batch} open={cancelling} close={() => setCancelling(false)} />
      </OnceOpen>
    </>
  )
}

/** Takes the bank's answer in, from a file. */
function TakeButton({ batch, gate, fail }: { batch: BatchDetail; gate: string | null; fail: Fail }) {
  const t = useDebitTexts()
  const { message } = App.useApp()
  const input = useRef<HTMLInputElement>(null)
  const take = useMutation({
    mutationFn: (file: File) =>
      call(billing.importDebitResult, {
        params: { batchId: batch.id, resultId: newId() },
        query: { name: file.name.slice(0, 100) },
        file,
      }),
    onMutate: () => fail(null),
    onError: fail,
    onSuccess: result => {
      renewDebits()
      void message.success(t('take.done', { succeeded: result.succeededCount, failed: result.failedCount }))
    },
  })
  return (
    <>
      <GatedButton
        icon={<Upload size={14} aria-hidden />}
        type={batch.state === 'sent' ? 'primary' : 'default'}
        loading={take.isPending}
        reason={gate ?? (batch.state === 'open' ? t('take.notSent') : null)}
        onClick={() => input.current?.click()}
      >
        {t('take')}
      </GatedButton>
      <input
        ref={input}
        type="file"
        hidden
        accept=".txt,.csv,.dat,.xlsx,text/plain"
        aria-label={t('take')}
        onChange={event => {
          const [file] = event.target.files ?? []
          // The same file may be chosen again after it was refused.
          event.target.value = ''
          if (file) take.mutate(file)
        }}
      />
    </>
  )
}

function useColumns(): Column<Debit, DebitSums>[] {
  const t = useDebitTexts()
  return [
    {
      ...{ key: 'reference', title: t('reference'), width: 130, sort: 'place' },
      render: row => <span className="c-number">{row.reference}</span>,
    },
    {
      ...{ key: 'premises', title: t('premises'), width: 150, sort: 'premisesLabel' },
      render: row => row.premisesLabel,
    },
    {
      ...{ key: 'holder', title: t('holder'), width: 160 },
      render: row => (
        <Link to="/mandates" search={{ open: row.mandateId }}>
          {row.holderName}
        </Link>
      ),
    },
    { key: 'account', title: t('account'), width: 200, render: row => `${row.accountMasked} ${row.bankName}` },
    {
      ...{ key: 'bills', title: t('bills'), width: 260, wrap: true },
      render: row =>
        row.bills.map(bill => (
          <div key={bill.id}>
            <Link to="/bills" search={{ open: bill.id }}>
              {bill.itemName} {cycleText(bill.cycleStart, bill.cycleEnd)}
            </Link>
            {bill.penaltyFen > 0 ? <small> {t('penaltyOf', { amount: formatFen(bill.penaltyFen) })}</small> : null}
          </div>
        )),
    },
    {
      ...{ key: 'amount', title: t('total'), width: 110, align: 'number', sort: 'amountFen' },
      render: row => <MoneyText fen={row.amountFen} />,
      footer: sums => <MoneyText fen={sums.amountFen} strong />,
    },
    {
      ...{ key: 'state', title: t('state'), width: 110 },
      render: row => <StatusTag tone={DEBIT_TONES[row.state]}>{t(`state.${row.state}`)}</StatusTag>,
    },
    {
      ...{ key: 'debitedOn', title: t('debitedOn'), width: 110 },
      render: row => <span className="c-number">{row.debitedOn ?? '–'}</span>,
    },
    {
      ...{ key: 'reason', title: t('bankSays'), width: 160 },
      render: row => [row.bankCode, row.bankReason].filter(Boolean).join(' ') || '–',
    },
    {
      ...{ key: 'receipt', title: t('receipt'), width: 180 },
      render: row =>
        row.receiptId ? (
          <Link to="/receipts" search={{ open: row.receiptId }}>
            {row.receiptNumber}
          </Link>
        ) : (
          '–'
        ),
    },
  ]
}
