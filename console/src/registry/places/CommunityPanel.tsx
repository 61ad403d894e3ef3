import { registry } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button, Tabs } from 'antd'
import { Pencil, Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { call } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useRefusalText } from '../../refusal.ts'
import { useCan } from '../../session.tsx'
import { RecordHistory } from '../../shell/show/RecordHistory.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { DrawerBones } from '../DrawerBones.tsx'
import type { PremisesRow } from '../registry.ts'
import { useRegistryTexts } from '../texts.ts'
import { usePlacePageTexts } from './page-texts.ts'
import { type BuildingRow, type CommunityDetail, renewPlaces, treeQuery } from './places.ts'
import '../registry.css'
import './places.css'

const CommunityForm = lazy(async () => ({ default: (await import('./CommunityForm.tsx')).CommunityForm }))
const BuildingForm = lazy(async () => ({ default: (await import('./BuildingForm.tsx')).BuildingForm }))
const UnitForm = lazy(async () => ({ default: (await import('./BuildingForm.tsx')).UnitForm }))

/** Facts, buildings and history of a community. */
export function CommunityPanel({ communityId }: { communityId: string }) {
  const t = usePlacePageTexts()
  const { data, error, refetch } = useQuery({
    queryKey: [registry.readCommunity.path, communityId],
    queryFn: ({ signal }) => call(registry.readCommunity, { params: { communityId }, signal }),
  })
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  return (
    <Tabs
      className="rg-tabs"
      items={[
        { key: 'facts', label: t('tab.facts'), children: <Facts of={data} /> },
        { key: 'buildings', label: t('field.buildings'), children: <Buildings communityId={communityId} /> },
        {
          key: 'history',
          label: t('tab.history'),
          children: <RecordHistory route={registry.communityHistory} params={{ communityId }} />,
        },
      ]}
      destroyOnHidden
    />
  )
}

function Facts({ of }: { of: CommunityDetail }) {
  const t = usePlacePageTexts()
  const w = useRegistryTexts()
  const may = useCan('registry.communities.manage')
  const [editing, setEditing] = useState(false)
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
    [t('field.position'), of.lng && of.lat ? `${of.lng}, ${of.lat}` : null],
    [t('field.rate'), of.occupancyRate === null ? null : `${of.occupancyRate}%`],
    [t('field.note'), of.note],
  ] as const
  return (
    <div className="rg-sections">
      <p className="rg-place__bar">
        <ReasonButton
          type="primary"
          icon={<Pencil size={14} aria-hidden />}
          reason={may ? undefined : t('noManage')}
          onClick={() => setEditing(true)}
        >
          {t('edit')}
        </ReasonButton>
      </p>
      <dl className="c-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value || '–'}</dd>
          </div>
        ))}
      </dl>
      {of.byUse.length > 0 ? (
        <table className="rg-table" aria-label={t('field.premises')}>
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
                <th scope="row">{w(`use.${row.use as PremisesRow['use']}`)}</th>
                <td className="c-number rg-num">{row.count.toLocaleString('en')}</td>
                <td className="c-number rg-num">{row.areaM2}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      <Suspense fallback={null}>
        {editing ? <CommunityForm community={of} close={() => setEditing(false)} /> : null}
      </Suspense>
    </div>
  )
}

function Buildings({ communityId }: { communityId: string }) {
  const t = usePlacePageTexts()
  const may = useCan('registry.premises.edit')
  const reason = may ? undefined : t('noEdit')
  const [editing, setEditing] = useState<BuildingRow | 'new'>()
  const { data, error, refetch } = useQuery(treeQuery(communityId))
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  return (
    <>
      <p className="rg-place__bar">
        <ReasonButton
          type="primary"
          icon={<Plus size={14} aria-hidden />}
          reason={reason}
          onClick={() => setEditing('new')}
        >
          {t('building.new')}
        </ReasonButton>
      </p>
      {data.buildings.length === 0 ? <p className="rg-none">{t('building.none')}</p> : null}
      {data.buildings.map(building => (
        <Building key={building.id} of={building} reason={reason} edit={() => setEditing(building)} />
      ))}
      <Suspense fallback={null}>
        {editing ? (
          <BuildingForm
            communityId={communityId}
            {...(editing === 'new' ? {} : { building: editing })}
            close={() => setEditing(undefined)}
          />
        ) : null}
      </Suspense>
    </>
  )
}

interface BuildingProps {
  of: BuildingRow
  reason: string | undefined
  edit: () => void
}

function Building({ of, reason, edit }: BuildingProps) {
  const t = usePlacePageTexts()
  const [unit, setUnit] = useState<BuildingRow['units'][number] | 'new'>()
  const remove = useRemove()
  return (
    <section className="rg-succession">
      <h3>
        <Link to="/buildings/$buildingId" params={{ buildingId: of.id }}>
          {of.name}
        </Link>{' '}
        <small className="rg-none">
          {t(`kind.${of.kind}`)} · {t('building.count', { count: of.premisesCount })}
          {of.builtYear ? ` · ${of.builtYear}` : ''}
        </small>
      </h3>
      <div className="rg-aliases">
        {of.units.map(one => (
          <Button key={one.id} size="small" disabled={reason !== undefined} onClick={() => setUnit(one)}>
            {t('stack.unit', { code: one.code })} ({one.premisesCount})
          </Button>
        ))}
        <ReasonButton size="small" icon={<Plus size={12} aria-hidden />} reason={reason} onClick={() => setUnit('new')}>
          {t('unit.new')}
        </ReasonButton>
        <ReasonButton size="small" icon={<Pencil size={12} aria-hidden />} reason={reason} onClick={edit}>
          {t('edit')}
        </ReasonButton>
        <ReasonButton
          size="small"
          danger
          reason={reason ?? (of.premisesCount + of.units.length > 0 ? t('building.used') : undefined)}
          onClick={() =>
            remove(of.name, () =>
              call(registry.deleteBuilding, { params: { buildingId: of.id }, idempotencyKey: crypto.randomUUID() }),
            )
          }
        >
          {t('remove')}
        </ReasonButton>
      </div>
      <Suspense fallback={null}>
        {unit ? (
          <UnitForm
            buildingId={of.id}
            {...(unit === 'new' ? {} : { unit })}
            close={() => setUnit(undefined)}
            remove={remove}
          />
        ) : null}
      </Suspense>
    </section>
  )
}

/** Asks, removes, and says why it could not. */
function useRemove() {
  const t = usePlacePageTexts()
  const { modal, message } = App.useApp()
  const wordsOf = useRefusalText()
  return (name: string, work: () => Promise<unknown>) => {
    modal.confirm({
      title: t('removeTitle', { name }),
      okText: t('remove'),
      okButtonProps: { danger: true },
      onOk: async () => {
        try {
          await work()
          await renewPlaces()
        } catch (error) {
          void message.error(wordsOf(error))
        }
      },
    })
  }
}
