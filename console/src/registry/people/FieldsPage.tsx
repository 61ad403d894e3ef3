import { registry, type WireResponseOf } from '@anju/contract'
import { comma } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Checkbox, Form, Input, InputNumber, Radio, Select } from 'antd'
import { Plus, TableProperties } from 'lucide-react'
import { useRef, useState } from 'react'
import { v7 as newId } from 'uuid'
import { call, queryClient } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useActor } from '../../session.tsx'
import { conflictsOf } from '../../shell/form/conflicts-of.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { ExportButton, listKey } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { StatePage } from '../../shell/states/StatePage.tsx'
import { DrawerBones } from '../DrawerBones.tsx'
import { useFieldTexts } from './field-texts.ts'
import '../registry.css'
import './people.css'

type Field = WireResponseOf<typeof registry.listCustomFields>['items'][number]

const TYPES = ['text', 'number', 'date', 'choice', 'yes-no'] as const
const SUBJECTS = ['person', 'premises'] as const

/** The fields that the company adds to people and premises. */
export function FieldsPage() {
  const t = useFieldTexts()
  const { data, error, refetch } = useQuery({
    queryKey: listKey(registry.listCustomFields),
    queryFn: ({ signal }) => call(registry.listCustomFields, { query: {}, signal }),
  })
  const reason = useActor().communityIds === null ? undefined : t('companyOnly')
  const [editing, setEditing] = useState<Field | 'new'>()
  return (
    <div className="c-page">
      <PageHeader
        title={t('title')}
        facts={t('facts')}
        actions={
          <>
            <ExportButton route={registry.exportCustomFields} query={{}} name={t('title')} />
            <ReasonButton
              type="primary"
              icon={<Plus size={14} aria-hidden />}
              reason={reason}
              onClick={() => setEditing('new')}
            >
              {t('create')}
            </ReasonButton>
          </>
        }
      />
      <div className="c-card rg-setup">
        {error && !data ? <FailureNotice error={error} retry={() => void refetch()} /> : null}
        {!data && !error ? <DrawerBones /> : null}
        {data?.items.length === 0 ? (
          <StatePage level="part" icon={TableProperties} title={t('none')}>
            {t('noneText')}
          </StatePage>
        ) : null}
        {data && data.items.length > 0 ? <FieldTable of={data.items} reason={reason} edit={setEditing} /> : null}
      </div>
      {editing ? (
        <FieldForm
          key={editing === 'new' ? 'new' : editing.id}
          field={editing === 'new' ? undefined : editing}
          close={() => setEditing(undefined)}
        />
      ) : null}
    </div>
  )
}

function FieldTable({ of, reason, edit }: { of: Field[]; reason: string | undefined; edit: (field: Field) => void }) {
  const t = useFieldTexts()
  return (
    <table className="rg-table" aria-label={t('title')}>
      <thead>
        <tr>
          <th scope="col">{t('label')}</th>
          <th scope="col">{t('subject')}</th>
          <th scope="col">{t('type')}</th>
          <th scope="col">{t('choices')}</th>
          <th scope="col">{t('required')}</th>
          <th scope="col">{t('state')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {of.map(field => (
          <tr key={field.id} data-past={field.archived}>
            <th scope="row">{field.label}</th>
            <td>{t(`subject.${field.subject}`)}</td>
            <td>{t(`type.${field.type}`)}</td>
            <td>{field.choices.join(comma()) || '–'}</td>
            <td>{field.required ? t('yes') : t('no')}</td>
            <td>
              <StatusTag tone={field.archived ? 'neutral' : 'success'}>
                {field.archived ? t('state.off') : t('state.on')}
              </StatusTag>
            </td>
            <td className="rg-deeds">
              <ReasonButton
                type="link"
                size="small"
                reason={reason}
                onClick={() => edit(field)}
                aria-label={t('editTitle', { label: field.label })}
              >
                {t('edit')}
              </ReasonButton>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type Values = Omit<Field, 'id' | 'version'>

function FieldForm({ field, close }: { field: Field | undefined; close: () => void }) {
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
          <Form.Item name="type" required label={t('type')} extra={t('typeHint')}>
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
