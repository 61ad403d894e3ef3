import { metering } from '@anju/contract'
import { App, Form } from 'antd'
import { call } from '../api.ts'
import { DateField } from '../billing/DateField.tsx'
import { FormDrawer } from '../shell/form/FormDrawer.tsx'
import { ReasonField } from '../shell/form/ReasonField.tsx'
import { ReadingField } from './MeterFields.tsx'
import { type MeterDetail, renewMeters } from './meter.ts'
import { useMeterTexts } from './texts.ts'

interface FormProps {
  meter: MeterDetail
  close: () => void
}

/** Takes a meter away: the day, its last reading, why. */
export function RetireForm({ meter, close }: FormProps) {
  const t = useMeterTexts()
  const { message } = App.useApp()
  const { code, version } = meter
  return (
    <FormDrawer<{ retiredOn: string; finalReading: string; reason: string }, MeterDetail>
      open
      onClose={close}
      title={t('retire.title', { code })}
      intro={t('retire.text')}
      submitText={t('retire.submit', { code })}
      danger
      submit={(values, idempotencyKey) =>
        call(metering.retireMeter, { params: { meterId: meter.id }, body: { ...values, version }, idempotencyKey })
      }
      onDone={changed => {
        renewMeters(changed)
        close()
        void message.success(t('retire.done', { code }))
      }}
    >
      <Form.Item
        name="retiredOn"
        label={t('field.retiredOn')}
        rules={[{ required: true, message: t('retire.dayMissing') }]}
      >
        <DateField />
      </Form.Item>
      <ReadingField name="finalReading" label={t('field.finalReading')} />
      <ReasonField label={t('field.reason')} missing={t('reasonMissing')} />
    </FormDrawer>
  )
}

/** Takes back that a meter was taken away. */
export function RestoreForm({ meter, close }: FormProps) {
  const t = useMeterTexts()
  const { message } = App.useApp()
  const { code, version } = meter
  return (
    <FormDrawer<{ reason: string }, MeterDetail>
      open
      onClose={close}
      title={t('restore.title', { code })}
      intro={t('restore.text')}
      submitText={t('restore.submit', { code })}
      submit={({ reason }, idempotencyKey) =>
        call(metering.restoreMeter, { params: { meterId: meter.id }, body: { reason, version }, idempotencyKey })
      }
      onDone={changed => {
        renewMeters(changed)
        close()
        void message.success(t('restore.done', { code }))
      }}
    >
      <ReasonField label={t('field.reason')} missing={t('reasonMissing')} />
    </FormDrawer>
  )
}
