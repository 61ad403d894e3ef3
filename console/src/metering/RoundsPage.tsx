import { metering } from '@anju/contract'
import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useCommunity } from '../community.tsx'
import { ReasonButton } from '../identity/ReasonButton.tsx'
import { useRealtime } from '../realtime.ts'
import { useCan } from '../session.tsx'
import { lazyPart } from '../shell/lazy-part.tsx'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, useList } from '../shell/list/index.ts'
import { PageHeader } from '../shell/PageHeader.tsx'
import { useCommunityReason } from '../shell/states/ChooseCommunity.tsx'
import { METER_KINDS } from './meter.ts'
import { RoundTag } from './RoundTag.tsx'
import { type Round, renewReadings } from './reading.ts'
import { useReadingTexts } from './reading-texts.ts'
import { useMeterTexts } from './texts.ts'

const RoundForm = lazyPart(async () => (await import('./RoundForm.tsx')).RoundForm, null)

/** Rounds of reading with how far they are; one of them is entered on a page of its own. */
export function RoundsPage() {
  const t = useReadingTexts()
  const meters = useMeterTexts()
  const community = useCommunity()
  const [opening, setOpening] = useState(false)
  const may = useCan('metering.rounds.manage')
  const list = useList(metering.listRounds, {
    filters: ['kind', 'state', 'month'],
    query: { communityId: community.id },
    sort: '-month',
  })
  useRealtime(['metering.*'], renewReadings)
  const missing = useCommunityReason()
  const reason = may ? missing : t('noManage')
  const add = (
    <ReasonButton type="primary" icon={<Plus size={14} aria-hidden />} reason={reason} onClick={() => setOpening(true)}>
      {t('rounds.new')}
    </ReasonButton>
  )
  return (
    <ListPage>
      <PageHeader title={t('rounds')} facts={t('rounds.facts')} actions={add} />
      <FilterBar
        list={list}
        filters={[
          {
            ...{ kind: 'select', key: 'kind', label: t('field.kind'), width: 120 },
            options: METER_KINDS.map(value => ({ value, label: meters(`kind.${value}`) })),
          },
          {
            ...{ kind: 'select', key: 'state', label: t('field.state'), width: 120 },
            options: (['open', 'closed'] as const).map(value => ({ value, label: t(`rounds.state.${value}`) })),
          },
          { kind: 'month', key: 'month', label: t('rounds.month') },
        ]}
        end={<ExportButton route={metering.exportRounds} query={list.query} name={t('rounds')} />}
      />
      <DataTable
        list={list}
        name={t('rounds')}
        columns={useColumns()}
        empty={{ title: t('rounds.empty'), text: t('rounds.emptyText'), action: add }}
      />
      {opening && community.current ? (
        <RoundForm community={community.current} close={() => setOpening(false)} />
      ) : null}
    </ListPage>
  )
}

function useColumns(): Column<Round>[] {
  const t = useReadingTexts()
  const meters = useMeterTexts()
  const title = (row: Round) => `${row.month} ${meters(`kind.${row.kind}`)}`
  return [
    {
      ...{ key: 'month', title: t('rounds.month'), width: 190, sort: 'month' },
      render: row => (
        <Link to="/reading-rounds/$roundId" params={{ roundId: row.id }}>
          <strong>{title(row)}</strong>
        </Link>
      ),
    },
    { key: 'community', title: t('rounds.community'), width: 140, render: row => row.communityName },
    { key: 'plannedOn', title: t('rounds.plannedOn'), width: 116, sort: 'plannedOn', render: row => row.plannedOn },
    {
      ...{ key: 'progress', title: t('rounds.progress'), width: 110, align: 'number' },
      render: row => `${row.readCount} / ${row.meterCount}`,
    },
    { key: 'flagged', title: t('rounds.flagged'), width: 80, align: 'number', render: row => row.flaggedCount },
    { key: 'approved', title: t('rounds.approved'), width: 90, align: 'number', render: row => row.approvedCount },
    { key: 'skipped', title: t('rounds.skipped'), width: 90, align: 'number', render: row => row.skippedCount },
    { key: 'state', title: t('field.state'), width: 100, render: row => <RoundTag state={row.state} /> },
  ]
}
