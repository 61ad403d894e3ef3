import { registry, type WireRequestOf } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { App, Form, Input, InputNumber, Select } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { FieldInputs } from '../people/CustomFields.tsx'
import { answersOf, useAskedFields } from '../people/useAskedFields.ts'
import { type PremisesDetail, STATES, USES } from '../registry.ts'
import { useRegistryTexts } from '../texts.ts'
import { usePlacePageTexts } from './page-texts.ts'
import { ORIENTATIONS, OWNERSHIPS, orNull, premisesQuery, renewPlaces, treeQuery } from './places.ts'

type Body = WireRequestOf<typeof registry.createPremises>['body']
type Values = Partial<Omit<Body, 'id' | 'communityId' | 'values'>> & { values?: { value?: string | null }[] }

interface PremisesFormProps {
  close: () => void
  communityId: string
  /** What is edited; nothing: a new one. */
  premises?: PremisesDetail
  /** Where a new one begins. */
  at?: { buildingId?: string | undefined; unitId?: string | undefined }
  onDone?: (premises: PremisesDetail) => void
}

/** Writes down premises: a new one, or what is known of one. */
export function PremisesForm({ close, communityId, premises, at, onDone }: PremisesFormProps) {
  const t = usePlacePageTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  const asked = useAskedFields('premises', premises?.id)
  const submit = (values: Values, idempotencyKey: string, version: number) => {
    const facts = { ...factsOf(values), values: answersOf(asked, values.values) }
    if (premises) {
      const params = { premisesId: premises.id }
      return call(registry.editPremises, { params, body: { ...facts, version }, idempotencyKey })
    }
    const area = { areaM2: orNull(values.areaM2), innerAreaM2: orNull(values.innerAreaM2), sharedAreaM2: null }
    const body = { ...facts, ...area, id: id.current, communityId, state: values.state ?? 'unsold' }
    return call(registry.createPremises, { body, idempotencyKey })
  }
  const done = (saved: PremisesDetail) => {
    void renewPlaces()
    close()
    void message.success(t('premises.saved', { label: saved.label }))
    onDone?.(saved)
  }
  return (
    <FormDrawer<Values, PremisesDetail>
      open
      onClose={close}
      title={premises ? t('premises.edit', { label: premises.label }) : t('premises.new')}
      initialValues={premises ? { ...premises } : { use: 'residential', state: 'unsold', note: '', ...at }}
      submitText={t('save')}
      submit={submit}
      refusedAt={{ 'registry.premises_code_taken': 'code' }}
      onDone={done}
      {...(premises
        ? {
            conflicts: {
              version: premises.version,
              present: async () => {
                const now = await premisesQuery(premises.id).queryFn({ signal: new AbortController().signal })
                return { version: now.version, values: now }
              },
              labels: { code: t('field.code'), floor: t('field.floor'), use: t('field.use'), note: t('field.note') },
            },
          }
        : {})}
    >
      <PlaceFields communityId={communityId} />
      <KindFields />
      {premises ? null : <FirstFields />}
      <FieldInputs fields={asked.map(one => one.field)} values={asked.map(one => one.value)} />
      <Form.Item name="note" label={t('field.note')}>
        <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 5 }} />
      </Form.Item>
    </FormDrawer>
  )
}

function factsOf(values: Values) {
  return {
    buildingId: orNull(values.buildingId),
    unitId: orNull(values.unitId),
    areaCode: orNull(values.areaCode),
    code: values.code ?? '',
    floor: orNull(values.floor),
    floorTo: orNull(values.floorTo),
    use: values.use ?? ('residential' as const),
    ownership: orNull(values.ownership),
    orientation: orNull(values.orientation),
    layoutCode: orNull(values.layoutCode),
    rooms: orNull(values.rooms),
    halls: orNull(values.halls),
    baths: orNull(values.baths),
    note: values.note ?? '',
  }
}

