import { registry } from '@anju/contract'
import { Link } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { CopyId } from '../../shell/show/CopyId.tsx'
import { FactList } from '../../shell/show/Facts.tsx'
import { RecordHistory } from '../../shell/show/RecordHistory.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { DrawerBones } from '../DrawerBones.tsx'
import { PlateTag } from '../vehicles/PlateTag.tsx'
import { LeaseList } from './LeaseList.tsx'
import { SpaceStateTag } from './SpaceStateTag.tsx'
import { type SpaceDetail, type SpaceRow, useSpace } from './space.ts'
import { useSpaceTexts } from './texts.ts'

export const SPACE_TABS = ['basic', 'leases', 'history'] as const
export type SpaceTab = (typeof SPACE_TABS)[number]

/** Label and state of the open space, also when its row is not on this page of the list. */
export function SpaceTitle({ id, row }: { id: string; row: SpaceRow | undefined }) {
  const { data } = useSpace(id)
  const known = data ?? row
  if (!known) return null
  return (
    <span className="rg-title">
      {known.label} <SpaceStateTag state={known.state} />
    </span>
  )
}

interface SpaceCardProps {
  spaceId: string
  tab: SpaceTab
  setTab: (tab: SpaceTab) => void
  close: () => void
}

/** Everything about one space: the basics, its leases over time, and who changed what. */
export function SpaceCard({ spaceId, tab, setTab, close }: SpaceCardProps) {
  const t = useSpaceTexts()
  const { data, error, refetch } = useSpace(spaceId)
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  const items = [
    { key: 'basic', label: t('tab.basic'), children: <Basics of={data} /> },
    { key: 'leases', label: t('tab.leases'), children: <LeaseList space={data} /> },
    { key: 'history', label: t('tab.history'), children: <SpaceHistory spaceId={spaceId} /> },
  ]
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the drawer leaves keys in a tab list alone; Esc must still close it
    <div onKeyDown={event => event.key === 'Escape' && close()}>
      <Tabs
        className="rg-tabs"
        items={items}
        activeKey={tab}
        onChange={key => setTab(key as SpaceTab)}
        destroyOnHidden
      />
    </div>
  )
}

function PersonLink({ id, name }: { id: string | null; name: string | null }) {
  if (!id) return <>–</>
  return (
    <Link to="/people" search={{ open: id }}>
      {name}
    </Link>
  )
}

function SpaceLink({ id, label }: { id: string; label: string | null }) {
  return (
    <Link to="/spaces" search={{ open: id }}>
      {label}
    </Link>
  )
}

function Basics({ of }: { of: SpaceDetail }) {
  const t = useSpaceTexts()
  const measure = of.lengthCm && of.widthCm ? t('cm', { length: of.lengthCm, width: of.widthCm }) : null
  const facts = [
    [t('field.tenure'), t(`tenure.${of.tenure}`)],
    [t('field.owner'), <PersonLink key="owner" id={of.ownerId} name={of.ownerName} />],
    [t('field.holder'), <PersonLink key="holder" id={of.holderId} name={of.holderName} />],
    [t('field.until'), of.letUntil],
    [t('field.area'), of.areaCode],
    [t('field.zone'), of.zone],
    [t('field.floor'), of.floor],
    [t('field.size'), [t(`size.${of.size}`), measure].filter(Boolean).join(' · ')],
    [t('field.charging'), t(`charging.${of.charging}`)],
    ...(of.motherId
      ? [[t('field.mother'), <SpaceLink key="mother" id={of.motherId} label={of.motherLabel} />] as const]
      : []),
    ...(of.childId
      ? [[t('field.child'), <SpaceLink key="child" id={of.childId} label={of.childLabel} />] as const]
      : []),
    ...(of.reservedFor
      ? [[t('field.reserved'), [of.reservedFor, of.reservedUntil].filter(Boolean).join(' · ')] as const]
      : []),
    [t('field.community'), of.communityName],
    [t('field.id'), <CopyId key="id" id={of.id} what={t('field.id')} />],
  ] as const
  return (
    <div className="rg-sections">
      <FactList facts={facts} />
      {of.plates.length > 0 ? (
        <section>
          <h3>{t('field.plates')}</h3>
          <div className="vh-photos">
            {of.plates.map(plate => (
              <PlateTag key={plate} plate={plate} />
            ))}
          </div>
        </section>
      ) : null}
      {of.notes ? (
        <section>
          <h3>{t('field.notes')}</h3>
          <p>{of.notes}</p>
        </section>
      ) : null}
    </div>
  )
}

function SpaceHistory({ spaceId }: { spaceId: string }) {
  const t = useSpaceTexts()
  const names: Record<string, string | undefined> = {
    tenure: t('field.tenure'),
    motherId: t('field.mother'),
    zone: t('field.zone'),
    size: t('field.size'),
    notes: t('field.notes'),
    lengthCm: t('field.length'),
    widthCm: t('field.width'),
    charging: t('field.charging'),
    reservedFor: t('field.reserved'),
    reservedUntil: t('field.reservedUntil'),
    ownerId: t('field.owner'),
    vehicleIds: t('field.vehicles'),
    endedOn: t('field.ended'),
    endedReason: t('field.reason'),
  }
  return <RecordHistory route={registry.spaceHistory} params={{ spaceId }} nameOf={field => names[field]} />
}
