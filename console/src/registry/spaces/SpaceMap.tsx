import { registry, type WireResponseOf } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { MapPinned, Zap } from 'lucide-react'
import { call } from '../../api.ts'
import { ChooseCommunity } from '../../shell/states/ChooseCommunity.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { PageSkeleton } from '../../shell/states/PageSkeleton.tsx'
import { SPACE_STATES } from './space.ts'
import { useSpaceTexts } from './texts.ts'

type Cell = WireResponseOf<typeof registry.spaceMap>['spaces'][number]

interface SpaceMapProps {
  communityId: string | undefined
  areaCode: string | undefined
  openId: string | undefined
  open: (spaceId: string) => void
}

/** Every space of an area as a plain grid: the state in colour and in words. */
export function SpaceMap({ communityId, areaCode, openId, open }: SpaceMapProps) {
  const t = useSpaceTexts()
  const { data, error, refetch } = useQuery({
    queryKey: [registry.spaceMap.path, communityId, areaCode],
    enabled: communityId !== undefined,
    queryFn: ({ signal }) =>
      call(registry.spaceMap, { params: { communityId: communityId ?? '' }, query: { areaCode }, signal }),
  })
  if (!communityId) return <ChooseCommunity level="part" icon={MapPinned} text={t('map.choose')} />
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <PageSkeleton />
  const areas = [...new Set(data.spaces.map(space => space.areaCode ?? ''))]
  return (
    <section className="c-card sp-map" aria-label={t('map')}>
      <Legend />
      {areas.map(area => (
        <section key={area} aria-label={t('map.label', { area: area || '–' })}>
          <h2>{area ? t('numbers.area', { area }) : t('numbers.none')}</h2>
          <ul className="sp-grid">
            {data.spaces
              .filter(space => (space.areaCode ?? '') === area)
              .map(space => (
                <li key={space.id}>
                  <SpaceCell space={space} on={space.id === openId} open={open} />
                </li>
              ))}
          </ul>
        </section>
      ))}
      {areas.length === 0 ? <p className="rg-none">{t('spaces.empty')}</p> : null}
    </section>
  )
}

function SpaceCell({ space, on, open }: { space: Cell; on: boolean; open: (spaceId: string) => void }) {
  const t = useSpaceTexts()
  const state = t(`state.${space.state}`)
  return (
    <button
      type="button"
      className={`sp-cell sp--${space.state}`}
      aria-current={on}
      title={[state, t(`tenure.${space.tenure}`), space.who, ...space.plates].filter(Boolean).join(' · ')}
      onClick={() => open(space.id)}
    >
      <strong>
        {space.code}
        {space.charging === 'none' ? null : <Zap size={12} aria-label={t('map.charging')} />}
        {space.motherId ? <small>{t('map.pair')}</small> : null}
      </strong>
      <span>{state}</span>
      <span>{space.plates[0] ? registry.plateText(space.plates[0]) : (space.who ?? '')}</span>
    </button>
  )
}

function Legend() {
  const t = useSpaceTexts()
  return (
    <ul className="sp-legend" aria-label={t('map.legend')}>
      {SPACE_STATES.map(state => (
        <li key={state}>
          <i className={`sp--${state}`} aria-hidden />
          {t(`state.${state}`)}
        </li>
      ))}
      <li>
        <Zap size={12} aria-hidden />
        {t('map.charging')}
      </li>
    </ul>
  )
}
