import { identity } from '@anju/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Dropdown } from 'antd'
import { ListPlus, Plus } from 'lucide-react'
import { v7 as newId } from 'uuid'
import { call, queryClient } from '../api.ts'
import { useRefusalText } from '../refusal.ts'
import { useActor, useCan } from '../session.tsx'
import { ExportButton } from '../shell/list/index.ts'
import { useAccountTexts } from './accounts-texts.ts'
import { ReasonButton } from './ReasonButton.tsx'
import type { EditedRole } from './RoleEditor.tsx'
import { type Role, roleRulesQuery, rolesQuery } from './staff.ts'
import { useIdentityTexts } from './texts.ts'

/** Why the actor may not write roles; undefined when they may. */
function useRoleReason(): string | undefined {
  const t = useAccountTexts()
  const actor = useActor()
  const may = useCan('identity.roles.manage') && actor.communityIds === null && actor.buildingIds === null
  return may ? undefined : t('role.noManage')
}

function refreshRoles(): void {
  void queryClient.invalidateQueries({ queryKey: rolesQuery.queryKey })
  void queryClient.invalidateQueries({ queryKey: roleRulesQuery.queryKey })
}

/** A new role, or a ready-made one that the company has not got yet. */
export function RoleAdding({ edit }: { edit: (edited: EditedRole) => void }) {
  const t = useAccountTexts()
  const w = useIdentityTexts()
  const explain = useRefusalText()
  const { message } = App.useApp()
  const actor = useActor()
  const reason = useRoleReason()
  const { data: rules } = useQuery(roleRulesQuery)
  const add = useMutation({
    mutationFn: (code: string) => call(identity.addRolePreset, { params: { code }, body: { id: newId() } }),
    onSuccess: role => {
      refreshRoles()
      void message.success(t('role.presetDone', { name: role.name }))
    },
    onError: error => void message.error(explain(error)),
  })
  const missing = rules?.presets.filter(preset => preset.roleId === null) ?? []
  const items = missing.map(preset => ({
    key: preset.code,
    label: preset.name,
    disabled: preset.permissions.some(permission => !actor.permissions.includes(permission)),
  }))
  return (
    <div className="id-roles__add">
      <ReasonButton
        type="primary"
        size="small"
        icon={<Plus size={14} aria-hidden />}
        reason={reason}
        onClick={() => edit({ role: null, name: '', permissions: [] })}
      >
        {t('role.new')}
      </ReasonButton>
      <Dropdown menu={{ items, onClick: ({ key }) => add.mutate(key) }} trigger={['click']} disabled={Boolean(reason)}>
        <span>
          <ReasonButton
            size="small"
            icon={<ListPlus size={14} aria-hidden />}
            loading={add.isPending}
            reason={reason ?? (missing.length === 0 ? t('role.presetsAll') : undefined)}
          >
            {t('role.preset')}
          </ReasonButton>
        </span>
      </Dropdown>
      <ExportButton small route={identity.exportRoles} query={{}} name={w('roles.list')} />
    </div>
  )
}

/** Edit, copy and delete, each with the reason where it cannot be. */
export function RoleActions({ role, edit }: { role: Role; edit: (edited: EditedRole) => void }) {
  const t = useAccountTexts()
  const explain = useRefusalText()
  const { modal, message } = App.useApp()
  const reason = useRoleReason()
  const remove = useMutation({
    mutationFn: () => call(identity.deleteRole, { params: { roleId: role.id }, query: { version: role.version } }),
    onSuccess: () => {
      refreshRoles()
      void message.success(t('role.deleted', { name: role.name }))
    },
    onError: error => void message.error(explain(error)),
  })
  const askRemove = async () => {
    const sure = await modal.confirm({
      title: t('role.deleteTitle', { name: role.name }),
      content: t('role.deleteText'),
      okText: t('role.delete'),
      okButtonProps: { danger: true },
      cancelText: t('cancel'),
    })
    if (sure) remove.mutate()
  }
  const { name, permissions } = role
  return (
    <span className="id-card__buttons">
      <ReasonButton size="small" reason={reason} onClick={() => edit({ role, name, permissions })}>
        {t('role.edit')}
      </ReasonButton>
      <ReasonButton
        size="small"
        reason={reason}
        onClick={() => edit({ role: null, name: t('role.copyName', { name }), permissions })}
      >
        {t('role.copy')}
      </ReasonButton>
      <ReasonButton
        size="small"
        danger
        loading={remove.isPending}
        reason={reason ?? (role.staffCount > 0 ? t('role.held', { count: role.staffCount }) : undefined)}
        onClick={() => void askRemove()}
      >
        {t('role.delete')}
      </ReasonButton>
    </span>
  )
}
