import { payments, type WireResponseOf } from '@anju/contract'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useCommunity } from '../../community.tsx'
import { useCan } from '../../session.tsx'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, useList } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { usePastTexts } from './texts.ts'

type Answer = WireResponseOf<typeof payments.listPastPayments>
type Row = Answer['items'][number]

/** What was paid before this system: to look up when somebody says that they paid. */
export function PastPaymentsPage() {
  const t = usePastTexts()
  const community = useCommunity()
  const list = useList(payments.listPastPayments, {
    filters: ['text', 'from', 'to', 'premisesId'],
    query: { communityId: community.id },
  })
  return (
    <ListPage>
      <PageHeader title={t('title')} facts={t('facts')} />
      <FilterBar
        list={list}
        filters={[
          { kind: 'text', key: 'text', label: t('search'), placeholder: t('searchPlaceholder') },
          { kind: 'dates', from: 'from', to: 'to', label: t('paidOn'), width: 280 },
        ]}
        end={<ExportButton route={payments.exportPastPayments} query={list.query} name={t('title')} />}
      />
      <DataTable
        list={list}
        name={t('title')}
        columns={useColumns()}
        empty={{ title: t('emptyTitle'), text: t('emptyText'), action: <ToImports /> }}
      />
    </ListPage>
  )
}

function ToImports() {
  const t = usePastTexts()
  const navigate = useNavigate()
  if (!useCan('imports.run')) return null
  return (
    <Button type="primary" onClick={() => void navigate({ to: '/imports' })}>
      {t('toImports')}
    </Button>
  )
}

function useColumns(): Column<Row, Answer['sums']>[] {
  const t = usePastTexts()
  return [
    { key: 'premises', title: t('premises'), width: 130, sort: 'premisesLabel', render: row => row.premisesLabel },
    { key: 'item', title: t('item'), width: 120, render: row => row.itemName },
    {
      key: 'period',
      title: t('period'),
      width: 180,
      render: ({ periodFrom, periodTo }) =>
        periodFrom ? `${periodFrom} – ${periodTo ?? ''}` : <span className="c-none">–</span>,
    },
    { key: 'paidOn', title: t('paidOn'), width: 110, sort: 'paidOn', render: row => row.paidOn },
    { key: 'method', title: t('method'), width: 84, render: row => row.method ?? <span className="c-none">–</span> },
    {
      key: 'receiptNumber',
      title: t('receiptNumber'),
      width: 110,
      render: row => row.receiptNumber ?? <span className="c-none">–</span>,
    },
    { key: 'payer', title: t('payer'), width: 100, render: row => row.payerName ?? <span className="c-none">–</span> },
    { key: 'remark', title: t('remark'), render: row => row.remark ?? '' },
    {
      key: 'due',
      title: t('due'),
      width: 104,
      align: 'number',
      render: row => <MoneyText fen={row.dueFen} tone="secondary" />,
    },
    {
      key: 'paid',
      title: t('paid'),
      width: 112,
      align: 'number',
      sort: 'paidFen',
      render: row => <MoneyText fen={row.paidFen} />,
      footer: sums => <MoneyText fen={sums.paidFen} />,
    },
  ]
}
