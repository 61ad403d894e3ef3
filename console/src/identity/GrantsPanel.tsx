import { identity, type WireResponseOf } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { App } from 'antd'
import { call, queryClient } from '../api.ts'
import { useRefusalText } from '../refusal.ts'
import { useActor } from '../session.tsx'
import { type Column, DataTable, ExportButton, FilterBar, useList } from '../shell/list/index.ts'
import { StatusTag } from '../shell/show/StatusTag.tsx'
import { useAccountTexts } from './accounts-texts.ts'
import { ReasonButton } from './ReasonButton.tsx'

type Grant = WireResponseOf<typeof identity.listRoleGrants>['items'][number]
type State = Grant['state']

const STATES: readonly State[] = ['asked', 'approved', 'refused', 'withdrawn']
const TONES = { asked: 'warning', approved: 'success', refused: 'danger', withdrawn: 'neutral' } as const

/** Roles asked for somebody, where a second administrator has to agree. */
export function GrantsPanel() {
  const t = useAccountTexts()
  const list = useList(identity.listRoleGrants, { filters: ['state'] })
  const columns = useColumns()
  return (
    <>
      <p className="id-quiet">{t('grants.facts')}</p>
      <FilterBar
        list={list}
        filters={[
          {
            kind: 'select',
            key: 'state',
            label: t('grant.state'),
            options: STATES.map(state => ({ value: state, label: t(`grant.${state}`) })),
          },
        ]}
        end={<ExportButton route={identity.exportRoleGrants} query={list.query} name={t('tab.grants')} />}
      />
      <DataTable
        list={list}
        name={t('tab.grants')}
        columns={columns}
        empty={{ title: t('grants.none'), text: t('grants.noneText') }}
      />
    </>
  )
}

function useColumns(): Column<Grant>[] {
  const t = useAccountTexts()
  return [
    {
      key: 'staff',
      title: t('grant.staff'),
      width: 150,
      render: grant => `${grant.staff.name} ${grant.staff.userName}`,
    },
    { key: 'role', title: t('grant.role'), width: 140, render: grant => grant.roleName },
    {
      key: 'state',
      title: t('grant.state'),
      width: 100,
      render: grant => <StatusTag tone={TONES[grant.state]}>{t(`grant.${grant.state}`)}</StatusTag>,
    },
    { key: 'askedBy', title: t('grant.askedBy'), width: 110, render: grant => grant.askedBy },
    {
      key: 'askedAt',
      title: t('grant.askedAt'),
      width: 160,
      sort: 'askedAt',
      render: grant => <span className="c-number">{formatDateTime(grant.askedAt)}</span>,
    },
    { key: 'decidedBy', title: t('grant.decidedBy'), width: 110, render: grant => grant.decidedBy },
    { key: 'actions', title: '', width: 180, render: grant => <Decide grant={grant} /> },
  ]
}

function Decide({ grant }: { grant: Grant }) {
  const t = useAccountTexts()
  const explain = useRefusalText()
  const { message } = App.useApp()
  const actor = useActor()
  const decide = useMutation({
    mutationFn: (decision: 'approved' | 'refused' | 'withdrawn') =>
      call(identity.decideRoleGrant, { params: { grantId: grant.id }, body: { decision } }),
    onSuccess: () => void message.success(t('grant.done')),
    onError: error => void message.error(explain(error)),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: listKeyOfGrants })
    },
  })
  if (grant.state !== 'asked') return null
  const own = grant.askedById === actor.accountId
  const reason = own || grant.staff.id === actor.accountId ? t('grant.own') : undefined
  return (
    <span className="id-card__buttons">
      <ReasonButton size="small" type="primary" reason={reason} onClick={() => decide.mutate('approved')}>
        {t('grant.approve')}
      </ReasonButton>
      {own ? (
        <ReasonButton size="small" reason={undefined} onClick={() => decide.mutate('withdrawn')}>
          {t('grant.withdraw')}
        </ReasonButton>
      ) : (
        <ReasonButton size="small" danger reason={reason} onClick={() => decide.mutate('refused')}>
          {t('grant.refuse')}
        </ReasonButton>
      )}
    </span>
  )
}

const listKeyOfGrants = [identity.listRoleGrants.path]
