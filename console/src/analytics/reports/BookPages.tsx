import { analytics, type WireResponseOf } from '@anju/contract'
import { formatDateTime, formatFen, formatMoney } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { call } from '../../api.ts'
import { useItems } from '../../billing/items/useItems.ts'
import { useCommunity } from '../../community.tsx'
import { type Column, DataTable, ExportButton, type List, listKey, useList } from '../../shell/list/index.ts'
import { ACCRUAL_WORDS } from './AccrualPostingsPage.tsx'
import { amountColumn, countColumn, RowLink, toLines, useNameColumn } from './group-columns.tsx'
import { MonthBars, usePicture } from './MonthBars.tsx'
import { ReportFrame } from './ReportFrame.tsx'
import { daysOf } from './row-address.ts'
import { useReportTexts } from './texts.ts'
import { useReportFilters } from './useReportFilters.ts'

type Accruals = WireResponseOf<typeof analytics.listAccruals>
type Penalties = WireResponseOf<typeof analytics.listPenalties>

/** The report by month, for its picture. */
const byMonth = (query: object) => ({ ...query, by: 'month' as const, sort: undefined, limit: 200 })

/** 权责发生制: receivables, revenue and tax by the ledger's months, beside the money that came in. */
export function AccrualsPage() {
  const t = useReportTexts()
  const { id: communityId } = useCommunity()
  const list = useList(analytics.listAccruals, { filters: ['from', 'to', 'by'], query: { communityId } })
  const asked = byMonth(list.query)
  const months = usePicture([...listKey(analytics.listAccruals), asked], signal =>
    call(analytics.listAccruals, { query: asked, signal }),
  )
  const sums = months.data?.sums
  return (
    <ReportFrame
      title={t('accruals.title')}
      months="moved"
      report="accruals"
      list={list}
      filters={useReportFilters(['from', 'to'], 'moved')}
      groups={['month', 'community']}
      exporting={<ExportButton route={analytics.exportAccruals} query={list.query} name={t('accruals.title')} />}
    >
      <MonthBars
        title={t('accruals.chart')}
        summary={t('accruals.summary', {
          accrued: formatFen(sums?.accruedFen ?? 0),
          cash: formatFen(sums?.cashFen ?? 0),
          closing: formatFen(sums?.closingFen ?? 0),
        })}
        picture={months}
        series={[
          { name: t('accruals.accrued'), fen: row => row.accruedFen },
          { name: t('accruals.cash'), fen: row => row.cashFen },
        ]}
      />
      <DataTable
        list={list}
        name={t('accruals.title')}
        columns={useAccrualColumns(list.state.filters.by ?? 'month', months.data)}
        empty={{ title: t('none'), text: t('movements.noneText') }}
      />
    </ReportFrame>
  )
}

function useAccrualColumns(
  by: string,
  report: Accruals | undefined,
): Column<Accruals['items'][number], Accruals['sums']>[] {
  const t = useReportTexts()
  type Row = Accruals['items'][number]
  const { id } = useCommunity()
  const search = (row: Row) => ({
    ...(row.groupId ? { community: row.groupId } : id ? { community: id } : {}),
    ...(row.month ? { from: row.month, to: row.month } : report ? { from: report.from, to: report.to } : {}),
  })
  const column = (number: keyof typeof ACCRUAL_WORDS, width?: number) =>
    amountColumn<Row, Accruals['sums']>(`${number}Fen`, t(ACCRUAL_WORDS[number]), {
      ...(width ? { width } : {}),
      address: row => ({ to: '/reports/accrual-postings', search: { ...search(row), number } }),
    })
  const name: Column<Row, Accruals['sums']> = {
    ...{ key: 'name', title: t(by === 'community' ? 'community' : 'month'), width: 160, sort: 'name' },
    render: row => (
      <Link to="/ledger-entries" search={{ ...search(row), ...daysOf(row.month, report) }}>
        {row.name}
      </Link>
    ),
    footer: () => t('all'),
  }
  return [
    name,
    ...(['opening', 'accrued', 'waived', 'settled'] as const).map(number => column(number)),
    column('other', 96),
    ...(['closing', 'revenue', 'tax', 'deferred', 'cash'] as const).map(number => column(number)),
    column('fee', 112),
    column('difference', 132),
    column('float', 110),
    column('fund', 120),
    column('money'),
  ]
}

/** 违约金: billed, collected, waived, and what lateness costs as of today. */
export function PenaltiesPage() {
  const t = useReportTexts()
  const { id: communityId } = useCommunity()
  const list = useList(analytics.listPenalties, { filters: ['from', 'to', 'buildingId', 'by'], query: { communityId } })
  const asked = byMonth(list.query)
  const months = usePicture([...listKey(analytics.listPenalties), asked], signal =>
    call(analytics.listPenalties, { query: asked, signal }),
  )
  const report = months.data
  const { buildingId } = list.state.filters
  const accruing = (fen: number) => (
    <RowLink address={{ to: '/reports/lines', search: { number: 'accruing', ...(buildingId ? { buildingId } : {}) } }}>
      {t('penalties.accruing')} {formatMoney(fen)}
    </RowLink>
  )
  return (
    <ReportFrame
      title={t('penalties.title')}
      months="moved"
      facts={report ? accruing(report.accruing.fen) : null}
      report="penalties"
      list={list}
      filters={useReportFilters(['from', 'to', 'buildingId'], 'moved')}
      groups={['month', 'community', 'building']}
      exporting={<ExportButton route={analytics.exportPenalties} query={list.query} name={t('penalties.title')} />}
    >
      <MonthBars
        title={t('penalties.title')}
        summary={useAccruingText(report)}
        picture={months}
        series={[
          { name: t('penalties.billed'), fen: row => row.billedFen },
          { name: t('collected'), fen: row => row.collectedFen },
          { name: t('waived'), fen: row => row.waivedFen },
        ]}
      />
      <DataTable
        list={list}
        name={t('penalties.title')}
        columns={usePenaltyColumns(list)}
        empty={{ title: t('none'), text: t('movements.noneText') }}
      />
    </ReportFrame>
  )
}

/** What lateness costs as of today, in a sentence. */
function useAccruingText(report: Penalties | undefined): string {
  const t = useReportTexts()
  if (!report) return ''
  const { fen, lineCount: count, leftOutCount, asOf, countedAt } = report.accruing
  const sum = t('penalties.summary', { fen: formatFen(fen), count, asOf })
  const all = countedAt ? `${sum} ${t('penalties.countedAt', { at: formatDateTime(countedAt) })}` : sum
  return leftOutCount === 0 ? all : `${all} ${t('penalties.leftOut', { count: leftOutCount })}`
}

function usePenaltyColumns(
  list: List<Penalties['items'][number], Penalties['sums']>,
): Column<Penalties['items'][number], Penalties['sums']>[] {
  const t = useReportTexts()
  const { data: items = [] } = useItems()
  const itemId = items.find(item => item.category === 'penalty')?.id
  const name = useNameColumn(list, 'month', { address: toLines(list, itemId ? { itemId } : {}, 'any') })
  return [
    name,
    amountColumn('billedFen', t('penalties.billed')),
    amountColumn('collectedFen', t('collected')),
    amountColumn('waivedFen', t('waived')),
    countColumn('lineCount', t('lines')),
  ]
}
