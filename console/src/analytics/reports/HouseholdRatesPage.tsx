import { analytics, type WireResponseOf } from '@anju/contract'
import { useCommunity } from '../../community.tsx'
import { type Column, DataTable, ExportButton, useList } from '../../shell/list/index.ts'
import { amountColumn, countColumn, RowLink, rateColumn, toLines, useNameColumn } from './group-columns.tsx'
import { ReportFrame } from './ReportFrame.tsx'
import { numberOf } from './row-address.ts'
import { useReportTexts } from './texts.ts'
import { UnpricedNote } from './UnpricedNote.tsx'
import { useReportFilters } from './useReportFilters.ts'

type Report = WireResponseOf<typeof analytics.listHouseholdRates>
type Row = Report['items'][number]

const FILTERS = ['from', 'to', 'asOf', 'buildingId', 'itemId', 'by'] as const

/** 户数与饱和收缴率: how many households are clear, and how much of what all units would owe at the full standard was collected. */
export function HouseholdRatesPage() {
  const t = useReportTexts()
  const { id: communityId } = useCommunity()
  const list = useList(analytics.listHouseholdRates, { filters: FILTERS, query: { communityId } })
  return (
    <ReportFrame
      title={t('households.title')}
      report="households"
      list={list}
      filters={useReportFilters(['from', 'to', 'itemId', 'buildingId', 'asOf'])}
      groups={['building', 'community', 'month', 'item']}
      exporting={
        <ExportButton route={analytics.exportHouseholdRates} query={list.query} name={t('households.title')} />
      }
    >
      <UnpricedNote count={list.sums?.unpricedCount} />
      <DataTable
        list={list}
        name={t('households.title')}
        columns={useColumns(list)}
        empty={{ title: t('none'), text: t('noneText') }}
      />
    </ReportFrame>
  )
}

function useColumns(list: Parameters<typeof useNameColumn<Row, Report['sums']>>[0]): Column<Row, Report['sums']>[] {
  const t = useReportTexts()
  const by = list.state.filters.by ?? 'building'
  const homes = (number: string) => (row: Row) => ({
    to: '/reports/rated-homes',
    search: numberOf(row, by, list.state.filters, number, list.about),
  })
  const lines = (row: Row) => ({
    to: '/reports/lines',
    search: numberOf(row, by, list.state.filters, 'collectedCurrent', list.about, { rated: true }),
  })
  const owing = (of: Row | Report['sums']) => of.householdsBilled - of.householdsClear
  return [
    useNameColumn(list, 'building', { address: toLines(list, { rated: 'true' }) }),
    countColumn('householdsBilled', t('households.billed'), homes('billed')),
    countColumn('householdsClear', t('households.clear'), homes('clear')),
    {
      ...{ key: 'owing', title: t('households.owing'), width: 88, align: 'number' },
      render: row =>
        owing(row) === 0 ? '0' : <RowLink address={homes('owing')(row)}>{owing(row).toLocaleString('en')}</RowLink>,
      footer: sums => owing(sums).toLocaleString('en'),
    },
    rateColumn('householdRate', t('householdRate'), 116),
    amountColumn('fullFen', t('households.full'), { address: homes('full') }),
    amountColumn('unbilledFullFen', t('households.unbilled'), { address: homes('unbilled') }),
    amountColumn('collectedFen', t('collected'), { address: lines }),
    rateColumn('saturationRate', t('saturationRate'), 116),
    {
      ...{ key: 'unpriced', title: t('households.unpriced'), width: 112, align: 'number', sort: 'unpricedCount' },
      render: row =>
        row.unpricedCount === null ? (
          '–'
        ) : row.unpricedCount === 0 ? (
          '0'
        ) : (
          <RowLink address={homes('unpriced')(row)}>{row.unpricedCount.toLocaleString('en')}</RowLink>
        ),
      footer: sums => sums.unpricedCount.toLocaleString('en'),
    },
  ]
}
