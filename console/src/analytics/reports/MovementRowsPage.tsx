import { analytics, type WireResponseOf } from '@anju/contract'
import { Link } from '@tanstack/react-router'
import { useCommunity } from '../../community.tsx'
import { type Column, DataTable, ExportButton, type Filter, useList } from '../../shell/list/index.ts'
import { amountColumn } from './group-columns.tsx'
import { ReportFrame } from './ReportFrame.tsx'
import { useReportTexts } from './texts.ts'
import { useReportFilters } from './useReportFilters.ts'

type Report = WireResponseOf<typeof analytics.listMovementRows>
type Row = Report['items'][number]
type Of = keyof typeof analytics.FORMULAS_OF_ROWS

const FILTERS = [
  ...([
    'of',
    'from',
    'to',
    'day',
    'kind',
    'method',
    'channelId',
    'cashierId',
    'buildingId',
    'itemId',
    'purposeId',
    'balance',
    'collectorId',
  ] as const),
] as const

/** What can happen, by report. */
const KINDS: Record<Of, readonly Row['kind'][]> = {
  cash: ['current', 'old', 'ahead', 'deposit', 'prepaid', 'refunded'],
  prepayment: ['top-up', 'credit', 'opening', 'transfer-in', 'offset', 'refund', 'transfer-out', 'reversal'],
  deposit: ['received', 'opening', 'deducted', 'refunded', 'reversal'],
  waiver: ['waiver', 'discount', 'rounding', 'write-off'],
  recovered: ['paid', 'offset'],
}

/** What a report counts together, by report. */
const TOGETHER: Record<Of, readonly (keyof typeof analytics.KINDS_TOGETHER)[]> = {
  cash: [],
  prepayment: ['credits', 'others'],
  deposit: ['receipts'],
  waiver: ['waivers'],
  recovered: [],
}
const METHODS = ['cash', 'transfer', 'pos', 'cheque', 'direct-debit'] as const

/** 变动明细: the single facts behind a number of 收款, 预存, 押金 or 减免核销, which add up to it. */
export function MovementRowsPage() {
  const t = useReportTexts()
  const { id: communityId } = useCommunity()
  const list = useList(analytics.listMovementRows, { filters: FILTERS, query: { communityId, of: 'cash' } })
  const of = (Object.keys(KINDS) as Of[]).find(key => key === list.state.filters.of) ?? 'cash'
  const { day } = list.state.filters
  return (
    <ReportFrame
      title={t('rows.title')}
      months="moved"
      facts={useNarrowing(list.rows, list.state.filters)}
      report={analytics.FORMULAS_OF_ROWS[of]}
      list={day ? { state: list.state } : list}
      filters={useFilters(of, list.state.filters)}
      exporting={<ExportButton route={analytics.exportMovementRows} query={list.query} name={t('rows.title')} />}
    >
      <DataTable
        list={list}
        name={t('rows.title')}
        columns={useColumns(of)}
        empty={{ title: t('none'), text: t('movements.noneText') }}
      />
    </ReportFrame>
  )
}

/** What the address narrows by and no filter shows: the day, the channel, who took it. */
function useNarrowing(
  rows: readonly Row[],
  { channelId, cashierId, purposeId, itemId, collectorId }: Record<string, string>,
): string | null {
  const t = useReportTexts()
  const channel = channelId && (channelId === 'none' ? t('rows.noChannel') : (rows[0]?.channelName ?? '–'))
  const who = cashierId ?? collectorId
  const cashier = who && (rows[0]?.byName ?? '–')
  const facts = [
    ...(channel ? [`${t('rows.channel')} ${channel}`] : []),
    ...(cashier ? [`${t('rows.by')} ${cashier}`] : []),
    ...(purposeId ? [t('rows.ofPurse')] : []),
    ...(itemId === 'none' ? [t('cash.noItem')] : []),
  ]
  return facts.length > 0 ? facts.join(' · ') : null
}

function useFilters(of: Of, { day }: Record<string, string>): Filter[] {
  const t = useReportTexts()
  const [from, to, ...others] = useReportFilters(['from', 'to', 'itemId', 'buildingId'], 'moved')
  const months = day ? [] : [from, to]
  const balance: Filter = {
    ...{ kind: 'select', key: 'balance', label: t('rows.balance') },
    options: (['opening', 'closing'] as const).map(value => ({ value, label: t(`rows.balance.${value}`) })),
  }
  const method: Filter = {
    ...{ kind: 'select', key: 'method', label: t('rows.method') },
    options: METHODS.map(value => ({ value, label: t(`method.${value}`) })),
  }
  return [
    {
      ...{ kind: 'select', key: 'of', label: t('rows.of'), base: 'cash' },
      clears: ['kind', 'method', 'channelId', 'cashierId', 'purposeId', 'balance', 'collectorId'],
      options: (Object.keys(KINDS) as Of[]).map(value => ({ value, label: t(`rows.of.${value}`) })),
    },
    ...months.filter(filter => filter !== undefined),
    { kind: 'day', key: 'day', label: t('rows.day'), width: 132 },
    {
      ...{ kind: 'select', key: 'kind', label: t('rows.kind') },
      options: [...KINDS[of], ...TOGETHER[of]].map(value => ({ value, label: t(`rows.kind.${value}`) })),
    },
    ...(of === 'prepayment' || of === 'deposit' ? [balance] : []),
    ...(of === 'cash' ? [method] : []),
    ...others,
  ]
}

function useColumns(of: Of): Column<Row, Report['sums']>[] {
  const t = useReportTexts()
  const several = useCommunity().all.length > 1
  const money: Column<Row, Report['sums']>[] = [
    {
      ...{ key: 'method', title: t('rows.method'), width: 140 },
      render: row => (
        <>
          {METHODS.some(method => method === row.method) ? t(`method.${row.method as (typeof METHODS)[number]}`) : '–'}{' '}
          {row.channelName ? <small>{row.channelName}</small> : null}
        </>
      ),
    },
    { key: 'by', title: t('rows.by'), width: 96, render: row => row.byName ?? '–' },
  ]
  return [
    {
      key: 'movedOn',
      title: t('rows.day'),
      width: 112,
      sort: 'movedOn',
      render: row => row.movedOn,
      footer: () => t('all'),
    },
    ...(several
      ? [{ key: 'community', title: t('community'), width: 128, render: (row: Row) => row.communityName }]
      : []),
    {
      ...{ key: 'premises', title: t('premises'), width: 150 },
      render: row => (
        <Link to="/premises/$premisesId" params={{ premisesId: row.premisesId }}>
          {row.premisesLabel}
        </Link>
      ),
    },
    { key: 'kind', title: t('rows.kind'), width: 96, render: row => t(`rows.kind.${row.kind}`) },
    { key: 'item', title: t('item'), width: 128, render: row => row.itemName ?? '–' },
    {
      ...{ key: 'bill', title: t('number'), width: 124 },
      render: row =>
        row.billId ? (
          <Link to="/bills" search={{ open: row.billId }}>
            {row.billNumber}
          </Link>
        ) : (
          '–'
        ),
    },
    ...(of === 'cash' ? money : of === 'recovered' ? money.slice(1) : []),
    amountColumn('amountFen', t('rows.amount')),
  ]
}
