import { numbered } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { ClipboardList, SearchX } from 'lucide-react'
import type { ReactNode } from 'react'
import { useCan } from '../session.tsx'
import { StaleNotice } from '../shell/list/ListBody.tsx'
import { FailureNotice } from '../shell/states/FailureNotice.tsx'
import { StatePage } from '../shell/states/StatePage.tsx'
import { useDelayed } from '../shell/states/useDelayed.ts'
import { useConsoleTexts } from '../texts/texts.ts'
import type { BoardColumn } from './board.ts'
import type { OrderRow } from './order.ts'
import { useServiceDeskTexts } from './texts.ts'
import type { Board } from './useBoard.ts'

interface BoardBodyProps {
  board: Board
  columns: BoardColumn[]
  onReport: () => void
  filtered: boolean
  clear: () => void
  card: (order: OrderRow) => ReactNode
}

/** The columns, or what stands in their place: bones, the failure, nothing found, how to begin. */
export function BoardBody({ board, columns, onReport, filtered, clear, card }: BoardBodyProps) {
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
      {numbered(BONES.slice(0, count)).map(({ thing: cards, place }) => (
        <div key={place} className="sd-column">
          <div className="sd-column__head">
            <div className="c-bone" style={{ width: 72, height: 14 }} />
          </div>
          <div className="sd-column__cards">
            {Array.from({ length: cards }, (_, card) => card).map(card => (
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
