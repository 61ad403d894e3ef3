import { analytics, type WireResponseOf } from '@anju/contract'
import { formatFen } from '@anju/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call } from '../../api.ts'
import { useItems } from '../../billing/items/useItems.ts'
import { useCommunity } from '../../community.tsx'
import type { ConsoleSearch } from '../../search-params.ts'
import { type Column, DataTable, ExportButton, listKey, useList } from '../../shell/list/index.ts'
import { ChartCard } from '../../shell/show/ChartCard.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { amountColumn, countColumn } from './group-columns.tsx'
import { ReportFrame } from './ReportFrame.tsx'
import { useBarsOption } from './report-charts.ts'
import { useReportTexts } from './texts.ts'
import { lastDayOf, useReportFilters } from './useReportFilters.ts'

type Accruals = WireResponseOf<typeof analytics.listAccruals>
type Penalties = WireResponseOf<typeof analytics.listPenalties>

const CHART_PX = 208

/** The same report by month, for its picture, whatever the table is grouped by. */
function useByMonth<R>(route: typeof analytics.listAccruals | typeof analytics.listPenalties, query: object) {
  return useQuery({
    queryKey: [...listKey(route), 'chart', query],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      (await call(route as typeof analytics.listAccruals, { query: query as never, signal })) as unknown as R,
  })
}

/** 权责发生制: receivables, revenue and tax by the ledger's months, beside the money that came in. */
export function AccrualsPage() {
  const t = useReportTexts()
  const { id: communityId } = useCommunity()
  const list = useList(analytics.listAccruals, { filters: ['from', 'to', 'by'], query: { communityId } })
  const months = useByMonth<Accruals>(analytics.listAccruals, {
    ...list.query,
    by: 'month',
    sort: undefined,
    limit: 200,
  })
  return (
    <ReportFrame
      title={t('accruals.title')}
      facts={months.data ? t('moved.facts', { from: months.data.from, to: months.data.to }) : null}
      formulas={[
        [t('accruals.closing'), t('accruals.formula.closing')],
        [t('accruals.accrued'), t('accruals.formula.accrued')],
        [t('accruals.revenue'), t('accruals.formula.revenue')],
        [t('accruals.cash'), t('accruals.formula.cash')],
      ]}
      list={list}
      filters={useReportFilters(['from', 'to'], 'moved')}
      groups={['month', 'community']}
      exporting={<ExportButton route={analytics.exportAccruals} query={list.query} name={t('accruals.title')} />}
    >
      <AccrualsCard report={months.data} error={months.error} retry={() => void months.refetch()} />
      <DataTable
        list={list}
        name={t('accruals.title')}
        columns={useAccrualColumns(list.state.filters.by ?? 'month', months.data)}
        empty={{ title: t('none'), text: t('movements.noneText') }}
      />
    </ReportFrame>
  )
}

interface CardProps<R> {
  report: R | undefined
  error: Error | null
  retry: () => void
}

function AccrualsCard({ report, error, retry }: CardProps<Accruals>) {
  const t = useReportTexts()
  const rows = report?.items
  const option = useBarsOption(
    rows && {
      names: rows.map(row => row.name),
      series: [
        { name: t('accruals.accrued'), fen: rows.map(row => row.accruedFen), colour: '#b7c9ec' },
        { name: t('accruals.cash'), fen: rows.map(row => row.cashFen), colour: '#1456d9' },
      ],
    },
  )
  return (
    <ChartCard
      title={t('accruals.chart')}
      summary={t('accruals.summary', {
        accrued: formatFen(report?.sums.accruedFen ?? 0),
        cash: formatFen(report?.sums.cashFen ?? 0),
        closing: formatFen(report?.sums.closingFen ?? 0),
      })}
      option={option}
      height={CHART_PX}
      error={error}
      retry={retry}
      table={{
        columns: [t('month'), t('accruals.accrued'), t('accruals.cash')],
        rows: (rows ?? []).map(row => [
          row.name,
          <MoneyText key="accrued" fen={row.accruedFen} />,
          <MoneyText key="cash" fen={row.cashFen} />,
        ]),
      }}
    />
  )
}

function useAccrualColumns(
  by: string,
  report: Accruals | undefined,
): Column<Accruals['items'][number], Accruals['sums']>[] {
  const t = useReportTexts()
  const name: Column<Accruals['items'][number], Accruals['sums']> = {
    ...{
      key: 'name',
      title: t(by === 'community' ? 'community' : 'month'),
      width: 160,
      sort: 'name',
    },
    render: row => (
      <Link
        to="/ledger-entries"
        search={(previous: ConsoleSearch) => ({
          ...(row.groupId ? { community: row.groupId } : previous.community ? { community: previous.community } : {}),
          ...entryDays(row.month, report),
        })}
      >
        {row.name}
      </Link>
    ),
    footer: () => t('all'),
  }
  return [
    name,
    amountColumn('openingFen', t('accruals.opening')),
    amountColumn('accruedFen', t('accruals.accrued')),
    amountColumn('waivedFen', t('accruals.waived')),
    amountColumn('settledFen', t('accruals.settled')),
    amountColumn('otherFen', t('accruals.other'), { width: 96 }),
    amountColumn('closingFen', t('accruals.closing')),
    amountColumn('revenueFen', t('accruals.revenue')),
    amountColumn('taxFen', t('accruals.tax')),
    amountColumn('cashFen', t('accruals.cash')),
  ]
}

