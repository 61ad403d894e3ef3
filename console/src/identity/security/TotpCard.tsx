import { identity } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { call } from '../../api.ts'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { FailureAlert } from '../../shell/states/FailureAlert.tsx'
import { ReasonButton } from '../ReasonButton.tsx'
import { refreshSecurity, type Security } from './queries.ts'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { useSecurityTexts } from './security-texts.ts'

const EnrolTotp = lazy(async () => ({ default: (await import('./EnrolTotp.tsx')).EnrolTotp }))

type Asking = 'enrol' | 'renew' | 'remove'

/** The second factor: whether it is on, setting it up, recovery codes, turning it off. */
export function TotpCard({ security }: { security: Security }) {
  const t = useSecurityTexts()
  const [asking, setAsking] = useState<Asking>()
  const { enrolledAt, required, recoveryCodesLeft } = security.totp
  const close = () => {
    setAsking(undefined)
    void refreshSecurity()
  }
  return (
    <section className="c-card id-card" aria-label={t('totp')}>
      <header>
        <h2>
          {t('totp')}
          <StatusTag tone={enrolledAt ? 'success' : 'neutral'}>{t(enrolledAt ? 'totp.on' : 'totp.off')}</StatusTag>
          {required ? <StatusTag tone="info">{t('totp.required')}</StatusTag> : null}
        </h2>
        {enrolledAt ? (
          <span className="id-card__buttons">
            <Button onClick={() => setAsking('renew')}>{t('totp.renew')}</Button>
            <ReasonButton
              danger
              onClick={() => setAsking('remove')}
              reason={required ? t('totp.removeBeyond') : undefined}
            >
              {t('totp.remove')}
            </ReasonButton>
          </span>
        ) : (
          <Button type="primary" onClick={() => setAsking('enrol')}>
            {t('totp.start')}
          </Button>
        )}
      </header>
      <p className="id-quiet">{t('totp.what')}</p>
      {enrolledAt ? (
        <p className="id-quiet">
          {t('totp.since', { time: formatDateTime(enrolledAt) })} · {t('totp.left', { count: recoveryCodesLeft })}
        </p>
      ) : null}
      <Modal
        open={asking === 'enrol'}
        title={t('totp.start')}
        onCancel={close}
        footer={null}
        width={440}
        mask={{ closable: false }}
        destroyOnHidden
      >
        <Suspense fallback={null}>
          <EnrolTotp onDone={close} />
        </Suspense>
      </Modal>
      {asking === 'renew' || asking === 'remove' ? <ProvePassword what={asking} close={close} /> : null}
    </section>
  )
}

/** Asks for the password before the recovery codes are renewed or the second factor is turned off. */
function ProvePassword({ what, close }: { what: 'renew' | 'remove'; close: () => void }) {
  const t = useSecurityTexts()
  const { message } = App.useApp()
  const [codes, setCodes] = useState<readonly string[]>()
  const [form] = Form.useForm<{ password: string }>()
  const prove = useMutation({
    mutationFn: async ({ password }: { password: string }) => {
      if (what === 'renew') return (await call(identity.renewRecoveryCodes, { body: { password } })).recoveryCodes
      await call(identity.removeTotp, { body: { password } })
      return null
    },
    onSuccess: made => {
      if (made) return setCodes(made)
      void message.success(t('totp.removed'))
      close()
    },
  })
  return (
    <Modal
      open
      title={t(`totp.${what}`)}
      onCancel={close}
      onOk={() => form.submit()}
      okText={t(`totp.${what}`)}
      okButtonProps={{ danger: what === 'remove' }}
      cancelText={t('cancel')}
      confirmLoading={prove.isPending}
      footer={codes ? null : undefined}
      width={440}
      mask={{ closable: false }}
    >
      {codes ? (
        <RecoveryCodes codes={codes} onKept={close} />
      ) : (
        <Form form={form} layout="vertical" requiredMark={false} onFinish={values => prove.mutate(values)}>
          <p className="id-quiet">{t(`totp.${what}Text`)}</p>
          <FailureAlert error={prove.error} />
          <Form.Item
            name="password"
            label={t('password')}
            rules={[{ required: true, message: t('password.currentMissing') }]}
          >
            <Input.Password autoFocus autoComplete="current-password" maxLength={200} />
          </Form.Item>
        </Form>
      )}
    </Modal>
  )
}
