import { registry } from '@anju/contract'
import { comma } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
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
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { LeaseActions } from './LeaseActions.tsx'
import { LEASE_TABS, LeaseCard, type LeaseTab, LeaseTitle } from './LeaseCard.tsx'
import { LeaseNumbers } from './LeaseNumbers.tsx'
import { type LeaseRow, renewLeases, STATUSES } from './lease.ts'
import { LeaseTag, useRentWords } from './parts.tsx'
import { useLeaseTexts } from './texts.ts'
import '../registry.css'
import '../vehicles/vehicles.css'
import './leases.css'

const NewLeaseForm = lazy(async () => ({ default: (await import('./LeaseForms.tsx')).NewLeaseForm }))

/** Leases of homes and shops with how many there are of each status; one of them in the drawer. */
export function LeasesPage() {
  const t = useLeaseTexts()
  const community = useCommunity()
  const [adding, setAdding] = useState(false)
  const list = useList(registry.listLeases, {
    filters: ['text', 'status', 'endsWithin', 'buildingId', 'premisesId', 'personId'],
    query: { communityId: community.id },
  })
  const { tab: asked } = useSearch({ strict: false })
  const [tab, setTab] = useState<LeaseTab>(LEASE_TABS.find(one => one === asked) ?? 'basic')
  useRealtime(['registry.*'], () => renewLeases())
  const columns = useColumns(community.id === undefined)
  const add = <AddButton onClick={() => setAdding(true)} />
  return (
    <ListPage>
      <PageHeader title={t('leases')} facts={t('leases.facts')} actions={add} />
      <LeaseNumbers communityId={community.id} />
      <FilterBar
        list={list}
        filters={useFilters(community.id)}
        end={<ExportButton route={registry.exportLeases} query={list.query} name={t('leases')} />}
      />
      <DataTable
        list={list}
        name={t('leases')}
        columns={columns}
        empty={{ title: t('leases.empty'), text: t('leases.emptyText'), action: add }}
        drawer={{
          title: (id, row) => <LeaseTitle id={id} row={row} />,
          render: id => (
            <>
              <LeaseActions key={`${id} actions`} leaseId={id} closeDrawer={list.state.close} />
              <LeaseCard key={id} leaseId={id} tab={tab} setTab={setTab} close={list.state.close} />
            </>
          ),
        }}
      />
      <Suspense fallback={null}>
        {adding ? <NewLeaseForm communityId={community.id} close={() => setAdding(false)} /> : null}
      </Suspense>
    </ListPage>
  )
}

function AddButton({ onClick }: { onClick: () => void }): ReactNode {
  const t = useLeaseTexts()
  const may = useCan('registry.leases.manage')
  return (
    <ReasonButton
      type="primary"
      icon={<Plus size={14} aria-hidden />}
      reason={may ? undefined : t('noManage')}
      onClick={onClick}
    >
      {t('new')}
    </ReasonButton>
  )
}

const WITHIN = ['30', '60', '90', '180'] as const

function useFilters(communityId: string | undefined): Filter[] {
  const t = useLeaseTexts()
  const mayPlaces = useCan('registry.premises.read')
  const { data } = useQuery({
    queryKey: [registry.communityTree.path, communityId],
    enabled: communityId !== undefined && mayPlaces,
    queryFn: ({ signal }) => call(registry.communityTree, { params: { communityId: communityId ?? '' }, signal }),
  })
  const buildings = data?.buildings ?? []
  return [
    { kind: 'text', key: 'text', label: t('leases.search'), width: 220 },
    {
      ...{ kind: 'select', key: 'status', label: t('field.status'), width: 130 },
      options: STATUSES.map(value => ({ value, label: t(`status.${value}`) })),
    },
    {
      ...{ kind: 'select', key: 'endsWithin', label: t('field.within'), width: 140 },
      options: WITHIN.map(value => ({ value, label: t(`within.${value}`) })),
    },
    ...(buildings.length > 0
      ? [
          {
            ...{ kind: 'select' as const, key: 'buildingId', label: t('field.building') },
            options: buildings.map(({ id, code, name }) => ({ value: id, label: name || code })),
          },
        ]
      : []),
  ]
}

function useColumns(withCommunity: boolean): Column<LeaseRow>[] {
  const t = useLeaseTexts()
  const rent = useRentWords()
  const names = (of: readonly { name: string }[]) => of.map(({ name }) => name || t('someone')).join(comma()) || '–'
  return [
    { key: 'number', title: t('field.number'), width: 130, sort: 'number', render: row => row.number },
    ...(withCommunity
      ? [{ key: 'community', title: t('field.community'), width: 110, render: (row: LeaseRow) => row.communityName }]
      : []),
    {
      ...{ key: 'premises', title: t('field.premises'), width: 170 },
      render: row => row.premises.map(({ label }) => label).join(comma()),
    },
    { key: 'tenants', title: t('field.tenants'), width: 130, render: row => names(row.tenants) },
    { key: 'landlords', title: t('field.landlords'), width: 110, render: row => names(row.landlords) },
    { key: 'status', title: t('field.status'), width: 170, render: row => <LeaseTag of={row} /> },
    {
      ...{ key: 'fromOn', title: t('field.fromOn'), width: 110, sort: 'fromOn' },
      render: row => <span className="c-number">{row.fromOn}</span>,
    },
    {
      ...{ key: 'toOn', title: t('field.toOn'), width: 110, sort: 'toOn' },
      render: row => <span className="c-number">{row.endedOn ?? row.toOn}</span>,
    },
    { key: 'rent', title: t('field.rent'), width: 190, render: row => <span className="c-number">{rent(row)}</span> },
    {
      ...{ key: 'deposit', title: t('field.depositFen'), width: 110, align: 'number' },
      render: row => <MoneyText fen={row.depositFen} />,
    },
  ]
}
