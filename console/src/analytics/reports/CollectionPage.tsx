import { analytics, type WireResponseOf } from '@anju/contract'
import { formatFen } from '@anju/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Alert } from 'antd'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import type { PageAddress } from '../../module.ts'
import { type Column, DataTable, ExportButton, LIST_SORT, type List, listKey, useList } from '../../shell/list/index.ts'
import { ChartCard } from '../../shell/show/ChartCard.tsx'
import { StatCard } from '../../shell/show/StatCard.tsx'
import { amountColumn, type GroupRow, rateColumn, rateText, toNumbers, useNameColumn } from './group-columns.tsx'
import { ReportFrame } from './ReportFrame.tsx'
import { useRatesOption } from './report-charts.ts'
import { useReportTexts } from './texts.ts'
import { UnpricedNote } from './UnpricedNote.tsx'
import { useReportFilters } from './useReportFilters.ts'

type Report = WireResponseOf<typeof analytics.listCollection>
type Row = Report['items'][number]

const FILTERS = ['from', 'to', 'buildingId', 'itemId', 'by'] as const
const TREND_MONTHS = 24

/** 收缴率: the rates of the span in large, their trend over two years, and a row per month, community, building or item. */
export function CollectionPage() {
  const t = useReportTexts()
  const { id: communityId } = useCommunity()
  const list = useList(analytics.listCollection, { filters: FILTERS, query: { communityId } })
  const filters = useReportFilters(['from', 'to', 'itemId', 'buildingId'])
  const { by: _, [LIST_SORT]: __, ...span } = list.query
  const households = useQuery({
    queryKey: [...listKey(analytics.readHouseholdRates), span],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call(analytics.readHouseholdRates, { query: span, signal }),
  })
  const answer = households.data
  return (
    <ReportFrame
      title={t('collection.title')}
      report="collection"
      list={list}
      filters={filters}
      groups={['month', 'community', 'building', 'item']}
      exporting={<ExportButton route={analytics.exportCollection} query={list.query} name={t('collection.title')} />}
    >
      <Rates list={list} households={households.data} />
      <LateNote rates={households.data} />
      <TrendCard query={span} to={answer?.to} />
      <DataTable
        list={list}
        name={t('collection.title')}
        columns={useColumns(list)}
        empty={{ title: t('none'), text: t('noneText') }}
      />
    </ReportFrame>
  )
}

type HouseholdRates = WireResponseOf<typeof analytics.readHouseholdRates>

/** The whole report, which no row is. */
const WHOLE = { id: '', groupId: null, month: null, communityName: null }

interface RatesProps {
  list: List<Row, Report['sums']>
  households: HouseholdRates | undefined
}

function Rates({ list, households }: RatesProps) {
  const t = useReportTexts()
  const { id: community } = useCommunity()
  const { sums } = list
  const { by: _, ...kept } = list.state.filters
  const here = community ? { community } : {}
  // What is counted by household opens the report of it.
  const more = { to: '/reports/household-rates', search: { ...here, ...kept } }
  const lines = (number: string): PageAddress => {
    const { to, search } = toNumbers<GroupRow>(list, '', { rated: true })(number)({ ...WHOLE, name: '' })
    return { to, search: { ...here, ...search } }
  }
  const of = (label: string, value: string | undefined, note: string | undefined, to: PageAddress) => (
    <StatCard label={label} value={value} {...(note === undefined ? {} : { note })} to={to} />
  )
  return (
    <div className="c-cards">
      {of(
        t('rateA'),
        sums && rateText(sums.rateA),
        sums && t('collection.netOf', { net: formatFen(sums.netFen) }),
        lines('collectedCurrent'),
      )}
      {of(
        t('oldRate'),
        sums && rateText(sums.oldRate),
        sums && t('collection.openingOf', { opening: formatFen(sums.openingArrearsFen) }),
        lines('collectedOld'),
      )}
      {of(
        t('overallRate'),
        sums && rateText(sums.overallRate),
        sums && t('collection.closingOf', { closing: formatFen(sums.closingArrearsFen) }),
        lines('closingArrears'),
      )}
      {of(
        t('householdRate'),
        households && rateText(households.householdRate),
        households &&
          t('collection.households', { clear: households.householdsClear, billed: households.householdsBilled }),
        more,
      )}
      {of(
        t('saturationRate'),
        households && rateText(households.saturationRate),
        households && t('collection.full', { full: formatFen(households.fullFen) }),
        more,
      )}
    </div>
  )
}

