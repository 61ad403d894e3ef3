import { useQuery } from '@tanstack/react-query'
import { MessageSquareReply } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { GatedButton } from '../GatedButton.tsx'
import { useGate } from '../useGate.ts'
import { disputeQuery } from './disputes.ts'
import { useDisputeTexts } from './texts.ts'

const AnswerForm = lazy(async () => ({ default: (await import('./DisputeForms.tsx')).AnswerForm }))

/** In the drawer's head: answers an open dispute. */
export function AnswerButton({ disputeId }: { disputeId: string }) {
  const t = useDisputeTexts()
  const gate = useGate('billing.disputes.answer')
  const { data } = useQuery(disputeQuery(disputeId))
  const [open, setOpen] = useState(false)
  if (!data) return null
  return (
    <>
      <GatedButton
        type="primary"
        size="small"
        icon={<MessageSquareReply size={14} aria-hidden />}
        reason={gate ?? (data.state === 'open' ? null : t('answer.closed'))}
        onClick={() => setOpen(true)}
      >
        {t('answerIt')}
      </GatedButton>
      {open ? (
        <Suspense fallback={null}>
          <AnswerForm dispute={data} close={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
