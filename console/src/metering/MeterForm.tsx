import { metering } from '@anju/contract'
import { comma } from '@anju/ui'
import { App, Form, Input, Select } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../api.ts'
import { DateField } from '../billing/DateField.tsx'
import { type Choice, FindOne } from '../registry/vehicles/FindSelect.tsx'
import { findPremises } from '../registry/vehicles/find.ts'
import { FormDrawer } from '../shell/form/FormDrawer.tsx'
import { DeviceFields, RegisterFields } from './MeterFields.tsx'
import { findParents, METER_KINDS, METER_LEVELS, type MeterDetail, renewMeters } from './meter.ts'
import { useMeterTexts } from './texts.ts'

interface Values {
  code: string
  name?: string
  kind: MeterDetail['kind']
  level: MeterDetail['level']
  parent?: Choice | null
  premises?: Choice | null
  place?: string
  multiplier: string
  digits: number
  decimals: number
  initialReading: string
  installedOn?: string | null
  verifiedUntil?: string | null
  brand?: string
  model?: string
  deviceNo?: string
  collector?: string
  readBy: MeterDetail['readBy']
  bands?: string[]
  notes?: string
  state: 'active' | 'stopped'
}

function valuesOf(meter: MeterDetail): Values {
  const { code, name, kind, level, place, multiplier, digits, decimals, initialReading, installedOn } = meter
  const { verifiedUntil, brand, model, deviceNo, collector, readBy, bands, notes } = meter
  return {
    ...{ code, name, kind, level, place, multiplier, digits, decimals, initialReading, installedOn, verifiedUntil },
    ...{ brand, model, deviceNo, collector, readBy, bands, notes },
    state: meter.state === 'stopped' ? 'stopped' : 'active',
    parent: meter.parentId ? { value: meter.parentId, label: meter.parentCode ?? '' } : null,
    premises: meter.premisesId ? { value: meter.premisesId, label: meter.premisesLabel ?? '' } : null,
  }
}

const NEW = {
  kind: 'water-cold',
  level: 'household',
  multiplier: '1',
  digits: 5,
  decimals: 2,
  readBy: 'person',
} as const

function bodyOf({ parent, premises, state: _, installedOn, verifiedUntil, ...words }: Values) {
  return {
    ...words,
    parentId: parent?.value ?? null,
    premisesId: premises?.value ?? null,
    installedOn: installedOn || null,
    verifiedUntil: verifiedUntil || null,
  }
}

interface MeterFormProps {
  open: boolean
  close: () => void
  community: { id: string; name: string }
  /** The meter to change; undefined registers a new one. */
  meter?: MeterDetail
}

/** Registers a meter, or changes what is known of one. */
export function MeterForm({ open, close, community, meter }: MeterFormProps) {
  const t = useMeterTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  const done = (changed: MeterDetail) => {
    id.current = newId()
    renewMeters(changed)
    close()
    void message.success(meter ? t('form.editDone') : t('form.newDone', { code: changed.code }))
  }
  return (
    <FormDrawer<Values, MeterDetail>
      open={open}
      onClose={close}
      title={meter ? t('form.editTitle', { code: meter.code }) : t('form.newTitle')}
      intro={meter ? undefined : t('form.newIntro', { community: community.name })}
      initialValues={meter ? valuesOf(meter) : { ...NEW, initialReading: '0', state: 'active' }}
      submitText={meter ? t('form.editSubmit') : t('form.newSubmit')}
      conflicts={meter ? conflictsOf(meter, t) : undefined}
      submit={(values, idempotencyKey, version) =>
        meter
          ? call(metering.editMeter, {
              params: { meterId: meter.id },
              body: { ...bodyOf(values), state: values.state, version },
              idempotencyKey,
            })
          : call(metering.addMeter, {
              body: { id: id.current, communityId: community.id, ...bodyOf(values) },
              idempotencyKey,
            })
      }
      refusedAt={{ 'metering.code_taken': 'code' }}
      onDone={done}
    >
      <WhatFields />
      <WhereFields communityId={community.id} exceptId={meter?.id} />
      <RegisterFields initialLabel={t('field.initialReading')}>
        <Form.Item name="installedOn" label={t('field.installedOn')}>
          <DateField />
        </Form.Item>
      </RegisterFields>
      <MoreFields editing={meter !== undefined} />
    </FormDrawer>
  )
}

