import { analytics, type WireResponseOf } from '@anju/contract'
import { Link } from '@tanstack/react-router'
import { useCommunity } from '../../community.tsx'
import { useSourceWords } from '../../ledger/SourceWords.tsx'
import { type Column, DataTable, ExportButton, type Filter, useList } from '../../shell/list/index.ts'
import { amountColumn } from './group-columns.tsx'
import { ReportFrame } from './ReportFrame.tsx'
import { useReportTexts } from './texts.ts'
import { useReportFilters } from './useReportFilters.ts'

type Report = WireResponseOf<typeof analytics.listAccrualPostings>
type Posting = Report['items'][number]

/** The words of the numbers of 权责发生制. */
export const ACCRUAL_WORDS = {
  ...({ opening: 'accruals.opening', accrued: 'accruals.accrued', waived: 'accruals.waived' } as const),
  ...({ settled: 'accruals.settled', other: 'accruals.other', closing: 'accruals.closing' } as const),
  ...({ revenue: 'accruals.revenue', tax: 'accruals.tax', deferred: 'accruals.deferred' } as const),
  ...({ cash: 'accruals.cash', fee: 'money.fee', difference: 'money.difference' } as const),
  ...({ float: 'money.float', fund: 'money.fund', money: 'money.ledger' } as const),
} as const

/** 权责明细: the postings behind a number of the accrual report, which add up to it; from each the way to its entry. */
export function AccrualPostingsPage() {
  const t = useReportTexts()
  const { id: communityId } = useCommunity()
  const list = useList(analytics.listAccrualPostings, { filters: ['from', 'to', 'number'], query: { communityId } })
  const number: Filter = {
    ...{ kind: 'select', key: 'number', label: t('lines.number'), base: 'closing' },
    options: analytics.ACCRUAL_NUMBERS.map(value => ({ value, label: t(ACCRUAL_WORDS[value]) })),
  }
  return (
    <ReportFrame
      title={t('postings.title')}
      months="moved"
      report="postings"
      list={list}
      filters={[number, ...useReportFilters(['from', 'to'], 'moved')]}
      exporting={<ExportButton route={analytics.exportAccrualPostings} query={list.query} name={t('postings.title')} />}
    >
      <DataTable
        list={list}
        name={t('postings.title')}
        columns={useColumns()}
        empty={{ title: t('none'), text: t('movements.noneText') }}
      />
    </ReportFrame>
  )
}

function useColumns(): Column<Posting, Report['sums']>[] {
  const t = useReportTexts()
  const source = useSourceWords()
  return [
    {
      ...{ key: 'postedOn', title: t('rows.day'), width: 112, sort: 'postedOn' },
      render: row => (
        <Link to="/ledger-entries" search={{ open: row.entryId }}>
          {row.postedOn}
        </Link>
      ),
      footer: () => t('all'),
    },
    { key: 'community', title: t('community'), width: 128, render: row => row.communityName },
    { key: 'account', title: t('postings.account'), width: 96, render: row => row.accountCode },
    { key: 'source', title: t('postings.source'), width: 160, render: row => source(row.sourceKind) },
    { key: 'premises', title: t('premises'), width: 160, render: row => row.premisesLabel ?? '–' },
    amountColumn('amountFen', t('rows.amount'), { width: 132 }),
  ]
}
