import { ledger, type WireResponseOf } from '@anju/contract'
import { Link } from '@tanstack/react-router'
import { useCommunity } from '../community.tsx'
import { type Column, DataTable, ExportButton, type Filter, FilterBar, ListPage, useList } from '../shell/list/index.ts'
import { PageHeader } from '../shell/PageHeader.tsx'
import { MoneyText } from '../shell/show/MoneyText.tsx'
import { ToPage } from '../shell/states/ToPage.tsx'
import { useLedgerTexts } from './texts.ts'

type Answer = WireResponseOf<typeof ledger.readTrialBalance>
type Row = Answer['items'][number]

/** 科目余额: each account over months, with the way to its entries. */
export function TrialBalancePage() {
  const t = useLedgerTexts()
  const community = useCommunity()
  const list = useList(ledger.readTrialBalance, { filters: ['from', 'to'], query: { communityId: community.id } })
  const filters: Filter[] = [
    { kind: 'month', key: 'from', label: t('months') },
    { kind: 'month', key: 'to', label: t('closing') },
  ]
  return (
    <ListPage>
      <PageHeader title={t('balances')} />
      <p className="c-money--secondary">{t('formula')}</p>
      <FilterBar
        list={list}
        filters={filters}
        end={<ExportButton route={ledger.exportTrialBalance} query={list.query} name={t('balances')} />}
      />
      <DataTable
        list={list}
        name={t('balances')}
        columns={useColumns()}
        empty={{ title: t('noBalances'), text: t('noBalancesText'), action: <ToPage to="/bill-runs" /> }}
      />
    </ListPage>
  )
}

function useColumns(): Column<Row, Answer['sums']>[] {
  const t = useLedgerTexts()
  return [
    { key: 'code', title: t('code'), width: 110, sort: 'code', render: row => row.code },
    {
      key: 'account',
      title: t('account'),
      render: row => (
        <Link to="/ledger-entries" search={{ accountCode: row.code }}>
          {row.name}
        </Link>
      ),
    },
    { key: 'kind', title: t('kind'), width: 100, render: row => t(`kind.${row.kind}`) },
    ...(
      [
        ['opening', 'openingFen'],
        ['debit', 'debitFen'],
        ['credit', 'creditFen'],
        ['closing', 'closingFen'],
      ] as const
    ).map(([key, field]) => ({
      key,
      title: t(key),
      width: 150,
      align: 'number' as const,
      sort: field,
      render: (row: Row) => <MoneyText fen={row[field]} />,
      footer: (sums: Answer['sums']) => <MoneyText fen={sums[field]} />,
    })),
  ]
}
