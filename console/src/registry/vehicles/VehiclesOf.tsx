import { registry } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call } from '../../api.ts'
import { useCan } from '../../session.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { NoPermission } from '../../shell/states/NoPermission.tsx'
import { DrawerBones } from '../DrawerBones.tsx'
import { PermitTag } from './PermitTag.tsx'
import { PlateTag } from './PlateTag.tsx'
import { useVehicleTexts } from './texts.ts'
import './vehicles.css'

type Of = { premisesId: string; personId?: undefined } | { personId: string; premisesId?: undefined }

const LIMIT = 50

/** The vehicles of a home or of a person, with their permits: for a tab or a section of that page. */
export function VehiclesOf({ premisesId, personId }: Of) {
  const t = useVehicleTexts()
  const may = useCan('registry.vehicles.read')
  const { data, error, refetch } = useQuery({
    queryKey: [registry.listVehicles.path, 'of', premisesId ?? personId],
    enabled: may,
    queryFn: ({ signal }) =>
      call(registry.listVehicles, { query: { premisesId, ownerId: personId, limit: LIMIT }, signal }),
  })
  if (!may) return <NoPermission level="part" permission="registry.vehicles.read" />
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  if (data.items.length === 0) return <p className="rg-none">{t('of.none')}</p>
  return (
    <>
      <table className="rg-table" aria-label={t('vehicles')}>
        <thead>
          <tr>
            <th scope="col">{t('field.plate')}</th>
            <th scope="col">{t('field.kind')}</th>
            <th scope="col">{premisesId ? t('field.owner') : t('field.premises')}</th>
            <th scope="col">{t('field.permit')}</th>
          </tr>
        </thead>
        <tbody>
          {data.items.map(vehicle => (
            <tr key={vehicle.id} data-past={vehicle.state === 'removed'}>
              <th scope="row">
                <Link to="/vehicles" search={{ open: vehicle.id }}>
                  <PlateTag plate={vehicle.plate} colour={vehicle.plateColour} />
                </Link>
              </th>
              <td>{[t(`kind.${vehicle.kind}`), vehicle.brand, vehicle.colour].filter(Boolean).join(' ')}</td>
              <td>{(premisesId ? vehicle.ownerName : vehicle.premisesLabel) ?? '–'}</td>
              <td>{vehicle.state === 'removed' ? t('state.removed') : <PermitTag permit={vehicle.permit} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {data.total > LIMIT ? (
        <p className="rg-more">
          <Link to="/vehicles" search={premisesId ? { premisesId } : { ownerId: personId }}>
            {t('of.all')}
          </Link>
        </p>
      ) : null}
    </>
  )
}
