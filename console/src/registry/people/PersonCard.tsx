import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { DrawerBones } from '../DrawerBones.tsx'
import { OccupancyTable } from '../OccupancyTable.tsx'
import { PersonFactsList } from './PersonFactsList.tsx'
import type { Revealed } from './people.ts'
import { personQuery } from './people.ts'
import { usePersonTexts } from './person-texts.ts'
import { RevealBar } from './RevealBar.tsx'
import { usePeopleTexts } from './texts.ts'
import './people.css'

/** One person in the drawer: masked until somebody says why it must be seen in full, with the households over time. */
export function PersonCard({ personId }: { personId: string }) {
  const t = usePeopleTexts()
  const d = usePersonTexts()
  const { data, error, refetch } = useQuery(personQuery(personId))
  const [revealed, setRevealed] = useState<Revealed>()
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  return (
    <div className="rg-sections">
      <section>
        <PersonFactsList of={data} revealed={revealed} />
        <RevealBar of={data} revealed={revealed} onRevealed={setRevealed} />
      </section>
      <section>
        <h3>{t('person.households')}</h3>
        {data.occupancies.length > 0 ? (
          <div className="rg-table-scroll">
            <OccupancyTable name={t('person.households')} of={data.occupancies} rows="premises" />
          </div>
        ) : (
          <p className="rg-none">{t('person.noHouseholds')}</p>
        )}
      </section>
      <Link to="/people/$personId" params={{ personId }}>
        {d('open')}
      </Link>
    </div>
  )
}