function PlaceFields({ communityId }: { communityId: string }) {
  const t = usePlacePageTexts()
  const { data } = useQuery(treeQuery(communityId))
  const buildingId = Form.useWatch<string | null>('buildingId')
  const form = Form.useFormInstance()
  const units = data?.buildings.find(building => building.id === buildingId)?.units ?? []
  return (
    <>
      <Form.Item name="buildingId" label={t('field.building')} extra={t('premises.buildingHint')}>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          onChange={() => form.setFieldValue('unitId', null)}
          options={data?.buildings.map(one => ({ value: one.id, label: one.name })) ?? []}
        />
      </Form.Item>
      {units.length > 0 ? (
        <Form.Item name="unitId" label={t('field.unit')}>
          <Select
            allowClear
            options={units.map(one => ({ value: one.id, label: t('stack.unit', { code: one.code }) }))}
          />
        </Form.Item>
      ) : null}
      {buildingId ? null : (
        <Form.Item name="areaCode" label={t('field.areaCode')}>
          <Input maxLength={20} />
        </Form.Item>
      )}
      <Form.Item
        name="code"
        label={t('field.code')}
        rules={[
          { required: true, whitespace: true, message: t('codeMissing') },
          { pattern: /^[^\s/]{1,20}$/, message: t('codeWrong') },
        ]}
      >
        <Input maxLength={20} autoComplete="off" />
      </Form.Item>
      <Form.Item label={t('field.floors')} style={{ marginBottom: 0 }}>
        <div className="rg-pair">
          <Form.Item name="floor">
            <InputNumber
              min={-20}
              max={200}
              precision={0}
              placeholder={t('field.floor')}
              aria-label={t('field.floor')}
            />
          </Form.Item>
          <Form.Item name="floorTo">
            <InputNumber
              min={-20}
              max={200}
              precision={0}
              placeholder={t('field.floorTo')}
              aria-label={t('field.floorTo')}
            />
          </Form.Item>
        </div>
      </Form.Item>
    </>
  )
}

function KindFields() {
  const t = usePlacePageTexts()
  const w = useRegistryTexts()
  return (
    <>
      <Form.Item name="use" label={t('field.use')} rules={[{ required: true }]}>
        <Select options={USES.map(value => ({ value, label: w(`use.${value}`) }))} />
      </Form.Item>
      <Form.Item name="ownership" label={t('field.ownership')}>
        <Select allowClear options={OWNERSHIPS.map(value => ({ value, label: t(`ownership.${value}`) }))} />
      </Form.Item>
      <Form.Item name="orientation" label={t('field.orientation')}>
        <Select allowClear options={ORIENTATIONS.map(value => ({ value, label: t(`orientation.${value}`) }))} />
      </Form.Item>
      <Form.Item name="layoutCode" label={t('field.layoutCode')}>
        <Input maxLength={20} />
      </Form.Item>
      <Form.Item label={t('field.layout')} style={{ marginBottom: 0 }}>
        <div className="rg-pair">
          {(['rooms', 'halls', 'baths'] as const).map(name => (
            <Form.Item key={name} name={name}>
              <InputNumber
                min={0}
                max={50}
                precision={0}
                suffix={t(`layout.${name}`)}
                aria-label={t(`layout.${name}`)}
              />
            </Form.Item>
          ))}
        </div>
      </Form.Item>
    </>
  )
}

function FirstFields() {
  const t = usePlacePageTexts()
  const w = useRegistryTexts()
  return (
    <>
      <Form.Item name="state" label={t('field.state')} rules={[{ required: true }]}>
        <Select options={STATES.map(value => ({ value, label: w(`state.${value}`) }))} />
      </Form.Item>
      <AreaField name="areaM2" label={w('field.area')} />
      <AreaField name="innerAreaM2" label={w('field.innerArea')} />
    </>
  )
}

/** An exact area as text. */
export function AreaField({
  name,
  label,
  required,
}: {
  name: string | (string | number)[]
  label: string
  required?: boolean
}) {
  const t = usePlacePageTexts()
  return (
    <Form.Item
      name={name}
      label={label}
      rules={[
        { pattern: /^\d{1,10}(\.\d{1,2})?$/, message: t('areaWrong') },
        ...(required ? [{ required: true, message: t('areaMissing') }] : []),
      ]}
    >
      <Input inputMode="decimal" maxLength={13} autoComplete="off" suffix="m²" />
    </Form.Item>
  )
}
