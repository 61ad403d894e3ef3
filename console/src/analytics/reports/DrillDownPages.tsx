import { analytics, type WireResponseOf } from '@anju/contract'
import { Link } from '@tanstack/react-router'
import { useDunningTexts } from '../../billing/dunning/texts.ts'
import { useCommunity } from '../../community.tsx'
import { type Column, DataTable, ExportButton, type Filter, useList } from '../../shell/list/index.ts'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { countColumn } from './group-columns.tsx'
import { ReportFrame } from './ReportFrame.tsx'
import { useReportTexts } from './texts.ts'
import { KINDS, unitOf } from './used.ts'
import { useReportFilters } from './useReportFilters.ts'

type Homes = WireResponseOf<typeof analytics.listRatedHomes>
type Home = Homes['items'][number]
type Visits = WireResponseOf<typeof analytics.listStaffVisits>
type Visit = Visits['items'][number]
type Readings = WireResponseOf<typeof analytics.listUsedReadings>
type Reading = Readings['items'][number]

/** The words of the numbers of 户数与饱和收缴率. */
const HOME_WORDS = {
  ...({ billed: 'households.billed', clear: 'households.clear', owing: 'households.owing' } as const),
  ...({ full: 'households.full', unbilled: 'households.unbilled', unpriced: 'households.unpriced' } as const),
} as const

function useHome<Row extends { premisesId: string; premisesLabel: string }, Sums>(): Column<Row, Sums> {
  const t = useReportTexts()
  return {
    ...{ key: 'premises', title: t('premises'), width: 180 },
    render: row => (
      <Link to="/premises/$premisesId" params={{ premisesId: row.premisesId }}>
        {row.premisesLabel}
      </Link>
    ),
    footer: () => t('all'),
  }
}

/** 户数明细: the homes behind a number of 户数与饱和收缴率, as many as it counts or with amounts that add up to it. */
export function RatedHomesPage() {
  const t = useReportTexts()
  const { id: communityId } = useCommunity()
  const list = useList(analytics.listRatedHomes, {
    filters: ['from', 'to', 'asOf', 'buildingId', 'itemId', 'number'],
    query: { communityId },
  })
  const number = analytics.HOME_NUMBERS.find(value => value === list.state.filters.number) ?? 'owing'
  const numbers: Filter = {
    ...{ kind: 'select', key: 'number', label: t('lines.number'), base: 'owing' },
    options: analytics.HOME_NUMBERS.map(value => ({ value, label: t(HOME_WORDS[value]) })),
  }
  const home = useHome<Home, Homes['sums']>()
  const hasAmount = number === 'owing' || number === 'full' || number === 'unbilled'
  const amount: Column<Home, Homes['sums']> = {
    ...{ key: 'amountFen', title: t(number === 'owing' ? 'outstanding' : HOME_WORDS[number]), width: 140 },
    ...{ align: 'number', sort: 'amountFen' },
    render: row => <MoneyText fen={row.amountFen ?? 0} />,
    footer: sums => <MoneyText fen={sums.amountFen ?? 0} />,
  }
  return (
    <ReportFrame
      title={t('homes.title')}
      report="homes"
      list={list}
      filters={[numbers, ...useReportFilters(['from', 'to', 'itemId', 'buildingId', 'asOf'])]}
      exporting={<ExportButton route={analytics.exportRatedHomes} query={list.query} name={t('homes.title')} />}
    >
      <DataTable
        list={list}
        name={t('homes.title')}
        columns={[
          { ...home, sort: 'premises' },
          { key: 'community', title: t('community'), width: 160, render: row => row.communityName },
          ...(hasAmount ? [amount] : []),
          {
            ...{ key: 'charged', title: t('homes.charged'), width: 200 },
            render: row => t(row.isCharged ? 'homes.isCharged' : 'homes.notCharged'),
          },
        ]}
        empty={{ title: t('none'), text: t('homes.noneText') }}
      />
    </ReportFrame>
  )
}

