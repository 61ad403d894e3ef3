import { serviceDesk } from '@anju/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { call } from '../api.ts'
import { listKey } from '../shell/list/index.ts'
import type { PageOf } from '../shell/list/useList.ts'
import { type BoardColumn, changedIds, type Faces, facesOf, groupOrders } from './board.ts'
import type { OrderRow, OrderState } from './order.ts'

export interface BoardFilters {
  communityId: string | undefined
  text: string | undefined
  category: string | undefined
  assigneeId: string | undefined
}

export interface Board {
  columns: BoardColumn[]
  loading: boolean
  refreshing: boolean
  error: Error | null
  retry: () => void
  /** When the oldest answer on the board came, in ms. */
  askedMs: number
  /** What somebody has just changed, for a moment. */
  changed: ReadonlySet<string>
}

/** What each column asks for: the work in the order in which it is due, what is over by its end. */
const ASKED: Record<OrderState, { sort: string; limit: number }> = {
  reported: { sort: 'dueAt', limit: 100 },
  assigned: { sort: 'dueAt', limit: 100 },
  working: { sort: 'dueAt', limit: 100 },
  done: { sort: 'doneAt', limit: 100 },
  closed: { sort: '-doneAt', limit: 20 },
  void: { sort: '-reportedAt', limit: 20 },
}

function useColumn(state: OrderState, filters: BoardFilters, enabled = true) {
  const query = { ...filters, ...ASKED[state], state }
  return useQuery({
    queryKey: [...listKey(serviceDesk.listOrders), query],
    enabled,
    staleTime: 0,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      // The category comes from the address; the server checks it.
      const request = { query, signal } as Parameters<typeof call<typeof serviceDesk.listOrders>>[1]
      return (await call(serviceDesk.listOrders, request)) as PageOf<OrderRow>
    },
  })
}

/** The board: one question per column, each order in one column, and what has just changed. */
export function useBoard(filters: BoardFilters, withVoid: boolean): Board {
  const answers = [
    { state: 'reported', answer: useColumn('reported', filters) },
    { state: 'assigned', answer: useColumn('assigned', filters) },
    { state: 'working', answer: useColumn('working', filters) },
    { state: 'done', answer: useColumn('done', filters) },
    { state: 'closed', answer: useColumn('closed', filters) },
    { state: 'void', answer: useColumn('void', filters, withVoid) },
  ] as const
  const shown = answers.filter(({ state }) => withVoid || state !== 'void')
  const times = shown.map(({ answer }) => answer.dataUpdatedAt)
  const columns = groupOrders(
    shown.map(({ state, answer }) => ({
      state,
      orders: answer.data?.items ?? [],
      total: answer.data?.total ?? 0,
      at: answer.dataUpdatedAt,
    })),
  )
  const settled = shown.every(({ answer }) => answer.data && !answer.isPlaceholderData)
  const changed = useChanged(columns, settled ? JSON.stringify([filters, withVoid]) : null)
  return {
    columns,
    loading: shown.some(({ answer }) => answer.data === undefined && !answer.error),
    refreshing: shown.some(({ answer }) => answer.data !== undefined && answer.isFetching),
    error: shown.find(({ answer }) => answer.error)?.answer.error ?? null,
    retry: () => {
      for (const { answer } of shown) void answer.refetch()
    },
    askedMs: Math.min(...times),
    changed,
  }
}

const SHOWN_MS = 2_000
const NOTHING: ReadonlySet<string> = new Set()

/** The orders that changed since the board was last drawn, for two seconds. Another filter is another board: nothing changed there. */
function useChanged(columns: BoardColumn[], board: string | null): ReadonlySet<string> {
  const last = useRef<{ board: string; faces: Faces } | null>(null)
  const [changed, setChanged] = useState(NOTHING)
  useEffect(() => {
    if (board === null) return
    const faces = facesOf(columns)
    const ids = last.current?.board === board ? changedIds(last.current.faces, faces) : []
    last.current = { board, faces }
    if (ids.length > 0) setChanged(new Set(ids))
  }, [columns, board])
  useEffect(() => {
    if (changed.size === 0) return
    const timer = setTimeout(() => setChanged(NOTHING), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [changed])
  return changed
}
