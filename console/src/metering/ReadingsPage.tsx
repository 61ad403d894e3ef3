import { metering } from '@anju/contract'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { ListChecks } from 'lucide-react'
import { useCommunity } from '../community.tsx'
import { ReasonButton } from '../identity/ReasonButton.tsx'
import { useRealtime } from '../realtime.ts'
import { useCan } from '../session.tsx'
import { type Column, DataTable, ExportButton, type Filter, FilterBar, ListPage, useList } from '../shell/list/index.ts'
import { PageHeader } from '../shell/PageHeader.tsx'
import { ToPage } from '../shell/states/ToPage.tsx'
import { METER_KINDS } from './meter.ts'
import { ReadingCard } from './ReadingCard.tsx'
import { FlagTags, ReadingStateTag } from './ReadingTags.tsx'
import { READING_FLAGS, READING_SOURCES, READING_STATES, type Reading, renewReadings } from './reading.ts'
import { useReadingTexts } from './reading-texts.ts'
import { useMeterTexts } from './texts.ts'
import { useApprove } from './useApprove.ts'
import '../registry/registry.css'
import '../registry/vehicles/vehicles.css'

/** Readings: what waits, what is odd, what counts; ticked ones are approved together. */
export function ReadingsPage() {
  const t = useReadingTexts()
  const community = useCommunity()
  const navigate = useNavigate()
  const { approve, busy } = useApprove()
  const may = useCan('metering.readings.approve')
  const list = useList(metering.listReadings, {
    filters: ['text', 'state', 'flag', 'kind', 'source', 'from', 'to', 'meterId', 'roundId'],
    query: { communityId: community.id },
    sort: '-readOn',
  })
  const columns = useColumns(community.id === undefined)
  const filters = useFilters()
  useRealtime(['metering.*'], renewReadings)
  return (
    <ListPage>
      <PageHeader
        title={t('readings')}
        facts={t('readings.facts')}
        actions={
          <Button icon={<ListChecks size={14} aria-hidden />} onClick={() => void navigate({ to: '/reading-rounds' })}>
            {t('toRounds')}
          </Button>
        }
      />
      <FilterBar
        list={list}
        filters={filters}
        end={<ExportButton route={metering.exportReadings} query={list.query} name={t('readings')} />}
      />
      <DataTable
        list={list}
        name={t('readings')}
        columns={columns}
        empty={{ title: t('readings.empty'), text: t('readings.emptyText'), action: <ToPage to="/reading-rounds" /> }}
        drawer={{
          title: (id, row) => row?.meterCode ?? id,
          render: id => <ReadingCard key={id} readingId={id} />,
        }}
        selection={{
          actions: (rows, clear) => (
            <ReasonButton
              type="primary"
              loading={busy}
              reason={may ? undefined : t('noApprove')}
              onClick={() => void approveAll(rows, approve).then(clear)}
            >
              {t('approveCount', { count: rows.length })}
            </ReasonButton>
          ),
        }}
      />
    </ListPage>
  )
}

async function approveAll(rows: readonly Reading[], approve: ReturnType<typeof useApprove>['approve']) {
  for (const [communityId, some] of Map.groupBy(rows, row => row.communityId))
    await approve({ communityId, readingIds: some.map(row => row.id) })
}

function useFilters(): Filter[] {
  const t = useReadingTexts()
  const meters = useMeterTexts()
  return [
    { kind: 'text', key: 'text', label: t('readings.search'), width: 200 },
    {
      ...{ kind: 'select', key: 'state', label: t('field.state'), width: 120 },
      options: READING_STATES.map(value => ({ value, label: t(`state.${value}`) })),
    },
    {
      ...{ kind: 'select', key: 'flag', label: t('field.flags'), width: 130 },
      options: READING_FLAGS.map(value => ({ value, label: t(`flag.${value}`) })),
    },
    {
      ...{ kind: 'select', key: 'kind', label: t('field.kind'), width: 120 },
      options: METER_KINDS.map(value => ({ value, label: meters(`kind.${value}`) })),
    },
    {
      ...{ kind: 'select', key: 'source', label: t('field.source'), width: 120 },
      options: READING_SOURCES.map(value => ({ value, label: t(`source.${value}`) })),
    },
    { kind: 'dates', from: 'from', to: 'to', label: t('field.dates') },
  ]
}

function useColumns(withCommunity: boolean): Column<Reading>[] {
  const t = useReadingTexts()
  const meters = useMeterTexts()
  return [
    { key: 'code', title: t('field.meter'), width: 140, sort: 'code', render: row => <strong>{row.meterCode}</strong> },
    ...(withCommunity
      ? [{ key: 'community', title: t('rounds.community'), width: 120, render: (row: Reading) => row.communityName }]
      : []),
    { key: 'kind', title: t('field.kind'), width: 110, render: row => meters(`kind.${row.kind}`) },
    {
      ...{ key: 'home', title: t('field.home'), width: 190 },
      render: row => [row.premisesLabel, row.place].filter(Boolean).join(' · ') || '–',
    },
    { key: 'readOn', title: t('field.readOn'), width: 116, sort: 'readOn', render: row => row.readOn },
    {
      key: 'previous',
      title: t('field.previous'),
      width: 100,
      align: 'number',
      render: row => row.previousValue ?? '–',
    },
    { key: 'value', title: t('field.value'), width: 100, align: 'number', render: row => row.value },
    { key: 'used', title: t('field.used'), width: 100, align: 'number', sort: 'used', render: row => row.used ?? '–' },
    { key: 'flags', title: t('field.flags'), width: 150, render: row => <FlagTags flags={row.flags} /> },
    { key: 'state', title: t('field.state'), width: 100, render: row => <ReadingStateTag state={row.state} /> },
    { key: 'source', title: t('field.source'), width: 90, render: row => t(`source.${row.source}`) },
    { key: 'enteredBy', title: t('field.enteredBy'), width: 110, render: row => row.enteredBy ?? '–' },
  ]
}
