import { registry } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call } from '../../api.ts'
import { listKey } from '../../shell/list/index.ts'
import { CopyId } from '../../shell/show/CopyId.tsx'
import { usePlacePageTexts } from './page-texts.ts'
import type { CommunityDetail } from './places.ts'
import { roundKm, type Seen, seenFrom } from './position.ts'

const SHOWN = 12
const HALF = 110
const REACH = 82

/** Where a community lies: its coordinates, and the way to the company's others. Drawn from what is written down; no outside map. */
export function PositionPicture({ of }: { of: CommunityDetail }) {
  const t = usePlacePageTexts()
  const known = of.lng !== null && of.lat !== null
  const query = { limit: 200 }
  const { data } = useQuery({
    queryKey: [...listKey(registry.communityOverview), query],
    enabled: known,
    queryFn: ({ signal }) => call(registry.communityOverview, { query, signal }),
  })
  if (!known) return <p className="rg-none">{t('position.none')}</p>
  const others = seenFrom(of, data?.items ?? []).slice(0, SHOWN)
  return (
    <div className="rg-position">
      <Picture name={of.name} others={others} />
      <div>
        <p>
          {t('position.copy')} <CopyId id={`${of.lng},${of.lat}`} what={t('position.copy')} />
        </p>
        {others.length > 0 ? (
          <ol>
            {others.map(one => (
              <li key={one.id}>
                <Link to="/communities/$communityId" params={{ communityId: one.id }}>
                  {one.name}
                </Link>{' '}
                <span className="c-number">{t('position.km', { km: one.km.toFixed(1) })}</span>
              </li>
            ))}
          </ol>
        ) : (
          <p className="rg-none">{t('position.alone')}</p>
        )}
        <p className="rg-none">{t('position.note')}</p>
      </div>
    </div>
  )
}

function Picture({ name, others }: { name: string; others: Seen[] }) {
  const t = usePlacePageTexts()
  const farthest = Math.max(1, ...others.map(one => one.km))
  const scale = roundKm(farthest)
  const toPx = (km: number) => (km / farthest) * REACH
  return (
    <svg
      viewBox={`${-HALF} ${-HALF} ${2 * HALF} ${2 * HALF}`}
      width={2 * HALF}
      height={2 * HALF}
      role="img"
      aria-label={t('position.picture', { name })}
    >
      <circle r={toPx(scale)} className="rg-position__ring" />
      <circle r={toPx(scale / 2)} className="rg-position__ring" />
      <path d={`M0 ${-HALF + 24} V${HALF - 24} M${-HALF + 24} 0 H${HALF - 24}`} className="rg-position__ring" />
      <text y={-HALF + 16} textAnchor="middle">
        {t('position.north')}
      </text>
      <text x={toPx(scale) * 0.71 + 4} y={toPx(scale) * 0.71 + 12} className="rg-position__scale">
        {t('position.km', { km: scale })}
      </text>
      {others.map(one => (
        <g key={one.id} transform={`translate(${toPx(one.eastKm)} ${-toPx(one.northKm)})`}>
          <circle r={4} className="rg-position__other" />
          <text y={-8} textAnchor={one.eastKm > farthest / 2 ? 'end' : one.eastKm < -farthest / 2 ? 'start' : 'middle'}>
            {one.name}
          </text>
        </g>
      ))}
      <circle r={6} className="rg-position__here" />
    </svg>
  )
}
