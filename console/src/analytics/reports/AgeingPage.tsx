import { analytics, type WireResponseOf } from '@anju/contract'
import { formatFen, formatMoney } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { type Column, DataTable, ExportButton, listKey, useList } from '../../shell/list/index.ts'
import { ChartCard } from '../../shell/show/ChartCard.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { amountColumn, toLines, useNameColumn } from './group-columns.tsx'
import { ReportFrame } from './ReportFrame.tsx'
import { useBarsOption, useRankOption } from './report-charts.ts'
import { useReportTexts } from './texts.ts'
import { useReportFilters } from './useReportFilters.ts'

type Report = WireResponseOf<typeof analytics.listAgeing>
type Row = Report['items'][number]

const FILTERS = ['asOf', 'buildingId', 'itemId', 'by'] as const
const AGES = [
  ...(['notDue', 'days0to30', 'days31to90', 'days91to180', 'days181to365', 'years1to2'] as const),
  ...(['years2to3', 'over3years'] as const),
]
const CHART_PX = 208
const SHOWN = 8

/** 账龄: how long arrears have been overdue, as bars, and who owes most. */
export function AgeingPage() {
  const t = useReportTexts()
  const { id: communityId } = useCommunity()
  const list = useList(analytics.listAgeing, { filters: FILTERS, query: { communityId } })
  const filters = useReportFilters(['asOf', 'itemId', 'buildingId'])
  const { by: _, ...narrowed } = list.query
  const top = useQuery({
    queryKey: [...listKey(analytics.listAgeing), 'top', narrowed],
    queryFn: ({ signal }) =>
      call(analytics.listAgeing, { query: { ...narrowed, by: 'building', limit: SHOWN }, signal }),
  })
  return (
    <ReportFrame
      title={t('ageing.title')}
      report="ageing"
      list={list}
      filters={filters}
      groups={['building', 'community', 'item']}
      exporting={<ExportButton route={analytics.exportAgeing} query={list.query} name={t('ageing.title')} />}
    >
      <div className="an-pair">
        <AgesCard sums={top.data?.sums} error={top.error} retry={() => void top.refetch()} />
        <TopCard rows={top.data?.items} error={top.error} retry={() => void top.refetch()} />
      </div>
      <DataTable
        list={list}
        name={t('ageing.title')}
        columns={useColumns(list)}
        empty={{ title: t('none'), text: t('noneText') }}
      />
    </ReportFrame>
  )
}

interface CardProps {
  error: Error | null
  retry: () => void
}

function AgesCard({ sums, ...state }: CardProps & { sums: Report['sums'] | undefined }) {
  const t = useReportTexts()
  const option = useBarsOption(
    sums && {
      names: AGES.map(age => t(age)),
      series: [{ name: t('total'), fen: AGES.map(age => sums[`${age}Fen`]), colour: '#c2680c' }],
    },
  )
  return (
    <ChartCard
      title={t('ageing.chart')}
      summary={t('ageing.summary', {
        total: formatFen(sums?.totalFen ?? 0),
        over: formatFen(sums?.over3yearsFen ?? 0),
      })}
      option={option}
      height={CHART_PX}
      {...state}
      table={{
        columns: [t('ageing.title'), t('total')],
        rows: sums?.totalFen ? AGES.map(age => [t(age), <MoneyText key="fen" fen={sums[`${age}Fen`]} />]) : [],
      }}
    />
  )
}

function TopCard({ rows, ...state }: CardProps & { rows: Row[] | undefined }) {
  const t = useReportTexts()
  const nameOf = (row: Row) => row.name || t('outside')
  const option = useRankOption(rows?.map(row => ({ name: nameOf(row), fen: row.totalFen })))
  return (
    <ChartCard
      title={t('ageing.top')}
      summary={(rows ?? []).map(row => `${nameOf(row)} ${formatMoney(row.totalFen)}`).join(' · ')}
      option={option}
      height={CHART_PX}
      {...state}
      table={{
        columns: [t('building'), t('total'), t('households')],
        rows: (rows ?? []).map(row => [nameOf(row), <MoneyText key="fen" fen={row.totalFen} />, row.householdCount]),
      }}
    />
  )
}

function useColumns(list: Parameters<typeof useNameColumn<Row, Report['sums']>>[0]): Column<Row, Report['sums']>[] {
  const t = useReportTexts()
  const by = list.state.filters.by ?? 'building'
  const ofAge = (age: string) => (row: Row) => toLines<Row>(list, { age })(row, by)
  return [
    useNameColumn(list, 'building', { address: toLines<Row>(list, { age: 'all' }) }),
    amountColumn('totalFen', t('total'), { address: ofAge('all') }),
    ...AGES.map(age =>
      amountColumn<Row, Report['sums']>(`${age}Fen`, t(age), {
        width: 108,
        address: ofAge(age),
        ...(age === 'over3years' ? { tone: 'danger' as const } : {}),
      }),
    ),
    {
      key: 'householdCount',
      title: t('households'),
      width: 80,
      align: 'number',
      sort: 'householdCount',
      render: row => row.householdCount.toLocaleString('en'),
      footer: sums => sums.householdCount.toLocaleString('en'),
    },
  ]
}
