import { type WireResponseOf, workforce } from '@anju/contract'
import { App, Form, Input, Select } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { DateField } from '../../billing/DateField.tsx'
import { useCommunity } from '../../community.tsx'
import { useActor } from '../../session.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { ReasonField } from '../../shell/form/ReasonField.tsx'
import { renewWorkforce } from '../workforce.ts'
import { GRAINS, type KpiPeriod } from './performance.ts'
import { usePerformanceTexts } from './texts.ts'

const COMPANY = 'company'

interface OpenValues {
  grain: KpiPeriod['grain']
  fromOn: string
  place: string
  note?: string
}

/** Opens a month, a quarter or a year. */
export function OpenPeriod({ close }: { close: () => void }) {
  const t = usePerformanceTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  const { id: communityId, all } = useCommunity()
  const whole = useActor().communityIds === null
  const places = [
    ...(whole ? [{ value: COMPANY, label: t('period.company') }] : []),
    ...all.map(one => ({ value: one.id, label: one.name })),
  ]
  const done = async (opened: WireResponseOf<typeof workforce.openKpiPeriod>) => {
    await renewWorkforce()
    close()
    void message.success(t('period.opened', { made: opened.made }))
  }
  return (
    <FormDrawer<OpenValues, WireResponseOf<typeof workforce.openKpiPeriod>>
      open
      onClose={close}
      title={t('period.open')}
      intro={t('period.openIntro')}
      submitText={t('period.open')}
      initialValues={{ grain: 'month', place: communityId ?? places[0]?.value ?? COMPANY }}
      submit={({ place, note, ...body }, idempotencyKey) =>
        call(workforce.openKpiPeriod, {
          body: { ...body, id: id.current, communityId: place === COMPANY ? null : place, note: note?.trim() ?? '' },
          idempotencyKey,
        })
      }
      onDone={opened => void done(opened)}
    >
      <Form.Item name="grain" required label={t('grain')}>
        <Select options={GRAINS.map(value => ({ value, label: t(`grain.${value}`) }))} />
      </Form.Item>
      <Form.Item
        name="fromOn"
        label={t('period.first')}
        extra={t('period.firstHint')}
        rules={[{ required: true, message: t('period.firstMissing') }]}
        validateTrigger="onChange"
      >
        <DateField label={t('period.first')} />
      </Form.Item>
      <Form.Item name="place" label={t('period.place')}>
        <Select options={places} />
      </Form.Item>
      <Form.Item name="note" label={t('period.note')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </FormDrawer>
  )
}

interface VoidPeriodProps {
  period: KpiPeriod
  name: string
  close: () => void
}

/** Voids a period that was opened by mistake. */
export function VoidPeriod({ period, name, close }: VoidPeriodProps) {
  const t = usePerformanceTexts()
  const { message } = App.useApp()
  const done = async () => {
    await renewWorkforce()
    close()
    void message.success(t('period.voided'))
  }
  return (
    <FormDrawer<{ reason: string }, KpiPeriod>
      open
      onClose={close}
      title={t('period.voidTitle', { period: name })}
      intro={t('period.voidText')}
      submitText={t('period.void')}
      danger
      submit={({ reason }, idempotencyKey) =>
        call(workforce.voidKpiPeriod, {
          params: { periodId: period.id },
          body: { reason: reason.trim(), version: period.version },
          idempotencyKey,
        })
      }
      onDone={() => void done()}
    >
      <ReasonField label={t('period.voidReason')} missing={t('period.reasonMissing')} />
    </FormDrawer>
  )
}
