import { registry } from '@anju/contract'
import { Button, Checkbox, Form, Input, Radio, Select } from 'antd'
import { Plus, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { v7 as newId } from 'uuid'
import { CalendarDate } from '../../billing/CalendarField.tsx'
import { KeptFields } from './KeptFields.tsx'
import { PHONE_KINDS, SPECIES } from './people.ts'
import { usePersonTexts } from './person-texts.ts'
import type { PersonValues } from './person-values.ts'

interface ListFieldsProps {
  name: 'phones' | 'contacts' | 'pets'
  title: string
  add: string
  remove: string
  fresh: () => object
  hint?: string
  /** Parts of an entry that are not shown. */
  kept: readonly string[]
  children: (index: number) => ReactNode
}

/** A list within the form: a box for each, with a button to take it away, and one to add another. */
function ListFields({ name, title, add, remove, fresh, hint, kept, children }: ListFieldsProps) {
  return (
    <Form.List name={name}>
      {(fields, list) => (
        <fieldset className="rg-list">
          <legend>{title}</legend>
          {fields.map(field => (
            <div key={field.key} className="rg-list__one">
              <div className="rg-list__fields">
                <KeptFields index={field.name} names={kept} />
                {children(field.name)}
              </div>
              <Button
                type="text"
                icon={<Trash2 size={14} aria-hidden />}
                aria-label={remove}
                title={remove}
                onClick={() => list.remove(field.name)}
              />
            </div>
          ))}
          {hint && fields.length > 0 ? <p className="rg-list__hint">{hint}</p> : null}
          {fields.length < 10 ? (
            <Button type="dashed" block icon={<Plus size={14} aria-hidden />} onClick={() => list.add(fresh())}>
              {add}
            </Button>
          ) : null}
        </fieldset>
      )}
    </Form.List>
  )
}

/** Several phones, one of them primary. Numbers that are known stay unless another one is typed. */
export function PhoneFields() {
  const t = usePersonTexts()
  const form = Form.useFormInstance<PersonValues>()
  const phones = Form.useWatch<PersonValues['phones']>('phones') ?? []
  const makePrimary = (index: number) =>
    form.setFieldValue(
      'phones',
      phones.map((phone, place) => ({ ...phone, primary: place === index })),
    )
  const number = (text: string | undefined) => !text || registry.PHONE_PATTERN.test(text.trim())
  return (
    <ListFields
      name="phones"
      title={t('phones')}
      add={t('phones.add')}
      remove={t('phone.remove')}
      hint={t('primaryHint')}
      kept={['id', 'masked', 'primary']}
      fresh={() => ({ id: newId(), kind: 'mobile', primary: phones.length === 0, verified: false })}
    >
      {index => (
        <>
          <Form.Item name={[index, 'kind']} noStyle>
            <Select
              aria-label={t('phone.kind')}
              style={{ width: 88 }}
              options={PHONE_KINDS.map(value => ({ value, label: t(`phone.${value}`) }))}
            />
          </Form.Item>
          <Form.Item
            name={[index, 'number']}
            className="rg-list__wide"
            rules={[
              {
                validator: (_, text: string | undefined) =>
                  number(text) ? Promise.resolve() : Promise.reject(new Error(t('phone.wrong'))),
              },
            ]}
          >
            <Input
              aria-label={t('phone.number')}
              placeholder={phones[index]?.masked ?? t('phone.number')}
              maxLength={20}
              autoComplete="off"
              inputMode="tel"
            />
          </Form.Item>
          <Radio
            checked={phones[index]?.primary ?? false}
            onChange={() => makePrimary(index)}
            aria-label={t('phone.makePrimary')}
          >
            {t('phone.primary')}
          </Radio>
          <Form.Item name={[index, 'verified']} valuePropName="checked" noStyle>
            <Checkbox>{t('phone.verified')}</Checkbox>
          </Form.Item>
        </>
      )}
    </ListFields>
  )
}

/** Whom to call: in an emergency, or at an organisation. */
export function ContactFields({ organisation }: { organisation: boolean }) {
  const t = usePersonTexts()
  const contacts = Form.useWatch<PersonValues['contacts']>('contacts') ?? []
  return (
    <ListFields
      name="contacts"
      title={organisation ? t('organisationContacts') : t('contacts')}
      add={t('contacts.add')}
      remove={t('contact.remove')}
      kept={['id', 'masked']}
      fresh={() => ({ id: newId() })}
    >
      {index => (
        <>
          <Form.Item
            name={[index, 'name']}
            className="rg-list__wide"
            rules={[{ required: true, whitespace: true, message: t('nameMissing') }]}
          >
            <Input aria-label={t('contact.name')} placeholder={t('contact.name')} maxLength={100} autoComplete="off" />
          </Form.Item>
          <Form.Item name={[index, 'relation']} noStyle>
            <Input
              aria-label={t('contact.relation')}
              placeholder={t('contact.relation')}
              maxLength={30}
              style={{ width: 112 }}
              autoComplete="off"
            />
          </Form.Item>
          <Form.Item name={[index, 'phone']} noStyle>
            <Input
              aria-label={t('contact.phone')}
              placeholder={contacts[index]?.masked ?? t('contact.phone')}
              maxLength={20}
              style={{ width: 136 }}
              autoComplete="off"
              inputMode="tel"
            />
          </Form.Item>
        </>
      )}
    </ListFields>
  )
}

/** Pets with licence and vaccination. */
export function PetFields() {
  const t = usePersonTexts()
  return (
    <ListFields
      name="pets"
      title={t('pets')}
      add={t('pets.add')}
      remove={t('pet.remove')}
      kept={['id']}
      fresh={() => ({ id: newId(), species: 'dog' })}
    >
      {index => (
        <>
          <Form.Item
            name={[index, 'name']}
            className="rg-list__wide"
            rules={[{ required: true, whitespace: true, message: t('nameMissing') }]}
          >
            <Input aria-label={t('pet.name')} placeholder={t('pet.name')} maxLength={100} autoComplete="off" />
          </Form.Item>
          <Form.Item name={[index, 'species']} noStyle>
            <Select
              aria-label={t('pet.species')}
              style={{ width: 80 }}
              options={SPECIES.map(value => ({ value, label: t(`pet.${value}`) }))}
            />
          </Form.Item>
          <Form.Item name={[index, 'breed']} noStyle>
            <Input aria-label={t('pet.breed')} placeholder={t('pet.breed')} maxLength={30} style={{ width: 112 }} />
          </Form.Item>
          <Form.Item name={[index, 'licenceNumber']} noStyle>
            <Input aria-label={t('pet.licence')} placeholder={t('pet.licence')} maxLength={40} style={{ width: 150 }} />
          </Form.Item>
          <Form.Item name={[index, 'vaccinatedOn']} className="rg-list__wide">
            <CalendarDate label={t('pet.vaccinated')} placeholder={t('pet.vaccinated')} />
          </Form.Item>
        </>
      )}
    </ListFields>
  )
}
