import { workforce } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { useCommunity } from '../../community.tsx'
import { type Column, DataTable, ExportButton, FilterBar, useList } from '../../shell/list/index.ts'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { APPEAL_STATES, type Appeal, periodName } from './performance.ts'
import { usePerformanceTexts } from './texts.ts'

/** Appeals against results, what waits first. */
export function AppealsPanel() {
  const t = usePerformanceTexts()
  const community = useCommunity()
  const list = useList(workforce.listAppeals, { filters: ['state'], query: { communityId: community.id } })
  const states = APPEAL_STATES.map(value => ({ value, label: t(`appeal.${value}`) }))
  return (
    <>
      <FilterBar
        list={list}
        filters={[{ kind: 'select', key: 'state', label: t('state'), options: states }]}
        end={<ExportButton route={workforce.exportAppeals} query={list.query} name={t('appeals')} />}
      />
      <DataTable
        list={list}
        name={t('appeals')}
        columns={useColumns()}
        empty={{ title: t('appeals.empty'), text: t('appeals.emptyText') }}
      />
    </>
  )
}

function useColumns(): Column<Appeal>[] {
  const t = usePerformanceTexts()
  return [
    {
      key: 'state',
      title: t('state'),
      width: 100,
      sort: 'state',
      render: row => (
        <StatusTag tone={row.state === 'asked' ? 'warning' : 'neutral'}>{t(`appeal.${row.state}`)}</StatusTag>
      ),
    },
    {
      key: 'name',
      title: t('name'),
      width: 100,
      render: row => (
        <Link to="/scorecards/$scorecardId" params={{ scorecardId: row.scorecardId }}>
          {row.employeeName}
        </Link>
      ),
    },
    { key: 'team', title: t('team'), width: 140, render: row => row.teamName },
    { key: 'period', title: t('period'), width: 100, render: row => periodName(row) },
    { key: 'reason', title: t('appeal.reason'), wrap: true, width: 260, render: row => row.reason },
    {
      key: 'askedAt',
      title: t('appeal.askedAt'),
      width: 150,
      sort: 'askedAt',
      render: row => <span className="c-number">{formatDateTime(row.askedAt)}</span>,
    },
    { key: 'answer', title: t('appeal.answer'), wrap: true, width: 220, render: row => row.answer ?? '–' },
    {
      key: 'by',
      title: t('appeal.by'),
      width: 100,
      render: row => row.answeredByName ?? '–',
    },
    { key: 'total', title: t('total'), width: 80, align: 'number', render: row => row.total ?? '–' },
    { key: 'grade', title: t('grade'), width: 60, render: row => row.grade ?? '–' },
  ]
}
