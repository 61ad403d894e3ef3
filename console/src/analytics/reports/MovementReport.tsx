import type { analytics, RouteSpec } from '@anju/contract'
import type { ReactNode } from 'react'
import { useCommunity } from '../../community.tsx'
import type { PageAddress } from '../../module.ts'
import { type Column, DataTable, ExportButton, type List, useList } from '../../shell/list/index.ts'
import { type GroupRow, type RowAddress, useNameColumn } from './group-columns.tsx'
import { ReportFrame } from './ReportFrame.tsx'
import { useReportTexts } from './texts.ts'
import { useReportFilters } from './useReportFilters.ts'

type By = 'month' | 'day' | 'community' | 'building' | 'item' | 'method' | 'channel' | 'cashier' | 'rate'

interface MovementReportProps<Row extends GroupRow, Sums> {
  title: string
  route: RouteSpec
  exporting: RouteSpec & { response: 'file' }
  groups: readonly By[]
  filters: readonly ('from' | 'to' | 'itemId' | 'buildingId')[]
  report: analytics.ReportName
  /** The columns beside the name; `address` is where a row opens, `report` the answer. */
  columns: (address: (row: Row) => PageAddress) => Column<Row, Sums>[]
  /** Where a row opens, by the list it stands in. */
  address: (list: List<Row, Sums>) => RowAddress<Row>
  /** How a row is called, where its name is a code. */
  nameOf?: (row: Row, by: string) => ReactNode
  /** What stands above the table. */
  above?: (query: object) => ReactNode
}

/** A report of what moved within months: what it was, grouped, with its sums. */
export function MovementReport<Row extends GroupRow, Sums>(props: MovementReportProps<Row, Sums>) {
  const { title, route, exporting, groups, report, columns, nameOf, above } = props
  const t = useReportTexts()
  const { id: communityId } = useCommunity()
  const list = useList(route, {
    filters: ['from', 'to', 'buildingId', 'itemId', 'by'] as never,
    query: { communityId } as never,
  }) as unknown as List<Row, Sums>
  const first = groups[0] ?? 'month'
  const by = list.state.filters.by ?? first
  const address = props.address(list)
  const name = useNameColumn(list, first, nameOf ? { address, nameOf } : { address })
  return (
    <ReportFrame
      title={title}
      months="moved"
      report={report}
      list={list}
      filters={useReportFilters(props.filters, 'moved')}
      groups={groups}
      exporting={<ExportButton route={exporting} query={list.query} name={title} />}
    >
      {above?.(list.query)}
      <DataTable
        list={list}
        name={title}
        columns={[name, ...columns(row => address(row, by))]}
        empty={{ title: t('none'), text: t('movements.noneText') }}
      />
    </ReportFrame>
  )
}
