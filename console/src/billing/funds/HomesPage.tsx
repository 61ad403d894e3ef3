import { billing, registry } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Landmark } from 'lucide-react'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { useRealtime } from '../../realtime.ts'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, useList } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { StatCard } from '../../shell/show/StatCard.tsx'
import { ChooseCommunity } from '../../shell/states/ChooseCommunity.tsx'
import { FundTabs } from './FundTabs.tsx'
import { type FundHome, type FundHomeSums, fundHomesQuery, renewFunds } from './fund.ts'
import { useFundTexts } from './texts.ts'
import './funds.css'

/** 维修资金分户账: what is in the maintenance fund of each home, and who tops up. */
export function HomesPage() {
  const t = useFundTexts()
  const community = useCommunity()
  if (!community.id) return <ChooseCommunity icon={Landmark} text={t('homes.chooseText')} />
  return <Homes key={community.id} communityId={community.id} />
}

const STATES = ['short', 'overdrawn'] as const

function Homes({ communityId }: { communityId: string }) {
  const t = useFundTexts()
  useRealtime(['billing.fundChanged', 'billing.billSettled'], renewFunds)
  const list = useList(billing.listFundHomes, {
    filters: ['text', 'buildingId', 'state'],
    query: { communityId },
    sort: 'premisesLabel',
  })
  const { data: tree } = useQuery({
    queryKey: [registry.communityTree.path, communityId],
    queryFn: ({ signal }) => call(registry.communityTree, { params: { communityId }, signal }),
  })
  return (
    <ListPage>
      <PageHeader title={t('homes.title')} facts={t('homes.facts')} />
      <FundTabs at="/fund-homes" />
      <HomesCards communityId={communityId} />
      <FilterBar
        list={list}
        filters={[
          { kind: 'text', key: 'text', label: t('find'), placeholder: t('homes.findOne') },
          {
            ...{ kind: 'select', key: 'buildingId', label: t('homes.building') },
            options: (tree?.buildings ?? []).map(({ id: value, name: label }) => ({ value, label })),
          },
          {
            ...{ kind: 'select', key: 'state', label: t('homes.state') },
            options: STATES.map(value => ({ value, label: t(`homes.state.${value}`) })),
          },
        ]}
        end={<ExportButton route={billing.exportFundHomes} query={list.query} name={t('homes.title')} />}
      />
      <DataTable
        list={list}
        name={t('homes.title')}
        columns={useColumns()}
        empty={{ title: t('homes.none'), text: t('homes.noneText') }}
      />
    </ListPage>
  )
}

/** The account and its homes side by side: they come to the same, or what is of no home is said. */
export function HomesCards({ communityId }: { communityId: string }) {
  const t = useFundTexts()
  const { data } = useQuery(fundHomesQuery(communityId))
  const fund = data?.fund
  const money = (fen: number | undefined) => (fen === undefined ? undefined : <MoneyText fen={fen} />)
  return (
    <div className="c-cards fd-cards">
      <StatCard label={t('homes.balance')} value={money(fund?.balanceFen)} />
      <StatCard
        label={t('homes.ofHomes')}
        value={money(fund?.homesFen)}
        note={fund && fund.unsharedFen !== 0 ? t('homes.unshared.note') : t('homes.agree')}
      />
      {fund && fund.unsharedFen !== 0 ? <StatCard label={t('homes.unshared')} value={money(fund.unsharedFen)} /> : null}
      <StatCard
        label={t('homes.short')}
        value={fund?.shortHomes}
        tone={fund && fund.shortHomes > 0 ? 'danger' : 'text'}
        note={t('homes.short.note')}
      />
      <StatCard label={t('homes.missing.sum')} value={money(fund?.missingFen)} />
    </div>
  )
}

const AMOUNTS = [
  ['firstDepositFen', false],
  ['receivedFen', true],
  ['incomeFen', false],
  ['spentFen', true],
  ['balanceFen', true],
  ['missingFen', true],
] as const

function useColumns(): Column<FundHome, FundHomeSums>[] {
  const t = useFundTexts()
  return [
    {
      ...{ key: 'premisesLabel', title: t('homes.home'), width: 160, sort: 'premisesLabel' },
      render: row => (row.endedOn === null ? row.premisesLabel : t('homes.ended', { home: row.premisesLabel })),
    },
    {
      ...{ key: 'area', title: t('homes.area'), width: 100, align: 'number' },
      render: row => <span className="c-number">{row.areaM2 ?? '–'}</span>,
    },
    ...AMOUNTS.map(([field, isSorted]) => ({
      ...{ key: field, title: t(`homes.${field}`), width: 130, align: 'number' as const },
      ...(isSorted ? { sort: field } : {}),
      render: (row: FundHome) => (
        <MoneyText fen={row[field]} strong={field === 'balanceFen'} tone={toneOf(field, row[field] ?? 0)} />
      ),
      footer: (sums: FundHomeSums) => <MoneyText fen={sums[field]} strong={field === 'balanceFen'} />,
    })),
    {
      ...{ key: 'line', title: t('homes.line'), width: 120, align: 'number' },
      render: row => <MoneyText fen={row.topUpLineFen} />,
    },
  ]
}

function toneOf(field: (typeof AMOUNTS)[number][0], fen: number): 'danger' | 'secondary' | 'text' {
  if (fen === 0) return 'secondary'
  return field === 'missingFen' || (field === 'balanceFen' && fen < 0) ? 'danger' : 'text'
}
