import type { registry, WireResponseOf } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { App, Form, Input, Radio, Select } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { queryClient } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useCan } from '../../session.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { FIELD_SUBJECTS, type FieldSubject } from './field-subjects.ts'
import { useFieldTexts } from './field-texts.ts'

const CalendarDate = lazy(async () => ({ default: (await import('../../billing/CalendarField.tsx')).CalendarDate }))

type Values = WireResponseOf<typeof registry.readPersonFields>
type Item = Values['items'][number]

interface CustomFieldsProps {
  subject: FieldSubject
  id: string
}

/** The company's own fields of a person, of premises or of a vehicle: what is said, and a form to say it. */
export function CustomFields({ subject, id }: CustomFieldsProps) {
  const t = useFieldTexts()
  const may = useCan(FIELD_SUBJECTS[subject].permission)
  // An address may lead straight to the form: the fix link of a finding.
  const asked = useSearch({ strict: false }) as { do?: string }
  const [open, setOpen] = useState(asked.do === 'fields' && may)
  const { data, error, refetch } = useQuery({
    queryKey: [FIELD_SUBJECTS[subject].path, id],
    queryFn: ({ signal }) => FIELD_SUBJECTS[subject].read(id, signal),
  })
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  // A company without fields of its own sees nothing of them.
  if (!data || data.items.length === 0) return null
  return (
    <section className="rg-links">
      <div className="rg-household__bar">
        <h3>{t('section')}</h3>
        <ReasonButton size="small" reason={may ? undefined : t('noEdit')} onClick={() => setOpen(true)}>
          {t('fill')}
        </ReasonButton>
      </div>
      <dl className="c-facts">
        {data.items.map(item => (
          <div key={item.field.id}>
            <dt>{item.field.label}</dt>
            <dd>{shown(item, t('yes'), t('no')) ?? <span className="c-none">{t('notSaid')}</span>}</dd>
          </div>
        ))}
      </dl>
      {open ? <FieldsForm subject={subject} id={id} items={data.items} close={() => setOpen(false)} /> : null}
    </section>
  )
}

function shown({ field, value }: Item, yes: string, no: string): string | null {
  if (field.type !== 'yes-no' || value === null) return value
  return value === 'yes' ? yes : no
}

interface FieldsFormProps extends CustomFieldsProps {
  items: Item[]
  close: () => void
}

interface FormValues {
  values: { value?: string | null }[]
}

function FieldsForm({ subject, id, items, close }: FieldsFormProps) {
  const t = useFieldTexts()
  const { message } = App.useApp()
  const asked = items.filter(item => !item.field.archived)
  const submit = ({ values }: FormValues, idempotencyKey: string) => {
    const body = {
      values: asked.map(({ field, version }, index) => ({
        ...{ fieldId: field.id, version, value: values[index]?.value?.trim() || null },
      })),
    }
    return FIELD_SUBJECTS[subject].write(id, body, idempotencyKey)
  }
  return (
    <FormDrawer<FormValues, Values>
      open
      onClose={close}
      title={t('fillTitle')}
      initialValues={{ values: asked.map(({ value }) => ({ value })) }}
      submit={submit}
      onDone={() => {
        void queryClient.invalidateQueries({ queryKey: [FIELD_SUBJECTS[subject].path] })
        close()
        void message.success(t('saved'))
      }}
    >
      <FieldInputs fields={asked.map(item => item.field)} />
    </FormDrawer>
  )
}

type Field = Item['field']

/** Inputs of the company's own fields by their types, for a form: `values[n].value`, in the order given. */
export function FieldInputs({ fields, values }: { fields: readonly Field[]; values?: readonly (string | null)[] }) {
  const t = useFieldTexts()
  return (
    <>
      {fields.map((field, index) => (
        <Form.Item
          key={field.id}
          name={['values', index, 'value']}
          label={field.label}
          {...(values ? { initialValue: values[index] } : {})}
          rules={[{ required: field.required, message: t('missing') }]}
        >
          {field.type === 'choice' ? (
            <Select allowClear options={field.choices.map(value => ({ value, label: value }))} />
          ) : field.type === 'yes-no' ? (
            <Radio.Group
              options={[
                { value: 'yes', label: t('yes') },
                { value: 'no', label: t('no') },
              ]}
            />
          ) : field.type === 'date' ? (
            <LazyDate />
          ) : (
            <Input maxLength={200} autoComplete="off" inputMode={field.type === 'number' ? 'decimal' : 'text'} />
          )}
        </Form.Item>
      ))}
    </>
  )
}

/** The calendar's code comes with the first date field. */
function LazyDate(props: { value?: string | null; onChange?: (date: string | null) => void; id?: string }) {
  return (
    <Suspense fallback={<div className="c-bone" style={{ height: 32 }} />}>
      <CalendarDate {...props} />
    </Suspense>
  )
}
