import { residents } from '@anju/contract'
import {
  Button,
  Card,
  ConfirmRow,
  Facts,
  formatDate,
  List,
  Loaded,
  Section,
  StatusTag,
  type Tone,
  useToast,
} from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { FilePen } from 'lucide-react'
import { useState } from 'react'
import { call } from '../api.ts'
import { type MyRequest, myRequestsQuery, renewMyData } from './data-requests.ts'
import { usePrivacyTexts } from './privacy-texts.ts'
import { RequestSheet } from './RequestSheet.tsx'

const TONES: Record<MyRequest['state'], Tone> = {
  ...{ waiting: 'warning', handling: 'info', approving: 'info' },
  ...{ done: 'success', refused: 'danger', withdrawn: 'neutral' },
}

/** What I asked about my data, until when it is answered, and the answers. */
export function MyRequests() {
  const t = usePrivacyTexts()
  const requests = useQuery(myRequestsQuery)
  const [asking, setAsking] = useState(false)
  return (
    <Section title={t('requests')}>
      <p>{t('requests.text')}</p>
      <Loaded query={requests}>
        {items => items.map(request => <RequestCard key={request.id} request={request} />)}
      </Loaded>
      <Button look="secondary" wide icon={<FilePen aria-hidden="true" />} onClick={() => setAsking(true)}>
        {t('requests.new')}
      </Button>
      <RequestSheet open={asking} onClose={() => setAsking(false)} />
    </Section>
  )
}

function RequestCard({ request }: { request: MyRequest }) {
  const t = usePrivacyTexts()
  const toast = useToast()

  async function withdraw(): Promise<void> {
    await call(residents.withdrawMyDataRequest, { params: { requestId: request.id } })
    renewMyData()
    toast(t('requests.withdrawn'))
  }

  const facts = [
    { term: t('requests.content'), value: request.content },
    { term: t('requests.askedAt'), value: formatDate(request.askedAt) },
    { term: t('requests.dueOn'), value: request.decidedAt ? '' : request.dueOn },
    { term: t('requests.ground'), value: request.refusalGround && t(`ground.${request.refusalGround}`) },
    { term: t('requests.answer'), value: request.state === 'approving' ? '' : request.answer },
  ].filter(fact => fact.value)
  return (
    <>
      <Card
        title={t(`kind.${request.kind}`)}
        action={<StatusTag tone={TONES[request.state]}>{t(`request.${request.state}`)}</StatusTag>}
      >
        <Facts facts={facts} />
      </Card>
      {request.decidedAt ? null : (
        <List>
          <ConfirmRow
            title={t('requests.withdraw')}
            question={t('requests.withdrawAsk')}
            text={t('requests.withdrawText')}
            onConfirm={withdraw}
          />
        </List>
      )}
    </>
  )
}
