import { residents, type WireResponseOf } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { type Column, DataTable, ExportButton, FilterBar, useList } from '../shell/list/index.ts'
import { usePersonalDataTexts } from './personal-data-texts.ts'

type Reveal = WireResponseOf<typeof residents.listReveals>['items'][number]

/** Who saw whose numbers in full, when and why. */
export function RevealList() {
  const t = usePersonalDataTexts()
  const list = useList(residents.listReveals, { filters: ['text', 'subjectKind', 'from', 'to'], sort: '-at' })
  const columns = useColumns()
  return (
    <>
      <FilterBar
        list={list}
        filters={[
          { kind: 'text', key: 'text', label: t('reveals.search'), width: 220 },
          {
            kind: 'select',
            key: 'subjectKind',
            label: t('subjectKind'),
            options: (['person', 'employee'] as const).map(value => ({ value, label: t(`subjectKind.${value}`) })),
          },
          { kind: 'dates', from: 'from', to: 'to', label: t('period'), width: 280 },
        ]}
        end={<ExportButton route={residents.exportReveals} query={list.query} name={t('tab.reveals')} />}
      />
      <DataTable
        list={list}
        name={t('tab.reveals')}
        columns={columns}
        empty={{ title: t('reveals.none'), text: t('reveals.noneText') }}
      />
    </>
  )
}

function useColumns(): Column<Reveal>[] {
  const t = usePersonalDataTexts()
  return [
    {
      key: 'at',
      title: t('at'),
      width: 150,
      sort: 'at',
      render: row => <span className="c-number">{formatDateTime(row.at)}</span>,
    },
    { key: 'viewer', title: t('viewer'), width: 120, sort: 'actorName', render: row => row.actorName },
    {
      key: 'subject',
      title: t('subject'),
      width: 160,
      render: row =>
        row.subjectKind === 'person' ? (
          <Link to="/people/$personId" params={{ personId: row.subjectId }}>
            {row.subjectName}
          </Link>
        ) : (
          row.subjectName
        ),
    },
    { key: 'kind', title: t('subjectKind'), width: 90, render: row => t(`subjectKind.${row.subjectKind}`) },
    { key: 'reason', title: t('reason'), width: 280, render: row => row.reason },
    {
      key: 'address',
      title: t('address'),
      width: 140,
      render: row => <span className="c-number">{row.address ?? '–'}</span>,
    },
  ]
}
