import { analytics, type WireResponseOf } from '@anju/contract'
import { formatMoney } from '@anju/ui'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import type { ConsoleSearch } from '../../search-params.ts'
import { type Column, DataTable, ExportButton, type List, listKey, useList } from '../../shell/list/index.ts'
import { ChartCard } from '../../shell/show/ChartCard.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { amountColumn, countColumn, quantityColumn, RowLink, rateColumn } from './group-columns.tsx'
import { MonthBars, usePicture } from './MonthBars.tsx'
import { ReportFrame } from './ReportFrame.tsx'
import { useRankOption } from './report-charts.ts'
import { daysOf } from './row-address.ts'
import { useReportTexts } from './texts.ts'
import { KINDS, unitOf } from './used.ts'
import { useReportFilters } from './useReportFilters.ts'

type Staff = WireResponseOf<typeof analytics.listStaffResults>
type Consumption = WireResponseOf<typeof analytics.listConsumption>

const CHART_PX = 208
const MOST_BARS = 8

/** 员工收款与催缴. */
export function StaffResultsPage() {
  const t = useReportTexts()
  const { id: communityId } = useCommunity()
  const list = useList(analytics.listStaffResults, { filters: ['from', 'to'], query: { communityId } })
  // Asked for itself: the table shows one page, by the order that was chosen.
  const asked = { ...list.query, sort: '-collectedFen', cursor: undefined, limit: MOST_BARS }
  const best = usePicture([...listKey(analytics.listStaffResults), asked], signal =>
    call(analytics.listStaffResults, { query: asked, signal }),
  )
  const top = best.data?.items ?? []
  const option = useRankOption(best.data?.items.map(row => ({ name: row.name, fen: row.collectedFen })))
  return (
    <ReportFrame
      title={t('staff.title')}
      months="moved"
      report="staff"
      list={list}
      filters={useReportFilters(['from', 'to'], 'moved')}
      exporting={<ExportButton route={analytics.exportStaffResults} query={list.query} name={t('staff.title')} />}
    >
      <ChartCard
        title={t('staff.chart')}
        summary={top.map(row => `${row.name} ${formatMoney(row.collectedFen)}`).join(' · ')}
        option={option}
        height={CHART_PX}
        error={best.error}
        retry={() => void best.refetch()}
        table={{
          columns: [t('staff.name'), t('staff.collected')],
          rows: top.map(row => [row.name, <MoneyText key="fen" fen={row.collectedFen} />]),
        }}
      />
      <DataTable
        list={list}
        name={t('staff.title')}
        columns={useStaffColumns(list)}
        empty={{ title: t('none'), text: t('movements.noneText') }}
      />
    </ReportFrame>
  )
}

/** The columns of staff, each number with the way to what it is made of. */
function useStaffColumns(
  list: List<Staff['items'][number], Staff['sums']>,
): Column<Staff['items'][number], Staff['sums']>[] {
  const t = useReportTexts()
  // What somebody took stands in the journal; whose households they are, and what these still owe, among the debtors.
  const journal = (row: Staff['items'][number]) => ({
    to: '/money-journal',
    search: { ...daysOf(null, list.about), cashierId: row.id },
  })
  const debtors = (row: Staff['items'][number]) => ({ to: '/dunning', search: { collectorId: row.id } })
  const months = list.about?.from && list.about.to ? { from: list.about.from, to: list.about.to } : {}
  const visits = (more: ConsoleSearch) => (row: Staff['items'][number]) => ({
    to: '/reports/staff-visits',
    search: { ...months, staffId: row.id, ...more },
  })
  const recovered = (row: Staff['items'][number]) => ({
    to: '/reports/movement-rows',
    search: { ...months, of: 'recovered', collectorId: row.id },
  })
  const name: Column<Staff['items'][number], Staff['sums']> = {
    ...{ key: 'name', title: t('staff.name'), width: 140, sort: 'name' },
    render: row => <RowLink address={row.paymentCount > 0 ? journal(row) : debtors(row)}>{row.name}</RowLink>,
    footer: () => t('all'),
  }
  return [
    name,
    countColumn('paymentCount', t('staff.payments'), journal),
    amountColumn('collectedFen', t('staff.collected'), { address: journal }),
    countColumn('visitCount', t('staff.visits'), visits({})),
    countColumn('visitedCount', t('staff.visited'), visits({ each: 'home' })),
    countColumn('assignedCount', t('staff.assigned'), debtors),
    amountColumn('recoveredFen', t('staff.recovered'), { address: recovered }),
    amountColumn('overdueFen', t('staff.overdue'), { tone: 'danger', address: debtors }),
    rateColumn('rate', t('staff.rate'), 96),
  ]
}

type Used = Consumption['items'][number]
type Quantity = 'parentUsed' | 'belowUsed' | 'loss' | 'householdUsed' | 'sharedUsed'

