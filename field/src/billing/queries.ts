import { billing, type WireResponseOf } from '@anju/contract'
import { queryOptions } from '@tanstack/react-query'
import { call, queryClient } from '../api.ts'
import { askAgainAfter, askOrRecall, type Known, keepCopy } from '../outbox/copies.ts'
import type { OutboxEntry } from '../outbox/outbox-entry.ts'
import { placeVisit } from './place-visit.ts'

export type MyDebtors = WireResponseOf<typeof billing.listMyDebtors>
export type Debtor = MyDebtors['items'][number]

const COPY = 'billing/debtors'

/** The households that are mine to ask; readable without a network. */
export const myDebtorsQuery = queryOptions({
  queryKey: ['billing', 'debtors'],
  queryFn: ({ signal }): Promise<Known<MyDebtors>> => askOrRecall(COPY, () => call(billing.listMyDebtors, { signal })),
  refetchInterval: query => askAgainAfter(query.state.data),
})

/** Takes a visit that has arrived into the list on the screen and its copy, before it leaves the outbox. */
export function showVisit(entry: OutboxEntry): void {
  if (entry.kind !== 'visit') return
  const known = queryClient.getQueryData(myDebtorsQuery.queryKey)
  if (!known) return
  const data = placeVisit(known.data, entry.body)
  queryClient.setQueryData(myDebtorsQuery.queryKey, { ...known, data })
  void keepCopy(COPY, data)
}

/** The households are read again. */
export function renewDebtors(): void {
  void queryClient.invalidateQueries({ queryKey: myDebtorsQuery.queryKey })
}
