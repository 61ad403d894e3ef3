import { useCan } from '../../session.tsx'
import { NoPermission } from '../../shell/states/NoPermission.tsx'
import { OccupancyTable } from '../OccupancyTable.tsx'
import type { PremisesDetail } from '../registry.ts'
import { usePlaceTexts } from './texts.ts'

/** Who lives there now, for who may know people; whoever sees homes only is told who can grant more. */
export function OccupantsNow({ of, name }: { of: PremisesDetail; name: string }) {
  const t = usePlaceTexts()
  const may = useCan('registry.people.read')
  const present = of.occupancies.filter(one => of.occupants.some(({ personId }) => personId === one.personId))
  if (!may) return <NoPermission level="part" permission="registry.people.read" />
  if (present.length === 0) return <p className="rg-none">{t('households.noneNow')}</p>
  return <OccupancyTable name={name} of={present} rows="people" />
}
