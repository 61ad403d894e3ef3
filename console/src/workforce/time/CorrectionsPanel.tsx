import { type WireResponseOf, workforce } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { type Column, DataTable, ExportButton, FilterBar, useList } from '../../shell/list/index.ts'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { useReason } from '../workforce.ts'
import { Decide } from './Decide.tsx'
import { REQUEST_TONES } from './leave.ts'
import { useTimeTexts } from './texts.ts'

type Correction = WireResponseOf<typeof workforce.listCorrections>['items'][number]

const STATES = ['asked', 'approved', 'refused', 'withdrawn'] as const

/** Corrections that employees asked for, what waits first. */
export function CorrectionsPanel() {
  const t = useTimeTexts()
  const community = useCommunity()
  const list = useList(workforce.listCorrections, { filters: ['state'], query: { communityId: community.id } })
  return (
    <>
      <FilterBar
        list={list}
        filters={[
          {
            kind: 'select',
            key: 'state',
            label: t('request.state'),
            options: STATES.map(value => ({ value, label: t(`request.${value}`) })),
          },
        ]}
        end={<ExportButton route={workforce.exportCorrections} query={list.query} name={t('tab.corrections')} />}
      />
      <DataTable
        list={list}
        name={t('tab.corrections')}
        columns={useColumns()}
        empty={{ title: t('corrections.empty'), text: t('corrections.emptyText') }}
      />
    </>
  )
}

function useColumns(): Column<Correction>[] {
  const t = useTimeTexts()
  return [
    {
      key: 'state',
      title: t('request.state'),
      width: 110,
      sort: 'state',
      render: row => <StatusTag tone={REQUEST_TONES[row.state]}>{t(`request.${row.state}`)}</StatusTag>,
    },
    { key: 'employee', title: t('employee'), width: 100, render: row => row.employeeName },
    { key: 'team', title: t('team'), width: 150, render: row => row.teamName },
    { key: 'day', title: t('request.day'), width: 110, sort: 'day', render: row => row.day },
    { key: 'in', title: t('day.in'), width: 150, render: row => (row.inAt ? formatDateTime(row.inAt) : '–') },
    { key: 'out', title: t('day.out'), width: 150, render: row => (row.outAt ? formatDateTime(row.outAt) : '–') },
    { key: 'reason', title: t('request.reason'), render: row => row.reason },
    { key: 'askedAt', title: t('request.askedAt'), width: 150, render: row => formatDateTime(row.askedAt) },
    { key: 'decide', title: t('request.decided'), width: 170, render: row => <Deeds correction={row} /> },
  ]
}

function Deeds({ correction }: { correction: Correction }) {
  const reason = useReason('workforce.attendance.manage')
  if (correction.state !== 'asked') return <>{correction.decidedBy ?? '–'}</>
  return (
    <Decide
      reason={reason}
      send={approve => call(workforce.decideCorrection, { params: { correctionId: correction.id }, body: { approve } })}
    />
  )
}