/** Why the rate of arrears may exceed 100 %, and how much it is; and which units no price is known of. */
function LateNote({ rates }: { rates: HouseholdRates | undefined }) {
  const t = useReportTexts()
  if (!rates) return null
  const { lateBilledFen, lateCollectedFen, collectedFen, rateWithoutLate } = rates.arrears
  return (
    <>
      {lateBilledFen === 0 ? null : (
        <Alert
          type="info"
          showIcon
          title={t('collection.late', {
            billed: formatFen(lateBilledFen),
            collected: formatFen(lateCollectedFen),
            all: formatFen(collectedFen),
            rate: rateText(rateWithoutLate),
          })}
        />
      )}
      <UnpricedNote count={rates.unpricedCount} />
    </>
  )
}

/** Two years of the rates, until the last month of the report. */
function TrendCard({ query, to }: { query: Record<string, unknown>; to: string | undefined }) {
  const t = useReportTexts()
  const asked = { ...query, from: monthsBefore(to ?? '', TREND_MONTHS - 1), to, by: 'month', limit: 200 }
  const { data, error, refetch } = useQuery({
    queryKey: [...listKey(analytics.listCollection), 'trend', asked],
    enabled: to !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call(analytics.listCollection, { query: asked as never, signal }),
  })
  const rows = data?.items
  const option = useRatesOption(
    rows && {
      months: rows.map(row => row.name),
      series: [
        { name: t('rateA'), rates: rows.map(row => row.rateA) },
        { name: t('overallRate'), rates: rows.map(row => row.overallRate) },
        { name: t('oldRate'), rates: rows.map(row => row.oldRate) },
      ],
    },
  )
  const rated = (rows ?? []).filter(row => row.rateA !== null)
  return (
    <ChartCard
      title={t('collection.chart')}
      extra={t('collection.chart.extra', { count: TREND_MONTHS })}
      summary={t('collection.summary', {
        from: rated[0]?.name ?? '–',
        to: rated.at(-1)?.name ?? '–',
        first: rateText(rated[0]?.rateA),
        last: rateText(rated.at(-1)?.rateA),
      })}
      option={option}
      height={208}
      error={error}
      retry={() => void refetch()}
      table={{
        columns: [t('month'), t('rateA'), t('rateB'), t('oldRate'), t('overallRate')],
        // Months without a rate make no trend.
        rows: (rated.length > 0 ? (rows ?? []) : [])
          .toReversed()
          .map(row => [row.name, ...[row.rateA, row.rateB, row.oldRate, row.overallRate].map(rateText)]),
      }}
    />
  )
}

function monthsBefore(month: string, count: number): string | undefined {
  const [year = Number.NaN, number = Number.NaN] = month.split('-').map(Number)
  const index = year * 12 + number - 1 - count
  return Number.isNaN(index) ? undefined : `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
}

function useColumns(list: List<Row, Report['sums']>): Column<Row, Report['sums']>[] {
  const t = useReportTexts()
  // By month each row is a span of its own, counted as of its last day.
  const lines = toNumbers<Row>(list, list.state.filters.by ?? 'month', { spans: true, rated: true })
  const column = (name: CollectionNumber, title: string, options: { sort?: false; width?: number } = {}) =>
    amountColumn<Row, Report['sums']>(`${name}Fen`, title, { ...options, address: lines(name) })
  return [
    useNameColumn(list, 'month', { address: row => lines(null)(row) }),
    rateColumn('rateA', t('rateA'), 116),
    rateColumn('rateB', t('rateB'), 116),
    rateColumn('oldRate', t('oldRate'), 96),
    rateColumn('overallRate', t('overallRate'), 116),
    column('openingArrears', t('opening')),
    column('billed', t('billed'), { sort: false }),
    column('reversed', t('reversed'), { sort: false, width: 96 }),
    column('waived', t('waived'), { sort: false, width: 96 }),
    column('net', t('net')),
    column('collectedCurrent', t('collectedCurrent')),
    column('collectedAhead', t('ahead'), { sort: false }),
    column('fromPurse', t('fromPurse'), { sort: false, width: 112 }),
    column('adjustedOld', t('adjustedOld'), { sort: false, width: 112 }),
    column('collectedOld', t('collectedOld')),
    column('writtenOff', t('writtenOff'), { sort: false, width: 96 }),
    column('closingArrears', t('closing')),
  ]
}

/** The numbers of a row that open their lines: those of /reports/lines that this report has. */
type CollectionNumber = Exclude<(typeof analytics.LINE_NUMBERS)[number], 'outstanding' | 'accruing'>
