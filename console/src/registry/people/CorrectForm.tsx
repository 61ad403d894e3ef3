import { registry } from '@anju/contract'
import { App, Button, Form, Input } from 'antd'
import { call } from '../../api.ts'
import { CalendarDate } from '../../billing/CalendarField.tsx'
import { useRefusalText } from '../../refusal.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { ReasonField } from '../../shell/form/ReasonField.tsx'
import { KindFields } from './MoveFields.tsx'
import { useMoveTexts } from './move-texts.ts'
import { type Household, type Occupancy, renewPeople } from './people.ts'

type Values = Pick<Occupancy, 'kind' | 'fromOn' | 'toOn' | 'share' | 'relation' | 'resides' | 'note'> & {
  reason: string
}

interface CorrectFormProps {
  /** The record to mend; nobody: closed. */
  of: Occupancy | undefined
  close: () => void
}

/** Mends a record that was wrong from the start, or takes it away; either needs a reason. */
export function CorrectForm({ of, close }: CorrectFormProps) {
  const t = useMoveTexts()
  const { message } = App.useApp()
  if (!of) return null
  const submit = (values: Values, idempotencyKey: string) => {
    const body = {
      ...{ version: of.version, reason: values.reason, kind: values.kind, fromOn: values.fromOn },
      ...{ toOn: values.toOn ?? null, share: values.share?.trim() || null, relation: values.relation ?? null },
      ...{ resides: values.resides ?? true, note: values.note ?? '' },
    }
    return call(registry.correctOccupancy, { params: { occupancyId: of.id }, body, idempotencyKey })
  }
  const done = (words: 'correct.done' | 'correct.removed') => {
    void renewPeople()
    close()
    void message.success(t(words))
  }
  return (
    <FormDrawer<Values, Household>
      open
      onClose={close}
      title={t('correct.title', { name: of.personName })}
      intro={t('correct.intro')}
      initialValues={of}
      submitText={t('correct.submit')}
      submit={submit}
      onDone={() => done('correct.done')}
    >
      <ReasonField label={t('correct.reason')} missing={t('correct.reasonMissing')} />
      <KindFields at={name => name} />
      <Form.Item name="fromOn" label={t('date')} rules={[{ required: true, message: t('dateMissing') }]}>
        <CalendarDate />
      </Form.Item>
      <Form.Item name="toOn" label={t('out.lastOn')}>
        <CalendarDate />
      </Form.Item>
      <Form.Item name="note" label={t('note')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <RemoveButton of={of} onDone={() => done('correct.removed')} />
    </FormDrawer>
  )
}

function RemoveButton({ of, onDone }: { of: Occupancy; onDone: () => void }) {
  const t = useMoveTexts()
  const explain = useRefusalText()
  const form = Form.useFormInstance<Values>()
  const { modal, message } = App.useApp()
  const remove = async () => {
    const { reason } = await form.validateFields(['reason'])
    modal.confirm({
      title: t('correct.removeTitle', { name: of.personName }),
      content: t('correct.removeText'),
      okText: t('correct.remove'),
      okButtonProps: { danger: true },
      cancelText: t('cancel'),
      onOk: async () => {
        try {
          const body = { version: of.version, reason }
          await call(registry.removeOccupancy, { params: { occupancyId: of.id }, body })
          onDone()
        } catch (error) {
          void message.error(explain(error))
        }
      },
    })
  }
  return (
    <Button danger type="link" style={{ paddingInline: 0 }} onClick={() => void remove().catch(() => undefined)}>
      {t('correct.remove')}
    </Button>
  )
}
