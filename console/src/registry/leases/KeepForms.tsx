import { registry } from '@anju/contract'
import { App, Form } from 'antd'
import { call } from '../../api.ts'
import { DateField } from '../../billing/DateField.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { ReasonField } from '../../shell/form/ReasonField.tsx'
import { todayHere } from '../../workforce/days.ts'
import { type LeaseDetail, renewLeases } from './lease.ts'
import { useLeaseTexts } from './texts.ts'

interface KeepFormProps {
  lease: LeaseDetail
  close: () => void
}

/** A draft was signed. */
export function SignForm({ lease, close }: KeepFormProps) {
  const t = useLeaseTexts()
  const { message } = App.useApp()
  return (
    <FormDrawer<{ signedOn: string }, LeaseDetail>
      open
      onClose={close}
      title={t('sign.title', { number: lease.number })}
      intro={t('sign.intro', { from: lease.fromOn, to: lease.toOn })}
      initialValues={{ signedOn: todayHere() }}
      submitText={t('sign.submit')}
      submit={({ signedOn }, idempotencyKey) =>
        call(registry.signLease, {
          params: { leaseId: lease.id },
          body: { signedOn, version: lease.version },
          idempotencyKey,
        })
      }
      onDone={changed => {
        renewLeases(changed)
        close()
        void message.success(t('sign.done', { number: changed.number }))
      }}
    >
      <Form.Item name="signedOn" label={t('field.signedOn')} rules={[{ required: true, message: t('required') }]}>
        <DateField label={t('field.signedOn')} />
      </Form.Item>
    </FormDrawer>
  )
}

/** Ends a lease early. */
export function TerminateForm({ lease, close }: KeepFormProps) {
  const t = useLeaseTexts()
  const { message } = App.useApp()
  return (
    <FormDrawer<{ lastOn: string; reason: string }, LeaseDetail>
      open
      onClose={close}
      danger
      title={t('terminate.title', { number: lease.number })}
      intro={t('terminate.intro')}
      submitText={t('terminate.submit')}
      submit={(values, idempotencyKey) =>
        call(registry.terminateLease, {
          params: { leaseId: lease.id },
          body: { ...values, version: lease.version },
          idempotencyKey,
        })
      }
      onDone={changed => {
        renewLeases(changed)
        close()
        void message.success(t('terminate.done', { number: changed.number }))
      }}
    >
      <Form.Item
        name="lastOn"
        label={t('field.lastOn')}
        rules={[
          { required: true, message: t('required') },
          {
            validator: (_rule, day?: string) =>
              day && day >= lease.toOn
                ? Promise.reject(new Error(t('terminate.late', { to: lease.toOn })))
                : Promise.resolve(),
          },
        ]}
      >
        <DateField label={t('field.lastOn')} />
      </Form.Item>
      <ReasonField label={t('field.reason')} missing={t('reasonMissing')} />
    </FormDrawer>
  )
}

/** Takes back an early end that was a mistake. */
export function ReinstateForm({ lease, close }: KeepFormProps) {
  const t = useLeaseTexts()
  const { message } = App.useApp()
  return (
    <FormDrawer<{ reason: string }, LeaseDetail>
      open
      onClose={close}
      title={t('reinstate.title', { number: lease.number })}
      intro={t('reinstate.intro', { to: lease.toOn })}
      submitText={t('reinstate.submit')}
      submit={({ reason }, idempotencyKey) =>
        call(registry.reinstateLease, {
          params: { leaseId: lease.id },
          body: { reason, version: lease.version },
          idempotencyKey,
        })
      }
      onDone={changed => {
        renewLeases(changed)
        close()
        void message.success(t('reinstate.done', { number: changed.number }))
      }}
    >
      <ReasonField label={t('field.reason')} missing={t('reasonMissing')} />
    </FormDrawer>
  )
}
