import { registry } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call } from '../../api.ts'
import { listKey } from '../../shell/list/index.ts'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { DrawerBones } from '../DrawerBones.tsx'
import { SpaceStateTag } from '../spaces/SpaceStateTag.tsx'
import { useSpaceTexts } from '../spaces/texts.ts'
import { PlateTag } from '../vehicles/PlateTag.tsx'
import { usePlacePageTexts } from './page-texts.ts'

const LIMIT = 50

interface SpacesOf {
  premisesId?: string
  personId?: string
  communityId?: string
}

/** The parking spaces that the household of today, or a person, owns or rents. */
export function PremisesSpaces({ premisesId, personId, communityId }: SpacesOf) {
  const t = usePlacePageTexts()
  const s = useSpaceTexts()
  const query = { communityId, householdId: premisesId, personId, limit: LIMIT }
  const { data, error, refetch } = useQuery({
    queryKey: [...listKey(registry.listSpaces), query],
    queryFn: ({ signal }) => call(registry.listSpaces, { query, signal }),
  })
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  if (data.items.length === 0) return <p className="rg-none">{t('spaces.none')}</p>
  return (
    <div className="rg-table-scroll">
      <table className="rg-table" aria-label={t('tab.spaces')}>
        <thead>
          <tr>
            <th scope="col">{s('field.space')}</th>
            <th scope="col">{s('field.tenure')}</th>
            <th scope="col">{s('field.state')}</th>
            <th scope="col">{s('field.owner')}</th>
            <th scope="col">{s('field.holder')}</th>
            <th scope="col">{s('field.until')}</th>
            <th scope="col">{s('field.plates')}</th>
          </tr>
        </thead>
        <tbody>
          {data.items.map(space => (
            <tr key={space.id}>
              <th scope="row">
                <Link to="/spaces" search={{ community: communityId, open: space.id }}>
                  {space.label}
                </Link>
              </th>
              <td>{s(`tenure.${space.tenure}`)}</td>
              <td>
                <SpaceStateTag state={space.state} />
              </td>
              <td>{space.ownerName ?? '–'}</td>
              <td>{space.holderName ?? '–'}</td>
              <td className="c-number">{space.letUntil ?? '–'}</td>
              <td>
                {space.plates.length > 0 ? space.plates.map(plate => <PlateTag key={plate} plate={plate} />) : '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Of a parking premises: the way to the page of the space, with its leases and plates. */
export function OneSpace({ spaceId, communityId }: { spaceId: string; communityId: string }) {
  const t = usePlacePageTexts()
  return (
    <p className="rg-none">
      {t('spaces.self')}{' '}
      <Link to="/spaces" search={{ community: communityId, open: spaceId }}>
        {t('spaces.open')}
      </Link>
    </p>
  )
}
