import { residents } from '@anju/contract'
import { Button, Card, EntryPage, Notice, useLocale, useRefusalText } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { endSession } from '../session.tsx'
import { mark } from '../shell/mark.ts'
import { type Consent, consentsQuery, useDecideConsent } from './consent.ts'
import { usePrivacyTexts } from './privacy-texts.ts'

/** Asks for what is required before anything else, at the first sign-in and when the text changes. */
export function ConsentGate({ children }: { children: ReactNode }) {
  const { data } = useQuery(consentsQuery)
  const open = data?.find(consent => consent.required && consent.state !== 'given')
  return open ? <Ask consent={open} /> : children
}

function Ask({ consent }: { consent: Consent }) {
  const t = usePrivacyTexts()
  const explain = useRefusalText()
  const { locale } = useLocale()
  const decide = useDecideConsent()
  const purpose = residents.PURPOSES[consent.purpose]
  return (
    <EntryPage mark={mark} title={t('gate.title')}>
      <Card title={purpose.title[locale]}>
        <p>{purpose.text[locale]}</p>
      </Card>
      {decide.error ? (
        <Notice tone="danger" announce>
          {explain(decide.error)}
        </Notice>
      ) : null}
      <Button wide loading={decide.isPending} onClick={() => decide.mutate({ consent, decision: 'given' })}>
        {t('gate.agree')}
      </Button>
      <Button look="ghost" wide onClick={() => void endSession()}>
        {t('gate.refuse')}
      </Button>
    </EntryPage>
  )
}
