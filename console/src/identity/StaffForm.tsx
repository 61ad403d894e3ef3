import { identity } from '@anju/contract'
import { comma } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { App, Checkbox, Form, Input, Radio, Select } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call, queryClient } from '../api.ts'
import { useCommunity } from '../community.tsx'
import { useActor } from '../session.tsx'
import { conflictsOf } from '../shell/form/conflicts-of.ts'
import { FormDrawer } from '../shell/form/FormDrawer.tsx'
import { listKey } from '../shell/list/index.ts'
import { useAccountTexts } from './accounts-texts.ts'
import { type Places, PlacesTree, placesOf, scopeOf } from './PlacesTree.tsx'
import { rolesQuery, type Staff } from './staff.ts'
import { useIdentityTexts } from './texts.ts'
import { useLetIn } from './useLetIn.tsx'

interface Values {
  name: string
  userName: string
  phone?: string
  phoneRemoved?: boolean
  roleIds: string[]
  scope: 'all' | 'some'
  places?: Places
  letIn?: 'invitation' | 'password'
}

const USER_NAME = /^[a-z][a-z0-9._-]{2,30}$/
const PHONE = /^1[3-9]\d{9}$/

interface StaffFormProps {
  open: boolean
  close: () => void
  /** Whom to edit; without it a new account is opened. */
  staff?: Staff
}

/** A new account, or the changes of one that is there. */
export function StaffForm({ open, close, staff }: StaffFormProps) {
  const t = useAccountTexts()
  const actor = useActor()
  const { message } = App.useApp()
  const letIn = useLetIn()
  const id = useRef(newId())
  const way = useRef<Values['letIn']>('invitation')
  const submit = (values: Values, idempotencyKey: string, version: number) => {
    way.current = values.letIn
    const { name, userName, roleIds } = values
    const body = { name, userName, roleIds, ...scopeOf(values.scope, values.places), ...phoneOf(values) }
    return staff
      ? call(identity.editStaff, {
          params: { staffId: staff.id },
          body: { version, ...body },
          idempotencyKey,
        })
      : call(identity.createStaff, { body: { id: id.current, ...body }, idempotencyKey })
  }
  const done = (saved: Staff) => {
    id.current = newId()
    void queryClient.invalidateQueries({ queryKey: listKey(identity.listStaff) })
    void queryClient.invalidateQueries({ queryKey: rolesQuery.queryKey })
    close()
    if (staff) void message.success(t('form.done', { name: saved.name }))
    else if (way.current === 'password') letIn.reset(saved, t('form.create'))
    else letIn.invite(saved)
  }
  return (
    <FormDrawer<Values, Staff>
      open={open}
      onClose={close}
      title={staff ? t('form.edit', { name: staff.name }) : t('form.new')}
      initialValues={valuesOf(staff, actor.communityIds === null)}
      submitText={t(staff ? 'form.save' : 'form.create')}
      submit={submit}
      conflicts={useStaffConflicts(staff)}
      refusedAt={{ 'identity.user_name_taken': 'userName', 'identity.phone_taken': 'phone' }}
      onDone={done}
    >
      <NameItems />
      <PhoneItems staff={staff} />
      <RolesItem />
      <ScopeItems />
      {staff ? null : (
        <Form.Item name="letIn" label={t('form.letIn')} required>
          <Radio.Group
            className="id-choices"
            options={[
              { value: 'invitation', label: t('form.invitation') },
              { value: 'password', label: t('form.oneTime') },
            ]}
          />
        </Form.Item>
      )}
    </FormDrawer>
  )
}

function valuesOf(staff: Staff | undefined, mayAll: boolean): Partial<Values> {
  if (!staff) return { scope: mayAll ? 'all' : 'some', letIn: 'invitation' }
  const { name, userName, roles, communityIds } = staff
  return {
    name,
    userName,
    roleIds: roles.map(role => role.id),
    scope: communityIds === null ? 'all' : 'some',
    places: placesOf(staff),
  }
}

