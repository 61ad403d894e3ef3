import { payments, type WireResponseOf } from '@anju/contract'
import { DateText } from '@anju/ui'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useCommunity } from '../../community.tsx'
import { useRealtime } from '../../realtime.ts'
import { useCan } from '../../session.tsx'
import {
  type Column,
  DataTable,
  ExportButton,
  type Filter,
  FilterBar,
  ListPage,
  useList,
} from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { DayCloseDrawer, DayCloseExtra } from './DayCloseDrawer.tsx'
import { TillsNow } from './TillsNow.tsx'
import { useTillTexts } from './texts.ts'
import { renewTills } from './useTill.ts'
import './tills.css'

type Answer = WireResponseOf<typeof payments.listDayCloses>
type Close = Answer['items'][number]

/** Closed days of the drawers, to be looked at and signed off by somebody else. */
export function DayClosesPage() {
  const t = useTillTexts()
  const community = useCommunity()
  const mayAll = useCan('payments.tills.read')
  const list = useList(payments.listDayCloses, {
    filters: ['from', 'to', 'state', 'differs', 'cashierId'],
    query: { communityId: community.id },
  })
  useRealtime(['payments.*'], renewTills)
  const filters: Filter[] = [
    { kind: 'dates', from: 'from', to: 'to', label: t('day'), width: 280 },
    {
      kind: 'select',
      key: 'state',
      label: t('state'),
      options: [
        { value: 'waiting', label: t('waiting') },
        { value: 'signed', label: t('signed') },
      ],
    },
    { kind: 'select', key: 'differs', label: t('differs'), options: [{ value: 'true', label: t('differsYes') }] },
  ]
  return (
    <ListPage>
      <PageHeader title={t('closesTitle')} />
      {mayAll && community.id ? <TillsNow communityId={community.id} /> : null}
      <FilterBar
        list={list}
        filters={filters}
        end={<ExportButton route={payments.exportDayCloses} query={list.query} name={t('closesTitle')} />}
      />
      <DataTable
        list={list}
        name={t('closesTitle')}
        columns={useColumns(community.id === undefined)}
        empty={{ title: t('emptyTitle'), text: t('emptyText'), action: <ToTill /> }}
        drawer={{
          title: (_, close) => (close ? `${close.day} ${close.cashierName}` : t('closesTitle')),
          extra: id => <DayCloseExtra id={id} />,
          render: id => <DayCloseDrawer id={id} />,
        }}
      />
    </ListPage>
  )
}

function ToTill() {
  const t = useTillTexts()
  const navigate = useNavigate()
  if (!useCan('payments.collect')) return null
  return (
    <Button type="primary" onClick={() => void navigate({ to: '/till' })}>
      {t('toTill')}
    </Button>
  )
}

function useColumns(everywhere: boolean): Column<Close, Answer['sums']>[] {
  const t = useTillTexts()
  const community: Column<Close, Answer['sums']> = {
    key: 'community',
    title: t('community'),
    width: 140,
    render: close => close.communityName,
  }
  return [
    { key: 'day', title: t('day'), width: 110, sort: 'day', render: close => close.day },
    { key: 'cashier', title: t('cashier'), width: 110, render: close => close.cashierName },
    ...(everywhere ? [community] : []),
    money(
      'taken',
      t('taken'),
      close => close.takenFen,
      'takenFen',
      sums => sums.takenFen,
    ),
    money(
      'banked',
      t('banked'),
      close => close.bankedFen,
      undefined,
      sums => sums.bankedFen,
    ),
    money('due', t('due'), close => close.dueFen),
    money(
      'counted',
      t('counted'),
      close => close.countedFen,
      undefined,
      sums => sums.countedFen,
    ),
    {
      key: 'difference',
      title: t('difference'),
      width: 120,
      align: 'number',
      sort: 'differenceFen',
      render: ({ differenceFen }) => (
        <MoneyText fen={differenceFen} tone={differenceFen === 0 ? 'secondary' : 'danger'} />
      ),
      footer: sums => <MoneyText fen={sums.differenceFen} />,
    },
    { key: 'closedAt', title: t('closedAt'), width: 150, render: close => <DateText at={close.closedAt} /> },
    {
      key: 'state',
      title: t('state'),
      width: 150,
      render: close =>
        close.signedName ? (
          <StatusTag tone="success">{`${t('signed')} ${close.signedName}`}</StatusTag>
        ) : (
          <StatusTag tone="warning">{t('waiting')}</StatusTag>
        ),
    },
  ]
}

function money(
  key: string,
  title: string,
  fenOf: (close: Close) => number,
  sort?: string,
  sumOf?: (sums: Answer['sums']) => number,
): Column<Close, Answer['sums']> {
  return {
    key,
    title,
    width: 120,
    align: 'number',
    sort,
    render: close => <MoneyText fen={fenOf(close)} />,
    ...(sumOf ? { footer: sums => <MoneyText fen={sumOf(sums)} /> } : {}),
  }
}