/** What was used by month: above and below with the loss between where meters hang on others, else by what the meters are for. */
function ConsumptionBars({ query, kind }: { query: object; kind: (typeof KINDS)[number] }) {
  const t = useReportTexts()
  const asked = { ...query, by: 'month' as const, sort: undefined, cursor: undefined, limit: 200 }
  const months = usePicture([...listKey(analytics.listConsumption), asked], signal =>
    call(analytics.listConsumption, { query: asked, signal }),
  )
  const sums = months.data?.sums
  const isTree = sums !== undefined && Number(sums.parentUsed) > 0
  const unit = unitOf(kind)
  const shown: [Quantity, string][] = isTree
    ? [
        ['belowUsed', t('consumption.below')],
        ['parentUsed', t('consumption.above')],
        ['loss', t('consumption.loss')],
      ]
    : [
        ['sharedUsed', t('consumption.shared')],
        ['householdUsed', t('consumption.household')],
      ]
  return (
    <MonthBars
      title={t('consumption.chart', { kind: t(`consumption.kind.${kind}`), unit })}
      summary={shown.map(([key, name]) => `${name} ${sums?.[key] ?? 0} ${unit}`).join(' · ')}
      picture={months}
      unit={unit}
      series={shown.map(([key, name]) => ({
        name,
        fen: (row: Used) => Number(row[key]),
        show: (row: Used) => `${row[key]} ${unit}`,
      }))}
    />
  )
}

/** 用量与损耗. */
export function ConsumptionPage() {
  const t = useReportTexts()
  const { id: communityId } = useCommunity()
  const list = useList(analytics.listConsumption, { filters: ['from', 'to', 'kind', 'by'], query: { communityId } })
  const kind = KINDS.find(value => value === list.state.filters.kind) ?? 'water-cold'
  return (
    <ReportFrame
      title={t('consumption.title')}
      months="moved"
      facts={unitOf(kind)}
      report="consumption"
      list={list}
      filters={[
        {
          ...{ kind: 'select', key: 'kind', label: t('consumption.kind'), base: 'water-cold' },
          options: KINDS.map(kind => ({ value: kind, label: t(`consumption.kind.${kind}`) })),
        },
        ...useReportFilters(['from', 'to'], 'moved'),
      ]}
      groups={['month', 'community', 'parent']}
      exporting={<ExportButton route={analytics.exportConsumption} query={list.query} name={t('consumption.title')} />}
    >
      <ConsumptionBars query={list.query} kind={kind} />
      <DataTable
        list={list}
        name={t('consumption.title')}
        columns={useUsedColumns(list, kind)}
        empty={{ title: t('none'), text: t('consumption.noneText') }}
      />
    </ReportFrame>
  )
}

/** The columns of consumption, each number with the readings it is made of. */
function useUsedColumns(
  list: List<Used, Consumption['sums']>,
  kind: (typeof KINDS)[number],
): Column<Used, Consumption['sums']>[] {
  const t = useReportTexts()
  const by = list.state.filters.by ?? 'month'
  // Only readings that count, of the months of the row, its community, or the meter above.
  const readings = (row: Used, more: ConsoleSearch = {}) => ({
    to: '/readings',
    search: {
      ...(by !== 'month' && row.groupId ? { community: row.groupId } : {}),
      ...(row.meterId ? { meterId: row.meterId } : {}),
      ...daysOf(row.month, list.about),
      ...{ kind, state: 'approved', ...more },
    },
  })
  const used = (number: string) => (row: Used) => ({
    to: '/reports/used-readings',
    search: {
      ...(by !== 'month' && row.groupId ? { community: row.groupId } : {}),
      ...(row.meterId ? { meterId: row.meterId } : {}),
      ...(row.month
        ? { from: row.month, to: row.month }
        : list.about?.from && list.about.to
          ? { from: list.about.from, to: list.about.to }
          : {}),
      ...{ kind, number },
    },
  })
  const name: Column<Consumption['items'][number], Consumption['sums']> = {
    ...{
      key: 'name',
      title: t(by === 'community' ? 'community' : by === 'parent' ? 'consumption.parent' : 'month'),
      width: 200,
    },
    sort: 'name',
    render: row => <RowLink address={readings(row)}>{`${row.communityName ?? ''} ${row.name}`.trim()}</RowLink>,
    footer: () => t('all'),
  }
  return [
    name,
    quantityColumn('householdUsed', t('consumption.household'), used('household')),
    quantityColumn('sharedUsed', t('consumption.shared'), used('shared')),
    quantityColumn('masterUsed', t('consumption.master'), used('master')),
    quantityColumn('parentUsed', t('consumption.above'), used('parent')),
    quantityColumn('belowUsed', t('consumption.below'), used('below')),
    quantityColumn('loss', t('consumption.loss'), used('loss')),
    rateColumn('lossRate', t('consumption.lossRate'), 96),
    countColumn('readingCount', t('consumption.readings'), (row: Used) => readings(row)),
    countColumn('estimatedCount', t('consumption.estimated'), (row: Used) => readings(row, { source: 'estimate' })),
  ]
}
