import { metering } from '@anju/contract'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { FileSpreadsheet, Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useCommunity } from '../community.tsx'
import { ReasonButton } from '../identity/ReasonButton.tsx'
import { useRealtime } from '../realtime.ts'
import { useCan } from '../session.tsx'
import { type Column, DataTable, ExportButton, type Filter, FilterBar, ListPage, useList } from '../shell/list/index.ts'
import { PageHeader } from '../shell/PageHeader.tsx'
import { useCommunityReason } from '../shell/states/ChooseCommunity.tsx'
import { MeterActions } from './MeterActions.tsx'
import { METER_TABS, MeterCard, MeterStateTag, type MeterTab, MeterTitle, Verification } from './MeterCard.tsx'
import { METER_KINDS, METER_LEVELS, METER_STATES, type MeterRow, renewMeters } from './meter.ts'
import { useMeterTexts } from './texts.ts'
import '../registry/registry.css'
import '../registry/vehicles/vehicles.css'

const MeterForm = lazy(async () => ({ default: (await import('./MeterForm.tsx')).MeterForm }))

/** The archive of meters; one of them in the drawer. */
export function MetersPage() {
  const t = useMeterTexts()
  const community = useCommunity()
  const [adding, setAdding] = useState(false)
  const [tab, setTab] = useState<MeterTab>(METER_TABS[0])
  const list = useList(metering.listMeters, {
    filters: ['text', 'kind', 'level', 'state', 'readBy', 'verification', 'parentId', 'premisesId'],
    query: { communityId: community.id },
  })
  const columns = useColumns(community.id === undefined)
  useRealtime(['metering.*'], () => renewMeters())
  const add = <AddButton onClick={() => setAdding(true)} />
  return (
    <ListPage>
      <PageHeader
        title={t('meters')}
        facts={t('meters.facts')}
        actions={
          <>
            <ImportButton />
            {add}
          </>
        }
      />
      <FilterBar
        list={list}
        filters={filtersOf(t)}
        end={<ExportButton route={metering.exportMeters} query={list.query} name={t('meters')} />}
      />
      <DataTable
        list={list}
        name={t('meters')}
        columns={columns}
        empty={{ title: t('meters.empty'), text: t('meters.emptyText'), action: add }}
        drawer={{
          title: (id, row) => <MeterTitle id={id} row={row} />,
          extra: id => <MeterActions key={id} meterId={id} show={list.state.open} />,
          render: id => <MeterCard key={id} meterId={id} tab={tab} setTab={setTab} close={list.state.close} />,
        }}
      />
      <Suspense fallback={null}>
        {adding && community.current ? (
          <MeterForm open close={() => setAdding(false)} community={community.current} />
        ) : null}
      </Suspense>
    </ListPage>
  )
}

function ImportButton() {
  const t = useMeterTexts()
  const navigate = useNavigate()
  if (!useCan('imports.run')) return null
  return (
    <Button icon={<FileSpreadsheet size={14} aria-hidden />} onClick={() => void navigate({ to: '/imports' })}>
      {t('toImport')}
    </Button>
  )
}

function AddButton({ onClick }: { onClick: () => void }) {
  const t = useMeterTexts()
  const may = useCan('metering.meters.manage')
  const missing = useCommunityReason()
  const reason = may ? missing : t('noManage')
  return (
    <ReasonButton type="primary" icon={<Plus size={14} aria-hidden />} reason={reason} onClick={onClick}>
      {t('new')}
    </ReasonButton>
  )
}

function filtersOf(t: ReturnType<typeof useMeterTexts>): Filter[] {
  const options = <Value extends string>(values: readonly Value[], label: (value: Value) => string) =>
    values.map(value => ({ value, label: label(value) }))
  return [
    { kind: 'text', key: 'text', label: t('meters.search'), width: 240 },
    {
      ...{ kind: 'select', key: 'kind', label: t('field.kind'), width: 130 },
      options: options(METER_KINDS, value => t(`kind.${value}`)),
    },
    {
      ...{ kind: 'select', key: 'level', label: t('field.level'), width: 120 },
      options: options(METER_LEVELS, value => t(`level.${value}`)),
    },
    {
      ...{ kind: 'select', key: 'state', label: t('field.state'), width: 120 },
      options: options(METER_STATES, value => t(`state.${value}`)),
    },
    {
      ...{ kind: 'select', key: 'readBy', label: t('field.readBy') },
      options: options(['person', 'device'] as const, value => t(`readBy.${value}`)),
    },
    {
      ...{ kind: 'select', key: 'verification', label: t('field.verification') },
      options: options(['due', 'unknown'] as const, value => t(`verification.${value}`)),
    },
  ]
}

function useColumns(withCommunity: boolean): Column<MeterRow>[] {
  const t = useMeterTexts()
  return [
    { key: 'code', title: t('field.code'), width: 140, sort: 'code', render: row => <strong>{row.code}</strong> },
    ...(withCommunity
      ? [{ key: 'community', title: t('field.community'), width: 120, render: (row: MeterRow) => row.communityName }]
      : []),
    { key: 'name', title: t('field.name'), width: 150, render: row => row.name || '–' },
    { key: 'kind', title: t('field.kind'), width: 110, render: row => t(`kind.${row.kind}`) },
    { key: 'level', title: t('field.level'), width: 90, render: row => t(`level.${row.level}`) },
    {
      ...{ key: 'premises', title: t('field.premises'), width: 190, sort: 'premises' },
      render: row => [row.premisesLabel, row.place].filter(Boolean).join(' · ') || '–',
    },
    { key: 'parent', title: t('field.parent'), width: 120, render: row => row.parentCode ?? '–' },
    { key: 'multiplier', title: t('field.multiplier'), width: 80, align: 'number', render: row => row.multiplier },
    {
      ...{ key: 'installedOn', title: t('field.installedOn'), width: 116, sort: 'installedOn' },
      render: row => row.installedOn ?? '–',
    },
    {
      ...{ key: 'verifiedUntil', title: t('field.verifiedUntil'), width: 170, sort: 'verifiedUntil' },
      render: row => <Verification until={row.verifiedUntil} />,
    },
    { key: 'state', title: t('field.state'), width: 96, render: row => <MeterStateTag state={row.state} /> },
  ]
}