function conflictsOf(meter: MeterDetail, t: ReturnType<typeof useMeterTexts>) {
  return {
    version: meter.version,
    present: async () => {
      const now = await call(metering.readMeter, { params: { meterId: meter.id } })
      return { version: now.version, values: valuesOf(now) }
    },
    labels: {
      ...{ code: t('field.code'), name: t('field.name'), kind: t('field.kind'), level: t('field.level') },
      ...{ parent: t('field.parent'), premises: t('field.premises'), place: t('field.place') },
      ...{ multiplier: t('field.multiplier'), digits: t('field.digits'), decimals: t('field.decimals') },
      ...{ initialReading: t('field.initialReading'), installedOn: t('field.installedOn') },
      ...{ verifiedUntil: t('field.verifiedUntil'), brand: t('field.brand'), model: t('field.model') },
      ...{ deviceNo: t('field.deviceNo'), collector: t('field.collector'), readBy: t('field.readBy') },
      ...{ bands: t('field.bands'), notes: t('field.notes'), state: t('field.state') },
    },
    show: (field: keyof Values, value: unknown) => {
      if (field === 'parent' || field === 'premises') return (value as Choice | null)?.label ?? '–'
      if (field === 'bands') return (value as string[] | undefined)?.join(comma()) || '–'
      if (field === 'kind') return t(`kind.${value as Values['kind']}`)
      if (field === 'level') return t(`level.${value as Values['level']}`)
      if (field === 'readBy') return t(`readBy.${value as Values['readBy']}`)
      return field === 'state' ? t(`state.${value as Values['state']}`) : undefined
    },
  }
}

function WhatFields() {
  const t = useMeterTexts()
  return (
    <>
      <Form.Item
        name="code"
        label={t('field.code')}
        extra={t('form.codeHelp')}
        rules={[{ required: true, whitespace: true, message: t('form.codeMissing') }]}
      >
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <div className="vh-two">
        <Form.Item name="kind" label={t('field.kind')} rules={[{ required: true, message: t('form.needed') }]}>
          <Select options={METER_KINDS.map(value => ({ value, label: t(`kind.${value}`) }))} />
        </Form.Item>
        <Form.Item name="level" label={t('field.level')} rules={[{ required: true, message: t('form.needed') }]}>
          <Select options={METER_LEVELS.map(value => ({ value, label: t(`level.${value}`) }))} />
        </Form.Item>
      </div>
      <Form.Item name="name" label={t('field.name')}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
    </>
  )
}

function WhereFields({ communityId, exceptId }: { communityId: string; exceptId: string | undefined }) {
  const t = useMeterTexts()
  const level = Form.useWatch('level')
  const premises = Form.useWatch('premises')
  const needsPlace = level !== 'household' && !premises
  return (
    <>
      <Form.Item
        name="premises"
        label={t('field.premises')}
        rules={[{ required: level === 'household', message: t('form.premisesMissing') }]}
      >
        <FindOne
          name={`premises ${communityId}`}
          find={findPremises(communityId)}
          placeholder={t('form.findPremises')}
        />
      </Form.Item>
      <Form.Item
        name="place"
        label={t('field.place')}
        extra={t('form.placeHelp')}
        rules={[{ required: needsPlace, whitespace: true, message: t('form.placeMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="parent" label={t('field.parent')} extra={t('form.parentHelp')}>
        <FindOne
          name={`meters ${communityId}`}
          find={findParents(communityId, exceptId)}
          placeholder={t('form.findMeter')}
        />
      </Form.Item>
    </>
  )
}

function MoreFields({ editing }: { editing: boolean }) {
  const t = useMeterTexts()
  return (
    <>
      <DeviceFields>
        <Form.Item name="collector" label={t('field.collector')}>
          <Input maxLength={50} autoComplete="off" />
        </Form.Item>
        {editing ? (
          <Form.Item name="state" label={t('field.state')}>
            <Select options={(['active', 'stopped'] as const).map(value => ({ value, label: t(`state.${value}`) }))} />
          </Form.Item>
        ) : null}
      </DeviceFields>
      <Form.Item name="bands" label={t('field.bands')} extra={t('form.bandsHelp')}>
        <Select
          mode="tags"
          maxCount={8}
          tokenSeparators={[' ', ',', '，', '、']}
          options={['尖', '峰', '平', '谷'].map(value => ({ value, label: value }))}
        />
      </Form.Item>
      <Form.Item name="notes" label={t('field.notes')}>
        <Input.TextArea maxLength={2000} autoSize={{ minRows: 2, maxRows: 6 }} />
      </Form.Item>
    </>
  )
}
