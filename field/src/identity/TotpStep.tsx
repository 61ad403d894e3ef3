import { identity } from '@anju/contract'
import { Button, EntryPage, Notice, Stack, TextField, useRefusalText } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { call } from '../api.ts'
import type { Me } from '../session.tsx'
import { mark } from '../shell/mark.ts'
import { useSecurityTexts } from './security-texts.ts'

interface TotpStepProps {
  ticket: string
  onDone: (me: Me) => void
  back: () => void
}

/** The second step of signing in: a code of the authenticator app, or a recovery code. */
export function TotpStep({ ticket, onDone, back }: TotpStepProps) {
  const t = useSecurityTexts()
  const explain = useRefusalText()
  const [code, setCode] = useState('')
  const [tried, setTried] = useState(false)
  const prove = useMutation({
    mutationFn: () => call(identity.signInByTotp, { body: { ticket, code: code.trim() } }),
    onSuccess: onDone,
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (code.trim().length >= 6) prove.mutate()
  }
  return (
    <EntryPage mark={mark} title={t('totp.title')} intro={t('totp.intro')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="wide">
          {prove.error ? (
            <Notice tone="danger" announce>
              {explain(prove.error)}
            </Notice>
          ) : null}
          <TextField
            label={t('totp.code')}
            name="code"
            autoComplete="one-time-code"
            autoCapitalize="off"
            maxLength={20}
            value={code}
            onChange={setCode}
            error={tried && code.trim().length < 6 && t('totp.missing')}
          />
          <Button type="submit" wide loading={prove.isPending}>
            {t('totp.submit')}
          </Button>
          <Button look="ghost" wide onClick={back}>
            {t('back')}
          </Button>
        </Stack>
      </form>
    </EntryPage>
  )
}
