import { identity } from '@anju/contract'
import { Button, Notice, PasswordField, Stack, useRefusalText, useToast } from '@anju/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { call, queryClient, sessionKey } from '../api.ts'
import { NewPassword, useFaultText } from './NewPassword.tsx'
import { useSecurityTexts } from './security-texts.ts'

/** What the account pages ask of the own account. */
export const securityQuery = {
  queryKey: [identity.mySecurity.path],
  queryFn: () => call(identity.mySecurity),
}

/** Changes the own password after proving the present one. */
export function ChangePassword({ onDone }: { onDone: () => void }) {
  const t = useSecurityTexts()
  const explain = useRefusalText()
  const toast = useToast()
  const faultText = useFaultText()
  const security = useQuery(securityQuery)
  const [values, setValues] = useState({ current: '', password: '', again: '' })
  const [tried, setTried] = useState(false)
  const change = useMutation({
    mutationFn: () =>
      call(identity.changeMyPassword, {
        body: { currentPassword: values.current, newPassword: values.password },
      }),
    onSuccess: async () => {
      toast(t('password.done'))
      await queryClient.invalidateQueries({ queryKey: sessionKey })
      onDone()
    },
  })
  const set = (changes: Partial<typeof values>) => {
    setValues({ ...values, ...changes })
    change.reset()
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    const { current, password, again } = values
    if (current && password === again && password.length >= (security.data?.passwordRules.minLength ?? 1))
      change.mutate()
  }
  const fault = faultText(change.error)
  const error = security.error ?? (fault ? null : change.error)
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="wide">
        {error ? (
          <Notice tone="danger" announce>
            {explain(error)}
          </Notice>
        ) : null}
        <PasswordField
          label={t('password.current')}
          name="password"
          value={values.current}
          onChange={current => set({ current })}
          error={tried && !values.current && t('password.missing')}
        />
        {security.data ? (
          <NewPassword
            rules={security.data.passwordRules}
            password={values.password}
            again={values.again}
            onPassword={password => set({ password })}
            onAgain={again => set({ again })}
            tried={tried}
            fault={fault}
          />
        ) : null}
        <Button type="submit" wide loading={change.isPending}>
          {t('password.submit')}
        </Button>
      </Stack>
    </form>
  )
}
