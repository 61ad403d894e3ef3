import { identity, type Permission } from '@anju/contract'
import { comma } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Checkbox, Form, Input, Tooltip } from 'antd'
import { useRef, useState } from 'react'
import { v7 as newId } from 'uuid'
import { call, queryClient } from '../api.ts'
import { useActor } from '../session.tsx'
import { conflictsOf } from '../shell/form/conflicts-of.ts'
import { FormDrawer } from '../shell/form/FormDrawer.tsx'
import { StatusTag } from '../shell/show/StatusTag.tsx'
import { usePermissionTexts } from '../texts/permissions.ts'
import { useAccountTexts } from './accounts-texts.ts'
import { Conflicts } from './Conflicts.tsx'
import { permissionGroups } from './permission-groups.ts'
import { type Role, roleRulesQuery, rolesQuery } from './staff.ts'
import { useIdentityTexts } from './texts.ts'

/** What is edited: a role that is there, or a new one that begins with these. */
export interface EditedRole {
  role: Role | null
  name: string
  permissions: readonly Permission[]
}

interface Values {
  name: string
  permissions: Permission[]
}

interface RoleEditorProps {
  edited: EditedRole | undefined
  close: () => void
  onSaved: (role: Role) => void
}

/** Name and permissions of a role, grouped, with search and a warning about duties in conflict. */
export function RoleEditor({ edited, close, onSaved }: RoleEditorProps) {
  const t = useAccountTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  const role = edited?.role ?? null
  const submit = (body: Values, idempotencyKey: string, version: number) =>
    role
      ? call(identity.editRole, {
          params: { roleId: role.id },
          body: { version, ...body },
          idempotencyKey,
        })
      : call(identity.createRole, { body: { id: id.current, ...body }, idempotencyKey })
  const permission = usePermissionTexts()
  const conflicts = conflictsOf<Role, Values>(role, {
    read: async () => (await call(identity.listRoles)).items.find(one => one.id === role?.id),
    values: ({ name, permissions }) => ({ name, permissions: [...permissions] }),
    labels: { name: t('role.name'), permissions: t('role.permissions') },
    show: (field, value) =>
      field === 'permissions' ? (value as Permission[]).map(one => permission(one)).join(comma()) : undefined,
  })
  const done = (saved: Role) => {
    id.current = newId()
    void queryClient.invalidateQueries({ queryKey: rolesQuery.queryKey })
    void queryClient.invalidateQueries({ queryKey: roleRulesQuery.queryKey })
    void message.success(t('role.done', { name: saved.name }))
    close()
    onSaved(saved)
  }
  return (
    <FormDrawer<Values, Role>
      open={edited !== undefined}
      onClose={close}
      title={role ? t('role.editTitle', { name: role.name }) : t('role.newTitle')}
      intro={role ? t('role.counts') : undefined}
      initialValues={{ name: edited?.name ?? '', permissions: [...(edited?.permissions ?? [])] }}
      submitText={t('role.save')}
      submit={submit}
      conflicts={conflicts}
      refusedAt={{ 'identity.role_name_taken': 'name' }}
      onDone={done}
    >
      <Form.Item
        name="name"
        label={t('role.name')}
        rules={[{ required: true, whitespace: true, message: t('role.nameMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="permissions" label={t('role.permissions')} required>
        <PermissionPicker />
      </Form.Item>
    </FormDrawer>
  )
}

interface PickerProps {
  value?: Permission[]
  onChange?: (permissions: Permission[]) => void
}

function PermissionPicker({ value = [], onChange }: PickerProps) {
  const t = useAccountTexts()
  const name = usePermissionTexts()
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase()
  const groups = permissionGroups()
    .map(group => ({
      ...group,
      permissions: group.permissions.filter(one => `${name(one)} ${one}`.toLowerCase().includes(wanted)),
    }))
    .filter(group => group.permissions.length > 0)
  return (
    <div className="id-picker">
      <div className="id-picker__head">
        <Input.Search
          value={text}
          onChange={event => setText(event.target.value)}
          placeholder={t('role.find')}
          aria-label={t('role.find')}
          allowClear
        />
        <span className="id-quiet">{t('role.chosen', { count: value.length })}</span>
      </div>
      <Conflicts held={value} />
      {groups.map(group => (
        <PickerGroup key={group.module} group={group} value={value} onChange={chosen => onChange?.(chosen)} />
      ))}
    </div>
  )
}

interface PickerGroupProps {
  group: ReturnType<typeof permissionGroups>[number]
  value: Permission[]
  onChange: (permissions: Permission[]) => void
}

function PickerGroup({ group, value, onChange }: PickerGroupProps) {
  const t = useAccountTexts()
  const words = useIdentityTexts()
  const name = usePermissionTexts()
  const actor = useActor()
  const { data: rules } = useQuery(roleRulesQuery)
  const mine = group.permissions.filter(permission => actor.permissions.includes(permission))
  const all = mine.every(permission => value.includes(permission))
  const set = (permissions: Permission[], on: boolean) =>
    onChange(on ? [...new Set([...value, ...permissions])] : value.filter(one => !permissions.includes(one)))
  return (
    <fieldset className="id-picker__group">
      <legend>{words(`module.${group.module}`)}</legend>
      <Button type="link" size="small" onClick={() => set(mine, !all)}>
        {t(all ? 'role.noneOf' : 'role.allOf')}
      </Button>
      {group.permissions.map(permission => {
        const beyond = !actor.permissions.includes(permission)
        const box = (
          <Checkbox
            checked={value.includes(permission)}
            disabled={beyond}
            onChange={event => set([permission], event.target.checked)}
          >
            {name(permission)}
            {rules?.sensitive.includes(permission) ? <StatusTag tone="warning">{t('role.sensitive')}</StatusTag> : null}
          </Checkbox>
        )
        return (
          <div key={permission} className="id-picker__one">
            {beyond ? <Tooltip title={t('role.beyond')}>{box}</Tooltip> : box}
          </div>
        )
      })}
    </fieldset>
  )
}
