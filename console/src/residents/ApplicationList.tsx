import { residents } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { useCommunity } from '../community.tsx'
import { type Column, DataTable, ExportButton, FilterBar, useList } from '../shell/list/index.ts'
import { StatusTag } from '../shell/show/StatusTag.tsx'
import { ApplicationActions, ApplicationCard } from './ApplicationCard.tsx'
import { APPLICATION_TONES, type ApplicationRow } from './applications.ts'
import { useResidentsTexts } from './texts.ts'

const STATES = ['waiting', 'approved', 'rejected', 'withdrawn'] as const

/** Applications, newest first; one opens with its proof and the decision. */
export function ApplicationList() {
  const t = useResidentsTexts()
  const list = useList(residents.listApplications, {
    filters: ['text', 'state'],
    query: { communityId: useCommunity().id },
    sort: '-createdAt',
  })
  const columns = useColumns()
  return (
    <>
      <FilterBar
        list={list}
        filters={[
          { kind: 'text', key: 'text', label: t('search') },
          {
            kind: 'select',
            key: 'state',
            label: t('state'),
            options: STATES.map(value => ({ value, label: t(`state.${value}`) })),
          },
        ]}
        end={<ExportButton route={residents.exportApplications} query={list.query} name={t('title')} />}
      />
      <DataTable
        list={list}
        name={t('tab.applications')}
        columns={columns}
        empty={{ title: t('empty'), text: t('emptyText') }}
        drawer={{
          title: (_, row) => row?.applicantName ?? t('title'),
          extra: id => <ApplicationActions applicationId={id} />,
          render: id => <ApplicationCard key={id} applicationId={id} />,
        }}
      />
    </>
  )
}

function useColumns(): Column<ApplicationRow>[] {
  const t = useResidentsTexts()
  return [
    { key: 'name', title: t('field.name'), width: 120, sort: 'applicantName', render: row => row.applicantName },
    { key: 'room', title: t('field.room'), width: 180, render: row => row.label },
    { key: 'community', title: t('field.community'), width: 140, render: row => row.communityName },
    { key: 'kind', title: t('field.kind'), width: 90, render: row => t(`kind.${row.kind}`) },
    {
      key: 'phone',
      title: t('field.phone'),
      width: 130,
      render: row => <span className="c-number">{row.phoneMasked || '–'}</span>,
    },
    {
      key: 'createdAt',
      title: t('field.createdAt'),
      width: 150,
      sort: 'createdAt',
      render: row => <span className="c-number">{formatDateTime(row.createdAt)}</span>,
    },
    {
      key: 'state',
      title: t('state'),
      width: 110,
      render: row => <StatusTag tone={APPLICATION_TONES[row.state]}>{t(`state.${row.state}`)}</StatusTag>,
    },
    { key: 'decided', title: t('field.decided'), width: 120, render: row => row.decidedByName ?? '–' },
  ]
}
