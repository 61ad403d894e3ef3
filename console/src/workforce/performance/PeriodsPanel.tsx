import { workforce } from '@anju/contract'
import { Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useCommunity } from '../../community.tsx'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { type Column, DataTable, ExportButton, FilterBar, useList } from '../../shell/list/index.ts'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { useReason } from '../workforce.ts'
import { PeriodCard } from './PeriodCard.tsx'
import { GRAINS, type KpiPeriod, periodName } from './performance.ts'
import { usePerformanceTexts } from './texts.ts'

const OpenPeriod = lazy(async () => ({ default: (await import('./PeriodForms.tsx')).OpenPeriod }))
const STATES = ['open', 'locked', 'void'] as const
const TONES = { open: 'info', locked: 'neutral', void: 'neutral' } as const

/** Periods, the latest first, with how far they are. */
export function PeriodsPanel() {
  const t = usePerformanceTexts()
  const community = useCommunity()
  const reason = useReason('workforce.performance.manage')
  const [opening, setOpening] = useState(false)
  const list = useList(workforce.listKpiPeriods, {
    filters: ['grain', 'state'],
    query: { communityId: community.id },
    sort: '-fromOn',
  })
  const open = (
    <ReasonButton type="primary" icon={<Plus size={14} aria-hidden />} onClick={() => setOpening(true)} reason={reason}>
      {t('period.open')}
    </ReasonButton>
  )
  return (
    <>
      <FilterBar
        list={list}
        filters={[
          {
            kind: 'select',
            key: 'grain',
            label: t('grain'),
            options: GRAINS.map(value => ({ value, label: t(`grain.${value}`) })),
          },
          {
            kind: 'select',
            key: 'state',
            label: t('state'),
            options: STATES.map(value => ({ value, label: t(`period.state.${value}`) })),
          },
        ]}
        end={
          <>
            <ExportButton route={workforce.exportKpiPeriods} query={list.query} name={t('tab.periods')} />
            {open}
          </>
        }
      />
      <DataTable
        list={list}
        name={t('tab.periods')}
        columns={useColumns()}
        empty={{ title: t('periods.empty'), text: t('periods.emptyText'), action: open }}
        drawer={{
          title: (id, row) => (row ? `${periodName(row)} ${t(`grain.${row.grain}`)}` : id),
          render: id => <PeriodCard key={id} periodId={id} />,
        }}
      />
      <Suspense fallback={null}>{opening ? <OpenPeriod close={() => setOpening(false)} /> : null}</Suspense>
    </>
  )
}

function useColumns(): Column<KpiPeriod>[] {
  const t = usePerformanceTexts()
  return [
    {
      key: 'period',
      title: t('period'),
      width: 150,
      sort: 'fromOn',
      render: row => `${periodName(row)} ${t(`grain.${row.grain}`)}`,
    },
    { key: 'place', title: t('period.place'), width: 140, render: row => row.communityName ?? t('period.company') },
    {
      key: 'state',
      title: t('state'),
      width: 100,
      render: row => <StatusTag tone={TONES[row.state]}>{t(`period.state.${row.state}`)}</StatusTag>,
    },
    { key: 'cards', title: t('period.cards'), width: 260, render: row => t('period.progress', row.cards) },
    {
      key: 'appeals',
      title: t('period.appeals'),
      width: 100,
      align: 'number',
      render: row => (row.appealsWaiting > 0 ? row.appealsWaiting : '–'),
    },
    { key: 'note', title: t('period.note'), render: row => row.note ?? '–' },
    { key: 'by', title: t('period.openedBy'), width: 100, render: row => row.openedBy },
  ]
}
