import { useBrowserNow } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { ClipboardList, SearchX } from 'lucide-react'
import { type ComponentProps, lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import { useCommunity } from '../community.tsx'
import { useCan } from '../session.tsx'
import { FilterBar, type List } from '../shell/list/index.ts'
import { StaleNotice } from '../shell/list/ListBody.tsx'
import { useListState } from '../shell/list/list-state.ts'
import { FailureNotice } from '../shell/states/FailureNotice.tsx'
import { StatePage } from '../shell/states/StatePage.tsx'
import { useDelayed } from '../shell/states/useDelayed.ts'
import { useConsoleTexts } from '../texts/texts.ts'
import { type BoardColumn, onlyLate } from './board.ts'
import { dueOf } from './due.ts'
import { OrderCard } from './OrderCard.tsx'
import { OrdersHeader } from './OrdersHeader.tsx'
import { isOpenToDesk, type OrderRow } from './order.ts'
import { RepairerRail } from './RepairerRail.tsx'
import { useServiceDeskTexts } from './texts.ts'
import { type Board, useBoard } from './useBoard.ts'
import { useAssigneeFilter, useCategoryFilter, useTextFilter } from './useFilters.ts'
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
  const t = useServiceDeskTexts()
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
  const showFilter = {
    kind: 'select' as const,
    key: 'show',
    label: t('filter.show'),
    options: (['late', 'void'] as const).map(value => ({ value, label: t(`show.${value}`) })),
  }
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
      <FilterBar list={list} filters={[useTextFilter(), useCategoryFilter(), assignees, showFilter]} />
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
  const { loading, refreshing, error, retry } = board
  return {
    rows: orders,
    next: null,
    total: orders.length,
    sums: undefined,
    limit: 0,
    query: {},
    loading,
    refreshing,
    error,
    retry,
  }
}

interface BoardBodyProps {
  board: Board
  columns: BoardColumn[]
  onReport: () => void
  filtered: boolean
  clear: () => void
  card: (order: OrderRow) => ReactNode
}

/** The columns, or what stands in their place: bones, the failure, nothing found, how to begin. */
function BoardBody({ board, columns, onReport, filtered, clear, card }: BoardBodyProps) {
  const t = useServiceDeskTexts()
  const shell = useConsoleTexts()
  const slow = useDelayed(board.loading)
  const mayReport = useCan('service-desk.orders.report')
  const nothing = columns.every(column => column.total === 0)
  if (board.error && nothing) {
    return (
      <div className="sd-board__instead">
        <FailureNotice error={board.error} retry={board.retry} />
      </div>
    )
  }
  if (board.loading) return slow ? <BoardBones count={columns.length} /> : <div className="sd-board" />
  if (nothing) {
    return (
      <div className="sd-board__instead">
        {filtered ? (
          <StatePage
            level="part"
            icon={SearchX}
            title={shell('list.noResult')}
            actions={<Button onClick={clear}>{shell('list.clearFilters')}</Button>}
          >
            {shell('list.noResultHint')}
          </StatePage>
        ) : (
          <StatePage
            level="part"
            icon={ClipboardList}
            title={t('empty.title')}
            actions={mayReport ? <Button onClick={onReport}>{t('report.button')}</Button> : null}
          >
            {t('empty.text')}
          </StatePage>
        )}
      </div>
    )
  }
  return (
    <section className="sd-board-frame" aria-label={t('name')} aria-busy={board.refreshing}>
      {board.error ? <StaleNotice error={board.error} retry={board.retry} /> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="sd-board" tabIndex={0}>
        {columns.map(column => (
          <Column key={column.state} column={column} card={card} />
        ))}
      </div>
    </section>
  )
}

function Column({ column, card }: { column: BoardColumn; card: (order: OrderRow) => ReactNode }) {
  const t = useServiceDeskTexts()
  const { state, orders, total } = column
  const name = t(`state.${state}`)
  return (
    <section className="sd-column" data-state={state} aria-label={t('column.count', { state: name, count: total })}>
      <h2 className="sd-column__head">
        <span className="sd-column__dot" aria-hidden />
        {name}
        <span className="sd-column__count">{total}</span>
      </h2>
      <div className="sd-column__cards">
        {orders.map(card)}
        {orders.length === 0 ? <p className="sd-column__none">{t(`column.none.${state}`)}</p> : null}
        {total > orders.length ? (
          <Link
            to="."
            search={previous => ({ ...previous, view: 'list', state, show: undefined, open: undefined })}
            className="sd-column__more"
          >
            {t('column.more', { count: total - orders.length })}
          </Link>
        ) : null}
      </div>
    </section>
  )
}

const BONES = [3, 2, 3, 1, 3, 1]

function BoardBones({ count }: { count: number }) {
  const shell = useConsoleTexts()
  return (
    <div className="sd-board" role="status" aria-label={shell('states.loading')}>
      {BONES.slice(0, count).map((cards, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bones that never move
        <div key={column} className="sd-column">
          <div className="sd-column__head">
            <div className="c-bone" style={{ width: 72, height: 14 }} />
          </div>
          <div className="sd-column__cards">
            {Array.from({ length: cards }, (_, card) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <div key={card} className="sd-card sd-card--bone">
                <div className="c-bone" style={{ width: '70%', height: 14 }} />
                <div className="c-bone" style={{ width: '45%', height: 12 }} />
                <div className="c-bone" style={{ width: '90%', height: 12 }} />
                <div className="c-bone" style={{ width: '60%', height: 12 }} />
              </div>
            ))}
          </div>
        </div>
      ))}
    </div>
  )
}
