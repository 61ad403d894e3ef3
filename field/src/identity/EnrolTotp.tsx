import { identity } from '@anju/contract'
import { Button, List, ListRow, Notice, Section, Stack, TextField, useRefusalText, useToast } from '@anju/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { type SubmitEvent, useState } from 'react'
import { call } from '../api.ts'
import { useSecurityTexts } from './security-texts.ts'

/** Puts the secret into an authenticator on this phone (or by hand), proves it, and shows the recovery codes once. */
export function EnrolTotp({ onDone }: { onDone: () => void }) {
  const t = useSecurityTexts()
  const explain = useRefusalText()
  const toast = useToast()
  const [code, setCode] = useState('')
  const started = useQuery({
    queryKey: [identity.startTotp.path],
    queryFn: () => call(identity.startTotp),
    staleTime: Infinity,
    gcTime: 0,
  })
  const confirm = useMutation({ mutationFn: () => call(identity.confirmTotp, { body: { code: code.trim() } }) })
  const copy = (text: string) =>
    navigator.clipboard?.writeText(text).then(
      () => toast(t('enrol.copied')),
      () => undefined,
    )
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (/^\d{6}$/.test(code.trim())) confirm.mutate()
  }
  if (confirm.data) return <RecoveryCodes codes={confirm.data.recoveryCodes} copy={copy} onKept={onDone} />
  const error = started.error ?? confirm.error
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="wide">
        {error ? (
          <Notice tone="danger" announce>
            {explain(error)}
          </Notice>
        ) : null}
        {started.data ? (
          <Section title={t('enrol.secret')}>
            <List label={t('enrol.secret')}>
              <ListRow
                lead={<KeyRound aria-hidden="true" />}
                title={started.data.secret.replace(/(.{4})/g, '$1 ').trim()}
                description={t('enrol.copy')}
                onClick={() => void copy(started.data.secret)}
              />
              <ListRow title={t('enrol.open')} onClick={() => window.location.assign(started.data.uri)} />
            </List>
          </Section>
        ) : null}
        <TextField
          label={t('enrol.code')}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          value={code}
          onChange={setCode}
          digits
        />
        <Button type="submit" wide loading={confirm.isPending}>
          {t('enrol.submit')}
        </Button>
      </Stack>
    </form>
  )
}

interface RecoveryCodesProps {
  codes: readonly string[]
  copy: (text: string) => unknown
  onKept: () => void
}

/** The recovery codes, shown this once. */
function RecoveryCodes({ codes, copy, onKept }: RecoveryCodesProps) {
  const t = useSecurityTexts()
  return (
    <Stack gap="wide">
      <Notice tone="warning">{t('codes.intro')}</Notice>
      <Section title={t('codes.title')}>
        <List label={t('codes.title')}>
          {codes.map(one => (
            <ListRow key={one} title={one} />
          ))}
        </List>
      </Section>
      <Button look="ghost" wide onClick={() => copy(codes.join('\n'))}>
        {t('codes.copy')}
      </Button>
      <Button wide onClick={onKept}>
        {t('codes.kept')}
      </Button>
    </Stack>
  )
}
