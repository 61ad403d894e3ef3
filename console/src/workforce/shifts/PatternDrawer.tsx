import { workforce } from '@anju/contract'
import { comma } from '@anju/ui'
import { App, Button, Form, Input, Select, Switch } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { conflictsOf } from '../../shell/form/conflicts-of.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import type { Pattern, Shift } from '../rota/rota.ts'
import { useRotaTexts } from '../rota/texts.ts'
import { renewWorkforce } from '../workforce.ts'

interface Values {
  name: string
  days: (string | null | undefined)[]
  active: boolean
}

interface PatternDrawerProps {
  pattern: Pattern | undefined
  shifts: Shift[]
  open: boolean
  close: () => void
}

/** Adds a rotation, or edits one: the shift of each day, empty for a day off. */
export function PatternDrawer({ pattern, shifts, open, close }: PatternDrawerProps) {
  const t = useRotaTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  const submit = ({ name, days, active }: Values, idempotencyKey: string, version: number) => {
    const body = { name, shiftIds: days.map(day => day ?? null) }
    return pattern
      ? call(workforce.editShiftPattern, {
          params: { patternId: pattern.id },
          body: { ...body, active, version },
          idempotencyKey,
        })
      : call(workforce.createShiftPattern, { body: { ...body, id: id.current }, idempotencyKey })
  }
  const codeOf = (id: string | null | undefined) => shifts.find(shift => shift.id === id)?.code ?? t('dayOff')
  const conflicts = conflictsOf<Pattern, Values>(pattern, {
    read: async () => (await call(workforce.listShiftPatterns)).items.find(one => one.id === pattern?.id),
    values: ({ name, shiftIds, active }) => ({ name, days: shiftIds, active }),
    labels: { name: t('pattern.name'), days: t('pattern.days'), active: t('shift.active') },
    show: (field, value) => (field === 'days' ? (value as Values['days']).map(codeOf).join(comma()) : undefined),
  })
  const done = async (saved: Pattern) => {
    id.current = newId()
    await renewWorkforce()
    close()
    void message.success(t('pattern.saved', { name: saved.name }))
  }
  return (
    <FormDrawer<Values, Pattern>
      open={open}
      onClose={close}
      title={t(pattern ? 'editPattern' : 'newPattern')}
      intro={t('pattern.daysHint')}
      initialValues={
        pattern
          ? { name: pattern.name, days: pattern.shiftIds, active: pattern.active }
          : { days: [null], active: true }
      }
      submit={submit}
      conflicts={conflicts}
      onDone={saved => void done(saved)}
    >
      <Form.Item
        name="name"
        label={t('pattern.name')}
        rules={[{ required: true, whitespace: true, message: t('pattern.nameMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <DayItems shifts={shifts} held={pattern?.shiftIds ?? []} />
      {pattern ? (
        <Form.Item name="active" label={t('shift.active')} valuePropName="checked">
          <Switch />
        </Form.Item>
      ) : null}
    </FormDrawer>
  )
}

/** The shift of each day of the cycle. */
function DayItems({ shifts, held }: { shifts: Shift[]; held: readonly (string | null)[] }) {
  const t = useRotaTexts()
  const options = shifts
    .filter(shift => shift.active || held.includes(shift.id))
    .map(shift => ({ value: shift.id, label: `${shift.code} ${shift.name}` }))
  return (
    <Form.List name="days">
      {(fields, { add, remove }) => (
        <>
          {fields.map((field, place) => (
            <Form.Item key={field.key} name={field.name} label={t('pattern.day', { count: place + 1 })}>
              <Select allowClear placeholder={t('dayOff')} options={options} />
            </Form.Item>
          ))}
          <div className="wf-tools">
            <Button disabled={fields.length >= 56} onClick={() => add(null)}>
              {t('pattern.addDay')}
            </Button>
            <Button disabled={fields.length <= 1} onClick={() => remove(fields.length - 1)}>
              {t('pattern.removeDay')}
            </Button>
          </div>
        </>
      )}
    </Form.List>
  )
}
