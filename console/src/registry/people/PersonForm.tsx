import { registry } from '@anju/contract'
import { comma } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { App, Checkbox, Form, Input, Radio, Select } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { CalendarDate } from '../../billing/CalendarField.tsx'
import { useCommunity } from '../../community.tsx'
import { conflictsOf } from '../../shell/form/conflicts-of.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { AlikePeople } from './AlikePeople.tsx'
import { FieldInputs } from './CustomFields.tsx'
import { ContactFields, PetFields, PhoneFields } from './PersonLists.tsx'
import { ID_TYPES, type PersonDetail, personFieldsQuery, renewPeople, tagsQuery } from './people.ts'
import { usePersonTexts } from './person-texts.ts'
import { factsOf, type PersonValues, valuesOf } from './person-values.ts'
import { TagSelect } from './TagSelect.tsx'
import { usePeopleTexts } from './texts.ts'

interface PersonFormProps {
  open: boolean
  close: () => void
  /** Who is edited; nobody: somebody new in this community. */
  person?: PersonDetail
  communityId?: string
  onDone?: (person: PersonDetail) => void
}

/** Registers or edits a person or an organisation. */
export function PersonForm({ open, close, person, communityId, onDone }: PersonFormProps) {
  const t = usePersonTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  const { data: own } = useQuery({ ...personFieldsQuery, enabled: person === undefined })
  const asked = own?.items.filter(field => !field.archived) ?? []
  const submit = (values: PersonValues, idempotencyKey: string, version: number) => {
    const facts = factsOf(values, person)
    if (person) {
      const body = { ...facts, version }
      return call(registry.editPerson, { params: { personId: person.id }, body, idempotencyKey })
    }
    const said = asked.map((field, index) => ({
      ...{ fieldId: field.id, version: 0, value: values.values?.[index]?.value?.trim() || null },
    }))
    const body = { ...facts, id: id.current, communityId: communityId ?? values.communityId ?? '', values: said }
    return call(registry.createPerson, { body, idempotencyKey })
  }
  const done = (saved: PersonDetail) => {
    id.current = newId()
    void renewPeople()
    close()
    void message.success(t(person ? 'edit.done' : 'create.done', { name: saved.name }))
    onDone?.(saved)
  }
  return (
    <FormDrawer<PersonValues, PersonDetail>
      open={open}
      onClose={close}
      title={person ? t('edit.title', { name: person.name }) : t('create.title')}
      initialValues={valuesOf(person)}
      submitText={t('save')}
      submit={submit}
      conflicts={usePersonConflicts(person)}
      onDone={done}
    >
      {person || communityId ? null : <CommunityField />}
      <PersonFields person={person} />
      {person ? null : <FieldInputs fields={asked} />}
    </FormDrawer>
  )
}

function usePersonConflicts(person: PersonDetail | undefined) {
  const t = usePersonTexts()
  const w = usePeopleTexts()
  const { data: tags } = useQuery(tagsQuery)
  const listed = (names: readonly string[]) => (names.length > 0 ? names.join(comma()) : undefined)
  return conflictsOf<PersonDetail, PersonValues>(person, {
    read: () => call(registry.readPerson, { params: { personId: person?.id ?? '' } }),
    values: valuesOf,
    labels: {
      ...{ type: t('type'), name: t('name'), formerNames: t('formerNames'), sex: t('sex'), birthday: t('birthday') },
      ...{ idType: t('idType'), legalRepresentative: t('legalRepresentative'), note: t('note') },
      ...{ phones: t('phones'), contacts: t('contacts'), pets: t('pets'), tagIds: t('tags') },
    },
    show: (field, value) => {
      if (field === 'type') return t(`type.${value as PersonValues['type']}`)
      if (field === 'sex' && value) return w(`sex.${value as 'male' | 'female'}`)
      if (field === 'idType' && value) return t(`idType.${value as (typeof ID_TYPES)[number]}`)
      if (field === 'phones')
        return listed((value as PersonValues['phones']).map(one => one.number || one.masked || '…'))
      if (field === 'contacts') return listed((value as PersonValues['contacts']).map(one => one.name))
      if (field === 'pets') return listed((value as PersonValues['pets']).map(one => one.name))
      if (field !== 'tagIds') return undefined
      return listed((value as string[]).map(id => tags?.items.find(tag => tag.id === id)?.name ?? '…'))
    },
  })
}

