import { metering } from '@anju/contract'
import { App, Form, Input, InputNumber, Select } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../api.ts'
import { DateField } from '../billing/DateField.tsx'
import { FormDrawer } from '../shell/form/FormDrawer.tsx'
import { type MeterDetail, renewMeters } from './meter.ts'
import { renewReadings } from './reading.ts'
import { useMeterTexts } from './texts.ts'

const READING = /^\d{1,10}(\.\d{1,4})?$/

interface Values {
  replacedOn: string
  finalReading: string
  reason: string
  code: string
  initialReading: string
  multiplier: string
  digits: number
  decimals: number
  verifiedUntil?: string | null
  brand?: string
  model?: string
  deviceNo?: string
  readBy: MeterDetail['readBy']
}

interface ReplaceFormProps {
  meter: MeterDetail
  close: () => void
  /** Shows the new meter. */
  show: (meterId: string) => void
}

/** Replaces a meter on the spot: the last reading of the old, the first of the new. */
export function ReplaceForm({ meter, close, show }: ReplaceFormProps) {
  const t = useMeterTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  const { code, version, multiplier, digits, decimals, readBy } = meter
  return (
    <FormDrawer<Values, MeterDetail>
      open
      onClose={close}
      title={t('replace.title', { code })}
      intro={t('replace.text')}
      submitText={t('replace.submit', { code })}
      initialValues={{ initialReading: '0', multiplier, digits, decimals, readBy }}
      submit={({ verifiedUntil, ...values }, idempotencyKey) =>
        call(metering.replaceMeter, {
          params: { meterId: meter.id },
          body: { ...values, verifiedUntil: verifiedUntil || null, id: id.current, version },
          idempotencyKey,
        })
      }
      onDone={changed => {
        renewMeters(changed)
        renewReadings()
        close()
        void message.success(t('replace.done', { code, newCode: changed.code }))
        show(changed.id)
      }}
    >
      <OldFields />
      <NewFields />
      <DeviceFields />
    </FormDrawer>
  )
}

function OldFields() {
  const t = useMeterTexts()
  return (
    <>
      <div className="vh-two">
        <Form.Item
          name="replacedOn"
          label={t('field.replacedOn')}
          rules={[{ required: true, message: t('replace.dayMissing') }]}
          validateTrigger="onChange"
        >
          <DateField />
        </Form.Item>
        <Form.Item
          name="finalReading"
          label={t('replace.finalReading')}
          rules={[{ pattern: READING, required: true, message: t('form.readingWrong') }]}
        >
          <Input inputMode="decimal" autoComplete="off" />
        </Form.Item>
      </div>
      <Form.Item
        name="reason"
        label={t('field.reason')}
        rules={[{ required: true, whitespace: true, message: t('reasonMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" placeholder={t('replace.reasonHint')} />
      </Form.Item>
    </>
  )
}

function NewFields() {
  const t = useMeterTexts()
  return (
    <div className="vh-two">
      <Form.Item
        name="code"
        label={t('replace.code')}
        rules={[{ required: true, whitespace: true, message: t('form.codeMissing') }]}
      >
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="initialReading"
        label={t('replace.initialReading')}
        rules={[{ pattern: READING, required: true, message: t('form.readingWrong') }]}
      >
        <Input inputMode="decimal" autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="multiplier"
        label={t('field.multiplier')}
        rules={[{ pattern: /^(?=.*[1-9])\d{1,8}(\.\d{1,4})?$/, required: true, message: t('form.multiplierWrong') }]}
      >
        <Input inputMode="decimal" autoComplete="off" />
      </Form.Item>
      <Form.Item name="verifiedUntil" label={t('field.verifiedUntil')}>
        <DateField />
      </Form.Item>
      <Form.Item name="digits" label={t('field.digits')} rules={[{ required: true, message: t('form.needed') }]}>
        <InputNumber min={3} max={10} precision={0} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="decimals" label={t('field.decimals')} rules={[{ required: true, message: t('form.needed') }]}>
        <InputNumber min={0} max={4} precision={0} style={{ width: '100%' }} />
      </Form.Item>
    </div>
  )
}

function DeviceFields() {
  const t = useMeterTexts()
  return (
    <div className="vh-two">
      <Form.Item name="deviceNo" label={t('field.deviceNo')}>
        <Input maxLength={50} autoComplete="off" />
      </Form.Item>
      <Form.Item name="readBy" label={t('field.readBy')} rules={[{ required: true, message: t('form.needed') }]}>
        <Select options={(['person', 'device'] as const).map(value => ({ value, label: t(`readBy.${value}`) }))} />
      </Form.Item>
      <Form.Item name="brand" label={t('field.brand')}>
        <Input maxLength={50} autoComplete="off" />
      </Form.Item>
      <Form.Item name="model" label={t('field.model')}>
        <Input maxLength={50} autoComplete="off" />
      </Form.Item>
    </div>
  )
}