/** 催缴明细: the visits behind 催缴次数, or the households behind 催缴户数. */
export function StaffVisitsPage() {
  const t = useReportTexts()
  const words = useDunningTexts()
  const { id: communityId } = useCommunity()
  const list = useList(analytics.listStaffVisits, {
    filters: ['from', 'to', 'staffId', 'each'],
    query: { communityId },
  })
  const each: Filter = {
    ...{ kind: 'select', key: 'each', label: t('visits.each'), base: 'visit' },
    options: (['visit', 'home'] as const).map(value => ({ value, label: t(`visits.each.${value}`) })),
  }
  const home = useHome<Visit, Visits['sums']>()
  const byHome = list.state.filters.each === 'home'
  return (
    <ReportFrame
      title={t('visits.title')}
      months="moved"
      facts={list.state.filters.staffId ? (list.rows[0]?.staffName ?? '–') : null}
      report="visits"
      list={list}
      filters={[each, ...useReportFilters(['from', 'to'], 'moved')]}
      exporting={<ExportButton route={analytics.exportStaffVisits} query={list.query} name={t('visits.title')} />}
    >
      <DataTable
        list={list}
        name={t('visits.title')}
        columns={[
          home,
          { key: 'community', title: t('community'), width: 140, render: row => row.communityName },
          {
            ...{ key: 'day', title: t(byHome ? 'visits.last' : 'rows.day'), width: 116, sort: 'visitedOn' },
            render: row => row.visitedOn,
          },
          { key: 'staff', title: t('staff.name'), width: 112, render: row => row.staffName },
          { key: 'channel', title: words('channel'), width: 112, render: row => words(`channel.${row.channel}`) },
          { key: 'result', title: words('result'), width: 140, render: row => words(`result.${row.result}`) },
          {
            ...{ key: 'overdue', title: t('visits.overdue'), width: 132, align: 'number', sort: 'overdueFen' },
            render: row => <MoneyText fen={row.overdueFen} />,
          },
          countColumn('visitCount', t('staff.visits')),
        ]}
        empty={{ title: t('none'), text: t('movements.noneText') }}
      />
    </ReportFrame>
  )
}

/** The words of the numbers of 用量与损耗. */
const USED_WORDS = {
  ...({ household: 'consumption.household', shared: 'consumption.shared', master: 'consumption.master' } as const),
  ...({ parent: 'consumption.above', below: 'consumption.below', loss: 'consumption.loss' } as const),
} as const

/** 用量明细: the readings behind a number of 用量与损耗, with what each adds to it. */
export function UsedReadingsPage() {
  const t = useReportTexts()
  const { id: communityId } = useCommunity()
  const list = useList(analytics.listUsedReadings, {
    filters: ['from', 'to', 'kind', 'meterId', 'number'],
    query: { communityId },
  })
  const kind = KINDS.find(value => value === list.state.filters.kind) ?? 'water-cold'
  const numbers: Filter = {
    ...{ kind: 'select', key: 'number', label: t('lines.number'), base: 'household' },
    options: analytics.USED_NUMBERS.map(value => ({ value, label: t(USED_WORDS[value]) })),
  }
  const kinds: Filter = {
    ...{ kind: 'select', key: 'kind', label: t('consumption.kind'), base: 'water-cold', clears: ['meterId'] },
    options: KINDS.map(value => ({ value, label: t(`consumption.kind.${value}`) })),
  }
  const columns: Column<Reading, Readings['sums']>[] = [
    {
      ...{ key: 'toOn', title: t('rows.day'), width: 116, sort: 'toOn' },
      render: row => (
        <Link to="/readings" search={{ meterId: row.meterId, from: row.toOn, to: row.toOn }}>
          {row.toOn}
        </Link>
      ),
      footer: () => t('all'),
    },
    { key: 'community', title: t('community'), width: 140, render: row => row.communityName },
    { key: 'meter', title: t('used.meter'), width: 220, render: row => row.meterName },
    { key: 'level', title: t('used.level'), width: 104, render: row => t(USED_WORDS[row.level]) },
    { key: 'estimated', title: t('consumption.estimated'), width: 104, render: row => (row.estimated ? '✓' : '') },
    {
      ...{ key: 'quantity', title: `${t('used.quantity')} (${unitOf(kind)})`, width: 132, sort: 'quantity' },
      align: 'number',
      render: row => <span className="an-rate">{row.quantity}</span>,
      footer: sums => <span className="an-rate">{sums.quantity}</span>,
    },
  ]
  return (
    <ReportFrame
      title={t('used.title')}
      months="moved"
      facts={list.state.filters.meterId ? t('used.ofMeter') : null}
      report="usedReadings"
      list={list}
      filters={[numbers, kinds, ...useReportFilters(['from', 'to'], 'moved')]}
      exporting={<ExportButton route={analytics.exportUsedReadings} query={list.query} name={t('used.title')} />}
    >
      <DataTable
        list={list}
        name={t('used.title')}
        columns={columns}
        empty={{ title: t('none'), text: t('consumption.noneText') }}
      />
    </ReportFrame>
  )
}
