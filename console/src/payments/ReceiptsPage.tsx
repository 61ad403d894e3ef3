import { payments, type WireResponseOf } from '@anju/contract'
import { DateText } from '@anju/ui'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { queryClient } from '../api.ts'
import { useCommunity } from '../community.tsx'
import { useRealtime } from '../realtime.ts'
import { useCan } from '../session.tsx'
import {
  type Column,
  DataTable,
  ExportButton,
  type Filter,
  FilterBar,
  ListPage,
  listKey,
  useList,
} from '../shell/list/index.ts'
import { PageHeader } from '../shell/PageHeader.tsx'
import { MoneyText } from '../shell/show/MoneyText.tsx'
import { StatusTag } from '../shell/show/StatusTag.tsx'
import { useChannelFilter } from './channels/useChannelFilter.ts'
import { METHODS } from './methods.ts'
import { ReceiptDrawer, ReceiptDrawerPrint } from './ReceiptDrawer.tsx'
import { usePaymentTexts } from './texts.ts'

type Answer = WireResponseOf<typeof payments.listReceipts>
type Receipt = Answer['items'][number]

/** Every receipt that was written, with what was taken in all. */
export function ReceiptsPage() {
  const t = usePaymentTexts()
  const community = useCommunity()
  const list = useList(payments.listReceipts, {
    filters: ['from', 'to', 'method', 'channelId', 'state', 'text', 'premisesId'],
    query: { communityId: community.id },
  })
  useRealtime(['payments.*'], () => void queryClient.invalidateQueries({ queryKey: listKey(payments.listReceipts) }))
  const filters: Filter[] = [
    { kind: 'text', key: 'text', label: t('search'), placeholder: t('searchPlaceholder') },
    { kind: 'dates', from: 'from', to: 'to', label: t('paidOn'), width: 280 },
    {
      kind: 'select',
      key: 'method',
      label: t('method'),
      options: METHODS.map(value => ({ value, label: t(`method.${value}`) })),
    },
    ...useChannelFilter(community.id),
    {
      kind: 'select',
      key: 'state',
      label: t('state'),
      options: (['valid', 'void'] as const).map(value => ({ value, label: t(`state.${value}`) })),
    },
  ]
  return (
    <ListPage>
      <PageHeader title={t('title')} />
      <FilterBar
        list={list}
        filters={filters}
        end={<ExportButton route={payments.exportReceipts} query={list.query} name={t('title')} />}
      />
      <DataTable
        list={list}
        name={t('title')}
        columns={useColumns()}
        empty={{ title: t('emptyTitle'), text: t('emptyText'), action: <ToCashier /> }}
        drawer={{
          title: (_, receipt) => receipt?.number ?? t('title'),
          extra: id => <ReceiptDrawerPrint id={id} />,
          render: id => <ReceiptDrawer id={id} />,
        }}
      />
    </ListPage>
  )
}

function ToCashier() {
  const t = usePaymentTexts()
  const navigate = useNavigate()
  if (!useCan('payments.collect')) return null
  return (
    <Button type="primary" onClick={() => void navigate({ to: '/cashier' })}>
      {t('toCashier')}
    </Button>
  )
}

function useColumns(): Column<Receipt, Answer['sums']>[] {
  const t = usePaymentTexts()
  return [
    { key: 'number', title: t('number'), width: 220, sort: 'number', render: numberOf(t('state.void')) },
    { key: 'premises', title: t('premises'), render: receipt => receipt.premisesLabel },
    { key: 'payer', title: t('payer'), width: 120, render: receipt => receipt.payerName },
    {
      ...{ key: 'method', title: t('method'), width: 150 },
      render: receipt => (
        <>
          {t(`method.${receipt.method}`)} {receipt.channelName ? <small>{receipt.channelName}</small> : null}
        </>
      ),
    },
    {
      key: 'paidAt',
      title: t('paidAt'),
      width: 150,
      sort: 'paidAt',
      render: receipt => <DateText at={receipt.paidAt} />,
    },
    { key: 'cashier', title: t('cashier'), width: 100, render: receipt => receipt.cashierName },
    {
      key: 'printCount',
      title: t('printCount'),
      width: 90,
      align: 'number',
      render: ({ printCount }) =>
        printCount > 0 ? (
          t('printTimes', { count: printCount })
        ) : (
          <span className="c-money--secondary">{t('neverPrinted')}</span>
        ),
    },
    {
      key: 'amount',
      title: t('amount'),
      width: 140,
      align: 'number',
      sort: 'amountFen',
      render: receipt => <MoneyText fen={receipt.amountFen} />,
      footer: sums => <MoneyText fen={sums.amountFen} />,
    },
  ]
}

/** The number; a void receipt says so beside it. */
function numberOf(voidWord: string) {
  return (receipt: Receipt) => (
    <>
      {receipt.number} {receipt.voidedAt ? <StatusTag tone="danger">{voidWord}</StatusTag> : null}
    </>
  )
}
