import { workforce } from '@anju/contract'
import { Button, Notice, Sheet, TextAreaField, useRefusalText, useToast } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../api.ts'
import { usePerformanceTexts } from './performance-texts.ts'
import { renewMine, type Scorecard } from './queries.ts'

/** Appeals against a published result of mine. */
export function AppealSheet({ card, close }: { card: Scorecard; close: () => void }) {
  const t = usePerformanceTexts()
  const toast = useToast()
  const explain = useRefusalText()
  const [id] = useState(() => newId())
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      call(workforce.appealScore, { params: { scorecardId: card.id }, body: { id, reason: reason.trim() } }),
    onSuccess: () => {
      renewMine()
      toast(t('appeal.sent'))
      close()
    },
  })
  const send = () => {
    setTried(true)
    if (reason.trim()) mutate()
  }
  return (
    <Sheet
      open
      onClose={close}
      title={t('appeal.title')}
      foot={
        <Button wide loading={isPending} onClick={send}>
          {t('appeal.send')}
        </Button>
      }
    >
      <div className="aj-stack">
        <p className="fi-intro">{t('appeal.intro', { until: card.appealUntil ?? '' })}</p>
        {error ? <Notice tone="danger">{explain(error)}</Notice> : null}
        <TextAreaField
          label={t('appeal.reason')}
          placeholder={t('appeal.reasonHint')}
          value={reason}
          maxLength={500}
          onChange={setReason}
          error={tried && !reason.trim() ? t('appeal.reasonMissing') : undefined}
        />
      </div>
    </Sheet>
  )
}
