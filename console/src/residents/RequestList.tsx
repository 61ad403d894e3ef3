import { residents } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import type { ReactNode } from 'react'
import { useCommunity } from '../community.tsx'
import { type Column, DataTable, ExportButton, FilterBar, useList } from '../shell/list/index.ts'
import { StatusTag } from '../shell/show/StatusTag.tsx'
import { KINDS, REQUEST_TONES, type RequestRow, STATES } from './data-requests.ts'
import { usePersonalDataTexts } from './personal-data-texts.ts'
import { RequestActions } from './RequestActions.tsx'
import { RequestCard } from './RequestCard.tsx'

/** Requests about personal data, newest first; one opens with what happened and what may be done. */
export function RequestList({ record }: { record: ReactNode }) {
  const t = usePersonalDataTexts()
  const list = useList(residents.listDataRequests, {
    filters: ['text', 'kind', 'state', 'pending'],
    query: { communityId: useCommunity().id },
    sort: '-askedAt',
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
            key: 'pending',
            label: t('pending'),
            options: (['open', 'overdue'] as const).map(value => ({ value, label: t(`pending.${value}`) })),
          },
          {
            kind: 'select',
            key: 'kind',
            label: t('kind'),
            options: KINDS.map(value => ({ value, label: t(`kind.${value}`) })),
          },
          {
            kind: 'select',
            key: 'state',
            label: t('state'),
            options: STATES.map(value => ({ value, label: t(`state.${value}`) })),
          },
        ]}
        end={<ExportButton route={residents.exportDataRequests} query={list.query} name={t('tab.requests')} />}
      />
      <DataTable
        list={list}
        name={t('tab.requests')}
        columns={columns}
        empty={{ title: t('requests.none'), text: t('requests.noneText'), action: record }}
        drawer={{
          title: (_, row) => (row ? `${row.requesterName} · ${t(`kind.${row.kind}`)}` : t('title')),
          extra: id => <RequestActions requestId={id} />,
          render: id => <RequestCard key={id} requestId={id} />,
        }}
      />
    </>
  )
}

function useColumns(): Column<RequestRow>[] {
  const t = usePersonalDataTexts()
  return [
    { key: 'requester', title: t('requester'), width: 140, sort: 'requesterName', render: row => row.requesterName },
    { key: 'kind', title: t('kind'), width: 100, render: row => t(`kind.${row.kind}`) },
    {
      key: 'state',
      title: t('state'),
      width: 90,
      render: row => <StatusTag tone={REQUEST_TONES[row.state]}>{t(`state.${row.state}`)}</StatusTag>,
    },
    {
      key: 'dueOn',
      title: t('dueOn'),
      width: 150,
      sort: 'dueOn',
      render: row => (
        <span className="rs-due">
          <span className="c-number">{row.dueOn}</span>
          {row.overdue ? <StatusTag tone="danger">{t('overdue')}</StatusTag> : null}
        </span>
      ),
    },
    { key: 'community', title: t('community'), width: 130, render: row => row.communityName ?? '–' },
    { key: 'channel', title: t('channel'), width: 100, render: row => t(`channel.${row.channel}`) },
    { key: 'content', title: t('content'), width: 200, render: row => row.content || '–' },
    { key: 'handler', title: t('handler'), width: 100, render: row => row.handlerName ?? '–' },
    {
      key: 'askedAt',
      title: t('askedAt'),
      width: 150,
      sort: 'askedAt',
      render: row => <span className="c-number">{formatDateTime(row.askedAt)}</span>,
    },
  ]
}
