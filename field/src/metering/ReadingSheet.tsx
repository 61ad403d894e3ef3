import {
  Button,
  List,
  Notice,
  PhotoPicker,
  Sheet,
  Stack,
  SwitchRow,
  TextField,
  usePhotoDrafts,
  useToast,
} from '@anju/ui'
import { type SubmitEvent, useId, useState } from 'react'
import { v7 as newId } from 'uuid'
import { post } from '../outbox/outbox.ts'
import type { EntryContent } from '../outbox/outbox-entry.ts'
import { todayHere } from '../workforce/queries.ts'
import { oddOf, standsOn, typedNumber, usedSince } from './check-value.ts'
import { composeReading } from './compose-reading.ts'
import type { MyRound, Stop } from './queries.ts'
import { useReadingTexts } from './texts.ts'

interface ReadingSheetProps {
  round: MyRound
  stop: Stop
  /** To the next stop; null after the last. */
  goOn: (() => void) | null
  close: () => void
}

/** What a meter shows, in big digits, with a photo; kept on the phone and sent from there, with or without a network. */
export function ReadingSheet({ round, stop, goOn, close }: ReadingSheetProps) {
  const t = useReadingTexts()
  const formId = useId()
  const { keep, keeping } = useKeep(round, stop, goOn ?? close)
  const [id] = useState(() => newId())
  const drafts = usePhotoDrafts({ max: 1, newId })
  const [value, setValue] = useState('')
  const [bands, setBands] = useState<Record<string, string>>({})
  const [rolledOver, setRolledOver] = useState(false)
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const [skipping, setSkipping] = useState(false)
  const odd = oddOf(value, stop, todayHere())
  const used = standsOn(value, stop) ? usedSince(value, stop) : null
  const bandsMissing = stop.bands.some(band => !standsOn(bands[band] ?? '', stop))
  const wrong = (odd === 'backwards' && !rolledOver) || odd === 'missingValue' || odd === 'wrongValue'

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    setTried(true)
    if (wrong || bandsMissing) return
    const said = { id, value, bands, rolledOver, note }
    await keep(composeReading(round, stop, drafts.photos, said, todayHere()))
  }

  if (skipping) return <SkipSheet {...{ round, stop, keep, keeping, close }} />
  return (
    <Sheet
      open
      onClose={close}
      title={`${stop.premisesLabel ?? stop.meterName} ${stop.meterPlace} · ${stop.meterCode}`}
      foot={
        <Stack>
          <Button type="submit" form={formId} wide loading={keeping || drafts.reading}>
            {t(goOn ? 'saveNext' : 'save')}
          </Button>
          <Button look="ghost" wide onClick={() => setSkipping(true)}>
            {t('skip')}
          </Button>
        </Stack>
      }
    >
      <form id={formId} className="fi-reading" onSubmit={event => void submit(event)} noValidate>
        <Stack gap="wide">
          <TextField
            label={t('value')}
            hint={t('valueHint', { value: stop.previousValue, date: stop.previousOn })}
            inputMode="decimal"
            autoComplete="off"
            digits
            value={value}
            onChange={next => setValue(typedNumber(next))}
            error={tried && wrong && odd && t(odd, { digits: stop.digits, decimals: stop.decimals })}
          />
          {used === null ? null : <p role="status">{t('used', { used })}</p>}
          {odd === 'jump' ? <Notice tone="warning">{t('jump')}</Notice> : null}
          {odd === 'backwards' ? (
            <List>
              <SwitchRow title={t('rolledOver')} checked={rolledOver} onChange={setRolledOver} />
            </List>
          ) : null}
          <Bands stop={stop} bands={bands} setBands={setBands} tried={tried} />
          <PhotoPicker label={t('photo')} optional camera drafts={drafts} />
          <TextField label={t('note')} optional value={note} onChange={setNote} maxLength={200} />
        </Stack>
      </form>
    </Sheet>
  )
}

interface BandsProps {
  stop: Stop
  bands: Record<string, string>
  setBands: (next: Record<string, string>) => void
  tried: boolean
}

/** What a meter shows for each time of the day (峰 平 谷), where it counts them apart. */
function Bands({ stop, bands, setBands, tried }: BandsProps) {
  const t = useReadingTexts()
  return stop.bands.map(band => (
    <TextField
      key={band}
      label={t('band', { band })}
      inputMode="decimal"
      digits
      value={bands[band] ?? ''}
      onChange={next => setBands({ ...bands, [band]: typedNumber(next) })}
      error={tried && !standsOn(bands[band] ?? '', stop) && t('missingValue')}
    />
  ))
}

interface Keeping {
  keep: (contents: EntryContent[]) => Promise<void>
  /** It is being kept: a second press is not a second reading. */
  keeping: boolean
}

/** Keeps what was done at a stop on the phone and goes on at once; how it went is told by a toast. */
function useKeep(round: MyRound, stop: Stop, after: () => void): Keeping {
  const t = useReadingTexts()
  const toast = useToast()
  const [keeping, setKeeping] = useState(false)
  async function keep(contents: EntryContent[]): Promise<void> {
    if (keeping) return
    setKeeping(true)
    const about = { orderId: `${round.id}/${stop.id}`, place: stop.premisesLabel ?? stop.meterCode }
    try {
      const { delivery } = await post(contents.map(content => ({ ...content, ...about })))
      void delivery.then(how => {
        if (how === 'sent') toast(t('saved'))
        if (how === 'waiting') toast(t('kept'), 'info')
      })
      after()
    } catch {
      toast(t('notKept'), 'danger')
      setKeeping(false)
    }
  }
  return { keep, keeping }
}

function SkipSheet({ round, stop, keep, keeping, close }: Omit<ReadingSheetProps, 'goOn'> & Keeping) {
  const t = useReadingTexts()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const send = () => {
    setTried(true)
    const body = { roundId: round.id, meterId: stop.id, reason: reason.trim() }
    if (body.reason) void keep([{ kind: 'skip', body, photo: null }])
  }
  return (
    <Sheet
      open
      onClose={close}
      title={`${t('skip')} · ${stop.meterCode}`}
      foot={
        <Button wide loading={keeping} onClick={send}>
          {t('save')}
        </Button>
      }
    >
      <TextField
        label={t('skipReason')}
        hint={t('skipHint')}
        value={reason}
        onChange={setReason}
        maxLength={100}
        error={tried && !reason.trim() && t('skipMissing')}
      />
    </Sheet>
  )
}
