import { Link } from '@tanstack/react-router'
import { Pencil } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useCan } from '../../session.tsx'
import { FactList } from '../../shell/show/Facts.tsx'
import { StatCard } from '../../shell/show/StatCard.tsx'
import type { PremisesRow } from '../registry.ts'
import { useRegistryTexts } from '../texts.ts'
import { PositionPicture } from './PositionPicture.tsx'
import { PremisesStateTag } from './PremisesStateTag.tsx'
import { usePlacePageTexts } from './page-texts.ts'
import type { CommunityDetail } from './places.ts'

const CommunityForm = lazy(async () => ({ default: (await import('./CommunityForm.tsx')).CommunityForm }))

/** What is known of a community, its numbers by state and use, and where it lies. */
export function CommunityFacts({ of }: { of: CommunityDetail }) {
  const t = usePlacePageTexts()
  const facts = [
    [t('field.communityCode'), of.code],
    [t('field.state'), t(`communityState.${of.state}`)],
    [t('field.address'), of.address],
    [t('field.developer'), of.developer],
    [t('field.deliveredOn'), of.deliveredOn],
    [t('field.landArea'), of.landAreaM2],
    [t('field.builtArea'), of.builtAreaM2],
    [t('field.servicePhone'), of.servicePhone],
    [t('field.contactName'), of.contactName],
    [t('field.note'), of.note],
  ] as const
  return (
    <div className="rg-sections">
      <Numbers of={of} />
      <FactList facts={facts} />
      {of.premisesCount === 0 ? (
        <p className="rg-none">{t('community.noPremises')}</p>
      ) : (
        <div className="rg-counts">
          <ByState of={of} />
          <ByUse of={of} />
        </div>
      )}
      <section>
        <h3>{t('position.heading')}</h3>
        <PositionPicture of={of} />
      </section>
    </div>
  )
}

/** Opens the form of a community in place. */
export function EditCommunityButton({ of }: { of: CommunityDetail }) {
  const t = usePlacePageTexts()
  const may = useCan('registry.communities.manage')
  const [editing, setEditing] = useState(false)
  return (
    <>
      <ReasonButton
        icon={<Pencil size={14} aria-hidden />}
        reason={may ? undefined : t('noManage')}
        onClick={() => setEditing(true)}
      >
        {t('edit')}
      </ReasonButton>
      <Suspense fallback={null}>
        {editing ? <CommunityForm community={of} close={() => setEditing(false)} /> : null}
      </Suspense>
    </>
  )
}

function Numbers({ of }: { of: CommunityDetail }) {
  const t = usePlacePageTexts()
  const to = { to: '/premises', search: { community: of.id } }
  return (
    <div className="rg-numbers">
      <StatCard label={t('field.buildings')} value={of.buildingCount.toLocaleString('en')} />
      <StatCard
        label={t('field.premises')}
        value={of.premisesCount.toLocaleString('en')}
        to={to}
        linkText={t('community.list')}
      />
      <StatCard label={t('field.households')} value={of.householdCount.toLocaleString('en')} />
      <StatCard label={t('field.rate')} value={of.occupancyRate === null ? '–' : `${of.occupancyRate}%`} />
    </div>
  )
}

function ByState({ of }: { of: CommunityDetail }) {
  const t = usePlacePageTexts()
  const sum = of.byState.reduce((total, row) => total + row.count, 0)
  if (sum === 0) return null
  return (
    <section>
      <h3>{t('community.byState')}</h3>
      <ul className="rg-bars">
        {of.byState.map(row => {
          const share = Math.round((row.count / sum) * 100)
          return (
            <li key={row.state}>
              <Link to="/premises" search={{ community: of.id, state: row.state }}>
                <PremisesStateTag state={row.state as PremisesRow['state']} />
              </Link>
              <span className="rg-bars__bar" title={t('community.share', { share })}>
                <span style={{ width: `${share}%` }} data-state={row.state} />
              </span>
              <span className="c-number">{row.count.toLocaleString('en')}</span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function ByUse({ of }: { of: CommunityDetail }) {
  const t = usePlacePageTexts()
  const w = useRegistryTexts()
  return (
    <section>
      <h3>{t('community.byUse')}</h3>
      <table className="rg-table" aria-label={t('community.byUse')}>
        <thead>
          <tr>
            <th scope="col">{t('field.use')}</th>
            <th scope="col" className="rg-num">
              {t('field.premises')}
            </th>
            <th scope="col" className="rg-num">
              {w('field.area')}
            </th>
          </tr>
        </thead>
        <tbody>
          {of.byUse.map(row => (
            <tr key={row.use}>
              <th scope="row">
                <Link to="/premises" search={{ community: of.id, use: row.use }}>
                  {w(`use.${row.use as PremisesRow['use']}`)}
                </Link>
              </th>
              <td className="c-number rg-num">{row.count.toLocaleString('en')}</td>
              <td className="c-number rg-num">{row.areaM2}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
