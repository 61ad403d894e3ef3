import { workforce } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { type Column, DataTable, ExportButton, type Filter, FilterBar, useList } from '../../shell/list/index.ts'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { teamsQuery, treeRows } from '../workforce.ts'
import { CARD_STATES, CARD_TONES, periodName, type ScorecardRow } from './performance.ts'
import { usePerformanceTexts } from './texts.ts'

/** Everybody's scorecards, what is to be done first. */
export function ScorecardsPanel() {
  const t = usePerformanceTexts()
  const community = useCommunity()
  const list = useList(workforce.listScorecards, {
    filters: ['text', 'periodId', 'teamId', 'state', 'grade'],
    query: { communityId: community.id },
  })
  return (
    <>
      <FilterBar
        list={list}
        filters={useFilters()}
        end={<ExportButton route={workforce.exportScorecards} query={list.query} name={t('tab.cards')} />}
      />
      <DataTable
        list={list}
        name={t('tab.cards')}
        columns={useColumns()}
        empty={{ title: t('cards.empty'), text: t('cards.emptyText') }}
      />
    </>
  )
}

function useFilters(): Filter[] {
  const t = usePerformanceTexts()
  const community = useCommunity()
  const query = { limit: 100, communityId: community.id }
  const { data: periods } = useQuery({
    queryKey: [workforce.listKpiPeriods.path, 'choices', community.id],
    queryFn: ({ signal }) => call(workforce.listKpiPeriods, { query, signal }),
  })
  const { data: schemes } = useQuery({
    queryKey: [workforce.listKpiSchemes.path, 'choices'],
    queryFn: ({ signal }) => call(workforce.listKpiSchemes, { query: { limit: 100 }, signal }),
  })
  const { data: teams = [] } = useQuery(teamsQuery)
  const grades = [...new Set((schemes?.items ?? []).flatMap(scheme => scheme.bands.map(band => band.grade)))]
  return [
    { kind: 'text', key: 'text', label: t('cards.search'), width: 200 },
    {
      kind: 'select',
      key: 'periodId',
      label: t('period'),
      width: 170,
      options: (periods?.items ?? [])
        .filter(period => period.state !== 'void')
        .map(period => ({
          value: period.id,
          label: `${periodName(period)} ${t(`grain.${period.grain}`)}${period.communityName ? ` ${period.communityName}` : ''}`,
        })),
    },
    {
      kind: 'select',
      key: 'teamId',
      label: t('team'),
      width: 170,
      options: treeRows(teams).map(team => ({ value: team.id, label: '\u3000'.repeat(team.depth) + team.name })),
    },
    {
      kind: 'select',
      key: 'state',
      label: t('state'),
      options: CARD_STATES.map(value => ({ value, label: t(`state.${value}`) })),
    },
    { kind: 'select', key: 'grade', label: t('grade'), options: grades.map(value => ({ value, label: value })) },
  ]
}

/** The state of a card in a word; locked says more than published. */
export function CardStateTag({ card }: { card: Pick<ScorecardRow, 'state' | 'locked'> }) {
  const t = usePerformanceTexts()
  return card.locked ? (
    <StatusTag tone="neutral">{t('locked')}</StatusTag>
  ) : (
    <StatusTag tone={CARD_TONES[card.state]}>{t(`state.${card.state}`)}</StatusTag>
  )
}

function useColumns(): Column<ScorecardRow>[] {
  const t = usePerformanceTexts()
  return [
    { key: 'number', title: t('number'), width: 90, sort: 'number', render: row => row.employeeNumber },
    {
      key: 'name',
      title: t('name'),
      width: 110,
      sort: 'name',
      render: row => (
        <Link to="/scorecards/$scorecardId" params={{ scorecardId: row.id }}>
          {row.employeeName}
        </Link>
      ),
    },
    { key: 'post', title: t('post'), width: 110, render: row => row.postName },
    { key: 'team', title: t('team'), width: 140, render: row => row.teamName },
    {
      key: 'period',
      title: t('period'),
      width: 140,
      sort: 'fromOn',
      render: row => `${periodName(row)} ${t(`grain.${row.grain}`)}`,
    },
    { key: 'scheme', title: t('scheme'), render: row => row.schemeName },
    {
      key: 'state',
      title: t('state'),
      width: 170,
      sort: 'state',
      render: row => (
        <>
          <CardStateTag card={row} />{' '}
          {row.missing > 0 ? <StatusTag tone="neutral">{t('missing', { count: row.missing })}</StatusTag> : null}
          {row.appealWaiting ? <StatusTag tone="warning">{t('appealWaiting')}</StatusTag> : null}
        </>
      ),
    },
    { key: 'total', title: t('total'), width: 90, align: 'number', sort: 'total', render: row => row.total ?? '–' },
    { key: 'grade', title: t('grade'), width: 70, render: row => row.grade ?? '–' },
  ]
}
