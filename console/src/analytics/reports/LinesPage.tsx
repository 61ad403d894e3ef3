import { analytics, type WireResponseOf } from '@anju/contract'
import { Link } from '@tanstack/react-router'
import { useCommunity } from '../../community.tsx'
import { type Column, DataTable, ExportButton, type Filter, useList } from '../../shell/list/index.ts'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { amountColumn } from './group-columns.tsx'
import { ReportFrame } from './ReportFrame.tsx'
import { useReportTexts } from './texts.ts'
import { useReportFilters } from './useReportFilters.ts'

type Report = WireResponseOf<typeof analytics.listReportLines>
type Line = Report['items'][number]

const FILTERS = [
  'from',
  'to',
  'asOf',
  'buildingId',
  'itemId',
  'premisesId',
  'standing',
  'happened',
  'age',
  'number',
  'rated',
  'taxRate',
] as const

const AGES = [
  ...(['all', 'notDue', 'days0to30', 'days31to90', 'days91to180', 'days181to365', 'years1to2'] as const),
  ...(['years2to3', 'over3years'] as const),
]

/** The bill lines behind a number of the reports; from each the way to its bill. */
export function LinesPage() {
  const t = useReportTexts()
  const { id: communityId } = useCommunity()
  const list = useList(analytics.listReportLines, { filters: FILTERS, query: { communityId } })
  const standing: Filter = {
    kind: 'select',
    key: 'standing',
    label: t('standing'),
    options: (['open', 'overdue', 'settled'] as const).map(value => ({ value, label: t(`standing.${value}`) })),
  }
  const { happened, age, number, taxRate, premisesId } = list.state.filters
  const [from, to, ...others] = useReportFilters(
    ['from', 'to', 'itemId', 'buildingId', 'asOf'],
    happened ? 'moved' : 'charged',
  )
  const when: Filter = {
    ...{ kind: 'select', key: 'happened', label: t('happened') },
    options: (['any', 'issued'] as const).map(value => ({ value, label: t(`happened.${value}`) })),
  }
  const ages: Filter = {
    ...{ kind: 'select', key: 'age', label: t('ageing.title') },
    options: AGES.map(value => ({ value, label: t(value === 'all' ? 'age.all' : value) })),
  }
  const numbers: Filter = {
    ...{ kind: 'select', key: 'number', label: t('lines.number') },
    options: analytics.LINE_NUMBERS.map(value => ({ value, label: t(NUMBERS[value]) })),
  }
  const rated: Filter = {
    ...{ kind: 'select', key: 'rated', label: t('lines.rated') },
    options: [{ value: 'true', label: t('lines.rated.true') }],
  }
  // How long something is overdue is asked of whatever months; a number of a report, of the charge months of its lines.
  const isOfAnyMonths = age !== undefined || number === 'accruing'
  const months = isOfAnyMonths ? [] : number ? [from, to] : [from, to, when]
  const filters = [
    ...months,
    ...(number ? [numbers] : [ages]),
    standing,
    ...(number ? [] : [numbers]),
    rated,
    ...others,
  ].filter(filter => filter !== undefined)
  const rate = taxRate && `${t('taxRate')} ${RATES[taxRate] ? t(RATES[taxRate]) : `${taxRate}%`}`
  const ofPremises = premisesId ? (list.rows[0]?.premisesLabel ?? t('ofPremises')) : null
  return (
    <ReportFrame
      title={t('lines.title')}
      facts={[ofPremises, rate].filter(Boolean).join(' · ') || null}
      months={happened && !number ? 'moved' : 'charged'}
      report="lines"
      list={isOfAnyMonths && list.about?.asOf ? { state: list.state, about: { asOf: list.about.asOf } } : list}
      filters={filters}
      exporting={<ExportButton route={analytics.exportReportLines} query={list.query} name={t('lines.title')} />}
    >
      <DataTable
        list={list}
        name={t('lines.title')}
        columns={useColumns(taxRate !== undefined || happened === 'issued', NUMBERS[number as keyof typeof NUMBERS])}
        empty={{ title: t('none'), text: t('noneText') }}
      />
    </ReportFrame>
  )
}

