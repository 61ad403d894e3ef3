import { useQuery } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import { useCommunity } from '../community.tsx'
import { useCan } from '../session.tsx'
import type { Filter } from '../shell/list/index.ts'
import { ORDER_CATEGORIES, type OrderRow } from './order.ts'
import { repairersQuery } from './queries.ts'
import { useServiceDeskTexts } from './texts.ts'

export function useTextFilter(): Filter {
  const t = useServiceDeskTexts()
  return { kind: 'text', key: 'text', label: t('filter.textLabel'), placeholder: t('filter.text'), width: 260 }
}

export function useCategoryFilter(): Filter {
  const t = useServiceDeskTexts()
  const options = ORDER_CATEGORIES.map(value => ({ value, label: t(`category.${value}`) }))
  return { kind: 'select', key: 'category', label: t('filter.category'), options, width: 180 }
}

/** Of the board only: what is late, and the void ones too. */
export function useShowFilter(): Filter {
  const t = useServiceDeskTexts()
  const options = (['late', 'void'] as const).map(value => ({ value, label: t(`show.${value}`) }))
  return { kind: 'select', key: 'show', label: t('filter.show'), options }
}

/**
 * Whose orders. Who may dispatch chooses among all repairers; others among those whose orders they have come across on this page,
 * because the list of staff is not theirs to see.
 */
export function useAssigneeFilter(orders: readonly OrderRow[]): Filter {
  const t = useServiceDeskTexts()
  const { id: communityId } = useCommunity()
  const mayDispatch = useCan('service-desk.orders.dispatch')
  const { data: repairers } = useQuery({ ...repairersQuery(communityId), enabled: mayDispatch })
  const seen = useRef(new Map<string, string>())
  const options = useMemo(() => {
    for (const { assigneeId, assigneeName } of orders) {
      if (assigneeId && assigneeName) seen.current.set(assigneeId, assigneeName)
    }
    const names = new Map([...seen.current, ...(repairers ?? []).map(({ id, name }) => [id, name] as const)])
    return [...names].map(([value, label]) => ({ value, label }))
  }, [orders, repairers])
  return { kind: 'select', key: 'assigneeId', label: t('filter.assignee'), options, width: 200 }
}
