import { billing, registry } from '@anju/contract'
import { comma } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { useMemo, useState } from 'react'
import { call } from '../../api.ts'
import { useRealtime } from '../../realtime.ts'
import { useCan } from '../../session.tsx'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { DrawerBones } from '../DrawerBones.tsx'
import { STATES } from '../registry.ts'
import { useRegistryTexts } from '../texts.ts'
import { usePlacePageTexts } from './page-texts.ts'
import { renewPlaces, type Stack } from './places.ts'
import { type StackRoom, stackOf } from './stack.ts'
import '../registry.css'
import './places.css'
import './stack.css'

const LENSES = ['state', 'people', 'arrears'] as const
type Lens = (typeof LENSES)[number]

interface Shade {
  key: string
  word: string
}

/** The front of a building: floors × rooms, coloured by state, by who is there, or by what is owed. */
export function StackPage() {
  const { buildingId } = useParams({ strict: false }) as { buildingId: string }
  const { data, error, refetch } = useQuery({
    queryKey: [registry.stackingPlan.path, buildingId],
    queryFn: ({ signal }) => call(registry.stackingPlan, { params: { buildingId }, signal }),
  })
  useRealtime(['registry.*'], () => void renewPlaces())
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  return (
    <div className="c-page rg-stack">{data ? <Front stack={data} buildingId={buildingId} /> : <DrawerBones />}</div>
  )
}

function Front({ stack, buildingId }: { stack: Stack; buildingId: string }) {
  const t = usePlacePageTexts()
  const navigate = useNavigate()
  const { lens: asked } = useSearch({ strict: false }) as { lens?: string }
  const lens = LENSES.find(one => one === asked) ?? 'state'
  const [only, setOnly] = useState<string>()
  const shadeOf = useShades(lens, buildingId)
  return (
    <>
      <Link to="/premises" search={{ community: stack.communityId, buildingId }} className="rg-back">
        <ArrowLeft size={14} aria-hidden /> {t('stack.back')}
      </Link>
      <PageHeader
        title={t('stack.title', { name: stack.name })}
        facts={t('stack.facts', { community: stack.communityName, count: stack.rooms.length })}
        actions={
          <fieldset className="rg-stack__lenses" aria-label={t('stack.by')}>
            {LENSES.map(one => (
              <button
                key={one}
                type="button"
                aria-pressed={lens === one}
                onClick={() => {
                  setOnly(undefined)
                  void navigate({ to: '.', search: before => ({ ...before, lens: one }), replace: true })
                }}
              >
                {t(`stack.by.${one}`)}
              </button>
            ))}
          </fieldset>
        }
      />
      {stack.rooms.length === 0 ? (
        <p className="rg-none">{t('stack.none')}</p>
      ) : (
        <>
          <Legend rooms={stack.rooms} shadeOf={shadeOf.of} only={only} setOnly={setOnly} note={shadeOf.note} />
          <Grid stack={stack} lens={lens} shadeOf={shadeOf.of} only={only} />
        </>
      )}
    </>
  )
}

/** What colours a room, and in which word. */
function useShades(lens: Lens, buildingId: string): { of: (room: StackRoom) => Shade; note: string | undefined } {
  const t = usePlacePageTexts()
  const w = useRegistryTexts()
  const may = useCan('billing.bills.read')
  const { data, error } = useQuery({
    queryKey: [billing.arrearsByPremises.path, buildingId],
    enabled: lens === 'arrears' && may,
    queryFn: ({ signal }) => call(billing.arrearsByPremises, { query: { buildingId }, signal }),
  })
  const owed = useMemo(() => new Map(data?.items.map(item => [item.premisesId, item])), [data])
  if (lens === 'state') return { of: room => ({ key: room.state, word: w(`state.${room.state}`) }), note: undefined }
  if (lens === 'people')
    return {
      of: room =>
        room.owner
          ? { key: 'owned', word: t('stack.owned') }
          : room.occupantCount > 0
            ? { key: 'occupied', word: t('stack.lived') }
            : { key: 'vacant', word: t('stack.nobody') },
      note: undefined,
    }
  const note = may ? (error ? t('stack.arrearsFailed') : undefined) : t('stack.noBills')
  return {
    of: room => {
      const item = owed.get(room.id)
      if (!item) return { key: data ? 'paid' : 'unknown', word: t(data ? 'stack.paid' : 'stack.unknown') }
      return item.overdueFen > 0 ? { key: 'overdue', word: t('stack.overdue') } : { key: 'due', word: t('stack.due') }
    },
    note,
  }
}

