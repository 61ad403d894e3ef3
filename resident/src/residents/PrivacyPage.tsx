import { residents } from '@anju/contract'
import {
  Button,
  Card,
  ConfirmRow,
  List,
  ListRow,
  Loaded,
  Page,
  Section,
  StatusTag,
  useLocale,
  useRefusalText,
  useToast,
} from '@anju/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { FileJson, FileSpreadsheet } from 'lucide-react'
import { call } from '../api.ts'
import { useBack } from '../shell/back.ts'
import { type Consent, consentsQuery, useDecideConsent } from './consent.ts'
import { usePrivacyTexts } from './privacy-texts.ts'

/** What I have agreed to, and everything that is stored about me. */
export function PrivacyPage() {
  const t = usePrivacyTexts()
  const back = useBack('/me')
  const consents = useQuery(consentsQuery)
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

function MyData() {
  const t = usePrivacyTexts()
  const toast = useToast()
  const explain = useRefusalText()
  const download = useMutation({
    mutationFn: async (format: 'xlsx' | 'json') => {
      const response = await call(residents.exportMyData, { query: { format } })
      save(await response.blob(), `${t('data')}.${format}`)
    },
    onSuccess: () => toast(t('data.done')),
    onError: error => toast(explain(error), 'danger'),
  })
  return (
    <Section title={t('data')}>
      <p>{t('data.text')}</p>
      <List label={t('data')}>
        <ListRow
          lead={<FileSpreadsheet aria-hidden="true" />}
          title={t('xlsx')}
          onClick={() => download.mutate('xlsx')}
        />
        <ListRow lead={<FileJson aria-hidden="true" />} title={t('json')} onClick={() => download.mutate('json')} />
      </List>
      <p>{t('hand')}</p>
    </Section>
  )
}

/** Gives a file to the browser to keep. */
function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 1000)
}
