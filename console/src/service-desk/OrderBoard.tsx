import { useBrowserNow } from '@anju/ui'
import { type ComponentProps, lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import { useCommunity } from '../community.tsx'
import { useCan } from '../session.tsx'
import { FilterBar, type List } from '../shell/list/index.ts'
import { useListState } from '../shell/list/list-state.ts'
import { BoardBody } from './BoardBody.tsx'
import { onlyLate } from './board.ts'
import { dueOf } from './due.ts'
import { OrderCard } from './OrderCard.tsx'
import { OrdersHeader } from './OrdersHeader.tsx'
import { isOpenToDesk, type OrderRow } from './order.ts'
import { RepairerRail } from './RepairerRail.tsx'
import { type Board, useBoard } from './useBoard.ts'
import { useAssigneeFilter, useCategoryFilter, useShowFilter, useTextFilter } from './useFilters.ts'
import { useOrderDrawer } from './useOrderDrawer.tsx'
import './board.css'

const loadDrawer = () => import('../shell/list/RowDrawer.tsx')
const RowDrawer = lazy(loadDrawer)
const IDLE_MS = 1_000

const FILTERS = ['text', 'category', 'assigneeId', 'show'] as const

interface OrderBoardProps {
  /** Opens the form for a new report; why it cannot be opened. */
  onReport: () => void
}

/** The orders by state, side by side; live. */
export function OrderBoard({ onReport }: OrderBoardProps) {
  const { id: communityId } = useCommunity()
  const state = useListState(FILTERS)
  const { text, category, assigneeId, show } = state.filters
  const board = useBoard({ communityId, text, category, assigneeId }, show === 'void')
  const nowMs = useBrowserNow()
  const { askedMs } = board
  const late = useCallback(
    (order: OrderRow) => order.late || dueOf(order, nowMs, askedMs)?.late === true,
    [nowMs, askedMs],
  )
  const columns = useMemo(
    () => (show === 'late' ? onlyLate(board.columns, late) : board.columns),
    [board.columns, show, late],
  )
  const orders = useMemo(() => columns.flatMap(column => column.orders), [columns])
  const mayAssign = useCan('service-desk.orders.dispatch')
  const [dragged, setDragged] = useState<OrderRow | null>(null)
  const list: List<OrderRow> = { ...listOf(board, orders), state }
  const assignees = useAssigneeFilter(orders)
  const toDo = board.columns.filter(column => isOpenToDesk(column.state))
  return (
    <>
      <OrdersHeader
        view="board"
        open={
          board.loading || (board.error && orders.length === 0)
            ? undefined
            : toDo.reduce((sum, { total }) => sum + total, 0)
        }
        late={toDo.reduce((sum, column) => sum + column.orders.filter(late).length, 0)}
        lateOnly={show === 'late'}
        onLateOnly={only => state.setFilters({ show: only ? 'late' : undefined })}
        onReport={onReport}
      />
      <FilterBar list={list} filters={[useTextFilter(), useCategoryFilter(), assignees, useShowFilter()]} />
      {mayAssign ? (
        <RepairerRail
          communityId={communityId}
          dragged={dragged}
          chosenId={assigneeId}
          onChoose={id => state.setFilters({ assigneeId: id })}
        />
      ) : null}
      <BoardBody
        board={board}
        columns={columns}
        onReport={onReport}
        filtered={state.filtered}
        clear={state.clearFilters}
        card={order => (
          <OrderCard
            key={order.id}
            order={order}
            nowMs={nowMs}
            askedMs={askedMs}
            open={order.id === state.openId}
            changed={board.changed.has(order.id)}
            mayAssign={mayAssign}
            onDrag={setDragged}
          />
        )}
      />
      <BoardDrawer list={list} />
    </>
  )
}

/** The open order. The drawer's code comes when the board has settled, or with the first card that is opened. */
function BoardDrawer({ list }: { list: List<OrderRow> }) {
  const content = useOrderDrawer()
  const isOpen = list.state.openId !== undefined
  const [wasOpen, setWasOpen] = useState(isOpen)
  if (isOpen && !wasOpen) setWasOpen(true)
  useEffect(() => {
    const timer = setTimeout(loadDrawer, IDLE_MS)
    return () => clearTimeout(timer)
  }, [])
  if (!wasOpen) return null
  // A lazy component forgets that its rows have a type.
  const props = { list, idOf: (order: OrderRow) => order.id, content } as unknown as ComponentProps<typeof RowDrawer>
  return (
    <Suspense fallback={null}>
      <RowDrawer {...props} />
    </Suspense>
  )
}

/** The board as the list that filters and drawer know. */
function listOf(board: Board, orders: OrderRow[]): Omit<List<OrderRow>, 'state'> {
  const { loading, refreshing, error, retry, askedMs } = board
  return {
    rows: orders,
    next: null,
    total: orders.length,
    sums: undefined,
    limit: 0,
    query: {},
    loading,
    askedMs,
    refreshing,
    error,
    retry,
  }
}