function useStaffConflicts(staff: Staff | undefined) {
  const t = useAccountTexts()
  const word = useIdentityTexts()
  const mayAll = useActor().communityIds === null
  const { all } = useCommunity()
  const { data: roles = [] } = useQuery(rolesQuery)
  const named = (of: readonly { id: string; name: string }[], ids: readonly string[]) =>
    ids.map(id => of.find(one => one.id === id)?.name ?? '…').join(comma())
  return conflictsOf<Staff, Values>(staff, {
    read: () => call(identity.readStaff, { params: { staffId: staff?.id ?? '' } }),
    values: now => valuesOf(now, mayAll),
    labels: {
      ...{ name: word('create.name'), userName: word('create.userName'), roleIds: word('create.roles') },
      ...{ scope: t('form.scope'), places: t('form.places') },
    },
    show: (field, value) => {
      if (field === 'roleIds') return named(roles, value as string[])
      if (field === 'scope') return t(value === 'all' ? 'form.all' : 'form.some')
      return field === 'places' ? named(all, (value as Places | undefined)?.communityIds ?? []) : undefined
    },
  })
}

/** Left out: the phone on file stays. */
function phoneOf({ phone, phoneRemoved }: Values): { phone?: string | null } {
  if (phone?.trim()) return { phone: phone.trim() }
  return phoneRemoved ? { phone: null } : {}
}

function NameItems() {
  const t = useIdentityTexts()
  return (
    <>
      <Form.Item
        name="name"
        label={t('create.name')}
        rules={[{ required: true, whitespace: true, message: t('create.nameMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="userName"
        label={t('create.userName')}
        extra={t('create.userNameHint')}
        normalize={(name: string) => name.toLowerCase().trim()}
        rules={[
          { required: true, message: t('create.userNameMissing') },
          { pattern: USER_NAME, message: t('create.userNameWrong') },
        ]}
      >
        <Input maxLength={31} autoComplete="off" autoCapitalize="none" spellCheck={false} />
      </Form.Item>
    </>
  )
}

function PhoneItems({ staff }: { staff: Staff | undefined }) {
  const t = useAccountTexts()
  const masked = staff?.phoneMasked
  return (
    <>
      <Form.Item
        name="phone"
        label={t('form.phone')}
        extra={masked ? t('form.phoneKept', { phone: masked }) : t('form.phoneHint')}
        rules={[{ pattern: PHONE, message: t('form.phoneWrong') }]}
      >
        <Input maxLength={11} inputMode="numeric" autoComplete="off" />
      </Form.Item>
      {masked ? (
        <Form.Item name="phoneRemoved" valuePropName="checked">
          <Checkbox>{t('form.phoneRemove')}</Checkbox>
        </Form.Item>
      ) : null}
    </>
  )
}

/** Roles with their size; one that reaches beyond the actor's own permissions is there, but cannot be given. */
function RolesItem() {
  const t = useIdentityTexts()
  const actor = useActor()
  const { data: roles = [], isLoading } = useQuery(rolesQuery)
  const options = roles.map(role => {
    const beyond = role.permissions.some(permission => !actor.permissions.includes(permission))
    const note = beyond ? t('create.roleBeyond') : t('create.rolePermissions', { count: role.permissions.length })
    return { value: role.id, label: role.name, note, disabled: beyond }
  })
  return (
    <Form.Item name="roleIds" label={t('create.roles')} rules={[{ required: true, message: t('create.rolesMissing') }]}>
      <Select
        mode="multiple"
        loading={isLoading}
        options={options}
        optionRender={option => (
          <span className="id-option">
            {option.label}
            <small>{option.data.note}</small>
          </span>
        )}
        showSearch={{ optionFilterProp: 'label' }}
      />
    </Form.Item>
  )
}

function ScopeItems() {
  const t = useAccountTexts()
  const actor = useActor()
  const scope = Form.useWatch<Values['scope']>('scope')
  const mayAll = actor.communityIds === null
  return (
    <>
      <Form.Item name="scope" label={t('form.scope')} extra={mayAll ? undefined : t('form.allBeyond')} required>
        <Radio.Group
          className="id-choices"
          options={[
            { value: 'all', label: t('form.all'), disabled: !mayAll },
            { value: 'some', label: t('form.some') },
          ]}
        />
      </Form.Item>
      {scope === 'some' ? (
        <Form.Item
          name="places"
          label={t('form.places')}
          extra={t('form.placesHint')}
          required
          rules={[
            {
              validator: (_, places: Places | undefined) =>
                places && places.communityIds.length > 0
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('form.placesMissing'))),
            },
          ]}
        >
          <PlacesTree />
        </Form.Item>
      ) : null}
    </>
  )
}
