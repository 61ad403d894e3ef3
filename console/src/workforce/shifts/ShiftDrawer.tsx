import { type WireRequestOf, workforce } from '@anju/contract'
import { App, Form, Input, InputNumber, Select, Switch } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { conflictsOf } from '../../shell/form/conflicts-of.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import type { Shift } from '../rota/rota.ts'
import { useRotaTexts } from '../rota/texts.ts'
import { renewWorkforce } from '../workforce.ts'

type Values = Omit<WireRequestOf<typeof workforce.createShift>['body'], 'id'> & { active: boolean }

const COLOURS = ['blue', 'green', 'orange', 'purple', 'teal', 'red', 'grey'] as const
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/

interface Sent {
  id: string
  version: number
  idempotencyKey: string
}

function send(shift: Shift | undefined, { active, ...values }: Values, { id, version, idempotencyKey }: Sent) {
  const body = { ...values, breakMinutes: values.breakMinutes ?? 0 }
  return shift
    ? call(workforce.editShift, {
        params: { shiftId: shift.id },
        body: { ...body, active, version },
        idempotencyKey,
      })
    : call(workforce.createShift, { body: { ...body, id }, idempotencyKey })
}

function useShiftConflicts(shift: Shift | undefined) {
  const t = useRotaTexts()
  return conflictsOf<Shift, Values>(shift, {
    read: async () => (await call(workforce.listShifts)).items.find(one => one.id === shift?.id),
    values: ({ code, name, startsAt, endsAt, breakMinutes, colour, active }) => {
      return { code, name, startsAt, endsAt, breakMinutes, colour, active }
    },
    labels: {
      ...{ code: t('shift.code'), name: t('shift.name'), startsAt: t('shift.startsAt'), endsAt: t('shift.endsAt') },
      ...{ breakMinutes: t('shift.break'), colour: t('shift.colour'), active: t('shift.active') },
    },
    show: (field, value) => (field === 'colour' ? t(`colour.${value as Shift['colour']}`) : undefined),
  })
}

/** Adds a shift, or edits one. */
export function ShiftDrawer({ shift, open, close }: { shift: Shift | undefined; open: boolean; close: () => void }) {
  const t = useRotaTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  const done = async (saved: Shift) => {
    id.current = newId()
    await renewWorkforce()
    close()
    void message.success(t('shift.saved', { name: saved.name }))
  }
  const time = (name: 'startsAt' | 'endsAt', extra?: string) => (
    <Form.Item
      name={name}
      label={t(`shift.${name}`)}
      extra={extra}
      rules={[{ required: true, pattern: TIME, message: t('shift.timeWrong') }]}
    >
      <Input maxLength={5} placeholder="22:00" style={{ width: 120 }} autoComplete="off" />
    </Form.Item>
  )
  return (
    <FormDrawer<Values, Shift>
      open={open}
      onClose={close}
      title={t(shift ? 'editShift' : 'newShift')}
      initialValues={shift ?? { colour: 'blue', breakMinutes: 60, active: true }}
      submit={(values, idempotencyKey, version) => send(shift, values, { id: id.current, version, idempotencyKey })}
      conflicts={useShiftConflicts(shift)}
      refusedAt={{ 'workforce.shift_code_taken': 'code' }}
      onDone={saved => void done(saved)}
    >
      <Form.Item
        name="code"
        label={t('shift.code')}
        extra={t('shift.codeHint')}
        rules={[{ required: true, whitespace: true, message: t('shift.codeMissing') }]}
      >
        <Input maxLength={2} style={{ width: 120 }} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="name"
        label={t('shift.name')}
        rules={[{ required: true, whitespace: true, message: t('shift.nameMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      {time('startsAt')}
      {time('endsAt', t('shift.endsHint'))}
      <Form.Item name="breakMinutes" label={t('shift.break')}>
        <InputNumber min={0} max={240} precision={0} />
      </Form.Item>
      <Form.Item name="colour" label={t('shift.colour')}>
        <Select
          style={{ width: 160 }}
          options={COLOURS.map(value => ({ value, label: t(`colour.${value}`) }))}
          optionRender={option => <span className={`wf-cell wf-shift--${String(option.value)}`}>{option.label}</span>}
        />
      </Form.Item>
      {shift ? (
        <Form.Item name="active" label={t('shift.active')} valuePropName="checked">
          <Switch />
        </Form.Item>
      ) : null}
    </FormDrawer>
  )
}
