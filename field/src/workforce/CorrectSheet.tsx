import { workforce } from '@anju/contract'
import { Button, Notice, Sheet, TextField, useRefusalText, useToast } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../api.ts'
import { addDays, renewMine } from './queries.ts'
import { useWorkforceTexts } from './texts.ts'

/** Asks that the times of a day be corrected. An end before the start is on the next day. */
export function CorrectSheet({ day, close }: { day: string; close: () => void }) {
  const t = useWorkforceTexts()
  const toast = useToast()
  const explain = useRefusalText()
  const [id] = useState(() => newId())
  const [inTime, setInTime] = useState('')
  const [outTime, setOutTime] = useState('')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const complete = (inTime !== '' || outTime !== '') && reason.trim() !== ''
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => {
      const overnight = inTime !== '' && outTime !== '' && outTime <= inTime
      const inAt = inTime ? `${day}T${inTime}:00+08:00` : null
      const outAt = outTime ? `${overnight ? addDays(day, 1) : day}T${outTime}:00+08:00` : null
      return call(workforce.askCorrection, { body: { id, day, inAt, outAt, reason: reason.trim() } })
    },
    onSuccess: () => {
      renewMine()
      toast(t('correct.sent'))
      close()
    },
  })
  const send = () => {
    setTried(true)
    if (complete) mutate()
  }
  return (
    <Sheet
      open
      onClose={close}
      title={t('correct.title', { day: day.slice(5) })}
      foot={
        <Button wide loading={isPending} onClick={send}>
          {t('correct.send')}
        </Button>
      }
    >
      <div className="aj-stack">
        {error ? <Notice tone="danger">{explain(error)}</Notice> : null}
        <p className="fi-intro">{t('correct.hint')}</p>
        <TextField type="time" label={t('correct.in')} value={inTime} onChange={setInTime} />
        <TextField type="time" label={t('correct.out')} value={outTime} onChange={setOutTime} />
        <TextField
          label={t('correct.reason')}
          value={reason}
          maxLength={100}
          onChange={setReason}
          error={tried && !complete ? t('correct.missing') : undefined}
        />
      </div>
    </Sheet>
  )
}
