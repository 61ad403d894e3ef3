import { billing, type WireResponseOf } from '@anju/contract'
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
import { Fact } from '../../shell/show/Facts.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { ToPage } from '../../shell/states/ToPage.tsx'
import { AskDepositReturn } from '../requests/AskReturn.tsx'
import { Movements } from './Movements.tsx'
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
        empty={{ title: t('noDeposits'), text: t('noDepositsText'), action: <ToPage to="/cashier" /> }}
        drawer={{
          title: (_, deposit) => deposit?.premisesLabel ?? t('deposits'),
          extra: (id, deposit) =>
            deposit ? (
              <AskDepositReturn depositId={id} heldFen={deposit.heldFen} payeeName={deposit.payerName ?? undefined} />
            ) : null,
          render: (id, deposit) => <History id={id} deposit={deposit} />,
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

function History({ id, deposit }: { id: string; deposit: Deposit | undefined }) {
  const t = usePurseTexts()
  const read = async (signal: AbortSignal) => {
    const { movements } = await call(billing.readDeposit, { params: { depositId: id }, signal })
    return movements.map(one => ({ ...one, afterFen: null }))
  }
  return (
    <Movements of={[billing.readDeposit.path, id]} read={read}>
      {deposit ? (
        <dl className="c-facts">
          <Fact name={t('item')}>{deposit.itemName}</Fact>
          <Fact name={t('payer')}>{deposit.payerName ?? '–'}</Fact>
          <Fact name={t('held')}>
            <MoneyText fen={deposit.heldFen} sign strong />
          </Fact>
        </dl>
      ) : null}
    </Movements>
  )
}
