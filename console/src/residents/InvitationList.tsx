import { residents } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { App } from 'antd'
import type { ReactNode } from 'react'
import { call } from '../api.ts'
import { useCommunity } from '../community.tsx'
import { ReasonButton } from '../identity/ReasonButton.tsx'
import { useRefusalText } from '../refusal.ts'
import { type Column, DataTable, ExportButton, FilterBar, useList } from '../shell/list/index.ts'
import { StatusTag } from '../shell/show/StatusTag.tsx'
import { INVITATION_TONES, type Invitation, renewResidents } from './applications.ts'
import { useResidentsTexts } from './texts.ts'

const STATES = ['open', 'accepted', 'expired', 'revoked'] as const

/** The codes that were given out by staff and by owners; the codes themselves are known to nobody. */
export function InvitationList({ invite }: { invite: ReactNode }) {
  const t = useResidentsTexts()
  const list = useList(residents.listInvitations, {
    filters: ['state'],
    query: { communityId: useCommunity().id },
    sort: '-createdAt',
  })
  const columns = useColumns()
  return (
    <>
      <FilterBar
        list={list}
        filters={[
          {
            kind: 'select',
            key: 'state',
            label: t('state'),
            options: STATES.map(value => ({ value, label: t(`state.${value}`) })),
          },
        ]}
        end={<ExportButton route={residents.exportInvitations} query={list.query} name={t('tab.invitations')} />}
      />
      <DataTable
        list={list}
        name={t('tab.invitations')}
        columns={columns}
        empty={{ title: t('invitations.empty'), text: t('invitations.emptyText'), action: invite }}
      />
    </>
  )
}

function useColumns(): Column<Invitation>[] {
  const t = useResidentsTexts()
  const revoke = useRevoke()
  return [
    { key: 'room', title: t('field.room'), width: 180, render: row => row.label },
    { key: 'name', title: t('field.invitedName'), width: 120, render: row => row.invitedName ?? '–' },
    { key: 'kind', title: t('field.kind'), width: 90, render: row => t(`kind.${row.kind}`) },
    { key: 'until', title: t('field.until'), width: 110, render: row => row.untilOn ?? '–' },
    { key: 'by', title: t('field.invitedBy'), width: 110, render: row => row.invitedByName },
    {
      key: 'expiresAt',
      title: t('field.expiresAt'),
      width: 150,
      render: row => <span className="c-number">{formatDateTime(row.expiresAt)}</span>,
    },
    {
      key: 'state',
      title: t('state'),
      width: 110,
      render: row => <StatusTag tone={INVITATION_TONES[row.state]}>{t(`state.${row.state}`)}</StatusTag>,
    },
    { key: 'acceptedBy', title: t('field.acceptedBy'), width: 110, render: row => row.acceptedByName ?? '–' },
    {
      key: 'revoke',
      title: t('revoke'),
      width: 100,
      render: row => (
        <ReasonButton
          size="small"
          onClick={() => revoke(row)}
          reason={row.state === 'open' ? undefined : t('revoke.not')}
        >
          {t('revoke')}
        </ReasonButton>
      ),
    },
  ]
}

function useRevoke(): (invitation: Invitation) => void {
  const t = useResidentsTexts()
  const explain = useRefusalText()
  const { modal, message } = App.useApp()
  const { mutateAsync } = useMutation({
    mutationFn: (invitationId: string) => call(residents.revokeInvitation, { params: { invitationId } }),
    onSettled: renewResidents,
  })
  return ({ id }) =>
    void modal.confirm({
      title: t('revoke.title'),
      content: t('revoke.text'),
      okText: t('revoke'),
      okButtonProps: { danger: true },
      cancelText: t('cancel'),
      onOk: () =>
        mutateAsync(id).then(
          () => void message.success(t('revoke.done')),
          error => void message.error(explain(error)),
        ),
    })
}
