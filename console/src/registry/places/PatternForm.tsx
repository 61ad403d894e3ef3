import { registry, type WireRequestOf, type WireResponseOf } from '@anju/contract'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Checkbox, Form, Input, Select } from 'antd'
import { Eye, Trash2 } from 'lucide-react'
import { call } from '../../api.ts'
import { DateField } from '../../billing/DateField.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { FailureAlert } from '../../shell/states/FailureAlert.tsx'
import { STATES, USES } from '../registry.ts'
import { useRegistryTexts } from '../texts.ts'
import { AreaField } from './PremisesForm.tsx'
import { usePlacePageTexts } from './page-texts.ts'
import { orNull, renewPlaces } from './places.ts'

type Body = WireRequestOf<typeof registry.previewPattern>['body']
type Values = Pick<
  Body,
  'buildings' | 'units' | 'floors' | 'skipFloors' | 'rooms' | 'code' | 'use' | 'state' | 'areaFromOn'
> & {
  hasLift: boolean
  columns?: { room?: string; areaM2?: string; layoutCode?: string }[]
}
type Made = WireResponseOf<typeof registry.createByPattern>

/** Makes many rooms at once by a pattern, after a look at what it would make. */
export function PatternForm({ communityId, close }: { communityId: string; close: () => void }) {
  const t = usePlacePageTexts()
  const { message } = App.useApp()
  return (
    <FormDrawer<Values, Made>
      open
      onClose={close}
      title={t('pattern.title')}
      intro={t('pattern.intro')}
      initialValues={{
        ...{ buildings: '1', units: '1', floors: '1-18', skipFloors: '', rooms: '01-04', code: '{floor}{room}' },
        ...{ use: 'residential', state: 'unsold', hasLift: true },
      }}
      submitText={t('pattern.submit')}
      submit={(values, idempotencyKey) =>
        call(registry.createByPattern, { body: bodyOf(values, communityId), idempotencyKey })
      }
      onDone={made => {
        void renewPlaces()
        close()
        void message.success(t('pattern.done', { fresh: made.premises.fresh, existing: made.premises.existing }))
      }}
    >
      <PatternFields />
      <Preview communityId={communityId} />
    </FormDrawer>
  )
}

function bodyOf({ columns, ...values }: Values, communityId: string): Body {
  return {
    ...values,
    communityId,
    units: values.units ?? '',
    skipFloors: values.skipFloors ?? '',
    ownership: null,
    columns: (columns ?? []).map(column => ({
      ...{ room: column.room?.trim() ?? '', areaM2: orNull(column.areaM2), innerAreaM2: null },
      ...{ layoutCode: orNull(column.layoutCode), orientation: null, rooms: null, halls: null, baths: null },
    })),
  }
}

const LINES = ['buildings', 'units', 'floors', 'skipFloors', 'rooms', 'code'] as const
const NEEDED: readonly string[] = ['buildings', 'floors', 'rooms', 'code']

function PatternFields() {
  const t = usePlacePageTexts()
  const w = useRegistryTexts()
  return (
    <>
      {LINES.map(name => (
        <Form.Item
          key={name}
          name={name}
          label={t(`pattern.${name}`)}
          extra={
            name === 'code'
              ? t('pattern.codeHint', { example: '{floor}{room}', padded: '{floor2}' })
              : t(`pattern.${name}Hint`)
          }
          rules={NEEDED.includes(name) ? [{ required: true, whitespace: true, message: t('pattern.missing') }] : []}
        >
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
      ))}
      <Form.Item name="use" required label={t('field.use')}>
        <Select options={USES.map(value => ({ value, label: w(`use.${value}`) }))} />
      </Form.Item>
      <Form.Item name="state" label={t('field.state')}>
        <Select options={STATES.map(value => ({ value, label: w(`state.${value}`) }))} />
      </Form.Item>
      <Form.Item name="hasLift" valuePropName="checked">
        <Checkbox>{t('pattern.hasLift')}</Checkbox>
      </Form.Item>
      <Form.Item name="areaFromOn" label={t('pattern.areaFrom')} rules={[{ required: true, message: t('dayMissing') }]}>
        <DateField />
      </Form.Item>
      <Columns />
    </>
  )
}

function Columns() {
  const t = usePlacePageTexts()
  return (
    <Form.List name="columns">
      {(fields, { add, remove }) => (
        <>
          {fields.map(field => (
            <div key={field.key} className="rg-pair">
              <Form.Item
                name={[field.name, 'room']}
                label={t('pattern.room')}
                rules={[{ required: true, whitespace: true, message: t('pattern.roomMissing') }]}
              >
                <Input maxLength={20} placeholder="01" />
              </Form.Item>
              <AreaField name={[field.name, 'areaM2']} label={t('field.areaM2')} />
              <Form.Item name={[field.name, 'layoutCode']} label={t('field.layoutCode')}>
                <Input maxLength={20} />
              </Form.Item>
              <Button
                type="text"
                icon={<Trash2 size={14} aria-hidden />}
                aria-label={t('pattern.removeColumn')}
                onClick={() => remove(field.name)}
              />
            </div>
          ))}
          <Form.Item>
            <Button onClick={() => add({})}>{t('pattern.addColumn')}</Button>
          </Form.Item>
        </>
      )}
    </Form.List>
  )
}

function Preview({ communityId }: { communityId: string }) {
  const t = usePlacePageTexts()
  const form = Form.useFormInstance<Values>()
  const look = useMutation({
    mutationFn: async () => {
      const values = await form.validateFields()
      return call(registry.previewPattern, { body: bodyOf(values, communityId) })
    },
  })
  const { data } = look
  return (
    <section className="rg-preview">
      <Button icon={<Eye size={14} aria-hidden />} loading={look.isPending} onClick={() => look.mutate()}>
        {t('pattern.look')}
      </Button>
      {look.error && 'code' in look.error ? <FailureAlert error={look.error} /> : null}
      {data ? (
        <>
          <p role="status">
            {t('pattern.would', {
              buildings: data.buildings.fresh,
              units: data.units.fresh,
              rooms: data.premises.fresh,
              existing: data.premises.existing,
              area: data.areaM2,
            })}
          </p>
          <ul className="rg-preview__rooms">
            {data.rows.map(row => (
              <li key={row.label} data-exists={row.exists}>
                {row.label}
                {row.exists ? ` ${t('pattern.exists')}` : ''}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  )
}
