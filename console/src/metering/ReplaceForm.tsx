import { metering } from '@anju/contract'
import { App, Form, Input } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../api.ts'
import { DateField } from '../billing/DateField.tsx'
import { FormDrawer } from '../shell/form/FormDrawer.tsx'
import { ReasonField } from '../shell/form/ReasonField.tsx'
import { DeviceFields, ReadingField, RegisterFields } from './MeterFields.tsx'
import { type MeterDetail, renewMeters } from './meter.ts'
import { renewReadings } from './reading.ts'
import { useMeterTexts } from './texts.ts'

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
      refusedAt={{ 'metering.code_taken': 'code' }}
      onDone={changed => {
        renewMeters(changed)
        renewReadings()
        close()
        void message.success(t('replace.done', { code, newCode: changed.code }))
        show(changed.id)
      }}
    >
      <OldFields />
      <Form.Item
        name="code"
        label={t('replace.code')}
        rules={[{ required: true, whitespace: true, message: t('form.codeMissing') }]}
      >
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <RegisterFields initialLabel={t('replace.initialReading')} />
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
        <ReadingField name="finalReading" label={t('replace.finalReading')} />
      </div>
      <ReasonField label={t('field.reason')} missing={t('reasonMissing')} placeholder={t('replace.reasonHint')} />
    </>
  )
}
