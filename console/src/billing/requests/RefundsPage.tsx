import { billing } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useCommunity } from '../../community.tsx'
import { useRealtime } from '../../realtime.ts'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, useList } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { RequestFacts, RequestTabs } from './RequestParts.tsx'
import { METHODS, REQUEST_STATES, REQUEST_TONES, type Refund, type RefundSums, renewRequests } from './requests.ts'
import { useRequestTexts } from './texts.ts'

const TABS = ['all', 'refund', 'reversal', 'deduction'] as const

/** Refunds, payments taken back, deductions from deposits. */
export function RefundsPage() {
  const t = useRequestTexts()
  const asked = useSearch({ strict: false }).tab
  const tab = TABS.find(one => one === asked) ?? 'all'
  useRealtime(['billing.refundChanged', 'approvals.*'], () => renewRequests())
  return (
    <ListPage>
      <PageHeader title={t('refunds')} facts={t('refunds.facts')} />
      <RequestTabs to="/refunds" tabs={TABS} tab={tab} />
      <RefundList key={tab} kind={tab === 'all' ? undefined : tab} />
    </ListPage>
  )
}

function RefundList({ kind }: { kind: Refund['kind'] | undefined }) {
  const t = useRequestTexts()
  const list = useList(billing.listRefunds, {
    filters: ['text', 'state', 'method', 'from', 'to', 'premisesId'],
    query: { communityId: useCommunity().id, kind },
    sort: '-askedAt',
  })
  return (
    <>
      <FilterBar
        list={list}
        filters={[
          { kind: 'text', key: 'text', label: t('searchRefund') },
          {
            ...{ kind: 'select', key: 'state', label: t('state') },
            options: REQUEST_STATES.map(value => ({ value, label: t(`state.${value}`) })),
          },
          {
            ...{ kind: 'select', key: 'method', label: t('method') },
            options: METHODS.map(value => ({ value, label: t(`method.${value}`) })),
          },
          { kind: 'dates', from: 'from', to: 'to', label: t('day') },
        ]}
        end={<ExportButton route={billing.exportRefunds} query={list.query} name={t('refunds')} />}
      />
      <DataTable
        list={list}
        name={t('refunds')}
        columns={useColumns()}
        empty={{ title: t('noRefunds'), text: t('noRefundsText') }}
        drawer={{
          title: (_, row) => (row ? `${row.premisesLabel} · ${t(`kind.${row.kind}`)}` : t('refunds')),
          render: (_, row) => (row ? <RefundCard of={row} /> : null),
        }}
      />
    </>
  )
}

function useColumns(): Column<Refund, RefundSums>[] {
  const t = useRequestTexts()
  return [
    { key: 'premises', title: t('premises'), width: 170, render: row => row.premisesLabel },
    { key: 'kind', title: t('kind'), width: 100, render: row => t(`kind.${row.kind}`) },
    { key: 'source', title: t('source'), width: 80, render: row => t(`source.${row.sourceKind}`) },
    {
      ...{ key: 'refunded', title: t('refunded'), width: 120, align: 'number', sort: 'amountFen' },
      render: row => <MoneyText fen={row.amountFen} />,
      footer: sums => <MoneyText fen={sums.amountFen} strong />,
    },
    {
      ...{ key: 'deducted', title: t('deducted'), width: 110, align: 'number' },
      render: row => <MoneyText fen={row.deductedFen === 0 ? null : row.deductedFen} />,
      footer: sums => <MoneyText fen={sums.deductedFen} strong />,
    },
    { key: 'method', title: t('method'), width: 90, render: row => t(`method.${row.method}`) },
    { key: 'payee', title: t('payee'), width: 100, render: row => row.payeeName },
    {
      ...{ key: 'state', title: t('state'), width: 100 },
      render: row => <StatusTag tone={REQUEST_TONES[row.state]}>{t(`state.${row.state}`)}</StatusTag>,
    },
    { key: 'asker', title: t('asker'), width: 90, render: row => row.askedByName },
    {
      ...{ key: 'askedAt', title: t('askedAt'), width: 150, sort: 'askedAt' },
      render: row => <span className="c-number">{formatDateTime(row.askedAt)}</span>,
    },
    {
      ...{ key: 'appliedOn', title: t('appliedOn'), width: 110 },
      render: row => <span className="c-number">{row.appliedOn ?? '–'}</span>,
    },
  ]
}

function RefundCard({ of }: { of: Refund }) {
  const t = useRequestTexts()
  const rows: [string, ReactNode][] = [
    [t('kind'), t(`kind.${of.kind}`)],
    [t('source'), t(`source.${of.sourceKind}`)],
    [t('method'), t(`method.${of.method}`)],
    [t('payee'), of.payeeName],
  ]
  if (of.payeeAccountMasked) rows.push([t('account'), of.payeeAccountMasked])
  if (of.deductedFen > 0) rows.push([t('deducted'), <MoneyText key="deducted" fen={of.deductedFen} sign />])
  return <RequestFacts of={of} rows={rows} />
}
