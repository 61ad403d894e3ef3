import { billing } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { useCommunity } from '../../community.tsx'
import { useRealtime } from '../../realtime.ts'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, useList } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { ToPage } from '../../shell/states/ToPage.tsx'
import { cycleText } from '../cycle-text.ts'
import { AnswerButton } from './AnswerButton.tsx'
import { DisputeCard } from './DisputeCard.tsx'
import { DISPUTE_STATES, DISPUTE_TONES, type Dispute, type DisputeSums, REMEDIES, renewDisputes } from './disputes.ts'
import { useDisputeTexts } from './texts.ts'

/** What households object to in bills: open, answered, taken back. */
export function DisputesPage() {
  const t = useDisputeTexts()
  useRealtime(['billing.disputeChanged'], renewDisputes)
  const list = useList(billing.listDisputes, {
    filters: ['text', 'state', 'remedy', 'from', 'to', 'premisesId'],
    query: { communityId: useCommunity().id },
    sort: '-askedAt',
  })
  return (
    <ListPage>
      <PageHeader title={t('title')} facts={t('facts')} />
      <FilterBar
        list={list}
        filters={[
          { kind: 'text', key: 'text', label: t('search') },
          {
            ...{ kind: 'select', key: 'state', label: t('state') },
            options: DISPUTE_STATES.map(value => ({ value, label: t(`state.${value}`) })),
          },
          {
            ...{ kind: 'select', key: 'remedy', label: t('remedy') },
            options: REMEDIES.map(value => ({ value, label: t(`remedy.${value}`) })),
          },
          { kind: 'dates', from: 'from', to: 'to', label: t('day') },
        ]}
        end={<ExportButton route={billing.exportDisputes} query={list.query} name={t('title')} />}
      />
      <DataTable
        list={list}
        name={t('title')}
        columns={useColumns()}
        empty={{ title: t('none'), text: t('noneText'), action: <ToPage to="/bills" /> }}
        drawer={{
          title: (_, row) => (row ? `${row.premisesLabel} · ${row.itemName}` : t('title')),
          extra: id => <AnswerButton disputeId={id} />,
          render: id => <DisputeCard key={id} disputeId={id} />,
        }}
      />
    </ListPage>
  )
}

function useColumns(): Column<Dispute, DisputeSums>[] {
  const t = useDisputeTexts()
  return [
    { key: 'premises', title: t('premises'), width: 170, render: row => row.premisesLabel },
    {
      ...{ key: 'bill', title: t('bill'), width: 190 },
      render: row => `${row.itemName} ${cycleText(row.cycleStart, row.cycleEnd)}`,
    },
    {
      ...{ key: 'amount', title: t('amount'), width: 110, align: 'number', sort: 'amountFen' },
      render: row => <MoneyText fen={row.amountFen} />,
      footer: sums => <MoneyText fen={sums.amountFen} strong />,
    },
    {
      ...{ key: 'state', title: t('state'), width: 100 },
      render: row => <StatusTag tone={DISPUTE_TONES[row.state]}>{t(`state.${row.state}`)}</StatusTag>,
      footer: sums => t('sum', { count: sums.open }),
    },
    { key: 'reason', title: t('reason'), width: 200, render: row => row.reason },
    {
      ...{ key: 'remedy', title: t('remedy'), width: 110 },
      render: row => (row.remedy ? t(`remedy.${row.remedy}`) : '–'),
    },
    { key: 'asker', title: t('asker'), width: 100, render: row => row.askedByName },
    {
      ...{ key: 'askedAt', title: t('askedAt'), width: 150, sort: 'askedAt' },
      render: row => <span className="c-number">{formatDateTime(row.askedAt)}</span>,
    },
  ]
}
