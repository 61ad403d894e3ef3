import { metering } from '@anju/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { call } from '../../api.ts'
import { useSettled } from '../../billing/useSettled.ts'
import { useRefusalText } from '../../refusal.ts'
import { moved, type RouteDetail, type RouteMeter, whereOf } from './route.ts'
import { useRouteTexts } from './texts.ts'
import './stops.css'

const PAUSE_MS = 200
const MOST = 200

interface StopsFieldProps {
  id?: string
  communityId: string
  kind: RouteDetail['kind']
  value?: RouteMeter[]
  onChange?: (meters: RouteMeter[]) => void
}

/** Meters in the order in which they are walked: found and added above, dragged or moved by buttons below. */
export function StopsField({ id, communityId, kind, value = [], onChange }: StopsFieldProps) {
  const t = useRouteTexts()
  const [said, setSaid] = useState('')
  const list = useRef<HTMLOListElement>(null)
  const move = (from: number, to: number) => {
    if (to < 0 || to >= value.length || from === to) return
    const code = value[from]?.code ?? ''
    onChange?.(moved(value, from, to))
    setSaid(t('moved', { code, place: to + 1 }))
  }
  /** Moves with the keyboard, and the focus goes along. */
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const step = event.altKey ? ({ ArrowUp: -1, ArrowDown: 1 } as Record<string, number>)[event.key] : undefined
    if (step === undefined) return
    event.preventDefault()
    const { name } = event.target as HTMLButtonElement
    move(index, index + step)
    requestAnimationFrame(() =>
      list.current?.children[index + step]?.querySelector<HTMLButtonElement>(`button[name="${name}"]`)?.focus(),
    )
  }
  return (
    <div className="mt-stops" id={id}>
      <AddMeters
        {...{ communityId, kind }}
        has={new Set(value.map(meter => meter.id))}
        add={more => onChange?.([...value, ...more])}
      />
      <span className="c-unseen" role="status">
        {said}
      </span>
      {value.length === 0 ? <p className="mt-stops__none">{t('noneYet')}</p> : null}
      <ol ref={list}>
        {value.map((meter, index) => (
          <StopRow
            key={meter.id}
            {...{ meter, index, move, onKeyDown }}
            isLast={index === value.length - 1}
            takeOff={() => onChange?.(value.toSpliced(index, 1))}
          />
        ))}
      </ol>
    </div>
  )
}

interface StopRowProps {
  meter: RouteMeter
  index: number
  isLast: boolean
  move: (from: number, to: number) => void
  onKeyDown: (event: KeyboardEvent, index: number) => void
  takeOff: () => void
}

const DRAGGED = 'application/x-anju-stop'

function StopRow({ meter, index, isLast, move, onKeyDown, takeOff }: StopRowProps) {
  const t = useRouteTexts()
  const { code } = meter
  const [over, setOver] = useState(false)
  return (
    <li
      draggable
      data-over={over}
      onDragStart={event => event.dataTransfer.setData(DRAGGED, String(index))}
      onDragOver={event => {
        if (!event.dataTransfer.types.includes(DRAGGED)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={event => {
        event.preventDefault()
        setOver(false)
        move(Number(event.dataTransfer.getData(DRAGGED)), index)
      }}
      onKeyDown={event => onKeyDown(event, index)}
    >
      <span className="mt-stops__place">{index + 1}</span>
      <strong>{code}</strong>
      <span className="mt-stops__where">{whereOf(meter)}</span>
      <button
        type="button"
        name="up"
        aria-label={t('up', { code })}
        disabled={index === 0}
        onClick={() => move(index, index - 1)}
      >
        <ArrowUp size={14} aria-hidden />
      </button>
      <button
        type="button"
        name="down"
        aria-label={t('down', { code })}
        disabled={isLast}
        onClick={() => move(index, index + 1)}
      >
        <ArrowDown size={14} aria-hidden />
      </button>
      <button type="button" name="off" aria-label={t('takeOff', { code })} onClick={takeOff}>
        <X size={14} aria-hidden />
      </button>
    </li>
  )
}

interface AddMetersProps {
  communityId: string
  kind: RouteDetail['kind']
  has: ReadonlySet<string>
  add: (meters: RouteMeter[]) => void
}

/** Finds meters in use of the kind, and adds one or all of them, in the order of their homes. */
function AddMeters({ communityId, kind, has, add }: AddMetersProps) {
  const t = useRouteTexts()
  const explain = useRefusalText()
  const [typed, setTyped] = useState('')
  const text = useSettled(typed.trim(), PAUSE_MS)
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: [metering.listMeters.path, 'stops', communityId, kind, text],
    enabled: text !== '',
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      call(metering.listMeters, {
        query: { text, communityId, kind, state: 'active', sort: 'premises', limit: MOST },
        signal,
      }),
  })
  const found = text === '' || typed === '' ? [] : (data?.items ?? []).filter(meter => !has.has(meter.id))
  const stops = found.map(({ id, code, premisesLabel, place }): RouteMeter => ({ id, code, premisesLabel, place }))
  return (
    <div className="mt-stops__add">
      <Input
        allowClear
        aria-label={t('add')}
        placeholder={t('addHint')}
        value={typed}
        onChange={event => setTyped(event.target.value)}
        onKeyDown={event => {
          // Enter adds the first that was found; it does not save the route.
          if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
          if (event.nativeEvent.isComposing) return
          event.preventDefault()
          // What was found for the text before says nothing of what is typed now.
          if (stops[0] && text === typed.trim() && !isPlaceholderData) add([stops[0]])
        }}
      />
      {error ? <p className="mt-stops__none">{explain(error)}</p> : null}
      {typed !== '' && data && stops.length === 0 ? <p className="mt-stops__none">{t('nothing')}</p> : null}
      {stops.length > 0 ? (
        <>
          <ul>
            {stops.slice(0, 20).map(meter => (
              <li key={meter.id}>
                <strong>{meter.code}</strong>
                <span className="mt-stops__where">{whereOf(meter)}</span>
                <Button size="small" aria-label={`${t('addOne')} ${meter.code}`} onClick={() => add([meter])}>
                  {t('addOne')}
                </Button>
              </li>
            ))}
          </ul>
          <Button
            size="small"
            onClick={() => {
              add(stops)
              setTyped('')
            }}
          >
            {t('addAll', { count: stops.length })}
          </Button>
        </>
      ) : null}
    </div>
  )
}
