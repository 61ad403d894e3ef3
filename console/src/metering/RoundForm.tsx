import { metering } from '@anju/contract'
import { useNavigate } from '@tanstack/react-router'
import { App, Form, Input, Select } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../api.ts'
import { DateField } from '../billing/DateField.tsx'
import { FormDrawer } from '../shell/form/FormDrawer.tsx'
import { METER_KINDS } from './meter.ts'
import { type Round, renewReadings } from './reading.ts'
import { useReadingTexts } from './reading-texts.ts'
import { useMeterTexts } from './texts.ts'

interface RoundValues {
  kind: Round['kind']
  month: string
  plannedOn: string
}

/** Opens a round of a community. */
export function RoundForm({ community, close }: { community: { id: string; name: string }; close: () => void }) {
  const t = useReadingTexts()
  const meters = useMeterTexts()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const id = useRef(newId())
  return (
    <FormDrawer<RoundValues, Round>
      open
      onClose={close}
      title={t('rounds.new')}
      intro={t('rounds.newIntro', { community: community.name })}
      submitText={t('rounds.new')}
      initialValues={{ kind: 'water-cold' }}
      submit={(values, idempotencyKey) =>
        call(metering.openRound, { body: { id: id.current, communityId: community.id, ...values }, idempotencyKey })
      }
      onDone={round => {
        renewReadings()
        close()
        void message.success(t('rounds.opened'))
        void navigate({ to: '/reading-rounds/$roundId', params: { roundId: round.id } })
      }}
    >
      <Form.Item name="kind" label={t('field.kind')} rules={[{ required: true, message: t('rounds.needed') }]}>
        <Select options={METER_KINDS.map(value => ({ value, label: meters(`kind.${value}`) }))} />
      </Form.Item>
      <Form.Item
        name="month"
        label={t('rounds.month')}
        rules={[{ required: true, pattern: /^\d{4}-(0[1-9]|1[0-2])$/, message: t('rounds.monthWrong') }]}
      >
        <Input placeholder="2026-11" maxLength={7} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="plannedOn"
        label={t('rounds.plannedOn')}
        rules={[{ required: true, message: t('rounds.needed') }]}
      >
        <DateField />
      </Form.Item>
    </FormDrawer>
  )
}
