import { billing, type WireResponseOf } from '@anju/contract'
import { Button, Notice, SelectField, Sheet, TextAreaField, TextField, useRefusalText, useToast } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { v7 as newId } from 'uuid'
import { call, queryClient } from '../api.ts'
import { useDebtorTexts } from './texts.ts'

type Visit = WireResponseOf<typeof billing.recordMyVisit>

const CHANNELS = ['visit', 'call', 'message', 'letter'] as const
const RESULTS = ['promised', 'told', 'absent', 'disputed', 'refused', 'paid'] as const

/** Notes what came of asking a household. */
export function VisitSheet({ premisesId, label, close }: { premisesId: string; label: string; close: () => void }) {
  const t = useDebtorTexts()
  const toast = useToast()
  const explain = useRefusalText()
  const [id] = useState(() => newId())
  const [channel, setChannel] = useState<Visit['channel']>('visit')
  const [result, setResult] = useState<Visit['result']>('promised')
  const [promisedOn, setPromisedOn] = useState('')
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const promises = result === 'promised'
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      call(billing.recordMyVisit, {
        body: { id, premisesId, channel, result, promisedOn: promises ? promisedOn : null, note: note.trim() },
        idempotencyKey: id,
      }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: [billing.listMyDebtors.path] })
      toast(t('sent'))
      close()
    },
  })
  const send = () => {
    setTried(true)
    if (!promises || promisedOn) mutate()
  }
  return (
    <Sheet
      open
      onClose={close}
      title={`${t('record')} · ${label}`}
      foot={
        <Button wide loading={isPending} onClick={send}>
          {t('send')}
        </Button>
      }
    >
      <div className="aj-stack">
        {error ? <Notice tone="danger">{explain(error)}</Notice> : null}
        <SelectField
          label={t('channel')}
          value={channel}
          onChange={setChannel}
          choices={CHANNELS.map(value => ({ value, label: t(`channel.${value}`) }))}
        />
        <SelectField
          label={t('result')}
          value={result}
          onChange={setResult}
          choices={RESULTS.map(value => ({ value, label: t(`result.${value}`) }))}
        />
        {promises ? (
          <TextField
            type="date"
            label={t('promisedOn')}
            value={promisedOn}
            onChange={setPromisedOn}
            error={tried && !promisedOn ? t('promisedMissing') : undefined}
          />
        ) : null}
        <TextAreaField label={t('note')} value={note} onChange={setNote} maxLength={300} />
      </div>
    </Sheet>
  )
}
