import { residents } from '@anju/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { call } from '../api.ts'
import { ReasonButton } from '../identity/ReasonButton.tsx'
import { useRefusalText } from '../refusal.ts'
import { useActor } from '../session.tsx'
import { previewQuery, type RequestDetail, renewPersonalData, requestQuery } from './data-requests.ts'
import { usePersonalDataTexts } from './personal-data-texts.ts'
import type { Deed } from './RequestDialog.tsx'

const RequestDialog = lazy(async () => ({ default: (await import('./RequestDialog.tsx')).RequestDialog }))

/** What may be done with a request in its state; an own proposal waits for a colleague. */
export function RequestActions({ requestId }: { requestId: string }) {
  const { data } = useQuery(requestQuery(requestId))
  const [deed, setDeed] = useState<Deed>()
  const [asked, setAsked] = useState(false)
  if (!data) return null
  const ask = (wanted: Deed) => {
    setAsked(true)
    setDeed(wanted)
  }
  return (
    <>
      {data.state === 'approving' ? <Approving of={data} ask={ask} /> : null}
      {data.state === 'waiting' || data.state === 'handling' ? <Handling of={data} ask={ask} /> : null}
      {asked ? (
        <Suspense fallback={null}>
          <RequestDialog of={data} deed={deed} close={() => setDeed(undefined)} />
        </Suspense>
      ) : null}
    </>
  )
}

interface ActionsProps {
  of: RequestDetail
  ask: (deed: Deed) => void
}

function Handling({ of, ask }: ActionsProps) {
  const t = usePersonalDataTexts()
  const { message } = App.useApp()
  const explain = useRefusalText()
  const actor = useActor()
  const take = useMutation({
    mutationFn: () => call(residents.takeDataRequest, { params: { requestId: of.id }, body: { version: of.version } }),
    onSuccess: () => void message.success(t('done.take')),
    onError: error => void message.error(explain(error)),
    onSettled: renewPersonalData,
  })
  return (
    <>
      {of.handlerId === actor.accountId ? null : (
        <Button loading={take.isPending} onClick={() => take.mutate()}>
          {t('take')}
        </Button>
      )}
      {of.kind === 'deletion' ? (
        <ProposeErasing of={of} ask={ask} />
      ) : (
        <Button type="primary" onClick={() => ask('complete')}>
          {t('complete')}
        </Button>
      )}
      <Button danger onClick={() => ask('refuse')}>
        {t('refuse')}
      </Button>
    </>
  )
}

/** Closed, with the reason, while something stands in the way: the answer would be written for nothing. */
function ProposeErasing({ of, ask }: ActionsProps) {
  const t = usePersonalDataTexts()
  const { data } = useQuery(previewQuery(of.id))
  const hindered = (data?.hindrances.length ?? 0) > 0
  return (
    <ReasonButton
      type="primary"
      danger
      reason={hindered ? t('preview.hindered') : undefined}
      onClick={() => ask('propose')}
    >
      {t('propose')}
    </ReasonButton>
  )
}

function Approving({ of, ask }: ActionsProps) {
  const t = usePersonalDataTexts()
  const { accountId } = useActor()
  const own = of.handlerId === accountId ? t('own.handled') : of.askedById === accountId ? t('own.asked') : undefined
  return (
    <>
      <ReasonButton type="primary" danger reason={own} onClick={() => ask('approve')}>
        {t('approve')}
      </ReasonButton>
      <Button onClick={() => ask('return')}>{t('return')}</Button>
      <Button danger onClick={() => ask('refuse')}>
        {t('refuse')}
      </Button>
    </>
  )
}
