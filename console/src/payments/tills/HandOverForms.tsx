import { payments } from '@anju/contract'
import { formatFen } from '@anju/ui'
import { Form, Input, Select } from 'antd'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import type { TillFormProps } from './TillForms.tsx'
import { useTillTexts } from './texts.ts'
import { fenOf, yuanRule } from './till.ts'
import type { HandOver } from './useTill.ts'

interface HandOverValues {
  toId: string
  countedFen: string
  note?: string
}

/** Ends the own shift: the cash as counted goes to the next cashier. */
export function HandOverForm({ communityId, till, open, close, done }: TillFormProps) {
  const t = useTillTexts()
  const submit = ({ toId, countedFen, note }: HandOverValues, id: string) =>
    call(payments.handOverShift, {
      body: { id, communityId, toId, countedFen: fenOf(countedFen), note: note || undefined },
      idempotencyKey: id,
    })
  return (
    <FormDrawer<HandOverValues, unknown>
      open={open}
      onClose={close}
      title={t('handTitle')}
      intro={t('handIntro', { due: formatFen(till.sums.dueFen) })}
      submitText={t('handOver')}
      submit={submit}
      onDone={() => done(t('done'))}
    >
      <Form.Item name="countedFen" label={t('countedLabel')} required rules={[yuanRule({ wrong: t('moneyWrong') })]}>
        <Input inputMode="decimal" autoComplete="off" maxLength={14} />
      </Form.Item>
      <Form.Item name="toId" label={t('handTo')} rules={[{ required: true, message: t('handToMissing') }]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={till.colleagues.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item name="note" label={t('note')}>
        <Input maxLength={100} />
      </Form.Item>
    </FormDrawer>
  )
}

interface AcceptFormProps extends TillFormProps {
  handOver: HandOver
  /** Whoever handed it over takes it back. */
  back: boolean
}

/** Counts the cash that was handed over and takes it. */
export function AcceptForm({ open, close, done, handOver, back }: AcceptFormProps) {
  const t = useTillTexts()
  const amount = formatFen(handOver.countedFen)
  const title = back ? t('backTitle') : t('acceptTitle')
  const submit = ({ countedFen }: { countedFen: string }, idempotencyKey: string) =>
    call(payments.acceptHandOver, {
      params: { handOverId: handOver.id },
      body: { shiftId: newId(), countedFen: fenOf(countedFen) },
      idempotencyKey,
    })
  return (
    <FormDrawer<{ countedFen: string }, unknown>
      open={open}
      onClose={close}
      title={title}
      intro={back ? t('backIntro', { name: handOver.toName }) : t('acceptIntro', { name: handOver.fromName, amount })}
      submitText={title}
      submit={submit}
      onDone={() => done(t('done'))}
    >
      <Form.Item name="countedFen" label={t('countedLabel')} required rules={[yuanRule({ wrong: t('moneyWrong') })]}>
        <Input inputMode="decimal" autoComplete="off" maxLength={14} />
      </Form.Item>
    </FormDrawer>
  )
}
