import { Button, formatTime, Sheet, StatusTag, TextField, useToast } from '@anju/ui'
import { LogIn, LogOut } from 'lucide-react'
import { useState } from 'react'
import { v7 as newId } from 'uuid'
import { post, useOutbox } from '../outbox/outbox.ts'
import { isInside, locate, nearest, type Position } from './locate.ts'
import { type MyDay, renewMine } from './queries.ts'
import { useWorkforceTexts } from './texts.ts'

/** My shift, one big button, and what was clocked. */
export function ClockCard({ day }: { day: MyDay }) {
  const t = useWorkforceTexts()
  const waiting = useOutbox().entries.flatMap(entry => (entry.kind === 'clock' ? [entry] : []))
  const next = waiting.length > 0 ? (waiting.at(-1)?.body.kind === 'in' ? 'out' : 'in') : day.next
  return (
    <div className="fi-clock">
      <ShiftWords day={day} />
      <ClockButton day={day} next={next} />
      <ul className="fi-clock__list" aria-label={t('clock.list')}>
        {day.clockings.map(one => (
          <li key={one.id}>
            <strong>{t('clock.at', { time: formatTime(one.at), kind: t(`kind.${one.kind}`) })}</strong>{' '}
            <StatusTag tone={one.placeState === 'inside' ? 'success' : 'warning'}>
              {one.placeState === 'inside'
                ? t('clock.inside', { place: one.placeName ?? '' })
                : t(`clock.${one.placeState}`)}
            </StatusTag>{' '}
            {one.lateSent ? <StatusTag tone="warning">{t('clock.lateSent')}</StatusTag> : null}
          </li>
        ))}
        {waiting.map(entry => (
          <li key={entry.id}>
            <StatusTag tone="warning">
              {t('clock.waiting', {
                words: t('clock.at', { time: formatTime(entry.at), kind: t(`kind.${entry.body.kind}`) }),
              })}
            </StatusTag>
          </li>
        ))}
        {day.clockings.length + waiting.length === 0 ? <li className="fi-intro">{t('clock.none')}</li> : null}
      </ul>
    </div>
  )
}

function ShiftWords({ day: { duty, teamName } }: { day: MyDay }) {
  const t = useWorkforceTexts()
  if (!duty)
    return (
      <div>
        <h2 className="fi-clock__shift">{t('noDuty')}</h2>
        <p className="fi-intro">{t('noDutyText')}</p>
      </div>
    )
  const overnight = formatTime(duty.endsAt) <= formatTime(duty.startsAt)
  return (
    <div>
      <p className="fi-intro">
        {t('today')} · {duty.day.slice(5)} · {teamName}
      </p>
      <h2 className="fi-clock__shift">
        {duty.shiftName} {formatTime(duty.startsAt)}–{formatTime(duty.endsAt)}
        {overnight ? <small> {t('nextDay')}</small> : null}
      </h2>
      {duty.onLeave ? <StatusTag tone="warning">{t('onLeave')}</StatusTag> : null}
    </div>
  )
}

/** Finds the position, asks for a reason where it does not count by itself, keeps the clocking and sends it. */
function ClockButton({ day, next }: { day: MyDay; next: 'in' | 'out' }) {
  const t = useWorkforceTexts()
  const toast = useToast()
  const [busy, setBusy] = useState(false)
  const [asking, setAsking] = useState<{ position: Position | null }>()
  const send = async (position: Position | null, reason: string) => {
    setAsking(undefined)
    const at = new Date().toISOString()
    const id = newId()
    try {
      const body = { id, kind: next, at, position, reason }
      const { delivery } = await post([{ kind: 'clock', body, photo: null, orderId: id, place: t(`clock.${next}`) }])
      const how = await delivery
      if (how === 'sent') toast(t(`clock.done.${next}`, { time: formatTime(at) }))
      if (how === 'waiting') toast(t('clock.kept'), 'info')
      renewMine()
    } catch {
      toast(t('clock.notKept'), 'danger')
    }
  }
  const press = async () => {
    setBusy(true)
    const position = await locate()
    setBusy(false)
    if (isInside(position, day.places)) await send(position, '')
    else setAsking({ position })
  }
  return (
    <>
      <div className="fi-clock__button">
        <Button
          wide
          loading={busy}
          icon={next === 'in' ? <LogIn aria-hidden="true" /> : <LogOut aria-hidden="true" />}
          onClick={() => void press()}
        >
          {busy ? t('clock.locating') : t(`clock.${next}`)}
        </Button>
      </div>
      {asking ? (
        <ReasonSheet
          position={asking.position}
          places={day.places}
          label={t(`clock.${next}`)}
          close={() => setAsking(undefined)}
          send={reason => void send(asking.position, reason)}
        />
      ) : null}
    </>
  )
}

interface ReasonSheetProps {
  position: Position | null
  places: MyDay['places']
  label: string
  close: () => void
  send: (reason: string) => void
}

function ReasonSheet({ position, places, label, close, send }: ReasonSheetProps) {
  const t = useWorkforceTexts()
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const near = position && nearest(position, places)
  return (
    <Sheet
      open
      onClose={close}
      title={t(near ? 'ask.outside' : 'ask.unknown')}
      foot={
        <Button wide onClick={() => (reason.trim() ? send(reason.trim()) : setMissing(true))}>
          {label}
        </Button>
      }
    >
      <p>{near ? t('ask.outsideText', { place: near.place.name, distance: near.distanceM }) : t('ask.unknownText')}</p>
      <TextField
        label={t('ask.reason')}
        hint={t('ask.reasonHint')}
        error={missing && !reason.trim() ? t('ask.reasonMissing') : undefined}
        value={reason}
        maxLength={100}
        onChange={setReason}
      />
    </Sheet>
  )
}
