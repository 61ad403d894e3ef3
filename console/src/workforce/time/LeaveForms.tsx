import { type WireResponseOf, workforce } from '@anju/contract'
import { comma } from '@anju/ui'
import { App, Form, Input, Select } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { DateField } from '../../billing/DateField.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { ReasonField } from '../../shell/form/ReasonField.tsx'
import { EmployeeSelect } from '../EmployeeSelect.tsx'
import { renewWorkforce } from '../workforce.ts'
import { LEAVE_KINDS, type Leave, type LeaveForm } from './leave.ts'
import { useTimeTexts } from './texts.ts'

/** The forms of the leave page: enter for somebody, grant days, cancel. */
export function LeaveForms({ ask, close }: { ask: LeaveForm; close: () => void }) {
  const { message } = App.useApp()
  const done = async (words: string) => {
    await renewWorkforce()
    close()
    void message.success(words)
  }
  if (ask.form === 'enter') return <Enter close={close} done={done} />
  if (ask.form === 'grant') return <Grant close={close} done={done} />
  return <Cancel leave={ask.leave} close={close} done={done} />
}

interface FormProps {
  close: () => void
  done: (words: string) => Promise<void>
}

interface EnterValues {
  employeeId: string
  kind: Leave['kind']
  fromOn: string
  fromPart: 'am' | 'pm'
  toOn: string
  toPart: 'am' | 'pm'
  reason: string
}

function Enter({ close, done }: FormProps) {
  const t = useTimeTexts()
  const id = useRef(newId())
  const parts = (['am', 'pm'] as const).map(value => ({ value, label: t(`leave.${value}`) }))
  const end = (day: 'fromOn' | 'toOn', part: 'fromPart' | 'toPart', label: string) => (
    <Form.Item label={label} required>
      <div className="wf-halfday">
        <Form.Item name={day} noStyle rules={[{ required: true, message: t('leave.dateMissing') }]}>
          <DateField label={label} />
        </Form.Item>
        <Form.Item name={part} noStyle>
          <Select options={parts} style={{ width: 110 }} aria-label={label} />
        </Form.Item>
      </div>
    </Form.Item>
  )
  return (
    <FormDrawer<EnterValues, Leave>
      open
      onClose={close}
      title={t('enter')}
      initialValues={{ kind: 'personal', fromPart: 'am', toPart: 'pm' }}
      submit={({ employeeId, ...body }, idempotencyKey) =>
        call(workforce.enterLeave, { params: { employeeId }, body: { ...body, id: id.current }, idempotencyKey })
      }
      onDone={() => void done(t('leave.entered'))}
    >
      <EmployeeItem />
      <Form.Item name="kind" label={t('leave.kind')}>
        <Select options={LEAVE_KINDS.map(value => ({ value, label: t(`leave.${value}`) }))} />
      </Form.Item>
      {end('fromOn', 'fromPart', t('leave.from'))}
      {end('toOn', 'toPart', t('leave.to'))}
      <ReasonField label={t('leave.reason')} missing={t('leave.reasonMissing')} />
    </FormDrawer>
  )
}

function EmployeeItem() {
  const t = useTimeTexts()
  return (
    <Form.Item
      name="employeeId"
      label={t('leave.employee')}
      rules={[{ required: true, message: t('leave.employeeMissing') }]}
    >
      <EmployeeSelect />
    </Form.Item>
  )
}

interface GrantValues {
  employeeId: string
  kind: 'annual' | 'compensatory'
  days: string
  validUntil?: string | null
  reason: string
}

type Granted = WireResponseOf<typeof workforce.grantLeave>

function Grant({ close, done }: FormProps) {
  const t = useTimeTexts()
  const id = useRef(newId())
  const words = ({ balances }: Granted) =>
    balances.map(({ kind, days }) => t('grant.balance', { kind: t(`leave.${kind}`), days })).join(comma('，'))
  return (
    <FormDrawer<GrantValues, Granted>
      open
      onClose={close}
      title={t('grant.title')}
      initialValues={{ kind: 'annual' }}
      submit={({ employeeId, ...body }, idempotencyKey) =>
        call(workforce.grantLeave, { params: { employeeId }, body: { ...body, id: id.current }, idempotencyKey })
      }
      onDone={answer => void done(t('grant.done', { words: words(answer) }))}
    >
      <EmployeeItem />
      <Form.Item name="kind" label={t('leave.kind')}>
        <Select options={(['annual', 'compensatory'] as const).map(value => ({ value, label: t(`leave.${value}`) }))} />
      </Form.Item>
      <Form.Item
        name="days"
        label={t('grant.days')}
        extra={t('grant.daysHint')}
        rules={[{ required: true, pattern: /^-?\d{1,3}(\.[05])?$/, message: t('grant.daysWrong') }]}
      >
        <Input maxLength={6} style={{ width: 120 }} autoComplete="off" />
      </Form.Item>
      <Form.Item name="validUntil" label={t('grant.until')} extra={t('grant.untilHint')}>
        <DateField label={t('grant.until')} />
      </Form.Item>
      <ReasonField label={t('leave.reason')} missing={t('leave.reasonMissing')} />
    </FormDrawer>
  )
}

function Cancel({ leave, close, done }: FormProps & { leave: Leave }) {
  const t = useTimeTexts()
  return (
    <FormDrawer<{ reason: string }, Leave>
      open
      onClose={close}
      title={t('leave.cancelTitle', { name: leave.employeeName })}
      intro={t('leave.cancelText')}
      submitText={t('leave.cancel')}
      danger
      submit={({ reason }, idempotencyKey) =>
        call(workforce.cancelLeave, { params: { leaveId: leave.id }, body: { reason }, idempotencyKey })
      }
      onDone={() => void done(t('leave.cancelled'))}
    >
      <ReasonField label={t('leave.reason')} missing={t('leave.reasonMissing')} />
    </FormDrawer>
  )
}
