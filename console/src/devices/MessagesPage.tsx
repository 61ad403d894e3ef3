import { devices } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { RadioTower } from 'lucide-react'
import { useCommunity } from '../community.tsx'
import { useRealtime } from '../realtime.ts'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, useList } from '../shell/list/index.ts'
import { PageHeader } from '../shell/PageHeader.tsx'
import { StatusTag } from '../shell/show/StatusTag.tsx'
import { MESSAGE_STATES, type Message, renewGateways } from './gateway.ts'
import { useDeviceTexts } from './texts.ts'
import './devices.css'

/** What machines have sent, newest first, and what became of it. */
export function MessagesPage() {
  const t = useDeviceTexts()
  const community = useCommunity()
  const navigate = useNavigate()
  const list = useList(devices.listMessages, {
    filters: ['text', 'state', 'from', 'to', 'gatewayId'],
    query: { communityId: community.id },
    sort: '-receivedAt',
  })
  useRealtime(['devices.*'], renewGateways)
  return (
    <ListPage>
      <PageHeader
        title={t('messages')}
        facts={t('messages.facts')}
        actions={
          <Button icon={<RadioTower size={14} aria-hidden />} onClick={() => void navigate({ to: '/gateways' })}>
            {t('messages.toGateways')}
          </Button>
        }
      />
      <FilterBar
        list={list}
        filters={[
          { kind: 'text', key: 'text', label: t('messages.search'), width: 200 },
          {
            ...{ kind: 'select', key: 'state', label: t('field.state'), width: 120 },
            options: MESSAGE_STATES.map(value => ({ value, label: t(`state.${value}`) })),
          },
          { kind: 'dates', from: 'from', to: 'to', label: t('messages.dates') },
        ]}
        end={<ExportButton route={devices.exportMessages} query={list.query} name={t('messages')} />}
      />
      <DataTable
        list={list}
        name={t('messages')}
        columns={useColumns(community.id === undefined)}
        empty={{ title: t('messages.empty'), text: t('messages.emptyText') }}
      />
    </ListPage>
  )
}

function useColumns(withCommunity: boolean): Column<Message>[] {
  const t = useDeviceTexts()
  return [
    {
      ...{ key: 'received', title: t('messages.received'), width: 160, sort: 'receivedAt' },
      render: row => formatDateTime(row.receivedAt),
    },
    {
      ...{ key: 'said', title: t('messages.said'), width: 160, sort: 'saidAt' },
      render: row => formatDateTime(row.saidAt),
    },
    { key: 'gateway', title: t('messages.gateway'), width: 150, render: row => row.gatewayName },
    ...(withCommunity
      ? [{ key: 'community', title: t('field.community'), width: 130, render: (row: Message) => row.communityName }]
      : []),
    {
      ...{ key: 'kind', title: t('messages.kind'), width: 150 },
      render: row => (row.kind === 'meter.reading' ? t('kind.meter.reading') : t('kind.unknown', { kind: row.kind })),
    },
    { key: 'state', title: t('messages.result'), width: 230, render: row => <Result of={row} /> },
    { key: 'body', title: t('messages.body'), width: 320, render: row => <code title={row.body}>{saidIn(row)}</code> },
    { key: 'number', title: t('messages.number'), width: 190, render: row => <code>{row.number}</code> },
  ]
}

/** What a message says in short: of a reading the meter, the day and what it showed; of anything else all of it. */
function saidIn({ kind, body }: Message): string {
  const said = JSON.parse(body) as Record<string, unknown>
  const parts = [said.meterCode, said.readOn, said.value].filter(part => part !== undefined)
  return kind === 'meter.reading' && parts.length > 0 ? parts.join(' · ') : body
}

const TONES = { waiting: 'info', taken: 'success', refused: 'danger' } as const
const KNOWN_REASONS = [
  'devices.kind_unknown',
  'devices.body_wrong',
  'metering.meter_unknown',
  'metering.meter_retired',
  'metering.reading_in_future',
  'platform.module_off',
] as const

function Result({ of }: { of: Message }) {
  const t = useDeviceTexts()
  const known = KNOWN_REASONS.find(code => code === of.reason)
  return (
    <span className="dv-result">
      <StatusTag tone={TONES[of.state]}>{t(`state.${of.state}`)}</StatusTag>
      {of.reason === null ? null : known ? t(`reason.${known}`) : t('reason.other', { code: of.reason })}
    </span>
  )
}
