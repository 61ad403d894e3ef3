import { registry } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { ChevronDown, ChevronRight, LayoutGrid } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import type { ListState } from '../../shell/list/list-state.ts'
import { useDelayed } from '../../shell/states/useDelayed.ts'
import { useConsoleTexts } from '../../texts/texts.ts'
import type { Building } from '../registry.ts'
import { usePlacePageTexts } from './page-texts.ts'
import { usePlaceTexts } from './texts.ts'

interface Place {
  buildingId?: string | undefined
  unitId?: string | undefined
}

/** Buildings and units of the chosen community; choosing one narrows the list beside. Without a community, the communities. */
export function CommunityTree({ state }: { state: ListState }) {
  const t = usePlaceTexts()
  const community = useCommunity()
  return (
    <nav className="c-card rg-tree" aria-label={t('tree.name')}>
      {community.id ? <Buildings key={community.id} communityId={community.id} state={state} /> : <Communities />}
    </nav>
  )
}

function Communities() {
  const t = usePlaceTexts()
  const { all, choose } = useCommunity()
  return (
    <>
      <p className="rg-tree__hint">{all.length === 0 ? t('tree.noCommunity') : t('tree.communities')}</p>
      <ul>
        {all.map(one => (
          <li key={one.id}>
            <Choice name={one.name} count={one.premisesCount} onChoose={() => choose(one.id)} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Buildings({ communityId, state }: { communityId: string; state: ListState }) {
  const t = usePlaceTexts()
  const { current } = useCommunity()
  const { data, error, refetch } = useQuery({
    queryKey: [registry.communityTree.path, communityId],
    queryFn: ({ signal }) => call(registry.communityTree, { params: { communityId }, signal }),
  })
  const slow = useDelayed(!data && !error)
  const { buildingId, unitId } = state.filters
  const choose = (place: Place) => state.setFilters({ buildingId: undefined, unitId: undefined, ...place })
  return (
    <>
      <ul>
        <li>
          <Choice
            name={current?.name ?? t('tree.all')}
            count={current?.premisesCount}
            chosen={!buildingId && !unitId}
            whole
            onChoose={() => choose({})}
          />
        </li>
        {data?.buildings.map(building => (
          <BuildingItem key={building.id} building={building} at={{ buildingId, unitId }} choose={choose} />
        ))}
      </ul>
      {data?.buildings.length === 0 ? <p className="rg-tree__hint">{t('tree.none')}</p> : null}
      {slow ? <Bones /> : null}
      {error && !data ? <Failed retry={() => void refetch()} /> : null}
    </>
  )
}

interface BuildingItemProps {
  building: Building
  at: Place
  choose: (place: Place) => void
}

function BuildingItem({ building, at, choose }: BuildingItemProps) {
  const t = usePlaceTexts()
  const p = usePlacePageTexts()
  const { id, units } = building
  const here = at.buildingId === id
  // An address that names a unit shows it; otherwise buildings begin closed, or thirty of them would be a wall.
  const [open, setOpen] = useState(here)
  const name = building.name || t('tree.building', { code: building.code })
  const Chevron = open ? ChevronDown : ChevronRight
  return (
    <li>
      <div className="rg-tree__row">
        <button
          type="button"
          className="rg-tree__fold"
          onClick={() => setOpen(!open)}
          aria-expanded={open}
          aria-label={t(open ? 'tree.close' : 'tree.open', { name })}
          disabled={units.length === 0}
        >
          {units.length > 0 ? <Chevron size={14} aria-hidden /> : null}
        </button>
        <Choice
          name={name}
          chosen={here && !at.unitId}
          onChoose={() => {
            setOpen(true)
            choose({ buildingId: id })
          }}
        />
        <Link
          to="/buildings/$buildingId"
          params={{ buildingId: id }}
          className="rg-tree__front"
          aria-label={p('stack.title', { name })}
          title={p('stack.title', { name })}
        >
          <LayoutGrid size={14} aria-hidden />
        </Link>
      </div>
      {open && units.length > 0 ? (
        <ul className="rg-tree__units">
          {units.map(unit => (
            <li key={unit.id}>
              <Choice
                name={t('tree.unit', { code: unit.code })}
                count={unit.premisesCount}
                hint={
                  unit.floors === null
                    ? undefined
                    : t('tree.unitTitle', { floors: unit.floors, lift: t(unit.hasLift ? 'tree.lift' : 'tree.noLift') })
                }
                chosen={at.unitId === unit.id}
                onChoose={() => choose({ buildingId: id, unitId: unit.id })}
              />
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  )
}

interface ChoiceProps {
  name: ReactNode
  /** Not known of a building: shops and spaces outside its units belong to it too. */
  count?: number | undefined
  hint?: string | undefined
  chosen?: boolean
  /** The community itself, above its buildings. */
  whole?: boolean
  onChoose: () => void
}

function Choice({ name, count, hint, chosen = false, whole = false, onChoose }: ChoiceProps) {
  return (
    <button
      type="button"
      className="rg-tree__choice"
      onClick={onChoose}
      aria-current={chosen ? 'true' : undefined}
      data-whole={whole}
      title={hint}
    >
      <span>{name}</span>
      {count === undefined ? null : <small>{count.toLocaleString('en')}</small>}
    </button>
  )
}

const BONES = [80, 64, 72, 60, 76, 68]

function Bones() {
  const t = useConsoleTexts()
  return (
    <div className="rg-tree__bones" role="status" aria-label={t('states.loading')}>
      {BONES.map(width => (
        <div key={width} className="c-bone" style={{ width: `${width}%`, height: 14 }} />
      ))}
    </div>
  )
}

function Failed({ retry }: { retry: () => void }) {
  const t = usePlaceTexts()
  const shell = useConsoleTexts()
  return (
    <p className="rg-tree__hint" role="alert">
      {t('tree.failed')}
      <Button size="small" type="link" onClick={retry}>
        {shell('states.retry')}
      </Button>
    </p>
  )
}
