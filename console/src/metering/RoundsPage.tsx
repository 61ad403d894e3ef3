import { metering } from '@anju/contract'
import { Link, useNavigate } from '@tanstack/react-router'
import { App, Form, Input, Select } from 'antd'
import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../api.ts'
import { DateField } from '../billing/DateField.tsx'
import { useCommunity } from '../community.tsx'
import { ReasonButton } from '../identity/ReasonButton.tsx'
import { useRealtime } from '../realtime.ts'
import { useCan } from '../session.tsx'
import { FormDrawer } from '../shell/form/FormDrawer.tsx'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, useList } from '../shell/list/index.ts'
import { PageHeader } from '../shell/PageHeader.tsx'
import { StatusTag } from '../shell/show/StatusTag.tsx'
import { useCommunityReason } from '../shell/states/ChooseCommunity.tsx'
import { METER_KINDS } from './meter.ts'
import { type Round, renewReadings } from './reading.ts'
import { useReadingTexts } from './reading-texts.ts'
import { useMeterTexts } from './texts.ts'

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

export function RoundTag({ state }: { state: Round['state'] }) {
  const t = useReadingTexts()
  return <StatusTag tone={state === 'open' ? 'info' : 'neutral'}>{t(`rounds.state.${state}`)}</StatusTag>
}

interface RoundValues {
  kind: Round['kind']
  month: string
  plannedOn: string
}

function RoundForm({ community, close }: { community: { id: string; name: string }; close: () => void }) {
  const t = useReadingTexts()
  const meters = useMeterTexts()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const id = useRef(newId())
  return (
    <FormDrawer<RoundValues, Round>
      open
      onClose={close}
      title={t('rounds.new')}
      intro={t('rounds.newIntro', { community: community.name })}
      submitText={t('rounds.new')}
      initialValues={{ kind: 'water-cold' }}
      submit={(values, idempotencyKey) =>
        call(metering.openRound, { body: { id: id.current, communityId: community.id, ...values }, idempotencyKey })
      }
      onDone={round => {
        renewReadings()
        close()
        void message.success(t('rounds.opened'))
        void navigate({ to: '/reading-rounds/$roundId', params: { roundId: round.id } })
      }}
    >
      <Form.Item name="kind" label={t('field.kind')} rules={[{ required: true, message: t('rounds.needed') }]}>
        <Select options={METER_KINDS.map(value => ({ value, label: meters(`kind.${value}`) }))} />
      </Form.Item>
      <Form.Item
        name="month"
        label={t('rounds.month')}
        rules={[{ required: true, pattern: /^\d{4}-(0[1-9]|1[0-2])$/, message: t('rounds.monthWrong') }]}
      >
        <Input placeholder="2026-11" maxLength={7} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="plannedOn"
        label={t('rounds.plannedOn')}
        rules={[{ required: true, message: t('rounds.needed') }]}
      >
        <DateField />
      </Form.Item>
    </FormDrawer>
  )
}
