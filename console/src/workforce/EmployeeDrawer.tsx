import { identity, type WireRequestOf, workforce } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { App, Form, Input, Radio, Select, Switch } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../api.ts'
import { DateField } from '../billing/DateField.tsx'
import type { Photos } from '../service-desk/PhotoField.tsx'
import { PhotosItem } from '../service-desk/PhotosItem.tsx'
import { useCan } from '../session.tsx'
import { conflictsOf } from '../shell/form/conflicts-of.ts'
import { FormDrawer } from '../shell/form/FormDrawer.tsx'
import { TeamSelect } from './TeamSelect.tsx'
import { useWorkforceTexts } from './texts.ts'
import { type Employee, postsQuery, renewWorkforce, teamsQuery } from './workforce.ts'

type Body = WireRequestOf<typeof workforce.createEmployee>['body']
type Values = Omit<Body, 'id' | 'photoId'> & { photos?: Photos; dropPhoto?: boolean }

const REFUSED_AT = {
  'workforce.number_taken': 'number',
  'workforce.account_taken': 'accountId',
  'workforce.id_number_wrong': 'idNumber',
} as const

function useEmployeeConflicts(employee: Employee | undefined, meet: (now: Employee) => void) {
  const t = useWorkforceTexts()
  const teams = useQuery(teamsQuery).data ?? []
  const posts = useQuery(postsQuery).data ?? []
  return conflictsOf<Employee, Values>(employee, {
    read: () => call(workforce.readEmployee, { params: { employeeId: employee?.id ?? '' } }),
    values: now => {
      meet(now)
      return initialOf(now)
    },
    labels: {
      ...{ number: t('field.number'), name: t('field.name'), teamId: t('field.team'), postId: t('field.post') },
      ...{ employedFrom: t('field.employedFrom'), accountId: t('field.account'), sex: t('field.sex') },
      ...{ emergencyName: t('field.emergencyName'), note: t('field.note') },
    },
    show: (field, value) => {
      if (field === 'teamId') return teams.find(team => team.id === value)?.name
      if (field === 'postId') return posts.find(post => post.id === value)?.name
      if (field === 'accountId')
        return value ? (value === employee?.accountId ? employee?.accountName : '…') : undefined
      return field === 'sex' && value ? t(`sex.${value as 'male' | 'female'}`) : undefined
    },
  })
}

/** Opens a file, or edits one. What is sealed stays as it is unless something is typed. */
export function EmployeeDrawer({
  employee,
  open,
  close,
}: {
  employee: Employee | undefined
  open: boolean
  close: () => void
}) {
  const t = useWorkforceTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  // That of the file as it is now: one that somebody else has replaced meanwhile does not come back.
  const photo = useRef(employee?.photo?.id)
  const submit = (values: Values, idempotencyKey: string, version: number) => {
    const { photos, dropPhoto, ...typed } = values
    const held = dropPhoto ? null : (photo.current ?? null)
    const body = { ...bodyOf(typed), photoId: photos?.ids[0] ?? held }
    if (!employee) return call(workforce.createEmployee, { body: { ...body, id: id.current }, idempotencyKey })
    const kept = { ...body, version }
    // Empty means: as it is.
    for (const name of ['phone', 'idNumber', 'emergencyPhone'] as const) if (kept[name] === null) delete kept[name]
    return call(workforce.editEmployee, { params: { employeeId: employee.id }, body: kept, idempotencyKey })
  }
  const done = async (saved: Employee) => {
    id.current = newId()
    await renewWorkforce()
    close()
    void message.success(t('employee.saved', { name: saved.name }))
  }
  return (
    <FormDrawer<Values, Employee>
      open={open}
      onClose={close}
      title={t(employee ? 'employee.edit' : 'employee.new')}
      initialValues={employee ? initialOf(employee) : { sex: null, note: '' }}
      submit={submit}
      conflicts={useEmployeeConflicts(employee, now => (photo.current = now.photo?.id))}
      refusedAt={REFUSED_AT}
      onDone={saved => void done(saved)}
    >
      <MainItems employee={employee} />
      <AccountItem employee={employee} />
      <PhotoItems employee={employee} />
      <PersonalItems employee={employee} />
    </FormDrawer>
  )
}

