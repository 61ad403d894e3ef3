import { serviceDesk } from '@anju/contract'
import { DateText, useBrowserNow, useLocale } from '@anju/ui'
import { useMemo } from 'react'
import { useCommunity } from '../community.tsx'
import { type Column, DataTable, ExportButton, type Filter, FilterBar, useList } from '../shell/list/index.ts'
import { CategoryMark, DueMark, RoundTag, StateTag, UrgentTag } from './OrderMarks.tsx'
import { OrdersHeader, ReportButton } from './OrdersHeader.tsx'
import { ORDER_STATES, type OrderRow } from './order.ts'
import { useServiceDeskTexts } from './texts.ts'
import { useAssigneeFilter, useCategoryFilter, useTextFilter } from './useFilters.ts'
import { useOrderDrawer } from './useOrderDrawer.tsx'

/** All orders in a table: filters, order, export. */
export function OrderList({ onReport }: { onReport: () => void }) {
  const t = useServiceDeskTexts()
  const { id: communityId } = useCommunity()
  const list = useList(serviceDesk.listOrders, {
    filters: ['text', 'category', 'state', 'assigneeId', 'premisesId', 'personId'],
    query: { communityId },
    sort: '-reportedAt',
  })
  const drawer = useOrderDrawer()
  const columns = useColumns(list.askedMs)
  const stateFilter: Filter = {
    kind: 'select',
    key: 'state',
    label: t('filter.state'),
    options: ORDER_STATES.map(value => ({ value, label: t(`state.${value}`) })),
    width: 160,
  }
  return (
    <>
      <OrdersHeader view="list" onReport={onReport} />
      <FilterBar
        list={list}
        filters={[useTextFilter(), useCategoryFilter(), stateFilter, useAssigneeFilter(list.rows)]}
        end={<ExportButton route={serviceDesk.exportOrders} query={list.query} name={t('name')} />}
      />
      <DataTable
        list={list}
        name={t('name')}
        columns={columns}
        empty={{ title: t('empty.title'), text: t('empty.text'), action: <ReportButton onReport={onReport} /> }}
        drawer={drawer}
      />
    </>
  )
}

/** Wide enough for the longest word of the language. */
const WIDTHS = {
  'zh-CN': { state: 100, due: 164, category: 156, assignee: 84, reporter: 84 },
  en: { state: 124, due: 204, category: 208, assignee: 112, reporter: 108 },
} as const

function useColumns(askedMs: number): Column<OrderRow>[] {
  const t = useServiceDeskTexts()
  const widths = WIDTHS[useLocale().locale]
  const nowMs = useBrowserNow()
  return useMemo(
    () => [
      { key: 'place', width: 140, title: t('order.place'), sort: 'place', render: order => order.place },
      {
        key: 'state',
        width: widths.state,
        title: t('order.state'),
        sort: 'state',
        render: order => <StateTag state={order.state} />,
      },
      {
        key: 'due',
        width: widths.due,
        title: t('order.due'),
        sort: 'dueAt',
        render: order => <DueMark order={order} nowMs={nowMs} askedMs={askedMs} />,
      },
      {
        key: 'category',
        width: widths.category,
        title: t('order.category'),
        render: order => (
          <span className="sd-tags">
            <CategoryMark category={order.category} />
            <UrgentTag order={order} />
          </span>
        ),
      },
      {
        key: 'description',
        title: t('order.description'),
        render: order => (
          <span title={order.description}>
            {order.round > 1 ? (
              <span className="sd-before">
                <RoundTag order={order} />
              </span>
            ) : null}
            {order.description}
          </span>
        ),
      },
      {
        key: 'assignee',
        width: widths.assignee,
        title: t('order.assignee'),
        render: order => order.assigneeName ?? <span className="c-none">{t('unassigned')}</span>,
      },
      { key: 'reporter', width: widths.reporter, title: t('order.reporter'), render: order => order.reporterName },
      {
        key: 'reportedAt',
        width: 152,
        title: t('order.reportedAt'),
        sort: 'reportedAt',
        render: order => <DateText at={order.reportedAt} as="relative" />,
      },
      { key: 'number', width: 150, title: t('order.number'), sort: 'number', render: order => order.number },
    ],
    [t, widths, nowMs, askedMs],
  )
}
