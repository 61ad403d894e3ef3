import { registry } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { call } from '../../api.ts'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import type { AreaNumbers as Numbers } from './space.ts'
import { useSpaceTexts } from './texts.ts'

const KEYS = ['total', 'free', 'owned', 'let', 'reserved'] as const

/** How many spaces of each area are free; a press shows that area alone. */
export function AreaNumbers({ communityId }: { communityId: string | undefined }) {
  const t = useSpaceTexts()
  const navigate = useNavigate()
  const chosen = useSearch({ strict: false }).areaCode
  const { data, error, refetch } = useQuery({
    queryKey: [registry.spaceNumbers.path, communityId],
    queryFn: ({ signal }) => call(registry.spaceNumbers, { query: { communityId }, signal }),
  })
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  const areas = data?.areas ?? []
  if (areas.length === 0) return null
  const sum = (key: (typeof KEYS)[number]) => areas.reduce((total, area) => total + area[key], 0)
  const all = {
    total: sum('total'),
    free: sum('free'),
    owned: sum('owned'),
    let: sum('let'),
    reserved: sum('reserved'),
  }
  const choose = (areaCode: string | undefined) =>
    void navigate({ to: '.', search: search => ({ ...search, areaCode, cursor: undefined }) })
  const several = new Set(areas.map(area => area.communityId)).size > 1
  return (
    <div className="sp-areas">
      <Area name={t('numbers.all')} of={all} on={chosen === undefined} onClick={() => choose(undefined)} />
      {areas.map(area => (
        <Area
          key={`${area.communityId} ${area.areaCode}`}
          name={[
            several ? area.communityName : '',
            area.areaCode === null ? t('numbers.none') : t('numbers.area', { area: area.areaCode }),
          ]
            .filter(Boolean)
            .join(' ')}
          of={area}
          on={chosen !== undefined && chosen === area.areaCode}
          onClick={() => choose(area.areaCode ?? undefined)}
        />
      ))}
    </div>
  )
}

interface AreaProps {
  name: string
  of: Pick<Numbers, (typeof KEYS)[number]>
  on: boolean
  onClick: () => void
}

function Area({ name, of, on, onClick }: AreaProps) {
  const t = useSpaceTexts()
  return (
    <button type="button" className="sp-area" aria-pressed={on} onClick={onClick}>
      <strong>{name}</strong>
      <span>{t('numbers.free', { free: of.free, total: of.total })}</span>
      <small>{t('numbers.rest', { owned: of.owned, let: of.let, reserved: of.reserved })}</small>
    </button>
  )
}
