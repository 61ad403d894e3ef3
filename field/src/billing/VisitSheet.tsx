import { Button, SelectField, Sheet, TextAreaField, TextField, useToast } from '@anju/ui'
import { useState } from 'react'
import { v7 as newId } from 'uuid'
import { post } from '../outbox/outbox.ts'
import { aboutDebtor } from '../outbox/outbox-entry.ts'
import { todayHere } from '../workforce/queries.ts'
import type { VisitBody } from './place-visit.ts'
import { useDebtorTexts } from './texts.ts'

const CHANNELS = ['visit', 'call', 'message', 'letter'] as const
const RESULTS = ['promised', 'told', 'absent', 'disputed', 'refused', 'paid'] as const

/** Notes what came of asking a household; kept on the phone and sent from there, with or without a network. */
export function VisitSheet({ premisesId, label, close }: { premisesId: string; label: string; close: () => void }) {
  const t = useDebtorTexts()
  const [id] = useState(() => newId())
  const [channel, setChannel] = useState<VisitBody['channel']>('visit')
  const [result, setResult] = useState<VisitBody['result']>('promised')
  const [promisedOn, setPromisedOn] = useState('')
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const promises = result === 'promised'
  const wrong = promises ? oddOf(promisedOn) : null
  const { keep, keeping } = useKeep(premisesId, label, close)
  const save = () => {
    setTried(true)
    if (wrong) return
    void keep({ id, premisesId, channel, result, promisedOn: promises ? promisedOn : null, note: note.trim() })
  }
  return (
    <Sheet
      open
      onClose={close}
      title={`${t('record')} · ${label}`}
      foot={
        <Button wide loading={keeping} onClick={save}>
          {t('send')}
        </Button>
      }
    >
      <div className="aj-stack">
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
            min={todayHere()}
            error={tried && wrong ? t(wrong) : undefined}
          />
        ) : null}
        <TextAreaField label={t('note')} value={note} onChange={setNote} maxLength={300} />
      </div>
    </Sheet>
  )
}

function oddOf(promisedOn: string): 'promisedMissing' | 'promisedPast' | null {
  if (promisedOn === '') return 'promisedMissing'
  return promisedOn < todayHere() ? 'promisedPast' : null
}

/** Keeps a visit on the phone with its moment and goes on at once; how it went is told by a toast. */
function useKeep(premisesId: string, place: string, close: () => void) {
  const t = useDebtorTexts()
  const toast = useToast()
  const [keeping, setKeeping] = useState(false)
  async function keep(visit: Omit<VisitBody, 'visitedAt'>): Promise<void> {
    if (keeping) return
    setKeeping(true)
    const body = { ...visit, visitedAt: new Date().toISOString() }
    try {
      const about = { orderId: aboutDebtor(premisesId), place }
      const { delivery } = await post([{ kind: 'visit', body, photo: null, ...about }])
      void delivery.then(how => {
        if (how === 'sent') toast(t('sent'))
        else if (how === 'waiting') toast(t('kept'), 'info')
        else toast(t('notTaken'), 'danger')
      })
      close()
    } catch {
      toast(t('notKept'), 'danger')
      setKeeping(false)
    }
  }
  return { keep, keeping }
}
