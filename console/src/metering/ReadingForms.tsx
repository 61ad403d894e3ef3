import { metering } from '@anju/contract'
import { App, Checkbox, Form, Input } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../api.ts'
import { DateField } from '../billing/DateField.tsx'
import { FormDrawer } from '../shell/form/FormDrawer.tsx'
import { ReasonField } from '../shell/form/ReasonField.tsx'
import { BandFields, typedBands } from './BandFields.tsx'
import { type MeterDetail, useMeter } from './meter.ts'
import { READING, type Reading, renewReadings } from './reading.ts'
import { useReadingTexts } from './reading-texts.ts'

interface Values {
  readOn: string
  value: string
  rolledOver?: boolean
  bands?: Record<string, string | undefined>
  note?: string
  reason?: string
}

interface ReadingFormProps {
  reading: Reading
  /** Change what waits, or ask that what counts be replaced. */
  how: 'edit' | 'correct'
  close: () => void
}

export function ReadingForm({ reading, how, close }: ReadingFormProps) {
  const t = useReadingTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  const code = reading.meterCode
  const { readOn, value, rolledOver, note, bands, version } = reading
  const ofMeter = useMeter(reading.meterId).data?.bands ?? Object.keys(bands)
  const save = ({ reason = '', ...values }: Values, idempotencyKey: string) => {
    const said = { ...values, rolledOver: values.rolledOver ?? false, bands: typedBands(ofMeter, values.bands) }
    const params = { readingId: reading.id }
    if (how === 'correct')
      return call(metering.correctReading, { params, body: { ...said, id: id.current, reason }, idempotencyKey })
    const photoId = reading.photo?.id ?? null
    return call(metering.editReading, {
      params,
      body: { ...said, photoId, note: said.note ?? '', version },
      idempotencyKey,
    })
  }
  return (
    <FormDrawer<Values, Reading>
      open
      onClose={close}
      title={t(how === 'edit' ? 'editTitle' : 'correctTitle', { code })}
      intro={how === 'correct' ? t('correctIntro') : undefined}
      submitText={t(how === 'edit' ? 'save' : 'correct')}
      initialValues={{ readOn, value, rolledOver, bands, ...(how === 'edit' ? { note } : {}) }}
      submit={save}
      onDone={() => {
        renewReadings()
        close()
        void message.success(t(how === 'edit' ? 'edited' : 'corrected'))
      }}
    >
      <SaidFields bands={ofMeter} />
      {how === 'edit' ? (
        <Form.Item name="note" label={t('field.note')}>
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
      ) : (
        <ReasonField label={t('reason')} missing={t('reasonMissing')} />
      )}
    </FormDrawer>
  )
}

/** The day, what the meter shows, part by part where it counts them apart, and whether it went over its last digit. */
function SaidFields({ bands }: { bands: readonly string[] }) {
  const t = useReadingTexts()
  return (
    <>
      <Form.Item name="readOn" label={t('field.readOn')} rules={[{ required: true, message: t('rounds.needed') }]}>
        <DateField />
      </Form.Item>
      <Form.Item
        name="value"
        label={t('field.value')}
        rules={[{ required: true, pattern: READING, message: t('grid.wrong') }]}
      >
        <Input inputMode="decimal" autoComplete="off" />
      </Form.Item>
      <BandFields name={['bands']} whole={['value']} bands={bands} />
      <Form.Item name="rolledOver" valuePropName="checked" extra={t('field.rolledOverHelp')}>
        <Checkbox>{t('field.rolledOver')}</Checkbox>
      </Form.Item>
    </>
  )
}

/** Enters what somebody read of a meter on a day, outside of any round. */
export function EnterReadingForm({ meter, close }: { meter: MeterDetail; close: () => void }) {
  const t = useReadingTexts()
  const { message } = App.useApp()
  const { id: meterId, communityId, code, bands } = meter
  return (
    <FormDrawer<Values, unknown>
      open
      onClose={close}
      title={t('enterTitle', { code })}
      intro={t('enterIntro')}
      submit={(values, idempotencyKey) =>
        call(metering.enterReadings, {
          body: {
            communityId,
            readings: [
              {
                ...{ id: idempotencyKey, meterId, readOn: values.readOn, value: values.value, note: values.note ?? '' },
                ...{ rolledOver: values.rolledOver ?? false, bands: typedBands(bands, values.bands) },
              },
            ],
          },
          idempotencyKey,
        })
      }
      onDone={() => {
        renewReadings()
        close()
        void message.success(t('entered'))
      }}
    >
      <SaidFields bands={bands} />
      <Form.Item name="note" label={t('field.note')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </FormDrawer>
  )
}

/** Says why a reading does not count. */
export function RejectForm({ reading, close }: { reading: Reading; close: () => void }) {
  const t = useReadingTexts()
  const { message } = App.useApp()
  const { meterCode: code, version } = reading
  return (
    <FormDrawer<{ reason: string }, Reading>
      open
      danger
      onClose={close}
      title={t('rejectTitle', { code })}
      submitText={t('reject')}
      submit={({ reason }, idempotencyKey) =>
        call(metering.rejectReading, { params: { readingId: reading.id }, body: { reason, version }, idempotencyKey })
      }
      onDone={() => {
        renewReadings()
        close()
        void message.success(t('rejected'))
      }}
    >
      <ReasonField label={t('reason')} missing={t('reasonMissing')} />
    </FormDrawer>
  )
}
