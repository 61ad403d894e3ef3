import { identity } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useActor } from '../session.tsx'
import { type Column, DataTable, FilterBar, useList } from '../shell/list/index.ts'
import { Scope } from './Scope.tsx'
import { StaffActions, StaffCard } from './StaffCard.tsx'
import { StaffStateTag } from './StaffStateTag.tsx'
import { rolesQuery, type Staff } from './staff.ts'
import { useIdentityTexts } from './texts.ts'

/** Accounts with roles, scope, state and last sign-in. */
export function StaffList({ add }: { add: ReactNode }) {
  const t = useIdentityTexts()
  const actor = useActor()
  const list = useList(identity.listStaff, { filters: ['text', 'roleId'] })
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
        ]}
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
    { key: 'scope', title: t('field.scope'), width: 180, render: staff => <Scope of={staff.communityIds} /> },
    {
      key: 'state',
      title: t('field.state'),
      width: 100,
      sort: 'state',
      render: staff => <StaffStateTag staff={staff} />,
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
