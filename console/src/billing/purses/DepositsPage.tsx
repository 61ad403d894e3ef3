import { billing, type WireResponseOf } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { call, queryClient } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { useRealtime } from '../../realtime.ts'
import {
  type Column,
  DataTable,
  ExportButton,
  type Filter,
  FilterBar,
  ListPage,
  listKey,
  useList,
} from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { useDelayed } from '../../shell/states/useDelayed.ts'
import { AskDepositReturn } from '../requests/AskReturn.tsx'
import { MovementTable } from './MovementTable.tsx'
import { usePurseTexts } from './texts.ts'

type Answer = WireResponseOf<typeof billing.listDeposits>
type Deposit = Answer['items'][number]

function renewDeposits(): void {
  for (const route of [billing.listDeposits, billing.readDeposit])
    void queryClient.invalidateQueries({ queryKey: listKey(route) })
}

/** 押金: what is held, deducted and given back. */
export function DepositsPage() {
  const t = usePurseTexts()
  const community = useCommunity()
  useRealtime(['billing.refundChanged', 'billing.billSettled'], renewDeposits)
  const list = useList(billing.listDeposits, {
    filters: ['text', 'state', 'premisesId'],
    query: { communityId: community.id },
  })
  const filters: Filter[] = [
    { kind: 'text', key: 'text', label: t('search'), placeholder: t('searchDeposit') },
    {
      kind: 'select',
      key: 'state',
      label: t('state'),
      options: (['held', 'returned'] as const).map(value => ({ value, label: t(`state.${value}`) })),
    },
  ]
  return (
    <ListPage>
      <PageHeader title={t('deposits')} />
      <FilterBar
        list={list}
        filters={filters}
        end={<ExportButton route={billing.exportDeposits} query={list.query} name={t('deposits')} />}
      />
      <DataTable
        list={list}
        name={t('deposits')}
        columns={useColumns()}
        empty={{ title: t('noDeposits'), text: t('noDepositsText') }}
        drawer={{
          title: (_, deposit) => deposit?.premisesLabel ?? t('deposits'),
          extra: (id, deposit) =>
            deposit ? (
              <AskDepositReturn depositId={id} heldFen={deposit.heldFen} payeeName={deposit.payerName ?? undefined} />
            ) : null,
          render: id => <History id={id} />,
        }}
      />
    </ListPage>
  )
}

function useColumns(): Column<Deposit, Answer['sums']>[] {
  const t = usePurseTexts()
  return [
    {
      key: 'receivedOn',
      title: t('receivedOn'),
      width: 120,
      sort: 'receivedOn',
      render: deposit => deposit.receivedOn,
    },
    { key: 'premises', title: t('premises'), sort: 'premisesLabel', render: deposit => deposit.premisesLabel },
    { key: 'item', title: t('item'), width: 150, render: deposit => deposit.itemName },
    { key: 'payer', title: t('payer'), width: 120, render: deposit => deposit.payerName ?? '–' },
    ...(
      [
        ['received', 'receivedFen'],
        ['deducted', 'deductedFen'],
        ['refunded', 'refundedFen'],
        ['held', 'heldFen'],
      ] as const
    ).map(([key, field]) => ({
      key,
      title: t(key),
      width: 120,
      align: 'number' as const,
      ...(field === 'heldFen' ? { sort: 'heldFen' } : {}),
      render: (deposit: Deposit) => <MoneyText fen={deposit[field]} />,
      footer: (sums: Answer['sums']) => <MoneyText fen={sums[field]} />,
    })),
  ]
}

function History({ id }: { id: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: [billing.readDeposit.path, id],
    queryFn: ({ signal }) => call(billing.readDeposit, { params: { depositId: id }, signal }),
  })
  const slow = useDelayed(!data && !error)
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return slow ? <div className="c-bone" style={{ height: 240 }} /> : null
  return <MovementTable movements={data.movements.map(one => ({ ...one, afterFen: null }))} />
}
