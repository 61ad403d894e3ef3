import { registry } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { LayoutGrid, Pencil, Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { call } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useRefusalText } from '../../refusal.ts'
import { useCan } from '../../session.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { DrawerBones } from '../DrawerBones.tsx'
import { usePlacePageTexts } from './page-texts.ts'
import { type BuildingRow, renewPlaces, treeQuery } from './places.ts'

const BuildingForm = lazy(async () => ({ default: (await import('./BuildingForm.tsx')).BuildingForm }))
const UnitForm = lazy(async () => ({ default: (await import('./BuildingForm.tsx')).UnitForm }))

/** The buildings of a community with their units: adding, changing, removing, and their fronts. */
export function CommunityBuildings({ communityId }: { communityId: string }) {
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
        <Building
          key={building.id}
          communityId={communityId}
          of={building}
          reason={reason}
          edit={() => setEditing(building)}
        />
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
  communityId: string
  of: BuildingRow
  reason: string | undefined
  edit: () => void
}

function Building({ communityId, of, reason, edit }: BuildingProps) {
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
          {of.floorsAbove === null
            ? ''
            : ` · ${t('building.floors', { above: of.floorsAbove, below: of.floorsBelow ?? 0 })}`}
          {of.structure ? ` · ${t(`structure.${of.structure}`)}` : ''}
          {of.liftCount === null ? '' : ` · ${t('building.lifts', { count: of.liftCount })}`}
          {of.builtYear ? ` · ${t('building.built', { year: of.builtYear })}` : ''}
        </small>
      </h3>
      <div className="rg-aliases">
        <Link to="/buildings/$buildingId" params={{ buildingId: of.id }} className="rg-front-link">
          <LayoutGrid size={14} aria-hidden /> {t('premises.front')}
        </Link>
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
              call(registry.deleteBuilding, { params: { buildingId: of.id }, query: { version: of.version } }),
            )
          }
        >
          {t('remove')}
        </ReasonButton>
      </div>
      <Suspense fallback={null}>
        {unit ? (
          <UnitForm
            communityId={communityId}
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
