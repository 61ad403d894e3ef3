import { registry } from '@anju/contract'
import { DateText } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { lazyPart } from '../../shell/lazy-part.tsx'
import { CopyId } from '../../shell/show/CopyId.tsx'
import { FactList } from '../../shell/show/Facts.tsx'
import { RecordHistory } from '../../shell/show/RecordHistory.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { DrawerBones } from '../DrawerBones.tsx'
import { PermitList } from './PermitList.tsx'
import { PlateTag } from './PlateTag.tsx'
import { ReplacementPlates } from './ReplacementPlates.tsx'
import { useVehicleTexts } from './texts.ts'
import { useVehicle, type VehicleDetail, type VehicleRow } from './vehicle.ts'

const CustomFields = lazyPart(async () => (await import('../people/CustomFields.tsx')).CustomFields)

export const VEHICLE_TABS = ['basic', 'permits', 'plates', 'history'] as const
export type VehicleTab = (typeof VEHICLE_TABS)[number]

/** Plate and state of the open vehicle, also when its row is not on this page of the list. */
export function VehicleTitle({ id, row }: { id: string; row: VehicleRow | undefined }) {
  const t = useVehicleTexts()
  const { data } = useVehicle(id)
  const known = data ?? row
  if (!known) return null
  return (
    <span className="vh-title">
      <PlateTag plate={known.plate} colour={known.plateColour} />
      {known.state === 'removed' ? <StatusTag tone="neutral">{t('state.removed')}</StatusTag> : null}
    </span>
  )
}

interface VehicleCardProps {
  vehicleId: string
  /** Kept by the page, so that the arrows compare the same side of neighbours. */
  tab: VehicleTab
  setTab: (tab: VehicleTab) => void
  close: () => void
}

/** Everything about one vehicle: the basics, permits, replacement plates, and who changed what. */
export function VehicleCard({ vehicleId, tab, setTab, close }: VehicleCardProps) {
  const t = useVehicleTexts()
  const { data, error, refetch } = useVehicle(vehicleId)
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  const items = [
    { key: 'basic', label: t('tab.basic'), children: <Basics of={data} /> },
    { key: 'permits', label: t('tab.permits'), children: <PermitList vehicle={data} /> },
    { key: 'plates', label: t('tab.plates'), children: <ReplacementPlates vehicle={data} /> },
    { key: 'history', label: t('tab.history'), children: <VehicleHistory vehicleId={vehicleId} /> },
  ]
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the drawer leaves keys in a tab list alone; Esc must still close it
    <div onKeyDown={event => event.key === 'Escape' && close()}>
      <Tabs
        className="rg-tabs"
        items={items}
        activeKey={tab}
        onChange={key => setTab(key as VehicleTab)}
        destroyOnHidden
      />
    </div>
  )
}

function Basics({ of }: { of: VehicleDetail }) {
  const t = useVehicleTexts()
  const facts = [
    [t('field.plateKind'), `${t(`plateKind.${of.plateKind}`)} · ${t(`colour.${of.plateColour}`)}`],
    [t('field.kind'), t(`kind.${of.kind}`)],
    [t('field.brand'), [of.brand, of.model].filter(Boolean).join(' ')],
    [t('field.colour'), of.colour],
    [
      t('field.owner'),
      of.ownerId ? (
        <Link key="owner" to="/people" search={{ open: of.ownerId }}>
          {of.ownerName}
        </Link>
      ) : null,
    ],
    [
      t('field.premises'),
      of.premisesId ? (
        <Link key="premises" to="/premises" search={{ open: of.premisesId }}>
          {of.premisesLabel}
        </Link>
      ) : null,
    ],
    [t('field.community'), of.communityName],
    [t('field.createdAt'), <DateText key="at" at={of.createdAt} />],
    [t('field.id'), <CopyId key="id" id={of.id} what={t('field.id')} />],
    ...(of.removedReason ? [[t('field.removedReason'), of.removedReason] as const] : []),
    ...(of.leavesOn ? [[t('field.leavesOn'), t('leavesOnText', { date: of.leavesOn })] as const] : []),
    ...(of.replacementPlate
      ? [[t('tab.plates'), t('replacedBy', { plate: registry.plateText(of.replacementPlate) })] as const]
      : []),
  ] as const
  return (
    <div className="rg-sections">
      <FactList facts={facts} />
      <CustomFields subject="vehicle" id={of.id} />
      {of.notes ? (
        <section>
          <h3>{t('field.notes')}</h3>
          <p>{of.notes}</p>
        </section>
      ) : null}
      {of.photos.length > 0 ? (
        <section>
          <h3>{t('field.photos')}</h3>
          <div className="vh-photos">
            {of.photos.map(photo => (
              <a key={photo.id} href={photo.url} target="_blank" rel="noreferrer">
                <img src={photo.thumbnailUrl ?? photo.url} alt={photo.name} />
              </a>
            ))}
          </div>
        </section>
      ) : null}
    </div>
  )
}

function VehicleHistory({ vehicleId }: { vehicleId: string }) {
  const t = useVehicleTexts()
  const names: Record<string, string | undefined> = {
    plate: t('field.plate'),
    plateColour: t('field.plateColour'),
    plateKind: t('field.plateKind'),
    kind: t('field.kind'),
    brand: t('field.brand'),
    model: t('field.model'),
    colour: t('field.colour'),
    ownerId: t('field.owner'),
    notes: t('field.notes'),
    premisesId: t('field.premises'),
    photoIds: t('field.photos'),
    fromOn: t('permit.from'),
    toOn: t('permit.to'),
    areaCode: t('field.area'),
    spaceId: t('field.space'),
    state: t('field.state'),
    removedReason: t('field.removedReason'),
    leavesOn: t('field.leavesOn'),
  }
  return <RecordHistory route={registry.vehicleHistory} params={{ vehicleId }} nameOf={field => names[field]} />
}
