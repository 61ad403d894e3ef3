import { analytics, type WireResponseOf } from '@anju/contract'
import { formatFen } from '@anju/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Alert } from 'antd'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { type Column, DataTable, ExportButton, LIST_SORT, listKey, useList } from '../../shell/list/index.ts'
import { ChartCard } from '../../shell/show/ChartCard.tsx'
import { StatCard } from '../../shell/show/StatCard.tsx'
import { amountColumn, rateColumn, rateText, useNameColumn } from './group-columns.tsx'
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
      facts={answer ? t('facts.span', { from: answer.from, to: answer.to }) : null}
      formulas={useFormulas()}
      list={list}
      filters={filters}
      groups={['month', 'community', 'building', 'item']}
      exporting={<ExportButton route={analytics.exportCollection} query={list.query} name={t('collection.title')} />}
    >
      <Rates sums={list.sums} households={households.data} query={list.state.filters} />
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

function useFormulas(): [string, string][] {
  const t = useReportTexts()
  return [
    [t('collectedCurrent'), t('collection.formula.current')],
    [t('closing'), t('collection.formula.closing')],
    [t('rateA'), t('collection.formula.rateA')],
    [t('rateB'), t('collection.formula.rateB')],
    [t('oldRate'), t('collection.formula.oldRate')],
    [t('overallRate'), t('collection.formula.overallRate')],
    [t('householdRate'), t('collection.formula.householdRate')],
    [t('saturationRate'), t('collection.formula.saturationRate')],
  ]
}

type HouseholdRates = WireResponseOf<typeof analytics.readHouseholdRates>

interface RatesProps {
  sums: Report['sums'] | undefined
  households: HouseholdRates | undefined
  query: Record<string, string>
}

function Rates({ sums, households, query }: RatesProps) {
  const t = useReportTexts()
  const { id: community } = useCommunity()
  const { by: _, ...kept } = query
  // What is counted by household opens the report of it.
  const more = { to: '/reports/household-rates', search: { ...(community ? { community } : {}), ...kept } }
  const of = (label: string, value: string | undefined, note: string | undefined, to?: typeof more) => (
    <StatCard label={label} value={value} {...(note === undefined ? {} : { note })} {...(to ? { to } : {})} />
  )
  return (
    <div className="c-cards">
      {of(t('rateA'), sums && rateText(sums.rateA), sums && t('collection.netOf', { net: formatFen(sums.netFen) }))}
      {of(
        t('oldRate'),
        sums && rateText(sums.oldRate),
        sums && t('collection.openingOf', { opening: formatFen(sums.openingArrearsFen) }),
      )}
      {of(
        t('overallRate'),
        sums && rateText(sums.overallRate),
        sums && t('collection.closingOf', { closing: formatFen(sums.closingArrearsFen) }),
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

function useColumns(list: Parameters<typeof useNameColumn<Row, Report['sums']>>[0]): Column<Row, Report['sums']>[] {
  const t = useReportTexts()
  return [
    useNameColumn(list, 'month'),
    rateColumn('rateA', t('rateA'), 116),
    rateColumn('rateB', t('rateB'), 116),
    rateColumn('oldRate', t('oldRate'), 96),
    rateColumn('overallRate', t('overallRate'), 116),
    amountColumn('openingArrearsFen', t('opening')),
    amountColumn('billedFen', t('billed'), { sort: false }),
    amountColumn('reversedFen', t('reversed'), { sort: false, width: 96 }),
    amountColumn('waivedFen', t('waived'), { sort: false, width: 96 }),
    amountColumn('netFen', t('net')),
    amountColumn('collectedCurrentFen', t('collectedCurrent')),
    amountColumn('collectedAheadFen', t('ahead'), { sort: false }),
    amountColumn('fromPurseFen', t('fromPurse'), { sort: false, width: 112 }),
    amountColumn('adjustedOldFen', t('adjustedOld'), { sort: false, width: 112 }),
    amountColumn('collectedOldFen', t('collectedOld')),
    amountColumn('writtenOffFen', t('writtenOff'), { sort: false, width: 96 }),
    amountColumn('closingArrearsFen', t('closing')),
  ]
}
