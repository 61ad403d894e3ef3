import { metering } from '@anju/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Input, Segmented } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../api.ts'
import { DateField } from '../billing/DateField.tsx'
import { useRefusalText } from '../refusal.ts'
import { DrawerBones } from '../registry/DrawerBones.tsx'
import { useCan } from '../session.tsx'
import { StatusTag } from '../shell/show/StatusTag.tsx'
import { FailureNotice } from '../shell/states/FailureNotice.tsx'
import { missingBand, sameBands } from './grid-bands.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { FlagTags, ReadingStateTag } from './ReadingTags.tsx'
import { READING, type Round, renewReadings, type Stop, usedText } from './reading.ts'
import { useReadingTexts } from './reading-texts.ts'
import './round-grid.css'

const PAGE = 200
const SHOWS = ['all', 'missing', 'flagged', 'waiting', 'skipped'] as const
type Show = (typeof SHOWS)[number]

/** The stops of a round, page after page. */
function useStops(roundId: string, show: Show, text: string) {
  const query = { limit: PAGE, ...(show === 'all' ? {} : { show }), ...(text ? { text } : {}) }
  return useInfiniteQuery({
    queryKey: [metering.listRoundStops.path, roundId, query],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) =>
      call(metering.listRoundStops, {
        params: { roundId },
        query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    getNextPageParam: last => last.next ?? undefined,
  })
}

/** The list of a round, entered by the keyboard: Enter saves and goes on to the next meter. */
export function RoundGrid({ round }: { round: Round }) {
  const t = useReadingTexts()
  const [show, setShow] = useState<Show>('all')
  const [text, setText] = useState('')
  const [readOn, setReadOn] = useState(round.plannedOn)
  const body = useRef<HTMLTableSectionElement>(null)
  const stops = useStops(round.id, show, text.trim())
  const rows = stops.data?.pages.flatMap(page => page.items) ?? []
  const go = (from: HTMLInputElement, step: 1 | -1) => {
    const inputs = [...(body.current?.querySelectorAll<HTMLInputElement>('input[data-reading]:not(:disabled)') ?? [])]
    const next = inputs[inputs.indexOf(from) + step]
    next?.focus()
    next?.select()
  }
  if (stops.error && !stops.data) return <FailureNotice error={stops.error} retry={() => void stops.refetch()} />
  return (
    <section className="rd-grid" aria-label={t('rounds')}>
      <div className="rd-grid__bar">
        <Segmented
          value={show}
          onChange={setShow}
          options={SHOWS.map(value => ({ value, label: t(`grid.${value}`) }))}
        />
        <Input.Search
          allowClear
          placeholder={t('readings.search')}
          aria-label={t('readings.search')}
          onSearch={setText}
          style={{ width: 200 }}
        />
        <span className="rd-grid__day">
          {t('grid.readOn')}
          <DateField value={readOn} onChange={day => setReadOn(day || round.plannedOn)} />
        </span>
        <span className="rd-grid__keys">{t('grid.keys')}</span>
      </div>
      {stops.isPending ? <DrawerBones /> : null}
      <div className="rd-grid__scroll">
        <table aria-label={t('rounds')}>
          <GridHead />
          <tbody ref={body}>
            {rows.map(stop => (
              <Row key={stop.id} stop={stop} round={round} readOn={readOn} go={go} />
            ))}
          </tbody>
        </table>
      </div>
      {stops.data && rows.length === 0 ? <p className="rd-grid__none">{t('grid.empty')}</p> : null}
      {stops.hasNextPage ? <Button onClick={() => void stops.fetchNextPage()}>{t('grid.more')}</Button> : null}
    </section>
  )
}

function GridHead() {
  const t = useReadingTexts()
  return (
    <thead>
      <tr>
        {[t('grid.place'), t('field.meter'), t('field.home')].map(title => (
          <th key={title} scope="col">
            {title}
          </th>
        ))}
        {[t('field.previous'), t('grid.value'), t('field.used'), t('grid.mean')].map(title => (
          <th key={title} scope="col" className="rd-grid__number">
            {title}
          </th>
        ))}
        <th scope="col">{t('field.state')}</th>
      </tr>
    </thead>
  )
}

interface RowProps {
  stop: Stop
  round: Round
  readOn: string
  go: (from: HTMLInputElement, step: 1 | -1) => void
}

/** What is typed for a stop, and its saving. */
function useEntry({ stop, round, readOn, go }: RowProps) {
  const t = useReadingTexts()
  const explain = useRefusalText()
  const [reading, setReading] = useState(stop.reading)
  const [seen, setSeen] = useState(stop.reading)
  const [value, setValue] = useState(stop.reading?.value ?? '')
  const [bands, setBands] = useState<Record<string, string>>(stop.reading?.bands ?? {})
  const [rolledOver, setRolledOver] = useState(stop.reading?.rolledOver ?? false)
  const [problem, setProblem] = useState<string>()
  const id = useRef(newId())
  const [once] = useState(oneAtATime)
  // The reading as the server knows it: what waits for a save needs the version that the save makes.
  const known = useRef(reading)
  useEffect(() => {
    known.current = reading
  }, [reading])
  if (stop.reading !== seen) {
    // Asked again: what the server knows replaces what was saved here.
    setSeen(stop.reading)
    setReading(stop.reading)
  }
  const save = () => once(`${value} ${rolledOver} ${JSON.stringify(bands)}`, store)
  function keep(stored: NonNullable<Stop['reading']>) {
    known.current = stored
    setReading(stored)
  }
  async function store() {
    const { current: reading } = known
    const isSame =
      value === reading?.value && rolledOver === reading.rolledOver && sameBands(stop.bands, bands, reading.bands)
    if (value === '' || isSame) return
    const missing = missingBand(stop.bands, bands)
    if (!READING.test(value)) return setProblem(t('grid.wrong'))
    if (missing !== null) return setProblem(t('bandMissing', { band: missing }))
    setProblem(undefined)
    try {
      const said = { value, rolledOver, bands: stop.bands.length > 0 ? bands : (reading?.bands ?? {}) }
      if (reading) {
        const more = { readOn: reading.readOn, note: reading.note, version: reading.version }
        const changed = await call(metering.editReading, {
          params: { readingId: reading.id },
          body: { ...said, ...more },
        })
        keep({ ...changed, hasPhoto: changed.photo !== null })
      } else {
        const one = { ...said, id: id.current, meterId: stop.id, roundId: round.id, readOn }
        const { communityId } = round
        const { readings } = await call(metering.enterReadings, { body: { communityId, readings: [one] } })
        const [added] = readings
        if (added) keep({ ...added, hasPhoto: added.photo !== null })
      }
      renewReadings()
    } catch (error) {
      setProblem(explain(error as Error))
    }
  }
  const onKeyDown = keysOf({ save, go, toggle: () => setRolledOver(!rolledOver), isOne: stop.bands.length === 0 })
  return { reading, value, setValue, bands, setBands, rolledOver, problem, save, onKeyDown }
}

interface Keys {
  save: () => unknown
  go: RowProps['go']
  toggle: () => void
  /** The meter shows one number; else whole and parts are one reading, saved when the last of them is left. */
  isOne: boolean
}

/** What the keys do: on, back, and the rollover. */
function keysOf({ save, go, toggle, isOne }: Keys) {
  return (event: KeyboardEvent<HTMLInputElement>) => {
    const input = event.currentTarget
    const isLast = input.dataset.reading === 'last'
    if (event.altKey && event.code === 'KeyR') {
      event.preventDefault()
      toggle()
    } else if (event.key === 'Enter' || event.key === 'ArrowDown') {
      event.preventDefault()
      if (isLast) void save()
      go(input, 1)
    } else if (event.key === 'ArrowUp') {
      event.preventDefault()
      if (isOne) void save()
      go(input, -1)
    }
  }
}

interface TypedProps {
  entry: ReturnType<typeof useEntry>
  stop: Stop
  disabled: boolean
}

/** What the register shows, and each part of the day of a meter that counts them apart; left as a whole, it is saved as one. */
function Typed({ entry, stop, disabled }: TypedProps) {
  const t = useReadingTexts()
  const { value, setValue, bands, setBands, problem, save, onKeyDown } = entry
  const last = stop.bands.at(-1)
  const shared = {
    ...({ inputMode: 'decimal', autoComplete: 'off', disabled, onKeyDown } as const),
    ...{ 'aria-invalid': problem !== undefined, status: problem ? ('error' as const) : undefined },
  }
  return (
    <td
      className="rd-grid__number"
      onBlur={event => {
        if (!event.currentTarget.contains(event.relatedTarget)) void save()
      }}
    >
      <Input
        {...shared}
        data-reading={last === undefined ? 'last' : ''}
        aria-label={t('grid.valueOf', { code: stop.meterCode })}
        value={value}
        onChange={event => setValue(event.target.value.trim())}
      />
      {stop.bands.map(band => (
        <Input
          {...shared}
          key={band}
          data-reading={band === last ? 'last' : ''}
          className="rd-grid__band"
          prefix={band}
          aria-label={t('grid.bandOf', { code: stop.meterCode, band })}
          value={bands[band] ?? ''}
          onChange={event => setBands({ ...bands, [band]: event.target.value.trim() })}
        />
      ))}
      {problem ? <small role="alert">{problem}</small> : null}
    </td>
  )
}

function Row(props: RowProps) {
  const { stop, round } = props
  const t = useReadingTexts()
  const may = useCan('metering.readings.enter')
  const entry = useEntry(props)
  const { reading, value, rolledOver, problem } = entry
  const decided = reading?.state === 'approved'
  const used = reading?.value === value ? reading.used : usedText(value, stop.previousValue, stop.multiplier)
  return (
    <tr data-problem={problem !== undefined}>
      <td>{stop.place}</td>
      <td>
        <strong>{stop.meterCode}</strong>
      </td>
      <td>{[stop.premisesLabel, stop.meterPlace].filter(Boolean).join(' · ') || stop.meterName}</td>
      <td className="rd-grid__number">
        {stop.previousValue}
        <small>{stop.previousOn.slice(5)}</small>
        {stop.bands.map(band => (
          <small key={band} className="rd-grid__was">
            {band} {stop.previousBands[band] ?? '–'}
          </small>
        ))}
      </td>
      <Typed entry={entry} stop={stop} disabled={!may || decided || round.state === 'closed'} />
      <td className="rd-grid__number">{used ?? '–'}</td>
      <td className="rd-grid__number">{stop.dailyMean ?? '–'}</td>
      <td>
        <span className="vh-title">
          {reading ? <ReadingStateTag state={reading.state} /> : null}
          {reading && reading.flags.length > 0 ? <FlagTags flags={reading.flags} /> : null}
          {rolledOver && !reading?.flags.includes('rollover') ? (
            <StatusTag tone="warning">{t('field.rolledOver')}</StatusTag>
          ) : null}
          {!reading && stop.skipped ? stop.skipped : null}
        </span>
      </td>
    </tr>
  )
}
