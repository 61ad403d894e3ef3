import { residents } from '@anju/contract'
import {
  Button,
  Card,
  ConfirmRow,
  List,
  Loaded,
  Page,
  Section,
  StatusTag,
  useLocale,
  useRefusalText,
  useToast,
} from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { useRealtime } from '../realtime.ts'
import { useBack } from '../shell/back.ts'
import { CloseAccount } from './CloseAccount.tsx'
import { type Consent, consentsQuery, useDecideConsent } from './consent.ts'
import { renewMyData } from './data-requests.ts'
import { MyData } from './MyData.tsx'
import { MyRequests } from './MyRequests.tsx'
import { usePrivacyTexts } from './privacy-texts.ts'

/** What I have agreed to, everything that is stored about me, what I ask about it, and the way out. */
export function PrivacyPage() {
  const t = usePrivacyTexts()
  const back = useBack('/me')
  const consents = useQuery(consentsQuery)
  useRealtime(['residents.dataRequestChanged', 'residents.dataExportChanged'], renewMyData)
  return (
    <Page title={t('title')} onBack={back}>
      <Loaded query={consents}>
        {items => (
          <Section title={t('consents')}>
            {items.map(consent => (
              <ConsentCard key={consent.purpose} consent={consent} />
            ))}
          </Section>
        )}
      </Loaded>
      <MyData />
      <MyRequests />
      <CloseAccount />
    </Page>
  )
}

function ConsentCard({ consent }: { consent: Consent }) {
  const t = usePrivacyTexts()
  const { locale } = useLocale()
  const toast = useToast()
  const explain = useRefusalText()
  const decide = useDecideConsent()
  const purpose = residents.PURPOSES[consent.purpose]
  const title = purpose.title[locale]
  const given = consent.state === 'given'

  async function withdraw(): Promise<void> {
    await decide.mutateAsync({ consent, decision: 'withdrawn' })
    toast(t('withdraw.done'))
  }

  function agree(): void {
    decide.mutate(
      { consent, decision: 'given' },
      { onSuccess: () => toast(t('agree.done')), onError: error => toast(explain(error), 'danger') },
    )
  }

  return (
    <>
      <Card title={title} action={<StatusTag tone={given ? 'success' : 'neutral'}>{t(consent.state)}</StatusTag>}>
        <p>{purpose.text[locale]}</p>
      </Card>
      {given ? (
        <List>
          <ConfirmRow
            title={t('withdraw')}
            question={t('withdraw.ask', { title })}
            text={t(consent.required ? 'withdraw.required' : 'withdraw.text')}
            onConfirm={withdraw}
          />
        </List>
      ) : (
        <Button look="secondary" wide loading={decide.isPending} onClick={agree}>
          {t('agree')}
        </Button>
      )}
    </>
  )
}
