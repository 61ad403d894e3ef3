import { devices } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { Inbox, Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useCommunity } from '../community.tsx'
import { ReasonButton } from '../identity/ReasonButton.tsx'
import { useRealtime } from '../realtime.ts'
import { useCan } from '../session.tsx'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, useList } from '../shell/list/index.ts'
import { PageHeader } from '../shell/PageHeader.tsx'
import { StatusTag } from '../shell/show/StatusTag.tsx'
import { useCommunityReason } from '../shell/states/ChooseCommunity.tsx'
import { GatewayActions, GatewayCard, GatewayTitle } from './GatewayCard.tsx'
import { type Gateway, renewGateways } from './gateway.ts'
import { useDeviceTexts } from './texts.ts'

const AddGateway = lazy(async () => ({ default: (await import('./GatewayForms.tsx')).AddGateway }))

/** Gateways through which machines send: who they are, when they were last heard, what waits and what was refused. */
export function GatewaysPage() {
  const t = useDeviceTexts()
  const community = useCommunity()
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  const may = useCan('devices.gateways.manage')
  const list = useList(devices.listGateways, {
    filters: ['text', 'state'],
    query: { communityId: community.id },
    sort: 'name',
  })
  useRealtime(['devices.*'], renewGateways)
  const missing = useCommunityReason()
  const reason = may ? missing : t('noManage')
  const add = (
    <ReasonButton type="primary" icon={<Plus size={14} aria-hidden />} reason={reason} onClick={() => setAdding(true)}>
      {t('gateways.new')}
    </ReasonButton>
  )
  const toMessages = (
    <Button icon={<Inbox size={14} aria-hidden />} onClick={() => void navigate({ to: '/gateways/messages' })}>
      {t('messages')}
    </Button>
  )
  return (
    <ListPage>
      <PageHeader
        title={t('gateways')}
        facts={t('gateways.facts')}
        actions={
          <>
            {toMessages}
            {add}
          </>
        }
      />
      <FilterBar
        list={list}
        filters={[
          { kind: 'text', key: 'text', label: t('gateways.search'), width: 200 },
          {
            ...{ kind: 'select', key: 'state', label: t('field.state'), width: 120 },
            options: (['active', 'closed'] as const).map(value => ({ value, label: t(`gateway.${value}`) })),
          },
        ]}
        end={<ExportButton route={devices.exportGateways} query={list.query} name={t('gateways')} />}
      />
      <DataTable
        list={list}
        name={t('gateways')}
        columns={useColumns(community.id === undefined)}
        empty={{ title: t('gateways.empty'), text: t('gateways.emptyText'), action: add }}
        drawer={{
          title: (id, row) => <GatewayTitle id={id} row={row} />,
          render: (id, row) => <GatewayCard key={id} id={id} row={row} />,
          footer: (id, row) => <GatewayActions key={id} id={id} row={row} />,
        }}
      />
      <Suspense fallback={null}>
        {adding && community.current ? (
          <AddGateway community={community.current} close={() => setAdding(false)} />
        ) : null}
      </Suspense>
    </ListPage>
  )
}

function useColumns(withCommunity: boolean): Column<Gateway>[] {
  const t = useDeviceTexts()
  return [
    { key: 'name', title: t('field.name'), width: 180, sort: 'name', render: row => <strong>{row.name}</strong> },
    ...(withCommunity
      ? [{ key: 'community', title: t('field.community'), width: 140, render: (row: Gateway) => row.communityName }]
      : []),
    { key: 'state', title: t('field.state'), width: 100, render: row => <GatewayTag state={row.state} /> },
    {
      ...{ key: 'heard', title: t('field.heard'), width: 170, sort: 'lastHeardAt' },
      render: row => (row.lastHeardAt ? formatDateTime(row.lastHeardAt) : t('never')),
    },
    { key: 'waiting', title: t('field.waiting'), width: 90, align: 'number', render: row => row.waiting },
    { key: 'refused', title: t('field.refused'), width: 90, align: 'number', render: row => row.refused },
    { key: 'key', title: t('field.key'), width: 100, render: row => <code>…{row.keyHint}</code> },
    { key: 'notes', title: t('field.notes'), width: 220, render: row => row.notes || '–' },
  ]
}

function GatewayTag({ state }: { state: Gateway['state'] }) {
  const t = useDeviceTexts()
  return <StatusTag tone={state === 'active' ? 'success' : 'neutral'}>{t(`gateway.${state}`)}</StatusTag>
}