/** In which community somebody is registered, while all are shown. */
function CommunityField() {
  const t = usePersonTexts()
  const { all } = useCommunity()
  return (
    <Form.Item
      name="communityId"
      label={t('field.registeredIn')}
      rules={[{ required: true, message: t('communityMissing') }]}
    >
      <Select options={all.map(({ id, name }) => ({ value: id, label: name }))} />
    </Form.Item>
  )
}

function PersonFields({ person }: { person: PersonDetail | undefined }) {
  const t = usePersonTexts()
  const organisation = Form.useWatch<PersonValues['type']>('type') === 'organisation'
  return (
    <>
      <Form.Item name="type" label={t('type')}>
        <Radio.Group
          optionType="button"
          options={(['person', 'organisation'] as const).map(value => ({ value, label: t(`type.${value}`) }))}
        />
      </Form.Item>
      <Form.Item
        name="name"
        label={organisation ? t('organisationName') : t('name')}
        rules={[{ required: true, whitespace: true, message: t('nameMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <AlikePeople exceptId={person?.id} />
      <PhoneFields />
      <DocumentFields person={person} organisation={organisation} />
      {organisation ? (
        <Form.Item name="legalRepresentative" label={t('legalRepresentative')}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
      ) : null}
      <Form.Item name="formerNames" label={t('formerNames')} extra={t('formerNamesHint')}>
        <Select mode="tags" open={false} suffixIcon={null} maxCount={10} />
      </Form.Item>
      <Form.Item name="tagIds" label={t('tags')}>
        <TagSelect />
      </Form.Item>
      <ContactFields organisation={organisation} />
      {organisation ? null : <PetFields />}
      <KeptText name="email" masked={person?.emailMasked ?? null} maxLength={100} email />
      <KeptText name="postalAddress" masked={person?.postalAddressMasked ?? null} maxLength={200} />
      <Form.Item name="note" label={t('note')}>
        <Input.TextArea maxLength={2000} rows={3} />
      </Form.Item>
    </>
  )
}

interface KeptTextProps {
  name: 'email' | 'postalAddress'
  masked: string | null
  maxLength: number
  email?: boolean
}

/** A text that is shown masked only: left empty it stays, ticked it goes. */
function KeptText({ name, masked, maxLength, email = false }: KeptTextProps) {
  const t = usePersonTexts()
  const clearing = name === 'email' ? 'clearsEmail' : 'clearsPostalAddress'
  const clears = Form.useWatch<boolean>(clearing)
  return (
    <>
      <Form.Item name={name} label={t(name)} rules={email ? [{ type: 'email', message: t('emailWrong') }] : []}>
        <Input
          maxLength={maxLength}
          autoComplete="off"
          disabled={clears}
          placeholder={masked ? t('idNumberKept', { masked }) : undefined}
        />
      </Form.Item>
      {masked ? (
        <Form.Item name={clearing} valuePropName="checked" className="rg-tight">
          <Checkbox>{t(name === 'email' ? 'emailClear' : 'postalAddressClear')}</Checkbox>
        </Form.Item>
      ) : null}
    </>
  )
}

function DocumentFields({ person, organisation }: { person: PersonDetail | undefined; organisation: boolean }) {
  const t = usePersonTexts()
  const w = usePeopleTexts()
  const clears = Form.useWatch<boolean>('clearsIdNumber')
  const types = ID_TYPES.filter(type => (type === 'credit-code') === organisation)
  const masked = person?.idNumberMasked ?? null
  return (
    <>
      <div className="rg-pair">
        <Form.Item name="idType" label={t('idType')}>
          <Select allowClear options={types.map(value => ({ value, label: t(`idType.${value}`) }))} />
        </Form.Item>
        <Form.Item name="idNumber" label={t('idNumber')}>
          <Input
            maxLength={40}
            autoComplete="off"
            disabled={clears}
            placeholder={masked ? t('idNumberKept', { masked }) : undefined}
          />
        </Form.Item>
      </div>
      {masked ? (
        <Form.Item name="clearsIdNumber" valuePropName="checked" className="rg-tight">
          <Checkbox>{t('idNumberClear')}</Checkbox>
        </Form.Item>
      ) : null}
      {organisation ? null : (
        <div className="rg-pair">
          <Form.Item name="sex" label={t('sex')}>
            <Select
              allowClear
              options={(['male', 'female'] as const).map(value => ({ value, label: w(`sex.${value}`) }))}
            />
          </Form.Item>
          <Form.Item name="birthday" label={t('birthday')}>
            <CalendarDate />
          </Form.Item>
        </div>
      )}
    </>
  )
}