function MainItems({ employee }: { employee: Employee | undefined }) {
  const t = useWorkforceTexts()
  return (
    <>
      <Form.Item
        name="number"
        label={t('field.number')}
        extra={t('field.numberHint')}
        normalize={(text: string) => text.toUpperCase().trim()}
        rules={[{ required: true, pattern: /^[A-Za-z0-9-]{1,20}$/, message: t('field.numberWrong') }]}
      >
        <Input maxLength={20} autoComplete="off" style={{ width: 200 }} />
      </Form.Item>
      <Form.Item
        name="name"
        label={t('field.name')}
        rules={[{ required: true, whitespace: true, message: t('field.nameMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="teamId" label={t('field.team')} rules={[{ required: true, message: t('field.teamMissing') }]}>
        <TeamSelect />
      </Form.Item>
      <PostItem held={employee?.postId} />
      <Form.Item
        name="employedFrom"
        label={t('field.employedFrom')}
        rules={[{ required: true, message: t('field.employedFromMissing') }]}
      >
        <DateField label={t('field.employedFrom')} />
      </Form.Item>
    </>
  )
}

function bodyOf(values: Omit<Values, 'photos' | 'dropPhoto'>) {
  const { phone, idNumber, emergencyPhone, emergencyName, accountId, note, sex, ...rest } = values
  return {
    ...rest,
    ...{ sex: sex ?? null, note: note ?? '', accountId: accountId ?? null, emergencyName: emergencyName || null },
    ...{ phone: phone || null, idNumber: idNumber || null, emergencyPhone: emergencyPhone || null },
  }
}

function initialOf({ number, name, sex, teamId, postId, employedFrom, emergencyName, accountId, note }: Employee) {
  return { number, name, sex, teamId, postId, employedFrom, emergencyName, accountId, note }
}

/** A photograph, taken or chosen; the one that is there stays until another comes or it is dropped. */
function PhotoItems({ employee }: { employee: Employee | undefined }) {
  const t = useWorkforceTexts()
  return (
    <>
      <PhotosItem label={t('field.photo')} hint={t('field.photoHint')} max={1} />
      {employee?.photo ? (
        <Form.Item name="dropPhoto" label={t('field.photoDrop')} valuePropName="checked">
          <Switch />
        </Form.Item>
      ) : null}
    </>
  )
}

function PostItem({ held }: { held: string | undefined }) {
  const t = useWorkforceTexts()
  const { data: posts = [], isLoading } = useQuery(postsQuery)
  const options = posts
    .filter(post => post.active || post.id === held)
    .map(post => ({ value: post.id, label: post.name }))
  return (
    <Form.Item name="postId" label={t('field.post')} rules={[{ required: true, message: t('field.postMissing') }]}>
      <Select loading={isLoading} options={options} showSearch={{ optionFilterProp: 'label' }} />
    </Form.Item>
  )
}

/** Accounts are seen with the permission of staff accounts; without it the link stays as it is. */
function AccountItem({ employee }: { employee: Employee | undefined }) {
  const t = useWorkforceTexts()
  const may = useCan('identity.staff.read')
  const { data, isLoading } = useQuery({
    queryKey: [identity.listStaff.path, 'select'],
    enabled: may,
    queryFn: ({ signal }) => call(identity.listStaff, { query: { limit: 200 }, signal }),
  })
  const options = (data?.items ?? [])
    .filter(account => account.state === 'active' || account.id === employee?.accountId)
    .map(account => ({ value: account.id, label: `${account.name} · ${account.userName}` }))
  if (employee?.accountId && !options.some(option => option.value === employee.accountId))
    options.unshift({ value: employee.accountId, label: employee.accountName ?? '' })
  return (
    <Form.Item name="accountId" label={t('field.account')} extra={t('field.accountHint')}>
      <Select
        allowClear={may}
        disabled={!may}
        loading={isLoading && may}
        options={options}
        placeholder={t('field.noAccount')}
        showSearch={{ optionFilterProp: 'label' }}
      />
    </Form.Item>
  )
}

function PersonalItems({ employee }: { employee: Employee | undefined }) {
  const t = useWorkforceTexts()
  const keep = (masked: string | null | undefined) => (masked ? t('field.keep', { value: masked }) : undefined)
  return (
    <>
      <Form.Item name="sex" label={t('field.sex')}>
        <Radio.Group
          options={[
            { value: 'male', label: t('sex.male') },
            { value: 'female', label: t('sex.female') },
            { value: null, label: t('unknown') },
          ]}
        />
      </Form.Item>
      <Form.Item
        name="phone"
        label={t('field.phone')}
        extra={keep(employee?.phoneMasked)}
        rules={[{ pattern: /^1[3-9]\d{9}$/, message: t('field.phoneWrong') }]}
      >
        <Input maxLength={11} inputMode="tel" autoComplete="off" style={{ width: 200 }} />
      </Form.Item>
      <Form.Item
        name="idNumber"
        label={t('field.idNumber')}
        extra={keep(employee?.idNumberMasked)}
        normalize={(text: string) => text.toUpperCase().trim()}
        rules={[{ pattern: /^\d{17}[\dX]$/, message: t('field.idNumberWrong') }]}
      >
        <Input maxLength={18} autoComplete="off" style={{ width: 240 }} />
      </Form.Item>
      <Form.Item name="emergencyName" label={t('field.emergencyName')}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="emergencyPhone"
        label={t('field.emergencyPhone')}
        extra={keep(employee?.emergencyPhoneMasked)}
        rules={[{ pattern: /^1[3-9]\d{9}$/, message: t('field.phoneWrong') }]}
      >
        <Input maxLength={11} inputMode="tel" autoComplete="off" style={{ width: 200 }} />
      </Form.Item>
      <Form.Item name="note" label={t('field.note')}>
        <Input.TextArea maxLength={2000} autoSize={{ minRows: 2, maxRows: 6 }} />
      </Form.Item>
    </>
  )
}
