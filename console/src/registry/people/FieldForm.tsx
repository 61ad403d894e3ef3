import { registry, type WireResponseOf } from '@anju/contract'
import { Checkbox, Form, Input, InputNumber, Radio, Select } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call, queryClient } from '../../api.ts'
import { conflictsOf } from '../../shell/form/conflicts-of.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { listKey } from '../../shell/list/index.ts'
import { useFieldTexts } from './field-texts.ts'
import '../registry.css'
import './people.css'

type Field = WireResponseOf<typeof registry.listCustomFields>['items'][number]

const SUBJECTS = ['person', 'premises', 'vehicle'] as const
const TYPES = ['text', 'number', 'date', 'choice', 'yes-no'] as const
type Values = Omit<Field, 'id' | 'version'>

/** A field of the company's own: made, or changed. */
export function FieldForm({ field, close }: { field: Field | undefined; close: () => void }) {
  const t = useFieldTexts()
  const id = useRef(newId())
  const submit = (values: Values, idempotencyKey: string, version: number) => {
    const { label, choices = [], required = false, position = 0, archived = false } = values
    return field
      ? call(registry.editCustomField, {
          params: { fieldId: field.id },
          body: { version, label, choices, required, position, archived },
          idempotencyKey,
        })
      : call(registry.createCustomField, {
          body: { id: id.current, subject: values.subject, type: values.type, label, choices, required, position },
          idempotencyKey,
        })
  }
  const conflicts = conflictsOf<Field, Values>(field, {
    read: async () => (await call(registry.listCustomFields, { query: {} })).items.find(one => one.id === field?.id),
    values: ({ label, choices, required, position, archived }) => ({ label, choices, required, position, archived }),
    labels: {
      ...{ label: t('label'), choices: t('choices'), required: t('required'), position: t('position') },
      archived: t('archived'),
    },
  })
  return (
    <FormDrawer<Values, Field>
      open
      onClose={close}
      title={field ? t('editTitle', { label: field.label }) : t('create')}
      initialValues={field ?? { subject: 'person', type: 'text', required: false, position: 0, choices: [] }}
      submit={submit}
      conflicts={conflicts}
      refusedAt={{ 'registry.field_label_taken': 'label' }}
      onDone={() => {
        void queryClient.invalidateQueries({ queryKey: listKey(registry.listCustomFields) })
        void queryClient.invalidateQueries({ queryKey: listKey(registry.readPersonFields) })
        void queryClient.invalidateQueries({ queryKey: listKey(registry.readPremisesFields) })
        void queryClient.invalidateQueries({ queryKey: listKey(registry.readVehicleFields) })
        close()
      }}
    >
      <FieldFields field={field} />
    </FormDrawer>
  )
}

function FieldFields({ field }: { field: Field | undefined }) {
  const t = useFieldTexts()
  const type = Form.useWatch<Field['type'] | undefined>('type') ?? field?.type
  return (
    <>
      {field ? null : (
        <>
          <Form.Item name="subject" label={t('subject')}>
            <Radio.Group
              optionType="button"
              options={SUBJECTS.map(value => ({ value, label: t(`subject.${value}`) }))}
            />
          </Form.Item>
          <Form.Item name="type" label={t('type')} extra={t('typeHint')}>
            <Select options={TYPES.map(value => ({ value, label: t(`type.${value}`) }))} />
          </Form.Item>
        </>
      )}
      <Form.Item
        name="label"
        label={t('label')}
        rules={[{ required: true, whitespace: true, message: t('labelMissing') }]}
      >
        <Input maxLength={30} autoComplete="off" />
      </Form.Item>
      {type === 'choice' ? (
        <Form.Item
          name="choices"
          label={t('choices')}
          extra={t('choicesHint')}
          rules={[{ required: true, message: t('choicesMissing') }]}
        >
          <Select mode="tags" open={false} suffixIcon={null} maxCount={50} />
        </Form.Item>
      ) : null}
      <Form.Item name="required" valuePropName="checked">
        <Checkbox>{t('required')}</Checkbox>
      </Form.Item>
      <Form.Item name="position" label={t('position')}>
        <InputNumber min={0} max={1000} precision={0} />
      </Form.Item>
      {field ? (
        <Form.Item name="archived" valuePropName="checked" extra={t('archivedHint')}>
          <Checkbox>{t('archived')}</Checkbox>
        </Form.Item>
      ) : null}
    </>
  )
}
