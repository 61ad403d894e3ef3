import { workforce } from '@anju/contract'
import { App, Form } from 'antd'
import { call } from '../api.ts'
import { DateField } from '../billing/DateField.tsx'
import { FormDrawer } from '../shell/form/FormDrawer.tsx'
import { ReasonField } from '../shell/form/ReasonField.tsx'
import { EmployeeSelect } from './EmployeeSelect.tsx'
import { useWorkforceTexts } from './texts.ts'
import { type Employee, renewWorkforce } from './workforce.ts'

interface Values {
  lastDay: string
  reason: string
  handOverToId?: string
}

interface LeaveDrawerProps {
  employee: Employee
  ask: string | undefined
  close: () => void
}

/** Sets the last day of an employee, or takes it back. */
export function LeaveDrawer({ employee, ask, close }: LeaveDrawerProps) {
  const t = useWorkforceTexts()
  const { message } = App.useApp()
  const { id: employeeId, name, version } = employee
  const done = async (words: string) => {
    await renewWorkforce()
    close()
    void message.success(words)
  }
  return (
    <>
      <FormDrawer<Values, { freedDuties: number }>
        open={ask === 'leave'}
        onClose={close}
        title={t('leave.title', { name })}
        intro={t('leave.text')}
        submitText={t('leave.submit', { name })}
        danger
        submit={({ lastDay, reason, handOverToId }, idempotencyKey) =>
          call(workforce.endEmployment, {
            params: { employeeId },
            body: { lastDay, reason, handOverToId: handOverToId ?? null, version },
            idempotencyKey,
          })
        }
        onDone={({ freedDuties }) => void done(t('leave.done', { count: freedDuties }))}
      >
        <Form.Item
          name="lastDay"
          label={t('leave.lastDay')}
          rules={[{ required: true, message: t('leave.lastDayMissing') }]}
        >
          <DateField label={t('leave.lastDay')} />
        </Form.Item>
        <ReasonField label={t('leave.reason')} missing={t('leave.reasonMissing')} />
        <Form.Item name="handOverToId" label={t('leave.handOver')} extra={t('leave.handOverHint')}>
          <EmployeeSelect without={employeeId} />
        </Form.Item>
      </FormDrawer>
      <FormDrawer<{ reason: string }, Employee>
        open={ask === 'resume'}
        onClose={close}
        title={t('resume.title', { name })}
        intro={t('resume.text')}
        submitText={t('resume.submit')}
        submit={({ reason }, idempotencyKey) =>
          call(workforce.resumeEmployment, { params: { employeeId }, body: { reason, version }, idempotencyKey })
        }
        onDone={() => void done(t('resume.done', { name }))}
      >
        <ReasonField label={t('reveal.reason')} missing={t('reveal.missing')} />
      </FormDrawer>
    </>
  )
}
