import { registry } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useRealtime } from '../../realtime.ts'
import { useCan } from '../../session.tsx'
import {
  type Column,
  DataTable,
  ExportButton,
  type Filter,
  FilterBar,
  ListPage,
  useList,
} from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { useCommunityReason } from '../../shell/states/ChooseCommunity.tsx'
import { useFieldTexts } from '../people/field-texts.ts'
import { vehicleFieldsQuery } from '../people/people.ts'
import { useOwnColumns } from '../people/useOwnColumns.ts'
import { PermitTag } from './PermitTag.tsx'
import { PlateTag } from './PlateTag.tsx'
import { useVehicleTexts } from './texts.ts'
import { VehicleActions } from './VehicleActions.tsx'
import { VEHICLE_TABS, VehicleCard, type VehicleTab, VehicleTitle } from './VehicleCard.tsx'
import { renewVehicles, VEHICLE_KINDS, type VehicleRow } from './vehicle.ts'
import '../registry.css'
import './vehicles.css'

const VehicleForm = lazy(async () => ({ default: (await import('./VehicleForm.tsx')).VehicleForm }))

/** Vehicles with owner, household and permit; one of them in the drawer. */
export function VehiclesPage() {
  const t = useVehicleTexts()
  const community = useCommunity()
  const [adding, setAdding] = useState(false)
  const { tab: first } = useSearch({ strict: false })
  const [tab, setTab] = useState<VehicleTab>(VEHICLE_TABS.find(one => one === first) ?? 'basic')
  const list = useList(registry.listVehicles, {
    filters: ['text', 'permit', 'kind', 'plateKind', 'state', 'ownerId', 'premisesId', 'fieldId', 'fieldValue'],
    query: { communityId: community.id },
  })
  const columns = useColumns(community.id === undefined)
  const filters = useFilters()
  useRealtime(['registry.*'], () => renewVehicles())
  const add = <AddButton onClick={() => setAdding(true)} />
  return (
    <ListPage>
      <PageHeader
        title={t('vehicles')}
        facts={t('vehicles.facts')}
        actions={
          <>
            <ApplicationsLink communityId={community.id} />
            {add}
          </>
        }
      />
      <FilterBar
        list={list}
        filters={filters}
        end={<ExportButton route={registry.exportVehicles} query={list.query} name={t('vehicles')} />}
      />
      <DataTable
        list={list}
        name={t('vehicles')}
        columns={columns}
        empty={{ title: t('vehicles.empty'), text: t('vehicles.emptyText'), action: add }}
        drawer={{
          title: (id, row) => <VehicleTitle id={id} row={row} />,
          extra: id => <VehicleActions key={id} vehicleId={id} />,
          render: id => <VehicleCard key={id} vehicleId={id} tab={tab} setTab={setTab} close={list.state.close} />,
        }}
      />
      <Suspense fallback={null}>
        {adding && community.current ? (
          <VehicleForm open close={() => setAdding(false)} community={community.current} />
        ) : null}
      </Suspense>
    </ListPage>
  )
}

function AddButton({ onClick }: { onClick: () => void }) {
  const t = useVehicleTexts()
  const may = useCan('registry.vehicles.manage')
  const missing = useCommunityReason()
  const reason = may ? missing : t('noManage')
  return (
    <ReasonButton type="primary" icon={<Plus size={14} aria-hidden />} reason={reason} onClick={onClick}>
      {t('new')}
    </ReasonButton>
  )
}

/** The way to what residents applied for, with how many wait. */
function ApplicationsLink({ communityId }: { communityId: string | undefined }) {
  const t = useVehicleTexts()
  const { data } = useQuery({
    queryKey: [registry.listVehicleApplications.path, 'open', communityId],
    queryFn: ({ signal }) =>
      call(registry.listVehicleApplications, { query: { communityId, state: 'open', limit: 1 }, signal }),
  })
  return (
    <Link
      to="/vehicle-applications"
      search={{ state: 'open' }}
      className="ant-btn ant-btn-default ant-btn-variant-outlined vh-link"
    >
      {data?.total ? t('toApplicationsOpen', { count: data.total }) : t('toApplications')}
    </Link>
  )
}

const PLATE_KINDS = [
  'ordinary',
  'new-energy-small',
  'new-energy-large',
  'hongkong-macau',
  'embassy',
  'consulate',
  'coach',
  'police',
  'trailer',
  'temporary',
] as const satisfies readonly VehicleRow['plateKind'][]

function useFilters(): Filter[] {
  const t = useVehicleTexts()
  const f = useFieldTexts()
  const { data: fields } = useQuery(vehicleFieldsQuery)
  const own: Filter[] =
    fields && fields.items.length > 0
      ? [
          {
            ...{ kind: 'select', key: 'fieldId', label: f('filter'), width: 140 },
            options: fields.items.map(field => ({ value: field.id, label: field.label })),
          },
          { kind: 'text', key: 'fieldValue', label: f('filterValue') },
        ]
      : []
  return [
    { kind: 'text', key: 'text', label: t('vehicles.search'), width: 220 },
    {
      kind: 'select',
      key: 'permit',
      label: t('field.permit'),
      options: (['active', 'expiring', 'expired', 'none'] as const).map(value => ({
        value,
        label: t(`permitFilter.${value}`),
      })),
      width: 150,
    },
    {
      kind: 'select',
      key: 'kind',
      label: t('field.kind'),
      options: VEHICLE_KINDS.map(value => ({ value, label: t(`kind.${value}`) })),
      width: 140,
    },
    {
      kind: 'select',
      key: 'plateKind',
      label: t('field.plateKind'),
      options: PLATE_KINDS.map(value => ({ value, label: t(`plateKind.${value}`) })),
    },
    {
      kind: 'select',
      key: 'state',
      label: t('field.state'),
      options: (['active', 'removed'] as const).map(value => ({ value, label: t(`state.${value}`) })),
    },
    ...own,
  ]
}

function useColumns(withCommunity: boolean): Column<VehicleRow>[] {
  const t = useVehicleTexts()
  const own = useOwnColumns<VehicleRow>(vehicleFieldsQuery)
  return [
    {
      key: 'plate',
      title: t('field.plate'),
      width: 132,
      sort: 'plate',
      render: row => <PlateTag plate={row.plate} colour={row.plateColour} />,
    },
    ...(withCommunity
      ? [{ key: 'community', title: t('field.community'), width: 120, render: (row: VehicleRow) => row.communityName }]
      : []),
    { key: 'kind', title: t('field.kind'), width: 96, render: row => t(`kind.${row.kind}`) },
    {
      key: 'brand',
      title: t('field.brand'),
      width: 150,
      render: row => [row.brand, row.model, row.colour].filter(Boolean).join(' ') || '–',
    },
    { key: 'owner', title: t('field.owner'), width: 110, sort: 'owner', render: row => row.ownerName ?? '–' },
    {
      key: 'premises',
      title: t('field.premises'),
      width: 160,
      sort: 'premises',
      render: row => row.premisesLabel ?? '–',
    },
    {
      key: 'permit',
      title: t('field.permit'),
      width: 220,
      render: row =>
        row.state === 'removed' ? (
          <StatusTag tone="neutral">{t('state.removed')}</StatusTag>
        ) : (
          <PermitTag permit={row.permit} />
        ),
    },
    ...own,
  ]
}
