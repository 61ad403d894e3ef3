import { analytics, type WireResponseOf } from '@anju/contract'
import { formatFen, formatMoney } from '@anju/ui'
import type { UseQueryResult } from '@tanstack/react-query'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { type Column, DataTable, ExportButton, listKey, useList } from '../../shell/list/index.ts'
import { ChartCard } from '../../shell/show/ChartCard.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { amountColumn, rateColumn, rateText, toNumbers, useNameColumn } from './group-columns.tsx'
import { MonthBars, usePicture } from './MonthBars.tsx'
import { ReportFrame } from './ReportFrame.tsx'
import { useShareOption } from './report-charts.ts'
import { useReportTexts } from './texts.ts'
import { useReportFilters } from './useReportFilters.ts'

type Report = WireResponseOf<typeof analytics.listReceivables>
type Row = Report['items'][number]

const FILTERS = ['from', 'to', 'asOf', 'buildingId', 'itemId', 'by'] as const
const CHART_PX = 208

/** 应收实收: what is receivable, collected and owed, with its months and the share of each item as pictures. */
export function ReceivablesPage() {
  const t = useReportTexts()
  const { id: communityId } = useCommunity()
  const list = useList(analytics.listReceivables, { filters: FILTERS, query: { communityId } })
  const filters = useReportFilters(['from', 'to', 'itemId', 'buildingId', 'asOf'])
  const by = (value: 'month' | 'item') => ({ ...list.query, by: value, sort: undefined, limit: 200 })
  const months = useReport(by('month'))
  const items = useReport(by('item'))
  const answer = months.data
  return (
    <ReportFrame
      title={t('receivables.title')}
      report="receivables"
      list={list}
      filters={filters}
      groups={['month', 'community', 'building', 'item']}
      exporting={<ExportButton route={analytics.exportReceivables} query={list.query} name={t('receivables.title')} />}
    >
      <div className="an-pair">
        <MonthBars
          title={t('receivables.chart')}
          summary={t('receivables.summary', {
            net: formatFen(answer?.sums.netFen ?? 0),
            collected: formatFen(answer?.sums.collectedFen ?? 0),
            outstanding: formatFen(answer?.sums.outstandingFen ?? 0),
          })}
          picture={months}
          series={[
            { name: t('net'), fen: row => row.netFen },
            { name: t('collected'), fen: row => row.collectedFen },
          ]}
          more={[{ name: t('rate'), show: row => rateText(row.rate) }]}
        />
        <ItemsCard picture={items} />
      </div>
      <DataTable
        list={list}
        name={t('receivables.title')}
        columns={useColumns(list)}
        empty={{ title: t('none'), text: t('noneText') }}
      />
    </ReportFrame>
  )
}

function useReport(query: object) {
  return usePicture([...listKey(analytics.listReceivables), query], signal =>
    call(analytics.listReceivables, { query, signal }),
  )
}

function ItemsCard({ picture }: { picture: UseQueryResult<Report> }) {
  const t = useReportTexts()
  const rows = picture.data?.items
  const option = useShareOption(rows?.map(row => ({ name: row.name, fen: row.netFen })))
  return (
    <ChartCard
      title={t('receivables.share')}
      summary={(rows ?? []).map(row => `${row.name} ${formatMoney(row.netFen)}`).join(' · ')}
      option={option}
      height={CHART_PX}
      error={picture.error}
      retry={() => void picture.refetch()}
      table={{
        columns: [t('item'), t('net'), t('outstanding')],
        rows: (rows ?? []).map(row => [
          row.name,
          <MoneyText key="net" fen={row.netFen} />,
          <MoneyText key="owed" fen={row.outstandingFen} />,
        ]),
      }}
    />
  )
}

function useColumns(list: Parameters<typeof useNameColumn<Row, Report['sums']>>[0]): Column<Row, Report['sums']>[] {
  const t = useReportTexts()
  const lines = toNumbers<Row>(list, list.state.filters.by ?? 'month')
  return [
    useNameColumn(list, 'month', { address: row => lines(null)(row) }),
    amountColumn('billedFen', t('billed'), { address: lines('billed') }),
    amountColumn('reversedFen', t('reversed'), { sort: false, width: 104, address: lines('reversed') }),
    amountColumn('waivedFen', t('waived'), { width: 104, address: lines('waived') }),
    amountColumn('netFen', t('net'), { address: lines('net') }),
    amountColumn('collectedFen', t('collected'), { address: lines('collectedCurrent') }),
    amountColumn('writtenOffFen', t('writtenOff'), { sort: false, width: 104, address: lines('writtenOff') }),
    amountColumn('outstandingFen', t('outstanding'), { address: lines('outstanding') }),
    rateColumn('rate', t('rate'), 96),
  ]
}
