import { workforce } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useCommunity } from '../community.tsx'
import { ReasonButton } from '../identity/ReasonButton.tsx'
import { useRealtime } from '../realtime.ts'
import { type Column, DataTable, ExportButton, type Filter, FilterBar, ListPage, useList } from '../shell/list/index.ts'
import { PageHeader } from '../shell/PageHeader.tsx'
import { StatusTag, type Tone } from '../shell/show/StatusTag.tsx'
import { EmployeeActions, EmployeeCard, EmployeeTitle } from './EmployeeCard.tsx'
import { useWorkforceTexts } from './texts.ts'
import { type EmployeeRow, postsQuery, renewWorkforce, teamsQuery, treeRows, useReason } from './workforce.ts'
import './workforce.css'

const EmployeeDrawer = lazy(async () => ({ default: (await import('./EmployeeDrawer.tsx')).EmployeeDrawer }))

const STATES = ['employed', 'leaving', 'coming', 'left'] as const
const TONES: Record<EmployeeRow['state'], Tone> = {
  coming: 'info',
  employed: 'success',
  leaving: 'warning',
  left: 'neutral',
}

/** Everybody employed, and who has left. */
export function EmployeesPage() {
  const t = useWorkforceTexts()
  const community = useCommunity()
  const list = useList(workforce.listEmployees, {
    filters: ['text', 'state', 'teamId', 'postId', 'certificates'],
    query: { communityId: community.id },
  })
  const reason = useReason('workforce.staff.manage')
  const [adding, setAdding] = useState(false)
  useRealtime(['workforce.staffChanged', 'workforce.employmentEnded'], () => void renewWorkforce())
  const add = (
    <ReasonButton
      type="primary"
      icon={<UserPlus size={14} aria-hidden />}
      onClick={() => setAdding(true)}
      reason={reason}
    >
      {t('newEmployee')}
    </ReasonButton>
  )
  return (
    <ListPage>
      <PageHeader title={t('employees')} facts={t('employees.facts')} actions={add} />
      <FilterBar
        list={list}
        filters={useFilters()}
        end={<ExportButton route={workforce.exportEmployees} query={list.query} name={t('employees')} />}
      />
      <DataTable
        list={list}
        name={t('employees')}
        columns={useColumns()}
        empty={{ title: t('employee.empty'), text: t('employee.emptyText'), action: add }}
        drawer={{
          title: (id, row) => <EmployeeTitle id={id} row={row} />,
          extra: id => <EmployeeActions key={id} employeeId={id} />,
          render: id => <EmployeeCard key={id} employeeId={id} />,
        }}
      />
      <Suspense fallback={null}>
        <EmployeeDrawer employee={undefined} open={adding} close={() => setAdding(false)} />
      </Suspense>
    </ListPage>
  )
}

function useFilters(): Filter[] {
  const t = useWorkforceTexts()
  const { data: teams = [] } = useQuery(teamsQuery)
  const { data: posts = [] } = useQuery(postsQuery)
  const indent = '\u3000'
  return [
    { kind: 'text', key: 'text', label: t('employee.search'), width: 220 },
    {
      kind: 'select',
      key: 'teamId',
      label: t('field.team'),
      options: treeRows(teams).map(team => ({ value: team.id, label: indent.repeat(team.depth) + team.name })),
      width: 180,
    },
    {
      kind: 'select',
      key: 'state',
      label: t('field.state'),
      options: STATES.map(value => ({ value, label: t(`state.${value}`) })),
      width: 120,
    },
    {
      kind: 'select',
      key: 'postId',
      label: t('field.post'),
      options: posts.map(post => ({ value: post.id, label: post.name })),
    },
    {
      kind: 'select',
      key: 'certificates',
      label: t('filter.certificates'),
      options: [{ value: 'due', label: t('filter.certificatesDue') }],
    },
  ]
}

/** In one word how somebody is employed. */
export function EmployeeStateTag({ state }: { state: EmployeeRow['state'] }) {
  const t = useWorkforceTexts()
  return <StatusTag tone={TONES[state]}>{t(`state.${state}`)}</StatusTag>
}

/** The name beside a small photograph, or beside the first letter of the name. */
function NameWithPhoto({ row }: { row: EmployeeRow }) {
  return (
    <span className="wf-name">
      {row.photo?.thumbnailUrl ? (
        <img src={row.photo.thumbnailUrl} alt="" loading="lazy" />
      ) : (
        <span className="wf-name__letter" aria-hidden>
          {row.name.slice(0, 1)}
        </span>
      )}
      {row.name}
    </span>
  )
}

function useColumns(): Column<EmployeeRow>[] {
  const t = useWorkforceTexts()
  return [
    { key: 'number', title: t('field.number'), width: 100, sort: 'number', render: row => row.number },
    { key: 'name', title: t('field.name'), width: 130, sort: 'name', render: row => <NameWithPhoto row={row} /> },
    { key: 'post', title: t('field.post'), width: 120, render: row => row.postName },
    { key: 'team', title: t('field.team'), render: row => row.teamName },
    {
      key: 'phone',
      title: t('field.phone'),
      width: 130,
      render: row => <span className="c-number">{row.phoneMasked ?? '–'}</span>,
    },
    { key: 'state', title: t('field.state'), width: 100, render: row => <EmployeeStateTag state={row.state} /> },
    {
      key: 'from',
      title: t('field.employedFrom'),
      width: 110,
      sort: 'employedFrom',
      render: row => <span className="c-number">{row.employedFrom}</span>,
    },
    {
      key: 'certificates',
      title: t('field.certificates'),
      width: 190,
      render: row =>
        row.certificatesDue > 0 ? (
          <StatusTag tone="warning">{t('field.due', { count: row.certificatesDue })}</StatusTag>
        ) : (
          '–'
        ),
    },
    { key: 'account', title: t('field.account'), width: 110, render: row => row.accountName ?? '–' },
  ]
}
