import { DateText } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { type DragEvent, memo } from 'react'
import { AssignButton } from './AssignButton.tsx'
import { CategoryMark, DueMark, Face, RoundTag, UrgentTag } from './OrderMarks.tsx'
import { isOpenToDesk, type OrderRow } from './order.ts'
import { useServiceDeskTexts } from './texts.ts'

const DAY_MS = 24 * 60 * 60_000

interface OrderCardProps {
  order: OrderRow
  nowMs: number
  askedMs: number
  open: boolean
  /** Somebody changed it a moment ago. */
  changed: boolean
  mayAssign: boolean
  onDrag: (order: OrderRow | null) => void
}

/** One order on the board: where, what, how urgent, until when, who. The whole card opens it. */
export const OrderCard = memo(function OrderCard(props: OrderCardProps) {
  const { order, nowMs, askedMs, open, changed, mayAssign, onDrag } = props
  const t = useServiceDeskTexts()
  const movable = mayAssign && isOpenToDesk(order.state)
  const begin = (event: DragEvent) => {
    event.dataTransfer.setData('text/plain', order.number)
    event.dataTransfer.effectAllowed = 'move'
    onDrag(order)
  }
  return (
    <article
      className="sd-card"
      data-open={open || undefined}
      data-changed={changed || undefined}
      data-movable={movable || undefined}
      draggable={movable}
      onDragStart={begin}
      onDragEnd={() => onDrag(null)}
    >
      <header className="sd-card__head">
        <h3>
          <Link
            to="."
            search={previous => ({ ...previous, open: order.id })}
            resetScroll={false}
            draggable={false}
            className="sd-card__place"
          >
            {order.place}
          </Link>
        </h3>
        <UrgentTag order={order} />
      </header>
      <p className="sd-card__what">
        <CategoryMark category={order.category} />
        <span className="sd-card__who">
          {mayAssign ? <AssignButton order={order} look="card" /> : null}
          {order.assigneeName ? (
            <span className="sd-card__assignee" title={`${t('order.assignee')} ${order.assigneeName}`}>
              <Face name={order.assigneeName} />
              <span className="sd-card__name">{order.assigneeName}</span>
            </span>
          ) : null}
        </span>
      </p>
      <p className="sd-card__text">{order.description}</p>
      {order.round > 1 ? <RoundTag order={order} /> : null}
      <footer className="sd-card__foot">
        <DueMark order={order} nowMs={nowMs} askedMs={askedMs} />
        {isOpenToDesk(order.state) ? null : (
          <span className="sd-card__when">
            <DateText at={order.reportedAt} as={nowMs - Date.parse(order.reportedAt) < DAY_MS ? 'relative' : 'date'} />
          </span>
        )}
      </footer>
    </article>
  )
})