/** The days of a month, or of the whole report. */
function entryDays(month: string | null, report: Pick<Accruals, 'from' | 'to'> | undefined): ConsoleSearch {
  const [from, to] = [month ?? report?.from, month ?? report?.to]
  return from && to ? { from: `${from}-01`, to: lastDayOf(to) } : {}
}

/** 违约金: billed, collected, waived, and what lateness costs as of today. */
export function PenaltiesPage() {
  const t = useReportTexts()
  const { id: communityId } = useCommunity()
  const list = useList(analytics.listPenalties, { filters: ['from', 'to', 'buildingId', 'by'], query: { communityId } })
  const months = useByMonth<Penalties>(analytics.listPenalties, {
    ...list.query,
    by: 'month',
    sort: undefined,
    limit: 200,
  })
  const report = months.data
  return (
    <ReportFrame
      title={t('penalties.title')}
      facts={
        report
          ? `${t('moved.facts', { from: report.from, to: report.to })} · ${t('penalties.accruing')} ${report.accruing ? `¥${formatFen(report.accruing.fen)}` : t('penalties.tooMany')}`
          : null
      }
      formulas={[
        [t('penalties.accruing'), t('penalties.formula.accruing')],
        [t('penalties.billed'), t('penalties.formula.billed')],
        [t('collected'), t('penalties.formula.collected')],
        [t('waived'), t('penalties.formula.waived')],
      ]}
      list={list}
      filters={useReportFilters(['from', 'to', 'buildingId'], 'moved')}
      groups={['month', 'community', 'building']}
      exporting={<ExportButton route={analytics.exportPenalties} query={list.query} name={t('penalties.title')} />}
    >
      <PenaltiesCard report={report} error={months.error} retry={() => void months.refetch()} />
      <DataTable
        list={list}
        name={t('penalties.title')}
        columns={usePenaltyColumns(list.state.filters.by ?? 'month')}
        empty={{ title: t('none'), text: t('movements.noneText') }}
      />
    </ReportFrame>
  )
}

function PenaltiesCard({ report, error, retry }: CardProps<Penalties>) {
  const t = useReportTexts()
  const rows = report?.items
  const option = useBarsOption(
    rows && {
      names: rows.map(row => row.name),
      series: [
        { name: t('penalties.billed'), fen: rows.map(row => row.billedFen), colour: '#b7c9ec' },
        { name: t('collected'), fen: rows.map(row => row.collectedFen), colour: '#1456d9' },
        { name: t('waived'), fen: rows.map(row => row.waivedFen), colour: '#c2680c' },
      ],
    },
  )
  return (
    <ChartCard
      title={t('penalties.title')}
      summary={
        report?.accruing
          ? t('penalties.summary', {
              fen: formatFen(report.accruing.fen),
              count: report.accruing.lineCount,
              asOf: report.accruing.asOf,
            })
          : report
            ? t('penalties.tooMany')
            : ''
      }
      option={option}
      height={CHART_PX}
      error={error}
      retry={retry}
      table={{
        columns: [t('month'), t('penalties.billed'), t('collected'), t('waived')],
        rows: (rows ?? []).map(row => [
          row.name,
          <MoneyText key="billed" fen={row.billedFen} />,
          <MoneyText key="collected" fen={row.collectedFen} />,
          <MoneyText key="waived" fen={row.waivedFen} />,
        ]),
      }}
    />
  )
}

function usePenaltyColumns(by: string): Column<Penalties['items'][number], Penalties['sums']>[] {
  const t = useReportTexts()
  const { data: items = [] } = useItems()
  const itemId = items.find(item => item.category === 'penalty')?.id
  const name: Column<Penalties['items'][number], Penalties['sums']> = {
    ...{
      key: 'name',
      title: t(by === 'community' ? 'community' : by === 'building' ? 'building' : 'month'),
      width: 180,
    },
    sort: 'name',
    render: row => (
      <Link
        to="/reports/lines"
        search={(previous: ConsoleSearch) => ({
          ...(previous.community ? { community: previous.community } : {}),
          ...(itemId ? { itemId } : {}),
          ...(row.groupId ? { [by === 'community' ? 'community' : 'buildingId']: row.groupId } : {}),
        })}
      >
        {`${row.communityName ?? ''} ${row.name || t('outside')}`.trim()}
      </Link>
    ),
    footer: () => t('all'),
  }
  return [
    name,
    amountColumn('billedFen', t('penalties.billed')),
    amountColumn('collectedFen', t('collected')),
    amountColumn('waivedFen', t('waived')),
    countColumn('lineCount', t('lines')),
  ]
}
