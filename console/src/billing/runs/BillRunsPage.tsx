import { billing } from '@anju/contract'
import { DateText } from '@anju/ui'
import { Link, useNavigate } from '@tanstack/react-router'
import { FileStack } from 'lucide-react'
import { queryClient } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { useRealtime } from '../../realtime.ts'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, listKey, useList } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { ActorName } from '../../shell/show/ActorName.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { GatedButton } from '../GatedButton.tsx'
import { useGate } from '../useGate.ts'
import { monthsText, RUN_TONES, type RunRow, runWord } from './run.ts'
import { useRunTexts } from './texts.ts'

/** Every run, newest first; each leads to its page. */
export function BillRunsPage() {
  const t = useRunTexts()
  const community = useCommunity()
  const list = useList(billing.listBillRuns, { filters: ['state'], query: { communityId: community.id } })
  useRealtime(['billing.*'], () => void queryClient.invalidateQueries({ queryKey: listKey(billing.listBillRuns) }))
  return (
    <ListPage>
      <PageHeader
        title={t('title')}
        actions={
          <>
            <ExportButton route={billing.exportBillRuns} query={list.query} name={t('title')} />
            <StartButton />
          </>
        }
      />
      <FilterBar
        list={list}
        filters={[
          {
            kind: 'select',
            key: 'state',
            label: t('filterState'),
            options: (['generating', 'generated', 'issuing', 'issued', 'failed'] as const).map(value => ({
              value,
              label: t(`state.${value}`),
            })),
          },
        ]}
      />
      <DataTable
        list={list}
        name={t('title')}
        columns={useColumns(community.id === undefined)}
        empty={{ title: t('emptyTitle'), text: t('emptyText'), action: <StartButton /> }}
      />
    </ListPage>
  )
}

function StartButton() {
  const t = useRunTexts()
  const navigate = useNavigate()
  return (
    <GatedButton
      type="primary"
      icon={<FileStack size={14} aria-hidden />}
      reason={useGate('billing.bills.generate')}
      onClick={() => void navigate({ to: '/bill-runs/new' })}
    >
      {t('start')}
    </GatedButton>
  )
}

export function RunTag({ run }: { run: Parameters<typeof runWord>[0] }) {
  const t = useRunTexts()
  const word = runWord(run)
  return <StatusTag tone={RUN_TONES[word]}>{t(`state.${word}`)}</StatusTag>
}

function useColumns(several: boolean): Column<RunRow>[] {
  const t = useRunTexts()
  const number = (count: number) => count.toLocaleString('en')
  return [
    {
      key: 'months',
      title: t('months'),
      width: 150,
      sort: 'fromMonth',
      render: run => (
        <Link to="/bill-runs/$billRunId" params={{ billRunId: run.id }} className="c-table__name">
          {monthsText(run)}
          {run.premisesLabel ? ` · ${run.premisesLabel}` : ''}
        </Link>
      ),
    },
    ...(several
      ? [{ key: 'community', title: t('community'), width: 110, render: (run: RunRow) => run.communityName }]
      : []),
    { key: 'state', title: t('state'), width: 110, render: run => <RunTag run={run} /> },
    {
      key: 'bills',
      title: t('bills'),
      width: 80,
      align: 'number',
      sort: 'billCount',
      render: run => number(run.billCount),
    },
    { key: 'lines', title: t('lines'), width: 80, align: 'number', render: run => number(run.lineCount) },
    {
      key: 'total',
      title: t('total'),
      width: 130,
      align: 'number',
      sort: 'totalFen',
      render: run => <MoneyText fen={run.totalFen} />,
    },
    {
      key: 'exceptions',
      title: t('exceptions'),
      width: 90,
      align: 'number',
      sort: 'exceptionCount',
      render: run =>
        run.exceptionCount > 0 ? (
          <span className="c-money c-money--warning">{number(run.exceptionCount)}</span>
        ) : (
          <span className="c-none">{t('noExceptions')}</span>
        ),
    },
    {
      key: 'startedAt',
      title: t('startedAt'),
      width: 140,
      sort: 'startedAt',
      render: run => <DateText at={run.startedAt} />,
    },
    { key: 'startedBy', title: t('startedBy'), width: 80, render: run => <ActorName name={run.startedBy} /> },
    {
      key: 'issuedAt',
      title: t('issuedAt'),
      width: 140,
      render: run => (run.issuedAt ? <DateText at={run.issuedAt} /> : <span className="c-none">–</span>),
    },
  ]
}
