import type { RouteSpec } from '@anju/contract'
import type { ReactNode } from 'react'
import { useCommunity } from '../../community.tsx'
import { type Column, DataTable, ExportButton, type List, useList } from '../../shell/list/index.ts'
import { type GroupRow, useNameColumn } from './group-columns.tsx'
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
  formulas: readonly (readonly [string, string])[]
  columns: Column<Row, Sums>[]
  /** How a row is called, where its name is a code; and that it leads nowhere. */
  nameOf?: (row: Row, by: By) => ReactNode
}

/** A report of what moved within months: what it was, grouped, with its sums. */
export function MovementReport<Row extends GroupRow, Sums>(props: MovementReportProps<Row, Sums>) {
  const { title, route, exporting, groups, formulas, columns, nameOf } = props
  const t = useReportTexts()
  const { id: communityId } = useCommunity()
  const list = useList(route, {
    filters: ['from', 'to', 'buildingId', 'itemId', 'by'] as never,
    query: { communityId } as never,
  }) as unknown as List<Row, Sums>
  const first = groups[0] ?? 'month'
  const by = (list.state.filters.by ?? first) as By
  const linked = useNameColumn(list, first)
  const name: Column<Row, Sums> = nameOf ? { ...linked, title: t(`by.${by}`), render: row => nameOf(row, by) } : linked
  return (
    <ReportFrame
      title={title}
      facts={null}
      formulas={formulas}
      list={list}
      filters={useReportFilters(props.filters, 'moved')}
      groups={groups}
      exporting={<ExportButton route={exporting} query={list.query} name={title} />}
    >
      <DataTable
        list={list}
        name={title}
        columns={[name, ...columns]}
        empty={{ title: t('none'), text: t('movements.noneText') }}
      />
    </ReportFrame>
  )
}
