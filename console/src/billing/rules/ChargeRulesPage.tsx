import { billing } from '@anju/contract'
import { useLocale } from '@anju/ui'
import { useNavigate } from '@tanstack/react-router'
import { App } from 'antd'
import { Calculator, Plus } from 'lucide-react'
import { lazy, useState } from 'react'
import { queryClient } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, listKey, useList } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { GatedButton } from '../GatedButton.tsx'
import { OnceOpen } from '../OnceOpen.tsx'
import { useGate } from '../useGate.ts'
import type { Rule } from '../useRules.ts'
import { AssignButton, RuleDrawer } from './RuleDrawer.tsx'
import { useRuleTexts } from './texts.ts'

const CreateRuleDrawer = lazy(() =>
  import('./CreateRuleDrawer.tsx').then(module => ({ default: module.CreateRuleDrawer })),
)

/** The charge rules of a community: formula, prices, where they are charged. */
export function ChargeRulesPage() {
  const t = useRuleTexts()
  const { message } = App.useApp()
  const community = useCommunity()
  const [adding, setAdding] = useState(false)
  const list = useList(billing.listRules, { filters: ['text'], query: { communityId: community.id } })
  const add = <AddButton onClick={() => setAdding(true)} />
  const trial = <TrialButton />
  const added = (rule: Rule) => {
    setAdding(false)
    message.success(t('created', { name: rule.name }))
    void queryClient.invalidateQueries({ queryKey: listKey(billing.listRules) })
    list.state.open(rule.id)
  }
  return (
    <ListPage>
      <PageHeader
        title={t('title')}
        actions={
          <>
            {trial}
            {add}
          </>
        }
      />
      <FilterBar
        list={list}
        filters={[{ kind: 'text', key: 'text', label: t('search'), placeholder: t('searchPlaceholder'), width: 260 }]}
        end={<ExportButton route={billing.exportRules} query={list.query} name={t('title')} />}
      />
      <DataTable
        list={list}
        name={t('title')}
        columns={useColumns()}
        empty={{ title: t('emptyTitle'), text: t('emptyText'), action: add }}
        drawer={{
          title: (_, rule) => (rule ? `${rule.code} ${rule.name}` : t('title')),
          extra: (id, rule) => <AssignButton id={id} row={rule} />,
          render: (id, rule) => <RuleDrawer id={id} row={rule} />,
        }}
      />
      <OnceOpen open={adding}>
        <CreateRuleDrawer open={adding} close={() => setAdding(false)} done={added} />
      </OnceOpen>
    </ListPage>
  )
}

/** What temporary parking costs is tried, not stored. */
function TrialButton() {
  const t = useRuleTexts()
  const navigate = useNavigate()
  const reason = useGate('billing.bills.read')
  return (
    <GatedButton
      icon={<Calculator size={14} aria-hidden />}
      reason={reason}
      onClick={() => void navigate({ to: '/bill-runs/new', search: { tab: 'parking' } })}
    >
      {t('parkingTrial')}
    </GatedButton>
  )
}

function AddButton({ onClick }: { onClick: () => void }) {
  const t = useRuleTexts()
  return (
    <GatedButton
      type="primary"
      icon={<Plus size={14} aria-hidden />}
      reason={useGate('billing.rules.manage')}
      onClick={onClick}
    >
      {t('create')}
    </GatedButton>
  )
}

function useColumns(): Column<Rule>[] {
  const t = useRuleTexts()
  const { locale } = useLocale()
  return [
    { key: 'code', title: t('code'), width: 110, sort: 'code', render: rule => rule.code },
    { key: 'name', title: t('name'), width: 200, sort: 'name', render: rule => rule.name },
    { key: 'item', title: t('item'), width: 130, render: rule => rule.itemName },
    { key: 'formula', title: t('formula'), render: rule => rule.formulaWords[locale] },
    {
      key: 'effective',
      title: t('effective'),
      width: 200,
      render: rule =>
        rule.effectiveTo ? `${rule.effectiveFrom} ~ ${rule.effectiveTo}` : t('since', { from: rule.effectiveFrom }),
    },
    {
      key: 'assigned',
      title: t('assigned'),
      width: 110,
      align: 'number',
      render: rule =>
        rule.assignmentCount > 0 ? (
          t('assignedCount', { count: rule.assignmentCount.toLocaleString('en') })
        ) : (
          <span className="c-money--secondary">{t('notAssigned')}</span>
        ),
    },
  ]
}
