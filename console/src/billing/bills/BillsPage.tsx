import { billing, type WireResponseOf } from '@anju/contract'
import { Link, useNavigate } from '@tanstack/react-router'
import { FileStack } from 'lucide-react'
import { queryClient } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { useRealtime } from '../../realtime.ts'
import {
  type Column,
  DataTable,
  ExportButton,
  type Filter,
  FilterBar,
  type List,
  ListPage,
  listKey,
  useList,
} from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { BillStateTag } from '../BillStateTag.tsx'
import { cycleText } from '../cycle-text.ts'
import { GatedButton } from '../GatedButton.tsx'
import { useGate } from '../useGate.ts'
import { useRules } from '../useRules.ts'
import { BillActions } from './BillActions.tsx'
import { BillDrawer, CollectButton } from './BillDrawer.tsx'
import { useBillTexts } from './texts.ts'

type Answer = WireResponseOf<typeof billing.listBills>
type Bill = Answer['items'][number]
type Sums = NonNullable<Answer['sums']>

/** Every bill, with what is billed, paid and owed in all. */
export function BillsPage() {
  const t = useBillTexts()
  const community = useCommunity()
  const list = useList(billing.listBills, {
    filters: ['text', 'settlement', 'ruleId', 'state', 'kind', 'condition', 'billRunId', 'premisesId'],
    query: { communityId: community.id },
    sums: billing.sumBills,
  })
  useRealtime(['billing.*'], () => void queryClient.invalidateQueries({ queryKey: listKey(billing.listBills) }))
  return (
    <ListPage>
      <PageHeader title={t('title')} facts={<Narrowed list={list} />} actions={<StartRun />} />
      <FilterBar
        list={list}
        filters={useFilters()}
        end={<ExportButton route={billing.exportBills} query={list.query} name={t('title')} />}
      />
      <DataTable
        list={list}
        name={t('title')}
        columns={useColumns()}
        empty={{ title: t('emptyTitle'), text: t('emptyText'), action: <StartRun /> }}
        drawer={{
          title: (_, bill) => bill?.number ?? t('title'),
          extra: id => (
            <>
              <BillActions id={id} />
              <CollectButton id={id} />
            </>
          ),
          render: id => <BillDrawer id={id} />,
        }}
      />
    </ListPage>
  )
}

function StartRun() {
  const t = useBillTexts()
  const navigate = useNavigate()
  return (
    <GatedButton
      type="primary"
      icon={<FileStack size={14} aria-hidden />}
      reason={useGate('billing.bills.generate')}
      onClick={() => void navigate({ to: '/bill-runs/new' })}
    >
      {t('startRun')}
    </GatedButton>
  )
}

/** Filters that no field shows: they came with a link, and are said here. */
function Narrowed({ list }: { list: List<Bill, Sums> }) {
  const t = useBillTexts()
  const { billRunId, premisesId } = list.state.filters
  const label = list.rows.find(bill => bill.premisesId === premisesId)?.premisesLabel
  if (billRunId)
    return (
      <>
        {t('ofRun')} ·{' '}
        <Link to="/bill-runs/$billRunId" params={{ billRunId }}>
          {t('backToRun')}
        </Link>
      </>
    )
  return premisesId ? (label ?? t('ofPremises')) : null
}

function useFilters(): Filter[] {
  const t = useBillTexts()
  const { data: rules = [] } = useRules()
  return [
    { kind: 'text', key: 'text', label: t('search'), placeholder: t('searchPlaceholder') },
    {
      kind: 'select',
      key: 'settlement',
      label: t('settlement'),
      options: (['open', 'overdue', 'settled'] as const).map(value => ({ value, label: t(`settlement.${value}`) })),
    },
    {
      kind: 'select',
      key: 'ruleId',
      label: t('rule'),
      width: 220,
      options: rules.map(rule => ({ value: rule.id, label: rule.name })),
    },
    {
      kind: 'select',
      key: 'kind',
      label: t('billKind'),
      options: (['charge', 'correction', 'penalty', 'opening'] as const).map(value => ({
        value,
        label: t(`billKind.${value}`),
      })),
    },
    {
      kind: 'select',
      key: 'condition',
      label: t('condition'),
      options: (['held', 'voided'] as const).map(value => ({ value, label: t(`condition.${value}`) })),
    },
    {
      kind: 'select',
      key: 'state',
      label: t('billState'),
      options: (['draft', 'issued', 'void'] as const).map(value => ({ value, label: t(`billState.${value}`) })),
    },
  ]
}

function useColumns(): Column<Bill, Sums>[] {
  const t = useBillTexts()
  return [
    { key: 'number', title: t('number'), width: 128, sort: 'number', render: bill => bill.number },
    { key: 'premises', title: t('premises'), width: 126, render: bill => bill.premisesLabel },
    {
      key: 'payer',
      title: t('payer'),
      width: 76,
      render: bill => bill.payerName ?? <span className="c-money--secondary">{t('noPayer')}</span>,
    },
    {
      key: 'item',
      title: t('item'),
      width: 112,
      render: bill => (bill.kind === 'correction' ? `${bill.itemName} · ${t('billKind.correction')}` : bill.itemName),
    },
    { key: 'cycle', title: t('cycle'), width: 152, render: bill => cycleText(bill.cycleStart, bill.cycleEnd) },
    { key: 'dueOn', title: t('dueOn'), width: 104, sort: 'dueOn', render: bill => bill.dueOn },
    { key: 'state', title: t('state'), width: 100, render: bill => <BillStateTag bill={bill} /> },
    {
      key: 'amount',
      title: t('amount'),
      width: 132,
      align: 'number',
      sort: 'amountFen',
      render: bill => <MoneyText fen={bill.amountFen} />,
      footer: sums => <MoneyText fen={sums.amountFen} />,
    },
    {
      key: 'settled',
      title: t('settled'),
      width: 132,
      align: 'number',
      render: bill => <MoneyText fen={bill.settledFen} tone="secondary" />,
      footer: sums => <MoneyText fen={sums.settledFen} />,
    },
    {
      key: 'outstanding',
      title: t('outstanding'),
      width: 132,
      align: 'number',
      render: bill => <MoneyText fen={bill.outstandingFen} tone={bill.overdue ? 'danger' : 'text'} />,
      footer: sums => <MoneyText fen={sums.outstandingFen} />,
    },
  ]
}
