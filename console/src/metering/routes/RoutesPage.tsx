import { metering } from '@anju/contract'
import { useNavigate } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { ListChecks, Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useCommunity } from '../../community.tsx'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useRealtime } from '../../realtime.ts'
import { useCan } from '../../session.tsx'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, useList } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { useCommunityReason } from '../../shell/states/ChooseCommunity.tsx'
import { METER_KINDS } from '../meter.ts'
import { useMeterTexts } from '../texts.ts'
import { RouteCard } from './RouteCard.tsx'
import { type RouteDetail, type RouteRow, renewRoutes } from './route.ts'
import { useRouteTexts } from './texts.ts'

const RouteForm = lazy(async () => ({ default: (await import('./RouteForm.tsx')).RouteForm }))

/** Routes of meter readers; one of them with its meters in the drawer. */
export function RoutesPage() {
  const t = useRouteTexts()
  const meters = useMeterTexts()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const community = useCommunity()
  const [adding, setAdding] = useState(false)
  const may = useCan('metering.rounds.manage')
  const list = useList(metering.listRoutes, { filters: ['text', 'kind'], query: { communityId: community.id } })
  useRealtime(['metering.*'], () => renewRoutes())
  const missing = useCommunityReason()
  const reason = may ? missing : t('noManage')
  const add = (
    <ReasonButton type="primary" icon={<Plus size={14} aria-hidden />} reason={reason} onClick={() => setAdding(true)}>
      {t('create')}
    </ReasonButton>
  )
  const added = (route: RouteDetail) => {
    renewRoutes(route)
    setAdding(false)
    void message.success(t('saved', { name: route.name }))
    list.state.open(route.id)
  }
  return (
    <ListPage>
      <PageHeader
        title={t('title')}
        facts={t('facts')}
        actions={
          <>
            <Button
              icon={<ListChecks size={14} aria-hidden />}
              onClick={() => void navigate({ to: '/reading-rounds' })}
            >
              {t('toRounds')}
            </Button>
            {add}
          </>
        }
      />
      <FilterBar
        list={list}
        filters={[
          { kind: 'text', key: 'text', label: t('find') },
          {
            ...{ kind: 'select', key: 'kind', label: t('kind'), width: 160 },
            options: METER_KINDS.map(value => ({ value, label: meters(`kind.${value}`) })),
          },
        ]}
        end={<ExportButton route={metering.exportRoutes} query={list.query} name={t('title')} />}
      />
      <DataTable
        list={list}
        name={t('title')}
        columns={useColumns(community.id === undefined)}
        empty={{ title: t('empty'), text: t('emptyText'), action: add }}
        drawer={{
          title: (_, route) => route?.name ?? t('title'),
          render: id => <RouteCard key={id} routeId={id} close={list.state.close} />,
        }}
      />
      <Suspense fallback={null}>
        {adding && community.current ? (
          <RouteForm community={community.current} close={() => setAdding(false)} done={added} />
        ) : null}
      </Suspense>
    </ListPage>
  )
}

function useColumns(withCommunity: boolean): Column<RouteRow>[] {
  const t = useRouteTexts()
  const meters = useMeterTexts()
  return [
    { key: 'name', title: t('name'), width: 200, sort: 'name', render: row => <strong>{row.name}</strong> },
    ...(withCommunity
      ? [{ key: 'community', title: t('community'), width: 140, render: (row: RouteRow) => row.communityName }]
      : []),
    { key: 'kind', title: t('kind'), width: 110, render: row => meters(`kind.${row.kind}`) },
    {
      ...{ key: 'reader', title: t('reader'), width: 140 },
      render: row => row.readerName ?? t('nobody'),
    },
    { key: 'count', title: t('count'), width: 100, align: 'number', render: row => row.meterCount },
  ]
}
