import { billing } from '@anju/contract'
import { App } from 'antd'
import { Plus } from 'lucide-react'
import { lazy, useState } from 'react'
import { queryClient } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { lazyPart } from '../../shell/lazy-part.tsx'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, listKey, useList } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { GatedButton } from '../GatedButton.tsx'
import { OnceOpen } from '../OnceOpen.tsx'
import { useGate } from '../useGate.ts'
import { DISCOUNT_KINDS, type Discount } from './discount.ts'
import { useDiscountTexts } from './texts.ts'

const DiscountDrawer = lazyPart(async () => (await import('./DiscountDrawer.tsx')).DiscountDrawer)

const DiscountForm = lazy(() => import('./DiscountForm.tsx').then(module => ({ default: module.DiscountForm })))

/** What is charged less, and to whom: vacant homes, hardship, prepaying. */
export function DiscountsPage() {
  const t = useDiscountTexts()
  const { message } = App.useApp()
  const community = useCommunity()
  const [adding, setAdding] = useState(false)
  const list = useList(billing.listDiscounts, { filters: ['kind'], query: { communityId: community.id } })
  const gate = useGate('billing.rules.manage')
  const add = (
    <GatedButton type="primary" icon={<Plus size={14} aria-hidden />} reason={gate} onClick={() => setAdding(true)}>
      {t('create')}
    </GatedButton>
  )
  const saved = (discount: Discount) => {
    setAdding(false)
    message.success(t('saved', { name: discount.name }))
    void queryClient.invalidateQueries({ queryKey: listKey(billing.listDiscounts) })
    list.state.open(discount.id)
  }
  return (
    <ListPage>
      <PageHeader title={t('title')} actions={add} />
      <FilterBar
        list={list}
        filters={[
          {
            kind: 'select',
            key: 'kind',
            label: t('kind'),
            options: DISCOUNT_KINDS.map(value => ({ value, label: t(`kind.${value}`) })),
          },
        ]}
        end={<ExportButton route={billing.exportDiscounts} query={list.query} name={t('title')} />}
      />
      <DataTable
        list={list}
        name={t('title')}
        columns={useColumns()}
        empty={{ title: t('emptyTitle'), text: t('emptyText'), action: add }}
        drawer={{
          title: (_, discount) => discount?.name ?? t('title'),
          render: (_, discount) => <DiscountDrawer discount={discount} />,
        }}
      />
      <OnceOpen open={adding}>
        <DiscountForm open={adding} close={() => setAdding(false)} done={saved} />
      </OnceOpen>
    </ListPage>
  )
}

function useColumns(): Column<Discount>[] {
  const t = useDiscountTexts()
  return [
    { key: 'name', title: t('name'), sort: 'name', render: discount => discount.name },
    { key: 'kind', title: t('kind'), width: 110, render: discount => t(`kind.${discount.kind}`) },
    {
      key: 'percent',
      title: t('percent'),
      width: 110,
      align: 'number',
      render: discount => `${discount.versions.at(-1)?.percent ?? ''}%`,
    },
    {
      key: 'cap',
      title: t('cap'),
      width: 160,
      align: 'number',
      render: discount => discount.versions.at(-1)?.capYuan ?? <span className="c-none">–</span>,
    },
    {
      key: 'maxMonths',
      title: t('maxMonths'),
      width: 140,
      align: 'number',
      render: discount => discount.maxMonths ?? <span className="c-none">–</span>,
    },
    {
      key: 'granted',
      title: t('granted'),
      width: 110,
      align: 'number',
      render: discount => t('grantedCount', { count: discount.grantCount }),
    },
    {
      key: 'state',
      title: t('state'),
      width: 100,
      render: discount => (
        <StatusTag tone={discount.active ? 'success' : 'neutral'}>
          {discount.active ? t('active') : t('inactive')}
        </StatusTag>
      ),
    },
  ]
}
