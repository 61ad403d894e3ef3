import { approvals } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { useCommunity } from '../community.tsx'
import { type Column, DataTable, ExportButton, FilterBar, useList } from '../shell/list/index.ts'
import { ActorName } from '../shell/show/ActorName.tsx'
import { MoneyText } from '../shell/show/MoneyText.tsx'
import { StatusTag } from '../shell/show/StatusTag.tsx'
import { ApprovalActions } from './ApprovalActions.tsx'
import { ApprovalCard } from './ApprovalCard.tsx'
import { APPROVAL_STATES, APPROVAL_TONES, type ApprovalRow, type ApprovalSums, type View } from './approvals.ts'
import { useApprovalWords } from './kind-words.ts'
import { useRequestWords } from './request-words.ts'
import { useApprovalTexts } from './texts.ts'

/** Requests of one view, newest first; one opens with its facts, its steps and what may be done. */
export function ApprovalList({ view }: { view: View }) {
  const t = useApprovalTexts()
  const word = useApprovalWords()
  const say = useRequestWords()
  const list = useList(approvals.listApprovals, {
    filters: ['text', 'kind', 'state', 'from', 'to'],
    query: { communityId: useCommunity().id, view },
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
            ...{ kind: 'select', key: 'kind', label: t('kind') },
            options: approvals.APPROVAL_KINDS.map(value => ({ value, label: word(`kind.${value}`) })),
          },
          ...(view === 'to-decide'
            ? []
            : [
                {
                  ...{ kind: 'select' as const, key: 'state', label: t('state') },
                  options: APPROVAL_STATES.map(value => ({ value, label: t(`state.${value}`) })),
                },
              ]),
          { kind: 'dates', from: 'from', to: 'to', label: t('asked') },
        ]}
        end={<ExportButton route={approvals.exportApprovals} query={list.query} name={t('title')} />}
      />
      <DataTable
        list={list}
        name={t(`view.${view}`)}
        columns={columns}
        empty={{ title: t(`empty.${view}`), text: t(`empty.${view}.text`) }}
        drawer={{
          title: (_, row) => (row ? say(row.title, row.words) : t('title')),
          extra: id => <ApprovalActions requestId={id} />,
          render: id => <ApprovalCard key={id} requestId={id} />,
        }}
      />
    </>
  )
}

function useColumns(): Column<ApprovalRow, ApprovalSums>[] {
  const t = useApprovalTexts()
  const word = useApprovalWords()
  const say = useRequestWords()
  return [
    { key: 'title', title: t('column.title'), width: 260, render: row => say(row.title, row.words) },
    { key: 'kind', title: t('kind'), width: 110, render: row => word(`kind.${row.kind}`) },
    {
      ...{ key: 'amount', title: t('column.amount'), width: 120, align: 'number', sort: 'amountFen' },
      render: row => <MoneyText fen={row.amountFen} />,
      footer: sums => <MoneyText fen={sums.amountFen} strong />,
    },
    { key: 'premises', title: t('column.premises'), width: 150, render: row => row.premisesLabel ?? '–' },
    { key: 'community', title: t('column.community'), width: 120, render: row => row.communityName },
    {
      ...{ key: 'state', title: t('state'), width: 100 },
      render: row => <StatusTag tone={APPROVAL_TONES[row.state]}>{t(`state.${row.state}`)}</StatusTag>,
    },
    {
      ...{ key: 'progress', title: t('column.progress'), width: 90 },
      render: row => <span className="c-number">{t('progress', { passed: row.passed, steps: row.steps })}</span>,
    },
    { key: 'asker', title: t('column.asker'), width: 100, render: row => <ActorName name={row.askedByName} /> },
    {
      ...{ key: 'askedAt', title: t('column.askedAt'), width: 150, sort: 'askedAt' },
      render: row => <span className="c-number">{formatDateTime(row.askedAt)}</span>,
    },
  ]
}
