import { identity, STAFF_PERMISSIONS } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useCommunity } from '../community.tsx'
import { useActor } from '../session.tsx'
import { lazyPart } from '../shell/lazy-part.tsx'
import { type Column, DataTable, ExportButton, FilterBar, useList } from '../shell/list/index.ts'
import { usePermissionTexts } from '../texts/permissions.ts'
import { useAccountTexts } from './accounts-texts.ts'
import { Scope } from './Scope.tsx'
import { StaffStateTag } from './StaffStateTag.tsx'
import { rolesQuery, type Staff } from './staff.ts'
import { useIdentityTexts } from './texts.ts'

const StaffActions = lazyPart(async () => (await import('./StaffCard.tsx')).StaffActions, null)
const StaffCard = lazyPart(async () => (await import('./StaffCard.tsx')).StaffCard)

const STATES = ['active', 'disabled', 'locked', 'not-in-yet'] as const

/** Accounts with roles, scope, state and last sign-in. */
export function StaffList({ add }: { add: ReactNode }) {
  const t = useIdentityTexts()
  const words = useAccountTexts()
  const permissionName = usePermissionTexts()
  const actor = useActor()
  const list = useList(identity.listStaff, {
    filters: ['text', 'roleId', 'state', 'permission'],
    query: { communityId: useCommunity().id },
  })
  const { data: roles = [] } = useQuery(rolesQuery)
  const columns = useColumns(actor.accountId)
  return (
    <>
      <FilterBar
        list={list}
        filters={[
          { kind: 'text', key: 'text', label: t('staff.search') },
          {
            kind: 'select',
            key: 'roleId',
            label: t('field.roles'),
            options: roles.map(role => ({ value: role.id, label: role.name })),
          },
          {
            kind: 'select',
            key: 'state',
            label: words('filter.state'),
            options: STATES.map(state => ({ value: state, label: words(`state.${state}`) })),
          },
          {
            kind: 'select',
            key: 'permission',
            label: words('filter.permission'),
            options: STAFF_PERMISSIONS.map(permission => ({ value: permission, label: permissionName(permission) })),
          },
        ]}
        end={<ExportButton route={identity.exportStaff} query={list.query} name={t('tab.staff')} />}
      />
      <DataTable
        list={list}
        name={t('tab.staff')}
        columns={columns}
        empty={{ title: t('staff.empty'), text: t('staff.emptyText'), action: add }}
        drawer={{
          title: (_, staff) => staff?.name,
          extra: (_, staff) => (staff ? <StaffActions staff={staff} /> : null),
          render: (_, staff) => <StaffCard staff={staff} loading={list.loading || list.error !== null} />,
        }}
      />
    </>
  )
}

function useColumns(accountId: string): Column<Staff>[] {
  const t = useIdentityTexts()
  const words = useAccountTexts()
  return [
    {
      key: 'name',
      title: t('field.name'),
      width: 150,
      sort: 'name',
      render: staff => `${staff.name}${staff.id === accountId ? t('you') : ''}`,
    },
    { key: 'userName', title: t('field.userName'), width: 140, sort: 'userName', render: staff => staff.userName },
    {
      key: 'roles',
      title: t('field.roles'),
      width: 180,
      render: staff => staff.roles.map(role => role.name).join(t('comma')),
    },
    {
      key: 'scope',
      title: t('field.scope'),
      width: 180,
      render: staff => <Scope of={staff.communityIds} buildings={staff.buildingIds} />,
    },
    {
      key: 'state',
      title: t('field.state'),
      width: 100,
      sort: 'state',
      render: staff => <StaffStateTag staff={staff} />,
    },
    {
      key: 'access',
      title: words('field.access'),
      width: 150,
      render: staff => `${words(`access.${staff.access}`)}${staff.totp ? ` · ${words('field.totp')}` : ''}`,
    },
    {
      key: 'lastSignIn',
      title: t('field.lastSignIn'),
      width: 160,
      sort: 'lastSignInAt',
      render: staff =>
        staff.lastSignInAt ? <span className="c-number">{formatDateTime(staff.lastSignInAt)}</span> : t('never'),
    },
  ]
}
