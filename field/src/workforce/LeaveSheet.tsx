import { workforce } from '@anju/contract'
import { Button, Notice, SelectField, Sheet, TextField, useRefusalText, useToast } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../api.ts'
import { type Leave, renewMine, todayHere } from './queries.ts'
import { useWorkforceTexts } from './texts.ts'

const KINDS = ['annual', 'sick', 'personal', 'compensatory', 'marriage', 'maternity', 'bereavement'] as const

/** Asks for leave, by half days. */
export function LeaveSheet({ close }: { close: () => void }) {
  const t = useWorkforceTexts()
  const toast = useToast()
  const explain = useRefusalText()
  const [id] = useState(() => newId())
  const [kind, setKind] = useState<Leave['kind']>('annual')
  const [fromOn, setFromOn] = useState(todayHere())
  const [toOn, setToOn] = useState(todayHere())
  const [fromPart, setFromPart] = useState<'am' | 'pm'>('am')
  const [toPart, setToPart] = useState<'am' | 'pm'>('pm')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      call(workforce.askLeave, { body: { id, kind, fromOn, fromPart, toOn, toPart, reason: reason.trim() } }),
    onSuccess: () => {
      renewMine()
      toast(t('leave.sent'))
      close()
    },
  })
  const send = () => {
    setTried(true)
    if (fromOn && toOn && reason.trim()) mutate()
  }
  const parts = (['am', 'pm'] as const).map(value => ({ value, label: t(`leave.${value}`) }))
  const missing = (value: string) => (tried && !value ? t('leave.dateMissing') : undefined)
  return (
    <Sheet
      open
      onClose={close}
      title={t('leave.ask')}
      foot={
        <Button wide loading={isPending} onClick={send}>
          {t('leave.send')}
        </Button>
      }
    >
      <div className="aj-stack">
        {error ? <Notice tone="danger">{explain(error)}</Notice> : null}
        <SelectField
          label={t('leave.kind')}
          value={kind}
          onChange={setKind}
          choices={KINDS.map(value => ({ value, label: t(`leave.${value}`) }))}
        />
        <TextField type="date" label={t('leave.from')} value={fromOn} onChange={setFromOn} error={missing(fromOn)} />
        <SelectField label={t('leave.fromPart')} value={fromPart} onChange={setFromPart} choices={parts} />
        <TextField type="date" label={t('leave.to')} value={toOn} onChange={setToOn} error={missing(toOn)} />
        <SelectField label={t('leave.toPart')} value={toPart} onChange={setToPart} choices={parts} />
        <TextField
          label={t('leave.reason')}
          value={reason}
          maxLength={100}
          onChange={setReason}
          error={tried && !reason.trim() ? t('leave.reasonMissing') : undefined}
        />
      </div>
    </Sheet>
  )
}
