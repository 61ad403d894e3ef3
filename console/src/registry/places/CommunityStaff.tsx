import { identity } from '@anju/contract'
import { comma } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call } from '../../api.ts'
import { useCan } from '../../session.tsx'
import { listKey } from '../../shell/list/index.ts'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { NoPermission } from '../../shell/states/NoPermission.tsx'
import { DrawerBones } from '../DrawerBones.tsx'
import { usePlacePageTexts } from './page-texts.ts'

const LIMIT = 50

/** Who works in a community: the accounts whose scope holds it, with their roles. */
export function CommunityStaff({ communityId }: { communityId: string }) {
  const t = usePlacePageTexts()
  const may = useCan('identity.staff.read')
  const query = { communityId, state: 'active' as const, limit: LIMIT }
  const { data, error, refetch } = useQuery({
    queryKey: [...listKey(identity.listStaff), query],
    enabled: may,
    queryFn: ({ signal }) => call(identity.listStaff, { query, signal }),
  })
  if (!may) return <NoPermission level="part" permission="identity.staff.read" />
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  if (data.items.length === 0) return <p className="rg-none">{t('staff.none')}</p>
  return (
    <>
      <table className="rg-table" aria-label={t('tab.staff')}>
        <thead>
          <tr>
            <th scope="col">{t('staff.name')}</th>
            <th scope="col">{t('staff.roles')}</th>
            <th scope="col">{t('staff.phone')}</th>
            <th scope="col">{t('staff.scope')}</th>
          </tr>
        </thead>
        <tbody>
          {data.items.map(one => (
            <tr key={one.id}>
              <th scope="row">
                <Link to="/staff" search={{ open: one.id }}>
                  {one.name}
                </Link>
              </th>
              <td>{one.roles.map(role => role.name).join(comma()) || '–'}</td>
              <td className="c-number">{one.phoneMasked ?? '–'}</td>
              <td>
                {one.buildingIds
                  ? t('staff.scope.buildings', { count: one.buildingIds.length })
                  : t(one.communityIds ? 'staff.scope.here' : 'staff.scope.all')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {data.total > LIMIT ? (
        <p className="rg-more">
          <Link to="/staff" search={{ communityId }}>
            {t('staff.all', { count: data.total })}
          </Link>
        </p>
      ) : null}
    </>
  )
}
