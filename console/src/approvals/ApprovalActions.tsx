import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { ReasonButton } from '../identity/ReasonButton.tsx'
import { useCan } from '../session.tsx'
import { approvalQuery } from './approvals.ts'
import type { Deed } from './DecisionDialog.tsx'
import { useApprovalTexts } from './texts.ts'

const DecisionDialog = lazy(async () => ({ default: (await import('./DecisionDialog.tsx')).DecisionDialog }))

/** Approve, reject, take back or comment; what is not this person's to do says why. */
export function ApprovalActions({ requestId }: { requestId: string }) {
  const t = useApprovalTexts()
  const { data } = useQuery(approvalQuery(requestId))
  const mayDecide = useCan('approvals.requests.decide')
  const [deed, setDeed] = useState<Deed>()
  const [asked, setAsked] = useState(false)
  if (!data) return null
  const ask = (wanted: Deed) => {
    setAsked(true)
    setDeed(wanted)
  }
  const waiting = data.state === 'waiting'
  const hindrance = data.mayDecide ? undefined : data.mine ? t('own.asked') : t('not.yours')
  return (
    <>
      {waiting && mayDecide ? (
        <>
          <ReasonButton type="primary" reason={hindrance} onClick={() => ask('approve')}>
            {t('approve')}
          </ReasonButton>
          <ReasonButton danger reason={hindrance} onClick={() => ask('reject')}>
            {t('reject')}
          </ReasonButton>
        </>
      ) : null}
      {waiting && data.mine ? <Button onClick={() => ask('withdraw')}>{t('withdraw')}</Button> : null}
      <Button onClick={() => ask('comment')}>{t('comment')}</Button>
      {asked ? (
        <Suspense fallback={null}>
          <DecisionDialog of={data} deed={deed} close={() => setDeed(undefined)} />
        </Suspense>
      ) : null}
    </>
  )
}