function useColumns(
  taxed: boolean,
  number: (typeof NUMBERS)[keyof typeof NUMBERS] | undefined,
): Column<Line, Report['sums']>[] {
  const t = useReportTexts()
  const several = useCommunity().all.length > 1
  return [
    {
      key: 'number',
      title: t('number'),
      width: 112,
      render: line => (
        <Link to="/bills" search={{ open: line.billId }}>
          {line.billNumber}
        </Link>
      ),
      footer: () => t('all'),
    },
    ...(several
      ? [{ key: 'community', title: t('community'), width: 112, render: (line: Line) => line.communityName }]
      : []),
    {
      key: 'premises',
      title: t('premises'),
      width: 140,
      render: line => (
        <Link to="/premises/$premisesId" params={{ premisesId: line.premisesId }}>
          {line.premisesLabel}
        </Link>
      ),
    },
    { key: 'payer', title: t('payer'), width: 88, render: line => line.payerName ?? '–' },
    { key: 'item', title: t('item'), width: 112, render: line => line.itemName },
    {
      key: 'segment',
      title: t('segment'),
      width: 196,
      sort: 'segmentStart',
      render: line => `${line.segmentStart} – ${line.segmentEnd}`,
    },
    { key: 'dueOn', title: t('dueOn'), width: 104, sort: 'dueOn', render: line => line.dueOn },
    // What was asked for stands before what the line is else.
    ...(number ? [numberColumn(t(number))] : []),
    amountColumn('amountFen', t('amount'), { width: 116 }),
    amountColumn('waivedFen', t('waived'), { sort: false, width: 104 }),
    amountColumn('collectedFen', t('collected'), { sort: false, width: 116 }),
    amountColumn('outstandingFen', t('outstanding'), { width: 116 }),
    ...(taxed ? [taxColumn(t('taxes.tax'), t('taxes.margin'))] : []),
  ]
}

/** The numbers of 应收实收, 收缴率 and 违约金 by their words. */
const NUMBERS = {
  ...({ openingArrears: 'opening', billed: 'billed', reversed: 'reversed', waived: 'waived', net: 'net' } as const),
  ...({ collectedCurrent: 'collectedCurrent', collectedAhead: 'ahead', fromPurse: 'fromPurse' } as const),
  ...({ collectedOld: 'collectedOld', adjustedOld: 'adjustedOld', writtenOff: 'writtenOff' } as const),
  ...({ outstanding: 'outstanding', closingArrears: 'closing', accruing: 'penalties.accruing' } as const),
} as const

/** What each line adds to the number that was opened. */
function numberColumn(title: string): Column<Line, Report['sums']> {
  return {
    ...{ key: 'numberFen', title, width: 124, sort: 'numberFen', align: 'number' },
    render: line => <MoneyText fen={line.numberFen ?? 0} />,
    footer: sums => <MoneyText fen={sums.numberFen ?? 0} />,
  }
}

/** Rates that are none of their own. */
const RATES: Record<string, 'taxes.noRate' | 'taxes.margin' | undefined> = {
  none: 'taxes.noRate',
  margin: 'taxes.margin',
}

/** The tax inside a line with its rate, where lines are asked for by it. */
function taxColumn(title: string, margin: string): Column<Line, Report['sums']> {
  return {
    ...{ key: 'tax', title, width: 128, align: 'number' },
    render: ({ taxFen, taxRatePercent, taxBasis }) =>
      taxFen === null ? (
        '–'
      ) : (
        <>
          <small>{taxBasis === 'margin' ? margin : `${Number(taxRatePercent)}%`}</small> <MoneyText fen={taxFen} />
        </>
      ),
    footer: sums => <MoneyText fen={sums.taxFen ?? 0} />,
  }
}
