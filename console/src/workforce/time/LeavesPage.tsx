import { workforce } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useRealtime } from '../../realtime.ts'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, useList } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { renewWorkforce, useReason } from '../workforce.ts'
import { Decide } from './Decide.tsx'
import { LeaveBalancesPanel } from './LeaveBalancesPanel.tsx'
import { LEAVE_KINDS, LEAVE_STATES, type Leave, type LeaveForm, REQUEST_TONES } from './leave.ts'
import { useTimeTexts } from './texts.ts'
import '../workforce.css'

const LeaveForms = lazy(async () => ({ default: (await import('./LeaveForms.tsx')).LeaveForms }))

/** Leave asked for and decided, and what everybody has left. */
export function LeavesPage() {
  const t = useTimeTexts()
  const navigate = useNavigate()
  const reason = useReason('workforce.leave.approve')
  const tab = useSearch({ strict: false }).tab ?? 'requests'
  const [form, setForm] = useState<LeaveForm>()
  useRealtime(['workforce.leaveChanged'], () => void renewWorkforce())
  const actions = (
    <>
      <ReasonButton onClick={() => setForm({ form: 'grant' })} reason={reason}>
        {t('grant')}
      </ReasonButton>
      <ReasonButton
        type="primary"
        icon={<Plus size={14} aria-hidden />}
        onClick={() => setForm({ form: 'enter' })}
        reason={reason}
      >
        {t('enter')}
      </ReasonButton>
    </>
  )
  return (
    <ListPage>
      <PageHeader title={t('leaves')} facts={t('leaves.facts')} actions={actions} />
      <Tabs
        activeKey={tab}
        onChange={key => void navigate({ to: '.', search: { tab: key === 'requests' ? undefined : key } })}
        items={(['requests', 'balances'] as const).map(key => ({ key, label: t(`tab.${key}`) }))}
      />
      {tab === 'balances' ? <LeaveBalancesPanel /> : <Requests setForm={setForm} />}
      <Suspense fallback={null}>{form ? <LeaveForms ask={form} close={() => setForm(undefined)} /> : null}</Suspense>
    </ListPage>
  )
}

/** Requests, what waits first. */
function Requests({ setForm }: { setForm: (form: LeaveForm) => void }) {
  const t = useTimeTexts()
  const community = useCommunity()
  const list = useList(workforce.listLeaves, { filters: ['state', 'kind'], query: { communityId: community.id } })
  return (
    <>
      <FilterBar
        list={list}
        filters={[
          {
            kind: 'select',
            key: 'state',
            label: t('request.state'),
            options: LEAVE_STATES.map(value => ({ value, label: t(`request.${value}`) })),
          },
          {
            kind: 'select',
            key: 'kind',
            label: t('leave.kind'),
            options: LEAVE_KINDS.map(value => ({ value, label: t(`leave.${value}`) })),
          },
        ]}
        end={<ExportButton route={workforce.exportLeaves} query={list.query} name={t('leaves')} />}
      />
      <DataTable
        list={list}
        name={t('leaves')}
        columns={useColumns(leave => setForm({ form: 'cancel', leave }))}
        empty={{ title: t('leaves.empty'), text: t('leaves.emptyText') }}
      />
    </>
  )
}

function useColumns(cancel: (leave: Leave) => void): Column<Leave>[] {
  const t = useTimeTexts()
  return [
    {
      key: 'state',
      title: t('request.state'),
      width: 110,
      sort: 'state',
      render: row => <StatusTag tone={REQUEST_TONES[row.state]}>{t(`request.${row.state}`)}</StatusTag>,
    },
    { key: 'employee', title: t('leave.employee'), width: 100, render: row => row.employeeName },
    { key: 'team', title: t('team'), width: 120, render: row => row.teamName },
    { key: 'kind', title: t('leave.kind'), width: 90, render: row => t(`leave.${row.kind}`) },
    {
      key: 'from',
      title: t('leave.from'),
      width: 130,
      sort: 'fromOn',
      render: row => `${row.fromOn} ${t(`leave.${row.fromPart}`)}`,
    },
    { key: 'to', title: t('leave.to'), width: 130, render: row => `${row.toOn} ${t(`leave.${row.toPart}`)}` },
    { key: 'days', title: t('leave.days'), width: 70, align: 'number', render: row => row.days },
    { key: 'reason', title: t('leave.reason'), render: row => row.reason },
    {
      key: 'askedAt',
      title: t('request.askedAt'),
      width: 140,
      sort: 'askedAt',
      render: row => formatDateTime(row.askedAt),
    },
    { key: 'decide', title: t('request.decided'), width: 150, render: row => <Deeds leave={row} cancel={cancel} /> },
  ]
}

function Deeds({ leave, cancel }: { leave: Leave; cancel: (leave: Leave) => void }) {
  const t = useTimeTexts()
  const reason = useReason('workforce.leave.approve')
  if (leave.state === 'asked')
    return (
      <Decide
        reason={reason}
        send={approve => call(workforce.decideLeave, { params: { leaveId: leave.id }, body: { approve } })}
      />
    )
  if (leave.state !== 'approved') return <>{leave.decidedBy ?? '–'}</>
  return (
    <>
      {leave.decidedBy}{' '}
      <ReasonButton size="small" type="text" onClick={() => cancel(leave)} reason={reason}>
        {t('leave.cancel')}
      </ReasonButton>
    </>
  )
}
