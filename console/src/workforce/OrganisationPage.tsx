import { workforce } from '@anju/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { Building2, Network, Plus, UserRound } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { call } from '../api.ts'
import { useCommunity } from '../community.tsx'
import { ReasonButton } from '../identity/ReasonButton.tsx'
import { ExportButton, ListPage } from '../shell/list/index.ts'
import { PageHeader } from '../shell/PageHeader.tsx'
import { FailureAlert } from '../shell/states/FailureAlert.tsx'
import { FailureNotice } from '../shell/states/FailureNotice.tsx'
import { PageSkeleton } from '../shell/states/PageSkeleton.tsx'
import { StatePage } from '../shell/states/StatePage.tsx'
import { useDelayed } from '../shell/states/useDelayed.ts'
import { PostsPanel } from './PostsPanel.tsx'
import { useWorkforceTexts } from './texts.ts'
import {
  renewWorkforce,
  type Team,
  type TeamNode,
  teamsQuery,
  treeRows,
  useCompanyReason,
  useReason,
} from './workforce.ts'
import './workforce.css'

const TeamDrawer = lazy(async () => ({ default: (await import('./TeamDrawer.tsx')).TeamDrawer }))

/** The company as a tree, and the posts beside it. */
export function OrganisationPage() {
  const t = useWorkforceTexts()
  const teams = useQuery(teamsQuery)
  const slow = useDelayed(teams.isPending)
  if (teams.error && !teams.data) return <FailureNotice error={teams.error} retry={() => void teams.refetch()} />
  if (!teams.data) return slow ? <PageSkeleton /> : null
  return (
    <ListPage>
      <PageHeader
        title={t('organisation')}
        facts={t('organisation.facts')}
        actions={<ExportButton route={workforce.exportTeams} query={{}} name={t('organisation')} />}
      />
      {teams.data.length === 0 ? (
        <Begin />
      ) : (
        <div className="wf-columns">
          <Tree teams={teams.data} />
          <PostsPanel />
        </div>
      )}
    </ListPage>
  )
}

function Begin() {
  const t = useWorkforceTexts()
  const { message } = App.useApp()
  const reason = useCompanyReason('workforce.staff.manage')
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(workforce.startOrganisation),
    onSuccess: async () => {
      await renewWorkforce()
      void message.success(t('started'))
    },
  })
  return (
    <StatePage level="part" icon={Network} title={t('startTitle')}>
      <p>{t('startText')}</p>
      <FailureAlert error={error} />
      <ReasonButton type="primary" loading={isPending} onClick={() => mutate()} reason={reason}>
        {t('start')}
      </ReasonButton>
    </StatePage>
  )
}

type Editing = { team?: Team; parent?: Team }

function Tree({ teams }: { teams: Team[] }) {
  const t = useWorkforceTexts()
  const rows = treeRows(teams)
  const navigate = useNavigate()
  const chosenId = useSearch({ strict: false }).team
  const chosen = rows.find(row => row.id === chosenId) ?? rows[0]
  const [editing, setEditing] = useState<Editing>()
  return (
    <section className="c-card wf-tree">
      <h2>{t('tree')}</h2>
      <ul aria-label={t('tree')}>
        {rows.map(row => (
          <li key={row.id} style={{ paddingLeft: row.depth * 20 }}>
            <button
              type="button"
              aria-pressed={row.id === chosen?.id}
              onClick={() => void navigate({ to: '.', search: search => ({ ...search, team: row.id }) })}
            >
              {row.kind === 'company' ? <Building2 size={14} aria-hidden /> : <Network size={14} aria-hidden />}
              <span className="wf-tree__name">{row.name}</span>
              {row.headName ? <small>{row.headName}</small> : null}
              <span className="wf-tree__count">{t('team.people', { count: row.employeeCount })}</span>
            </button>
          </li>
        ))}
      </ul>
      {chosen ? <Chosen team={chosen} teams={teams} edit={setEditing} /> : null}
      <Suspense fallback={null}>
        <TeamDrawer
          key={editing?.team?.id ?? editing?.parent?.id ?? 'none'}
          team={editing?.team}
          parent={editing?.parent}
          open={editing !== undefined}
          close={() => setEditing(undefined)}
        />
      </Suspense>
    </section>
  )
}

function Chosen({ team, teams, edit }: { team: TeamNode; teams: Team[]; edit: (editing: Editing) => void }) {
  const t = useWorkforceTexts()
  const { all } = useCommunity()
  const { message, modal } = App.useApp()
  const reason = useReason('workforce.staff.manage')
  const { mutateAsync, error } = useMutation({
    mutationFn: () => call(workforce.closeTeam, { params: { teamId: team.id }, body: { version: team.version } }),
    onSuccess: async () => {
      await renewWorkforce()
      void message.success(t('closed', { name: team.name }))
    },
  })
  const close = () =>
    modal.confirm({
      title: t('closeAsk', { name: team.name }),
      content: t('closeText'),
      okText: t('closeTeam'),
      okButtonProps: { danger: true },
      cancelText: t('cancel'),
      onOk: () => mutateAsync().catch(() => undefined),
    })
  const community = all.find(one => one.id === team.communityId)
  return (
    <div className="wf-chosen">
      <h3>{team.name}</h3>
      <dl className="c-facts">
        <div>
          <dt>{t('team.kind')}</dt>
          <dd>{t(`kind.${team.kind}`)}</dd>
        </div>
        <div>
          <dt>{t('team.community')}</dt>
          <dd>{team.communityId === null ? t('team.everyCommunity') : (community?.name ?? '–')}</dd>
        </div>
        <div>
          <dt>{t('team.head')}</dt>
          <dd>{team.headName ?? t('none')}</dd>
        </div>
        <div>
          <dt>{t('team.parent')}</dt>
          <dd>{teams.find(one => one.id === team.parentId)?.name ?? t('none')}</dd>
        </div>
      </dl>
      <FailureAlert error={error} />
      <div className="wf-chosen__deeds">
        <ReasonButton
          size="small"
          icon={<Plus size={14} aria-hidden />}
          onClick={() => edit({ parent: team })}
          reason={reason}
        >
          {t('addTeam')}
        </ReasonButton>
        <ReasonButton size="small" onClick={() => edit({ team })} reason={reason}>
          {t('editTeam')}
        </ReasonButton>
        {team.kind === 'company' ? null : (
          <ReasonButton size="small" danger onClick={close} reason={reason}>
            {t('closeTeam')}
          </ReasonButton>
        )}
        <Link to="/employees" search={{ teamId: team.id }}>
          <Button size="small" type="text" icon={<UserRound size={14} aria-hidden />} tabIndex={-1}>
            {t('showPeople')}
          </Button>
        </Link>
      </div>
    </div>
  )
}
