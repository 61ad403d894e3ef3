import { identity } from '@anju/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { call } from '../../api.ts'
import { CopyId } from '../../shell/show/CopyId.tsx'
import { FailureAlert } from '../../shell/states/FailureAlert.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { useSecurityTexts } from './security-texts.ts'

/** Puts the secret into an authenticator app, proves it by a code, and shows the recovery codes once. */
export function EnrolTotp({ onDone }: { onDone: () => void }) {
  const t = useSecurityTexts()
  const [codes, setCodes] = useState<readonly string[]>()
  // A question in all but name: asked again within minutes it answers the same secret.
  const started = useQuery({
    queryKey: [identity.startTotp.path],
    queryFn: () => call(identity.startTotp),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  const confirm = useMutation({
    mutationFn: ({ code }: { code: string }) => call(identity.confirmTotp, { body: { code: code.trim() } }),
    onSuccess: ({ recoveryCodes }) => setCodes(recoveryCodes),
  })
  if (codes) return <RecoveryCodes codes={codes} onKept={onDone} />
  if (started.error) return <FailureNotice error={started.error} retry={() => void started.refetch()} />
  if (!started.data) return <div className="c-bone" style={{ height: 240 }} />
  const { qrSvg, secret } = started.data
  return (
    <Form<{ code: string }> layout="vertical" requiredMark={false} onFinish={values => confirm.mutate(values)}>
      <p className="id-quiet">{t('totp.scan')}</p>
      <img
        className="id-qr"
        width={200}
        height={200}
        alt={t('totp.qr')}
        src={`data:image/svg+xml;utf8,${encodeURIComponent(qrSvg)}`}
      />
      <p className="id-quiet id-secret">
        {t('totp.secret')}
        <code>{secret.replace(/(.{4})/g, '$1 ').trim()}</code>
        <CopyId id={secret} what={t('totp.secret')} />
      </p>
      <FailureAlert error={confirm.error} />
      <Form.Item
        name="code"
        label={t('totp.code')}
        rules={[{ required: true, pattern: /^\s*\d{6}\s*$/, message: t('totp.codeWrong') }]}
        validateTrigger="onSubmit"
      >
        <Input size="large" inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
      </Form.Item>
      <Button type="primary" size="large" block htmlType="submit" loading={confirm.isPending}>
        {t('totp.confirm')}
      </Button>
    </Form>
  )
}
