import { payments, type WireResponseOf } from '@anju/contract'
import { Link } from '@tanstack/react-router'
import { useCommunity } from '../../community.tsx'
import { useRealtime } from '../../realtime.ts'
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
import { ToPage } from '../../shell/states/ToPage.tsx'
import { useChannelFilter } from '../channels/useChannelFilter.ts'
import { METHODS } from '../methods.ts'
import { usePaymentTexts } from '../texts.ts'
import { renewTills } from '../tills/useTill.ts'
import { useJournalTexts } from './texts.ts'

type Answer = WireResponseOf<typeof payments.listJournal>
type Row = Answer['items'][number]

/** 收款日报: what came in by day, cashier, method and channel; each row leads to its receipts. */
export function JournalPage() {
  const t = useJournalTexts()
  const payment = usePaymentTexts()
  const community = useCommunity()
  const list = useList(payments.listJournal, {
    filters: ['from', 'to', 'method', 'channelId', 'cashierId'],
    query: { communityId: community.id },
  })
  useRealtime(['payments.*'], renewTills)
  const filters: Filter[] = [
    { kind: 'dates', from: 'from', to: 'to', label: t('day'), width: 280 },
    {
      kind: 'select',
      key: 'method',
      label: t('method'),
      options: METHODS.map(value => ({ value, label: payment(`method.${value}`) })),
    },
    ...useChannelFilter(community.id),
  ]
  return (
    <ListPage>
      <PageHeader title={t('title')} facts={t('formula')} />
      <FilterBar
        list={list}
        filters={filters}
        end={<ExportButton route={payments.exportJournal} query={list.query} name={t('title')} />}
      />
      <DataTable
        list={list}
        name={t('title')}
        columns={useColumns(community.id === undefined)}
        empty={{ title: t('emptyTitle'), text: t('emptyText'), action: <ToPage to="/cashier" /> }}
      />
    </ListPage>
  )
}

function useColumns(everywhere: boolean): Column<Row, Answer['sums']>[] {
  const t = useJournalTexts()
  const payment = usePaymentTexts()
  const community: Column<Row, Answer['sums']> = {
    key: 'community',
    title: t('community'),
    width: 160,
    render: row => row.communityName,
  }
  return [
    { key: 'day', title: t('day'), width: 120, sort: 'day', render: row => row.day },
    { key: 'cashier', title: t('cashier'), width: 140, render: row => row.cashierName },
    ...(everywhere ? [community] : []),
    {
      ...{ key: 'method', title: t('method'), width: 180 },
      render: row => (
        <>
          {payment(`method.${row.method}`)} {row.channelName ? <small>{row.channelName}</small> : null}
        </>
      ),
    },
    {
      key: 'count',
      title: t('count'),
      width: 90,
      align: 'number',
      render: row => row.count,
      footer: sums => sums.count,
    },
    {
      key: 'amount',
      title: t('amount'),
      width: 140,
      align: 'number',
      sort: 'amountFen',
      render: row => <MoneyText fen={row.amountFen} />,
      footer: sums => <MoneyText fen={sums.amountFen} />,
    },
    {
      key: 'returned',
      title: t('returned'),
      width: 130,
      align: 'number',
      render: row => <MoneyText fen={row.returnedFen} tone={row.returnedFen === 0 ? 'secondary' : 'danger'} />,
      footer: sums => <MoneyText fen={sums.returnedFen} />,
    },
    {
      key: 'net',
      title: t('net'),
      width: 140,
      align: 'number',
      render: row => <MoneyText fen={row.netFen} strong />,
      footer: sums => <MoneyText fen={sums.netFen} />,
    },
    {
      key: 'closed',
      title: t('closed'),
      width: 110,
      render: row =>
        row.closed ? <StatusTag tone="success">{t('yes')}</StatusTag> : <StatusTag tone="neutral">{t('no')}</StatusTag>,
    },
    { key: 'receipts', title: '', width: 110, render: row => <ToReceipts row={row} /> },
  ]
}

function ToReceipts({ row }: { row: Row }) {
  const t = useJournalTexts()
  const { communityId, day, method, channelId } = row
  const search = { community: communityId, from: day, to: day, method, ...(channelId ? { channelId } : {}) }
  return (
    <Link to="/receipts" search={search}>
      {t('toReceipts')}
    </Link>
  )
}
