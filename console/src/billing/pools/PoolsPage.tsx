import { billing } from '@anju/contract'
import { App } from 'antd'
import { Plus } from 'lucide-react'
import { lazy, useState } from 'react'
import { useCommunity } from '../../community.tsx'
import { useRealtime } from '../../realtime.ts'
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
import { useCommunityReason } from '../../shell/states/ChooseCommunity.tsx'
import { cycleText } from '../cycle-text.ts'
import { GatedButton } from '../GatedButton.tsx'
import { OnceOpen } from '../OnceOpen.tsx'
import { useGate } from '../useGate.ts'
import { useRules } from '../useRules.ts'
import { PoolStateTag } from './PoolStateTag.tsx'
import { POOL_STATES, type Pool, type PoolDetail, renewPools } from './pool.ts'
import { usePoolTexts } from './texts.ts'

const PoolDrawer = lazyPart(async () => (await import('./PoolDrawer.tsx')).PoolDrawer)

const PoolForm = lazy(() => import('./PoolForm.tsx').then(module => ({ default: module.PoolForm })))

/** What is shared among homes, period by period; one of them with its split in the drawer. */
export function PoolsPage() {
  const t = usePoolTexts()
  const { message } = App.useApp()
  const community = useCommunity()
  const [adding, setAdding] = useState(false)
  const list = useList(billing.listPools, {
    filters: ['text', 'ruleId', 'state'],
    query: { communityId: community.id },
    sort: '-fromOn',
  })
  useRealtime(['billing.*'], () => renewPools())
  const gate = useGate('billing.rules.manage')
  const missing = useCommunityReason()
  const add = (
    <GatedButton
      type="primary"
      icon={<Plus size={14} aria-hidden />}
      reason={gate ?? missing ?? null}
      onClick={() => setAdding(true)}
    >
      {t('create')}
    </GatedButton>
  )
  const added = (pool: PoolDetail) => {
    setAdding(false)
    renewPools(pool)
    void message.success(t('added', { name: pool.name }))
    list.state.open(pool.id)
  }
  return (
    <ListPage>
      <PageHeader title={t('title')} facts={t('facts')} actions={add} />
      <FilterBar
        list={list}
        filters={useFilters()}
        end={<ExportButton route={billing.exportPools} query={list.query} name={t('title')} />}
      />
      <DataTable
        list={list}
        name={t('title')}
        columns={useColumns(community.id === undefined)}
        empty={{ title: t('emptyTitle'), text: t('emptyText'), action: add }}
        drawer={{
          title: (_, pool) => pool?.name ?? t('title'),
          render: id => <PoolDrawer key={id} poolId={id} />,
        }}
      />
      {community.current ? (
        <OnceOpen open={adding}>
          <PoolForm open={adding} close={() => setAdding(false)} community={community.current} done={added} />
        </OnceOpen>
      ) : null}
    </ListPage>
  )
}

function useFilters(): Filter[] {
  const t = usePoolTexts()
  const { data: rules = [] } = useRules()
  return [
    { kind: 'text', key: 'text', label: t('find'), placeholder: t('findPlaceholder') },
    {
      ...{ kind: 'select', key: 'ruleId', label: t('rule'), width: 200 },
      options: rules.filter(rule => rule.kind === 'pool').map(rule => ({ value: rule.id, label: rule.name })),
    },
    {
      ...{ kind: 'select', key: 'state', label: t('state') },
      options: POOL_STATES.map(value => ({ value, label: t(`state.${value}`) })),
    },
  ]
}

function useColumns(withCommunity: boolean): Column<Pool>[] {
  const t = usePoolTexts()
  return [
    { key: 'name', title: t('name'), width: 200, render: pool => <strong>{pool.name}</strong> },
    ...(withCommunity
      ? [{ key: 'community', title: t('community'), width: 120, render: (pool: Pool) => pool.communityName }]
      : []),
    { key: 'rule', title: t('rule'), width: 160, render: pool => pool.ruleName },
    {
      ...{ key: 'days', title: t('days'), width: 196, sort: 'fromOn' },
      render: pool => cycleText(pool.fromOn, pool.toOn),
    },
    { key: 'basis', title: t('basis'), width: 100, render: pool => t(`basis.${pool.basis}`) },
    {
      ...{ key: 'total', title: t('total'), width: 130, align: 'number' },
      render: pool => <MoneyText fen={pool.totalFen} />,
    },
    {
      ...{ key: 'bills', title: t('bills'), width: 80, align: 'number' },
      render: pool => (pool.billCount > 0 ? pool.billCount : <span className="c-none">–</span>),
    },
    { key: 'state', title: t('state'), width: 100, render: pool => <PoolStateTag of={pool} /> },
  ]
}
