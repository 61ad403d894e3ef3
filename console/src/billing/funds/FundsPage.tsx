import { billing } from '@anju/contract'
import { Link } from '@tanstack/react-router'
import { useCommunity } from '../../community.tsx'
import { useRealtime } from '../../realtime.ts'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, useList } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { ToPage } from '../../shell/states/ToPage.tsx'
import { FundTabs } from './FundTabs.tsx'
import { FUND_KINDS, type FundRow, type FundSums, renewFunds } from './fund.ts'
import { useFundTexts } from './texts.ts'
import { useFundName } from './useFundName.ts'

/** 分户资金收支表: the accounts of money that is not ours, and how each moved. */
export function FundsPage() {
  const t = useFundTexts()
  const community = useCommunity()
  useRealtime(['billing.fundChanged', 'billing.billSettled'], renewFunds)
  const list = useList(billing.listFunds, { filters: ['kind', 'from', 'to'], query: { communityId: community.id } })
  return (
    <ListPage>
      <PageHeader title={t('title')} facts={t('facts')} />
      <FundTabs at="/funds" />
      <FilterBar
        list={list}
        filters={[
          {
            ...{ kind: 'select', key: 'kind', label: t('kind') },
            options: FUND_KINDS.map(value => ({ value, label: t(`kind.${value}`) })),
          },
          { kind: 'month', key: 'from', label: t('from') },
          { kind: 'month', key: 'to', label: t('to') },
        ]}
        end={<ExportButton route={billing.exportFunds} query={list.query} name={t('title')} />}
      />
      <DataTable
        list={list}
        name={t('title')}
        columns={useColumns(community.id === undefined, list.state.filters, list.sums !== undefined)}
        empty={{ title: t('noFunds'), text: t('noFundsText'), action: <ToPage to="/charge-items" /> }}
      />
    </ListPage>
  )
}

const AMOUNTS = [
  ['openingFen', 'opening'],
  ['receivedFen', 'received'],
  ['incomeFen', 'income'],
  ['spentFen', 'spent'],
  ['managedFen', 'managed'],
  ['handedOverFen', 'handedOver'],
  ['closingFen', 'closing'],
  ['waitingFen', 'waiting'],
  ['uncollectedFen', 'uncollected'],
] as const

/** What grows over the years. */
const WIDE = new Set<string>(['openingFen', 'closingFen'])

function useColumns(
  withCommunity: boolean,
  months: Record<string, string | undefined>,
  summed: boolean,
): Column<FundRow, FundSums>[] {
  const t = useFundTexts()
  const name = useFundName()
  return [
    ...(withCommunity
      ? [{ key: 'community', title: t('community'), width: 110, render: (row: FundRow) => row.communityName }]
      : []),
    {
      ...{ key: 'account', title: t('account'), width: 160 },
      render: row => (
        <Link
          to="/fund"
          search={{
            community: row.communityId,
            kind: row.kind,
            item: row.itemId ?? undefined,
            from: months.from,
            to: months.to,
          }}
        >
          {name(row)}
        </Link>
      ),
    },
    ...AMOUNTS.map(([field, key]) => ({
      ...{ key, title: t(key), width: WIDE.has(field) ? 132 : 112, align: 'number' as const },
      // Of very many accounts only those of a page are summed.
      ...(summed ? { sort: field } : {}),
      render: (row: FundRow) => (
        <MoneyText
          fen={row[field]}
          strong={field === 'closingFen'}
          tone={field === 'closingFen' && row[field] < 0 ? 'danger' : row[field] === 0 ? 'secondary' : 'text'}
        />
      ),
      footer: (sums: FundSums) => <MoneyText fen={sums?.[field] ?? null} strong={field === 'closingFen'} />,
    })),
  ]
}
