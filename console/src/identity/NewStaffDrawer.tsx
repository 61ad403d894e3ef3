import { identity } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Form, Input, Radio, Select } from 'antd'
import { Copy, RefreshCw } from 'lucide-react'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call, queryClient } from '../api.ts'
import { useCommunity } from '../community.tsx'
import { useActor } from '../session.tsx'
import { FormDrawer } from '../shell/form/FormDrawer.tsx'
import { listKey } from '../shell/list/index.ts'
import { CopyId } from '../shell/show/CopyId.tsx'
import { copyText } from '../shell/show/copy-text.ts'
import { makePassword, SHORTEST } from './first-password.ts'
import { rolesQuery, type Staff } from './staff.ts'
import { useIdentityTexts } from './texts.ts'

interface Values {
  name: string
  userName: string
  password: string
  roleIds: string[]
  scope: 'all' | 'some'
  communityIds?: string[]
}

const USER_NAME = /^[a-z][a-z0-9._-]{2,30}$/

/** Opens an account with roles, scope and a first password. No draft is kept: a password does not belong into storage. */
export function NewStaffDrawer({ open, close }: { open: boolean; close: () => void }) {
  const t = useIdentityTexts()
  const { modal } = App.useApp()
  const actor = useActor()
  const id = useRef(newId())
  const password = useRef('')
  const done = (made: Staff) => {
    id.current = newId()
    void queryClient.invalidateQueries({ queryKey: listKey(identity.listStaff) })
    void queryClient.invalidateQueries({ queryKey: rolesQuery.queryKey })
    close()
    modal.success({
      title: t('handOver.title', { name: made.name }),
      content: <HandOver userName={made.userName} password={password.current} />,
      okText: t('handOver.close'),
      width: 480,
    })
    password.current = ''
  }
  const submit = ({ scope, communityIds, ...values }: Values, idempotencyKey: string) => {
    password.current = values.password
    const body = { id: id.current, ...values, communityIds: scope === 'all' ? null : (communityIds ?? []) }
    return call(identity.createStaff, { body, idempotencyKey })
  }
  return (
    <FormDrawer<Values, Staff>
      open={open}
      onClose={close}
      title={t('create.title')}
      intro={t('create.intro')}
      initialValues={{ scope: actor.communityIds === null ? 'all' : 'some' }}
      submitText={t('create.submit')}
      submit={submit}
      onDone={done}
    >
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
      <PasswordItem />
      <RolesItem />
      <ScopeItem />
    </FormDrawer>
  )
}

/** What the administrator has to pass on; the server keeps no readable password, so this is the only time. */
function HandOver({ userName, password }: { userName: string; password: string }) {
  const t = useIdentityTexts()
  return (
    <div className="id-hand-over">
      <p className="id-quiet">{t('handOver.text')}</p>
      <dl className="c-facts">
        <div>
          <dt>{t('field.userName')}</dt>
          <dd>
            <CopyId id={userName} what={t('field.userName')} />
          </dd>
        </div>
        <div>
          <dt>{t('create.password')}</dt>
          <dd>
            <CopyId id={password} what={t('create.password')} />
          </dd>
        </div>
      </dl>
    </div>
  )
}

/** A password to hand over: seen while it is made, so that it can be written down or copied. */
function PasswordItem() {
  const t = useIdentityTexts()
  const form = Form.useFormInstance<Values>()
  const { message } = App.useApp()
  const copy = async () => {
    const password = form.getFieldValue('password')
    if (!password) return
    if (await copyText(password)) void message.success(t('create.copied'))
    else void message.error(t('create.copyFailed'))
  }
  const generate = () => {
    form.setFieldValue('password', makePassword())
    void form.validateFields(['password'])
  }
  return (
    <Form.Item label={t('create.password')} extra={t('create.passwordHint')} htmlFor="password" required>
      <div className="id-password">
        <Form.Item
          name="password"
          noStyle
          dependencies={['userName']}
          rules={[
            { required: true, message: t('create.passwordMissing') },
            { min: SHORTEST, message: t('create.passwordShort') },
            ({ getFieldValue }) => ({
              validator: (_, password: string | undefined) => {
                const name: string | undefined = getFieldValue('userName')
                const named = name && password?.toLowerCase().includes(name)
                return named ? Promise.reject(new Error(t('create.passwordName'))) : Promise.resolve()
              },
            }),
          ]}
        >
          <Input maxLength={200} autoComplete="new-password" spellCheck={false} className="id-password__text" />
        </Form.Item>
        <Button icon={<RefreshCw size={14} aria-hidden />} onClick={generate}>
          {t('create.generate')}
        </Button>
        <Button
          icon={<Copy size={14} aria-hidden />}
          onClick={() => void copy()}
          aria-label={t('create.copy')}
          title={t('create.copy')}
        />
      </div>
    </Form.Item>
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

function ScopeItem() {
  const t = useIdentityTexts()
  const actor = useActor()
  const { all } = useCommunity()
  const scope = Form.useWatch<Values['scope']>('scope')
  const mayAll = actor.communityIds === null
  return (
    <>
      <Form.Item
        name="scope"
        label={t('create.scope')}
        extra={mayAll ? undefined : t('create.scopeAllBeyond')}
        required
      >
        <Radio.Group
          options={[
            { value: 'all', label: t('create.scopeAll'), disabled: !mayAll },
            { value: 'some', label: t('create.scopeSome') },
          ]}
        />
      </Form.Item>
      {scope === 'some' ? (
        <Form.Item
          name="communityIds"
          label={t('create.communities')}
          rules={[{ required: true, message: t('create.communitiesMissing') }]}
        >
          <Select
            mode="multiple"
            options={all.map(community => ({ value: community.id, label: community.name }))}
            showSearch={{ optionFilterProp: 'label' }}
          />
        </Form.Item>
      ) : null}
    </>
  )
}
