import { registry } from '@anju/contract'
import { App, Checkbox, Form, Input, Select } from 'antd'
import { call } from '../../api.ts'
import { CalendarDate } from '../../billing/CalendarField.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { useRegistryTexts } from '../texts.ts'
import type { MoveFormProps } from './MoveInForm.tsx'
import { useMoveTexts } from './move-texts.ts'
import { END_REASONS, type Household, type Occupancy, renewPeople } from './people.ts'

interface Values {
  who: string[]
  withFamily?: boolean
  lastOn: string
  reason: (typeof END_REASONS)[number]
  forwarding?: string
  note?: string
}

/** Moves people out: who of those here today, with which last day, why and where to. */
export function MoveOutForm({
  open,
  close,
  premisesId,
  premisesLabel,
  present,
}: MoveFormProps & { present: Occupancy[] }) {
  const t = useMoveTexts()
  const w = useRegistryTexts()
  const { message } = App.useApp()
  const submit = ({ who, ...values }: Values, idempotencyKey: string) => {
    const leavers = present.filter(one => who.includes(one.id)).map(({ id, version }) => ({ occupancyId: id, version }))
    const body = {
      leavers,
      lastOn: values.lastOn,
      reason: values.reason,
      withFamily: values.withFamily ?? false,
      forwarding: values.forwarding?.trim() || null,
      note: values.note ?? '',
    }
    return call(registry.moveOut, { params: { premisesId }, body, idempotencyKey })
  }
  return (
    <FormDrawer<Values, Household>
      open={open}
      onClose={close}
      title={t('out.title', { label: premisesLabel })}
      intro={t('out.intro')}
      initialValues={{ who: present.length === 1 ? present.map(one => one.id) : [], reason: 'moved-out' }}
      submitText={t('out.submit')}
      submit={submit}
      onDone={() => {
        void renewPeople()
        close()
        void message.success(t('out.done'))
      }}
    >
      <Form.Item name="who" label={t('out.who')} rules={[{ required: true, message: t('out.whoMissing') }]}>
        <Checkbox.Group
          className="rg-who"
          options={present.map(one => ({ value: one.id, label: `${one.personName} · ${w(`kind.${one.kind}`)}` }))}
        />
      </Form.Item>
      {present.some(one => one.kind === 'family') ? (
        <Form.Item name="withFamily" valuePropName="checked">
          <Checkbox>{t('out.family')}</Checkbox>
        </Form.Item>
      ) : null}
      <Form.Item name="lastOn" label={t('out.lastOn')} rules={[{ required: true, message: t('dateMissing') }]}>
        <CalendarDate />
      </Form.Item>
      <Form.Item name="reason" label={t('out.reason')}>
        <Select options={END_REASONS.map(value => ({ value, label: t(`reason.${value}`) }))} />
      </Form.Item>
      <Form.Item name="forwarding" label={t('forwarding')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item name="note" label={t('note')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </FormDrawer>
  )
}
