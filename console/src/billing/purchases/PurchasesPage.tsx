import { billing, type WireResponseOf } from '@anju/contract'
import { App } from 'antd'
import { Plus } from 'lucide-react'
import { lazy, useState } from 'react'
import { useCommunity } from '../../community.tsx'
import { lazyPart } from '../../shell/lazy-part.tsx'
import {
  type Column,
  DataTable,
  ExportButton,
  type Filter,
  FilterBar,
  ListPage,
  useList,
} from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { todayHere } from '../../workforce/days.ts'
import { GatedButton } from '../GatedButton.tsx'
import { useItems } from '../items/useItems.ts'
import { OnceOpen } from '../OnceOpen.tsx'
import { useGate } from '../useGate.ts'
import { PurchaseState } from './PurchaseState.tsx'
import { type Purchase, renewPurchases } from './purchase.ts'
import { usePurchaseTexts } from './texts.ts'

const PurchaseDrawer = lazyPart(async () => (await import('./PurchaseDrawer.tsx')).PurchaseDrawer)

const PurchaseForm = lazy(async () => ({ default: (await import('./PurchaseForm.tsx')).PurchaseForm }))

/** What was bought to be resold, invoice by invoice. */
export function PurchasesPage() {
  const t = usePurchaseTexts()
  const { message } = App.useApp()
  const community = useCommunity()
  const [adding, setAdding] = useState(false)
  const items = useMarginItems()
  const list = useList(billing.listPurchases, {
    filters: ['text', 'itemId', 'from', 'to', 'state'],
    query: { communityId: community.id },
    sort: '-month',
  })
  const gate = useGate('billing.rules.manage')
  const missing = community.current ? (items?.length === 0 ? t('noItems') : null) : t('chooseCommunity')
  const add = (
    <GatedButton
      type="primary"
      icon={<Plus size={14} aria-hidden />}
      reason={gate ?? missing}
      onClick={() => setAdding(true)}
    >
      {t('create')}
    </GatedButton>
  )
  const added = (purchase: Purchase) => {
    setAdding(false)
    renewPurchases(purchase)
    void message.success(t('added', { reference: purchase.reference }))
  }
  return (
    <ListPage>
      <PageHeader title={t('title')} facts={t('facts')} actions={add} />
      <FilterBar
        list={list}
        filters={useFilters()}
        end={<ExportButton route={billing.exportPurchases} query={list.query} name={t('title')} />}
      />
      <DataTable
        list={list}
        name={t('title')}
        columns={useColumns(community.id === undefined)}
        faint={one => one.voidedAt !== null}
        empty={{ title: t('emptyTitle'), text: t('emptyText'), action: add }}
        drawer={{
          title: (_, purchase) => purchase?.reference ?? t('title'),
          render: id => <PurchaseDrawer key={id} purchaseId={id} />,
        }}
      />
      {community.current && items ? (
        <OnceOpen open={adding}>
          <PurchaseForm
            open={adding}
            close={() => setAdding(false)}
            community={community.current}
            items={items}
            month={todayHere().slice(0, 7)}
            done={added}
          />
        </OnceOpen>
      ) : null}
    </ListPage>
  )
}

/** Those that are taxed on their margin, now or before. */
function useMarginItems() {
  return useItems().data?.filter(item => item.taxes.some(tax => tax.regime === 'margin'))
}

function useFilters(): Filter[] {
  const t = usePurchaseTexts()
  const items = useMarginItems() ?? []
  return [
    { kind: 'text', key: 'text', label: t('find'), placeholder: t('findPlaceholder') },
    {
      ...{ kind: 'select', key: 'itemId', label: t('item'), width: 160 },
      options: items.map(item => ({ value: item.id, label: item.name })),
    },
    { kind: 'month', key: 'from', label: t('from') },
    { kind: 'month', key: 'to', label: t('to') },
    {
      ...{ kind: 'select', key: 'state', label: t('state') },
      options: (['counts', 'void'] as const).map(value => ({ value, label: t(`state.${value}`) })),
    },
  ]
}

type Sums = WireResponseOf<typeof billing.listPurchases>['sums']

function useColumns(withCommunity: boolean): Column<Purchase, Sums>[] {
  const t = usePurchaseTexts()
  return [
    { key: 'month', title: t('month'), width: 100, sort: 'month', render: one => one.month },
    ...(withCommunity
      ? [{ key: 'community', title: t('community'), width: 140, render: (one: Purchase) => one.communityName }]
      : []),
    { key: 'item', title: t('item'), width: 140, render: one => one.itemName },
    { key: 'supplier', title: t('supplier'), width: 200, render: one => one.supplier },
    {
      key: 'reference',
      title: t('reference'),
      width: 220,
      render: one => <span className="c-number">{one.reference}</span>,
    },
    {
      ...{ key: 'amount', title: t('amount'), width: 150, align: 'number', sort: 'amountFen' },
      render: one => <MoneyText fen={one.amountFen} />,
      footer: sums => <MoneyText fen={sums.amountFen} />,
    },
    { key: 'createdBy', title: t('createdBy'), width: 110, render: one => one.createdByName ?? '–' },
    { key: 'state', title: t('state'), width: 130, render: one => <PurchaseState of={one} /> },
  ]
}
