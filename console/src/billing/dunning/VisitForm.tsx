import { billing, type WireResponseOf } from '@anju/contract'
import { Form, Input, Radio, Select } from 'antd'
import { call } from '../../api.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { DateField } from '../DateField.tsx'
import { useDunningTexts } from './texts.ts'

type Visit = WireResponseOf<typeof billing.recordDunningVisit>

interface Values {
  channel: Visit['channel']
  result: Visit['result']
  promisedOn?: string
  note?: string
}

const CHANNELS = ['call', 'visit', 'message', 'letter'] as const
const RESULTS = ['promised', 'told', 'absent', 'disputed', 'refused', 'paid'] as const

interface VisitFormProps {
  premisesId: string
  open: boolean
  close: () => void
  done: () => void
}

/** How the household was asked, and what came of it. */
export function VisitForm({ premisesId, open, close, done }: VisitFormProps) {
  const t = useDunningTexts()
  return (
    <FormDrawer<Values, Visit>
      open={open}
      onClose={close}
      title={t('record')}
      initialValues={{ channel: 'call', result: 'promised' }}
      submitText={t('record')}
      submit={({ channel, result, promisedOn, note }, idempotencyKey) =>
        call(billing.recordDunningVisit, {
          body: {
            ...{ id: idempotencyKey, premisesId, channel, result, note: note ?? '' },
            promisedOn: result === 'promised' ? (promisedOn ?? null) : null,
          },
          idempotencyKey,
        })
      }
      onDone={done}
    >
      <Form.Item name="channel" label={t('channel')}>
        <Radio.Group options={CHANNELS.map(value => ({ value, label: t(`channel.${value}`) }))} />
      </Form.Item>
      <Form.Item name="result" label={t('result')}>
        <Select options={RESULTS.map(value => ({ value, label: t(`result.${value}`) }))} />
      </Form.Item>
      <Form.Item noStyle shouldUpdate={(before: Values, after: Values) => before.result !== after.result}>
        {({ getFieldValue }) =>
          getFieldValue('result') === 'promised' ? (
            <Form.Item
              name="promisedOn"
              label={t('promisedOn')}
              rules={[{ required: true, message: t('promisedMissing') }]}
            >
              <DateField />
            </Form.Item>
          ) : null
        }
      </Form.Item>
      <Form.Item name="note" label={t('note')}>
        <Input.TextArea maxLength={300} rows={3} placeholder={t('notePlaceholder')} />
      </Form.Item>
    </FormDrawer>
  )
}
