import { registry } from '@anju/contract'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useRealtime } from '../../realtime.ts'
import { useCan } from '../../session.tsx'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, useList } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { CommunityPanel } from './CommunityPanel.tsx'
import { usePlacePageTexts } from './page-texts.ts'
import { COMMUNITY_STATES, type CommunityRow, renewPlaces } from './places.ts'

const NewCommunityDrawer = lazy(async () => ({
  default: (await import('./NewCommunityDrawer.tsx')).NewCommunityDrawer,
}))

/** The communities with their numbers; one of them with facts, buildings and history in the drawer. */
export function CommunitiesPage() {
  const t = usePlacePageTexts()
  const may = useCan('registry.communities.manage')
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  const list = useList(registry.communityOverview, { filters: ['text', 'state'], query: {} })
  useRealtime(['registry.*'], () => void renewPlaces())
  const add = (
    <ReasonButton
      type="primary"
      icon={<Plus size={14} aria-hidden />}
      reason={may ? undefined : t('noManage')}
      onClick={() => setAdding(true)}
    >
      {t('community.new')}
    </ReasonButton>
  )
  return (
    <ListPage>
      <PageHeader title={t('communities')} facts={t('communities.facts')} actions={add} />
      <FilterBar
        list={list}
        filters={[
          { kind: 'text', key: 'text', label: t('community.find'), width: 220 },
          {
            kind: 'select',
            key: 'state',
            label: t('field.state'),
            options: COMMUNITY_STATES.map(value => ({ value, label: t(`communityState.${value}`) })),
            width: 140,
          },
        ]}
        end={<ExportButton route={registry.exportCommunities} query={list.query} name={t('communities')} />}
      />
      <DataTable
        list={list}
        name={t('communities')}
        columns={useColumns()}
        empty={{ title: t('communities.none'), text: t('communities.noneText'), action: add }}
        drawer={{
          title: (_, row) => row?.name ?? t('communities'),
          extra: id => (
            <Button
              size="small"
              onClick={() => void navigate({ to: '/communities/$communityId', params: { communityId: id } })}
            >
              {t('openPage')}
            </Button>
          ),
          render: id => <CommunityPanel key={id} communityId={id} />,
        }}
      />
      <Suspense fallback={null}>{adding ? <NewCommunityDrawer open close={() => setAdding(false)} /> : null}</Suspense>
    </ListPage>
  )
}

/** The name leads to the page of its own, a click elsewhere opens the drawer. */
function CommunityLink({ of }: { of: CommunityRow }) {
  return (
    <Link to="/communities/$communityId" params={{ communityId: of.id }} onClick={event => event.stopPropagation()}>
      {of.name}
    </Link>
  )
}

function useColumns(): Column<CommunityRow>[] {
  const t = usePlacePageTexts()
  return [
    { key: 'name', title: t('field.name'), width: 180, sort: 'name', render: row => <CommunityLink of={row} /> },
    { key: 'code', title: t('field.communityCode'), width: 100, sort: 'code', render: row => row.code },
    { key: 'state', title: t('field.state'), width: 90, render: row => t(`communityState.${row.state}`) },
    { key: 'address', title: t('field.address'), render: row => row.address || '–' },
    { key: 'buildings', title: t('field.buildings'), width: 80, align: 'number', render: row => row.buildingCount },
    {
      key: 'premises',
      title: t('field.premises'),
      width: 90,
      align: 'number',
      sort: 'premisesCount',
      render: row => row.premisesCount.toLocaleString('en'),
    },
    {
      key: 'households',
      title: t('field.households'),
      width: 100,
      align: 'number',
      sort: 'householdCount',
      render: row => row.householdCount.toLocaleString('en'),
    },
    {
      key: 'rate',
      title: t('field.rate'),
      width: 100,
      align: 'number',
      render: row => (row.occupancyRate === null ? '–' : `${row.occupancyRate}%`),
    },
  ]
}
