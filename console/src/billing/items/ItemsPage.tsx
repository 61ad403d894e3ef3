import { billing } from '@anju/contract'
import { App, Button } from 'antd'
import { Building2, Plus } from 'lucide-react'
import { lazy, useState } from 'react'
import { queryClient } from '../../api.ts'
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
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { GatedButton } from '../GatedButton.tsx'
import { OnceOpen } from '../OnceOpen.tsx'
import { useGate } from '../useGate.ts'
import { ItemDrawer } from './ItemDrawer.tsx'
import { CATEGORIES, type Item, plain } from './item.ts'
import { useItemTexts } from './texts.ts'

const EntitiesDrawer = lazy(() => import('./EntitiesDrawer.tsx').then(module => ({ default: module.EntitiesDrawer })))
const ItemForm = lazy(() => import('./ItemForm.tsx').then(module => ({ default: module.ItemForm })))

/** What receipts and reports name: charge items with their tax, order and where they may be paid. */
export function ItemsPage() {
  const t = useItemTexts()
  const { message } = App.useApp()
  const [adding, setAdding] = useState(false)
  const [entities, setEntities] = useState(false)
  const list = useList(billing.listItems, { filters: ['text', 'category', 'active'] })
  const gate = useGate('billing.rules.manage')
  const add = (
    <GatedButton type="primary" icon={<Plus size={14} aria-hidden />} reason={gate} onClick={() => setAdding(true)}>
      {t('create')}
    </GatedButton>
  )
  const saved = (item: Item) => {
    setAdding(false)
    message.success(t('saved', { name: item.name }))
    void queryClient.invalidateQueries({ queryKey: listKey(billing.listItems) })
    list.state.open(item.id)
  }
  return (
    <ListPage>
      <PageHeader
        title={t('title')}
        actions={
          <>
            <Button icon={<Building2 size={14} aria-hidden />} onClick={() => setEntities(true)}>
              {t('entities')}
            </Button>
            {add}
          </>
        }
      />
      <FilterBar
        list={list}
        filters={useFilters()}
        end={<ExportButton route={billing.exportItems} query={list.query} name={t('title')} />}
      />
      <DataTable
        list={list}
        name={t('title')}
        columns={useColumns()}
        empty={{ title: t('emptyTitle'), text: t('emptyText'), action: add }}
        drawer={{
          title: (_, item) => item?.name ?? t('title'),
          render: (_, item) => <ItemDrawer item={item} />,
        }}
      />
      <OnceOpen open={entities}>
        <EntitiesDrawer open={entities} close={() => setEntities(false)} />
      </OnceOpen>
      <OnceOpen open={adding}>
        <ItemForm open={adding} close={() => setAdding(false)} done={saved} />
      </OnceOpen>
    </ListPage>
  )
}

function useFilters(): Filter[] {
  const t = useItemTexts()
  return [
    { kind: 'text', key: 'text', label: t('search'), width: 220 },
    {
      kind: 'select',
      key: 'category',
      label: t('category'),
      options: CATEGORIES.map(value => ({ value, label: t(`category.${value}`) })),
    },
    {
      kind: 'select',
      key: 'active',
      label: t('state'),
      options: [
        { value: 'true', label: t('active') },
        { value: 'false', label: t('inactive') },
      ],
    },
  ]
}

function useColumns(): Column<Item>[] {
  const t = useItemTexts()
  return [
    { key: 'name', title: t('name'), width: 200, sort: 'name', render: item => item.name },
    { key: 'category', title: t('category'), width: 120, render: item => t(`category.${item.category}`) },
    {
      key: 'tax',
      title: t('tax'),
      width: 110,
      align: 'number',
      render: item => {
        const last = item.taxes.at(-1)
        return last ? (
          `${plain(last.ratePercent)}%${last.regime === 'margin' ? ` ${t('regime.margin')}` : ''}`
        ) : (
          <span className="c-none">{t('noTax')}</span>
        )
      },
    },
    {
      key: 'collectedBy',
      title: t('collectedBy'),
      render: item => item.collectedBy.map(by => t(`by.${by}`)).join(' · '),
    },
    {
      key: 'priority',
      title: t('priority'),
      width: 120,
      align: 'number',
      sort: 'priority',
      render: item => item.priority,
    },
    {
      key: 'rules',
      title: t('rules'),
      width: 110,
      align: 'number',
      render: item => t('ruleCount', { count: item.ruleCount }),
    },
    {
      key: 'state',
      title: t('state'),
      width: 100,
      render: item => (
        <StatusTag tone={item.active ? 'success' : 'neutral'}>{item.active ? t('active') : t('inactive')}</StatusTag>
      ),
    },
  ]
}
