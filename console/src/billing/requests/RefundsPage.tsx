import { billing } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { SealedText } from '../../platform/reveal/SealedText.tsx'
import { useRealtime } from '../../realtime.ts'
import { DrawerBones } from '../../registry/DrawerBones.tsx'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, useList } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { ToPage } from '../../shell/states/ToPage.tsx'
import { useGate } from '../useGate.ts'
import { RequestFacts, RequestTabs, useCommonColumns, useStateFilter } from './RequestParts.tsx'
import { METHODS, type Refund, type RefundSums, renewRequests } from './requests.ts'
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
          useStateFilter(),
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
        empty={{ title: t('noRefunds'), text: t('noRefundsText'), action: <ToPage to="/receipts" /> }}
        drawer={{
          title: (_, row) => (row ? `${row.premisesLabel} · ${t(`kind.${row.kind}`)}` : t('refunds')),
          render: id => <RefundCard key={id} refundId={id} />,
        }}
      />
    </>
  )
}

function useColumns(): Column<Refund, RefundSums>[] {
  const t = useRequestTexts()
  const common = useCommonColumns<Refund, RefundSums>()
  return [
    common.premises,
    { key: 'kind', title: t('kind'), width: 100, render: row => t(`kind.${row.kind}`) },
    { key: 'source', title: t('source'), width: 100, render: row => t(`source.${row.sourceKind}`) },
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
    { key: 'method', title: t('method'), width: 120, render: row => t(`method.${row.method}`) },
    { key: 'payee', title: t('payee'), width: 100, render: row => row.payeeName },
    common.state,
    common.asker,
    common.askedAt,
    common.appliedOn,
  ]
}

function RefundCard({ refundId }: { refundId: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: [billing.readRefund.path, refundId],
    queryFn: ({ signal }) => call(billing.readRefund, { params: { refundId }, signal }),
  })
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  return data ? <RefundOf of={data} /> : <DrawerBones />
}

function RefundOf({ of }: { of: Refund }) {
  const t = useRequestTexts()
  const rows: [string, ReactNode][] = [
    [t('kind'), t(`kind.${of.kind}`)],
    [t('source'), t(`source.${of.sourceKind}`)],
    [t('method'), t(`method.${of.method}`)],
    [t('payee'), of.payeeName],
  ]
  if (of.cause) rows.push([t('cause'), t(`cause.${of.cause}`)])
  if (of.payeeAccountMasked) rows.push([t('account'), <PayeeAccount key="account" of={of} />])
  if (of.deductedFen > 0) rows.push([t('deducted'), <MoneyText key="deducted" fen={of.deductedFen} sign />])
  return <RequestFacts of={of} rows={rows} />
}

/** The account, masked until somebody who sends the money there says why it must be seen. */
function PayeeAccount({ of }: { of: Refund }) {
  const t = useRequestTexts()
  const ask = async (reason: string) => {
    const params = { refundId: of.id }
    return (await call(billing.revealRefundAccount, { params, body: { reason } })).payeeAccount ?? '–'
  }
  return (
    <SealedText
      masked={of.payeeAccountMasked ?? ''}
      name={of.payeeName}
      words={{ show: t('account.show'), hide: t('account.hide') }}
      gate={useGate('billing.refunds.request')}
      ask={ask}
    />
  )
}
