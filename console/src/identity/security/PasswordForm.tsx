import { ApiError, identity } from '@anju/contract'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { call } from '../../api.ts'
import { FailureAlert } from '../../shell/states/FailureAlert.tsx'
import { type PasswordRules, refreshSecurity } from './queries.ts'
import { useSecurityTexts } from './security-texts.ts'

/** What is wrong with a new password, in the words of its field; null when the refusal is about something else. */
export function useFaultText(): (error: Error | null) => string | null {
  const t = useSecurityTexts()
  return error => {
    if (!(error instanceof ApiError) || error.code !== 'identity.password_weak') return null
    const { fault, ...params } = error.params as { fault: 'short' } & Record<
      'minLength' | 'classes' | 'remembered',
      number
    >
    return t(`fault.${fault}`, params as never)
  }
}

interface NewPasswordProps {
  rules: PasswordRules
  /** What the server found wrong with it. */
  fault: string | null
}

/** A new password twice, with the company's rules below. */
export function NewPasswordItems({ rules, fault }: NewPasswordProps) {
  const t = useSecurityTexts()
  const { minLength, classes, remembered } = rules
  return (
    <>
      <Form.Item
        name="password"
        label={t('password.new')}
        extra={fault ? undefined : t('password.rules', { minLength, classes, remembered })}
        rules={[
          { required: true, message: t('password.newMissing') },
          { min: minLength, message: t('fault.short', { minLength }) },
        ]}
        {...(fault ? { validateStatus: 'error' as const, help: fault } : {})}
      >
        <Input.Password size="large" autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('password.again')}
        dependencies={['password']}
        rules={[
          { required: true, message: t('password.newMissing') },
          ({ getFieldValue }) => ({
            validator: (_, again: string | undefined) =>
              !again || again === getFieldValue('password')
                ? Promise.resolve()
                : Promise.reject(new Error(t('password.different'))),
          }),
        ]}
      >
        <Input.Password size="large" autoComplete="new-password" maxLength={200} />
      </Form.Item>
    </>
  )
}

interface Values {
  current: string
  password: string
  again: string
}

interface PasswordFormProps {
  rules: PasswordRules
  /** The present one was given by somebody else. */
  oneTime?: boolean
  onDone: () => void
}

/** Changes the own password after proving the present one. */
export function PasswordForm({ rules, oneTime = false, onDone }: PasswordFormProps) {
  const t = useSecurityTexts()
  const { message } = App.useApp()
  const faultText = useFaultText()
  const [form] = Form.useForm<Values>()
  // What the server said stands only until the field is touched.
  const [touched, setTouched] = useState(true)
  const change = useMutation({
    mutationFn: ({ current, password }: Values) =>
      call(identity.changeMyPassword, { body: { currentPassword: current, newPassword: password } }),
    onSuccess: async () => {
      void message.success(t('password.done'))
      await refreshSecurity()
      onDone()
    },
    onSettled: () => setTouched(false),
  })
  const fault = touched ? null : faultText(change.error)
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      requiredMark={false}
      validateTrigger="onBlur"
      onValuesChange={() => setTouched(true)}
      onFinish={values => change.mutate(values)}
    >
      <FailureAlert error={faultText(change.error) ? null : change.error} />
      <Form.Item
        name="current"
        label={t(oneTime ? 'password.oneTime' : 'password.current')}
        rules={[{ required: true, message: t('password.currentMissing') }]}
      >
        <Input.Password size="large" autoFocus autoComplete="current-password" maxLength={200} />
      </Form.Item>
      <NewPasswordItems rules={rules} fault={fault} />
      <Button type="primary" size="large" block htmlType="submit" loading={change.isPending}>
        {t('password.submit')}
      </Button>
    </Form>
  )
}
