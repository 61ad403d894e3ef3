import { billing, registry, type WireResponseOf } from '@anju/contract'
import { formatDateTime, formatFen } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { lazy, useState } from 'react'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
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
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { ToPage } from '../../shell/states/ToPage.tsx'
import { GatedButton } from '../GatedButton.tsx'
import { OnceOpen } from '../OnceOpen.tsx'
import { useGate } from '../useGate.ts'
import { DebtorDrawer } from './DebtorDrawer.tsx'
import { useDunningTexts } from './texts.ts'
import { useCollectors } from './useCollectors.ts'

const AssignDebtors = lazy(() => import('./AssignDebtors.tsx').then(module => ({ default: module.AssignDebtors })))

type Answer = WireResponseOf<typeof billing.listDebtors>
export type Debtor = Answer['items'][number]

const AGES = ['31', '91', '181', '366', '1096'] as const

/** 催缴: who is overdue, what came of asking, and whose the household is. */
export function DunningPage() {
  const t = useDunningTexts()
  const { id: communityId } = useCommunity()
  const [assigning, setAssigning] = useState<{ debtors: readonly Debtor[]; done: () => void } | null>(null)
  const gate = useGate('billing.dunning.manage')
  const list = useList(billing.listDebtors, {
    filters: ['text', 'overdueDays', 'promise', 'visited', 'collectorId', 'buildingId'],
    query: { communityId },
  })
  return (
    <ListPage>
      <PageHeader
        title={t('title')}
        facts={
          list.sums
            ? t('facts', { count: list.sums.householdCount, amount: formatFen(list.sums.overdueFen) })
            : t('about')
        }
      />
      <FilterBar
        list={list}
        filters={useFilters()}
        end={
          <>
            <ExportButton
              route={billing.exportDunningVisits}
              query={{ communityId: list.query.communityId }}
              name={t('history')}
              label={t('exportVisits')}
            />
            <ExportButton route={billing.exportDebtors} query={list.query} name={t('title')} />
          </>
        }
      />
      <DataTable
        list={list}
        name={t('title')}
        columns={useColumns()}
        empty={{ title: t('emptyTitle'), text: t('emptyText'), action: <ToPage to="/bills" /> }}
        drawer={{
          title: (_, debtor) => debtor?.premisesLabel ?? t('title'),
          render: id => <DebtorDrawer premisesId={id} />,
        }}
        selection={{
          sumOf: debtor => debtor.overdueFen,
          actions: (debtors, clear) => (
            <GatedButton type="primary" reason={gate} onClick={() => setAssigning({ debtors, done: clear })}>
              {t('assign')}
            </GatedButton>
          ),
        }}
      />
      <OnceOpen open={assigning !== null}>
        <AssignDebtors
          debtors={assigning?.debtors ?? []}
          open={assigning !== null}
          close={() => setAssigning(null)}
          done={() => {
            assigning?.done()
            setAssigning(null)
          }}
        />
      </OnceOpen>
    </ListPage>
  )
}

function useFilters(): Filter[] {
  const t = useDunningTexts()
  const { id: communityId } = useCommunity()
  const { data: collectors = [] } = useCollectors()
  const { data: tree } = useQuery({
    queryKey: [registry.communityTree.path, communityId],
    enabled: communityId !== undefined,
    queryFn: ({ signal }) => call(registry.communityTree, { params: { communityId: communityId ?? '' }, signal }),
  })
  const choices = <K extends string>(values: readonly K[], word: (value: K) => string) =>
    values.map(value => ({ value, label: word(value) }))
  return [
    { kind: 'text', key: 'text', label: t('search'), placeholder: t('searchPlaceholder'), width: 180 },
    {
      ...{ kind: 'select', key: 'overdueDays', label: t('overdueDays') },
      options: choices(AGES, value => t(`overdueDays.${value}`)),
    },
    {
      ...{ kind: 'select', key: 'promise', label: t('promise') },
      options: choices(['open', 'broken'] as const, value => t(`promise.${value}`)),
    },
    {
      ...{ kind: 'select', key: 'visited', label: t('visited') },
      options: choices(['never', 'week', 'older'] as const, value => t(`visited.${value}`)),
    },
    {
      ...{ kind: 'select', key: 'collectorId', label: t('collector') },
      options: collectors.map(({ id, name }) => ({ value: id, label: name })),
    },
    ...(communityId
      ? [
          {
            ...{ kind: 'select' as const, key: 'buildingId', label: t('building') },
            options: (tree?.buildings ?? []).map(({ id, name }) => ({ value: id, label: name })),
          },
        ]
      : []),
  ]
}

function useColumns(): Column<Debtor, Answer['sums']>[] {
  const t = useDunningTexts()
  const { id: communityId, all } = useCommunity()
  const none = <span className="c-none">–</span>
  return [
    { key: 'premises', title: t('premises'), width: 140, render: one => one.premisesLabel, footer: () => t('all') },
    ...(communityId === undefined && all.length > 1
      ? [{ key: 'community', title: t('community'), width: 112, render: (one: Debtor) => one.communityName }]
      : []),
    { key: 'payer', title: t('payer'), width: 96, render: one => one.payerName ?? none },
    {
      ...{ key: 'overdue', title: t('overdue'), width: 124, align: 'number', sort: 'overdueFen' },
      render: one => <MoneyText fen={one.overdueFen} tone="danger" />,
      footer: sums => <MoneyText fen={sums.overdueFen} />,
    },
    { key: 'bills', title: t('bills'), width: 64, align: 'number', render: one => one.billCount },
    { key: 'oldest', title: t('oldest'), width: 116, sort: 'oldestDueOn', render: one => one.oldestDueOn },
    {
      ...{ key: 'days', title: t('days'), width: 88, align: 'number' },
      render: one => t('daysCount', { count: one.overdueDays }),
    },
    {
      ...{ key: 'last', title: t('lastVisit'), width: 150 },
      render: one => (one.lastVisitAt ? formatDateTime(one.lastVisitAt) : none),
    },
    {
      ...{ key: 'result', title: t('result'), width: 116 },
      render: one => (one.lastResult ? t(`result.${one.lastResult}`) : none),
    },
    {
      ...{ key: 'promised', title: t('promisedOn'), width: 140 },
      render: one =>
        one.promisedOn === null ? (
          none
        ) : one.promiseBroken ? (
          <StatusTag tone="danger">{t('promiseBroken', { day: one.promisedOn })}</StatusTag>
        ) : (
          <StatusTag tone="info">{one.promisedOn}</StatusTag>
        ),
    },
    { key: 'collector', title: t('collector'), width: 96, render: one => one.collectorName ?? t('nobody') },
  ]
}