interface LegendProps {
  rooms: StackRoom[]
  shadeOf: (room: StackRoom) => Shade
  only: string | undefined
  setOnly: (key: string | undefined) => void
  note: string | undefined
}

function Legend({ rooms, shadeOf, only, setOnly, note }: LegendProps) {
  const t = usePlacePageTexts()
  const counts = new Map<string, { word: string; count: number }>()
  for (const room of rooms) {
    const { key, word } = shadeOf(room)
    counts.set(key, { word, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  const order = (key: string) => (STATES as readonly string[]).indexOf(key)
  return (
    <fieldset className="rg-stack__legend" aria-label={t('stack.legend')}>
      {[...counts]
        .sort(([one], [two]) => order(one) - order(two))
        .map(([key, { word, count }]) => (
          <button
            key={key}
            type="button"
            aria-pressed={only === key}
            onClick={() => setOnly(only === key ? undefined : key)}
            title={t('stack.only')}
          >
            <i data-shade={key} aria-hidden /> {word} <b>{count}</b>
          </button>
        ))}
      {note ? <span role="status">{note}</span> : null}
    </fieldset>
  )
}

interface GridProps {
  stack: Stack
  lens: Lens
  shadeOf: (room: StackRoom) => Shade
  only: string | undefined
}

function Grid({ stack, shadeOf, only }: GridProps) {
  const t = usePlacePageTexts()
  const grid = useMemo(() => stackOf(stack), [stack])
  const unitStarts = grid.columns.map(
    (column, index) => index === 0 || grid.columns[index - 1]?.unitId !== column.unitId,
  )
  return (
    <div className="rg-stack__frame c-card">
      <div
        className="rg-stack__grid"
        style={{
          gridTemplateColumns: `44px repeat(${grid.columns.length}, minmax(44px, 1fr))`,
          gridTemplateRows: `24px repeat(${grid.floors.length}, minmax(19px, 1fr))`,
        }}
      >
        {stack.units.map(unit => {
          const columns = grid.columns.flatMap((column, index) => (column.unitId === unit.id ? [index] : []))
          const [first] = columns
          if (first === undefined) return null
          return (
            <span
              key={unit.id}
              className="rg-stack__unit"
              style={{ gridRow: 1, gridColumn: `${first + 2} / span ${columns.length}` }}
            >
              {t('stack.unit', { code: unit.code })}
            </span>
          )
        })}
        {grid.floors.map((floor, row) => (
          <span key={floor ?? 'none'} className="rg-stack__floor" style={{ gridRow: row + 2, gridColumn: 1 }}>
            {floor === null ? '–' : floor < 0 ? `B${-floor}` : `${floor}F`}
          </span>
        ))}
        {grid.cells.map(({ room, row, column, rows }) => {
          const shade = shadeOf(room)
          return (
            <Link
              key={room.id}
              to="/premises/$premisesId"
              params={{ premisesId: room.id }}
              className="rg-stack__room"
              data-shade={shade.key}
              data-off={only !== undefined && only !== shade.key}
              data-first={unitStarts[column]}
              style={{ gridRow: `${row + 2} / span ${rows}`, gridColumn: column + 2 }}
              aria-label={[room.label, shade.word, room.owner].filter(Boolean).join(comma('，'))}
              title={[room.label, shade.word, room.owner, room.areaM2 ? `${room.areaM2} m²` : null]
                .filter(Boolean)
                .join('\n')}
            >
              <strong>{room.code}</strong>
              <small>{shade.word}</small>
            </Link>
          )
        })}
      </div>
    </div>
  )
}
