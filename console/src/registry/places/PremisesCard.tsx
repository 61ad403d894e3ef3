import { Tabs } from 'antd'
import { lazyPart } from '../../shell/lazy-part.tsx'
import { CopyId } from '../../shell/show/CopyId.tsx'
import { Fact, FactList } from '../../shell/show/Facts.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { DrawerBones } from '../DrawerBones.tsx'
import { type PremisesDetail, SINCE_ALWAYS } from '../registry.ts'
import { useRegistryTexts } from '../texts.ts'
import { OccupantsNow } from './OccupantsNow.tsx'
import { usePremises } from './PremisesTitle.tsx'
import { usePlaceTexts } from './texts.ts'

const CustomFields = lazyPart(async () => (await import('../people/CustomFields.tsx')).CustomFields)
const HouseholdPanel = lazyPart(async () => (await import('../people/HouseholdPanel.tsx')).HouseholdPanel)
const PremisesBills = lazyPart(async () => (await import('./PremisesBills.tsx')).PremisesBills)

export type PremisesTab = 'basic' | 'areas' | 'households' | 'bills'

interface PremisesCardProps {
  premisesId: string
  /** Kept by the page, so that the arrows compare the same side of neighbours. */
  tab: PremisesTab
  setTab: (tab: PremisesTab) => void
  close: () => void
}

/** Everything about one premises: the basics, areas and occupants over time, its bills. */
export function PremisesCard({ premisesId, tab, setTab, close }: PremisesCardProps) {
  const t = usePlaceTexts()
  const { data, error, refetch } = usePremises(premisesId)
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  const items = [
    { key: 'basic', label: t('tab.basic'), children: <Basics of={data} /> },
    { key: 'areas', label: t('tab.areas'), children: <Areas of={data} /> },
    { key: 'households', label: t('tab.households'), children: <Households of={data} /> },
    {
      key: 'bills',
      label: t('tab.bills'),
      children: <PremisesBills premisesId={premisesId} communityId={data.communityId} />,
    },
  ]
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the drawer leaves keys in a tab list alone; Esc must still close it
    <div onKeyDown={event => event.key === 'Escape' && close()}>
      <Tabs
        className="rg-tabs"
        items={items}
        activeKey={tab}
        onChange={key => setTab(key as PremisesTab)}
        destroyOnHidden
      />
    </div>
  )
}

function Basics({ of }: { of: PremisesDetail }) {
  const w = useRegistryTexts()
  const area = of.areas.at(-1)
  const facts = [
    [w('field.community'), of.communityName],
    [w('field.building'), of.buildingCode],
    [w('field.unit'), of.unitCode],
    [w('field.floor'), of.floor],
    [w('field.code'), of.code],
    [w('field.use'), w(`use.${of.use}`)],
    [w('field.area'), of.areaM2],
    [w('field.innerArea'), area?.innerAreaM2],
    [w('field.layout'), of.layoutCode],
  ] as const
  return (
    <div className="rg-sections">
      <FactList facts={facts}>
        <Fact name={w('field.id')}>
          <CopyId id={of.id} what={w('field.id')} />
        </Fact>
      </FactList>
      <section>
        <h3>{w('field.occupants')}</h3>
        <OccupantsNow of={of} name={w('field.occupants')} />
      </section>
      <CustomFields subject="premises" id={of.id} />
    </div>
  )
}

function Areas({ of }: { of: PremisesDetail }) {
  const t = usePlaceTexts()
  const w = useRegistryTexts()
  if (of.areas.length === 0) return <p className="rg-none">{t('areas.none')}</p>
  return (
    <table className="rg-table" aria-label={t('tab.areas')}>
      <thead>
        <tr>
          <th scope="col">{w('field.since')}</th>
          <th scope="col" className="rg-num">
            {w('field.area')}
          </th>
          <th scope="col" className="rg-num">
            {w('field.innerArea')}
          </th>
        </tr>
      </thead>
      <tbody>
        {of.areas.toReversed().map(({ fromOn, areaM2, innerAreaM2 }) => (
          <tr key={fromOn}>
            <th scope="row" className="c-number">
              {fromOn === SINCE_ALWAYS ? w('field.always') : fromOn}
            </th>
            <td className="c-number rg-num">{areaM2}</td>
            <td className="c-number rg-num">{innerAreaM2 ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Households({ of }: { of: PremisesDetail }) {
  return <HouseholdPanel premisesId={of.id} all={of.occupancies} />
}
