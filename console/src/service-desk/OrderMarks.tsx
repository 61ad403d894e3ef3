import { formatDateTime } from '@anju/ui'
import {
  ArrowUpDown,
  CircleEllipsis,
  Clock,
  ClockAlert,
  DoorOpen,
  Droplets,
  Hourglass,
  type LucideIcon,
  Refrigerator,
  RotateCcw,
  Siren,
  Star,
  Trees,
  Zap,
} from 'lucide-react'
import { StatusTag } from '../shell/show/StatusTag.tsx'
import { dueOf, type Span, spanOf } from './due.ts'
import { type OrderCategory, type OrderRow, type OrderState, STATE_TONES } from './order.ts'
import { useServiceDeskTexts } from './texts.ts'
import './marks.css'

const CATEGORY_ICONS: Record<OrderCategory, LucideIcon> = {
  water: Droplets,
  power: Zap,
  'door-lock': DoorOpen,
  lift: ArrowUpDown,
  'public-area': Trees,
  appliance: Refrigerator,
  other: CircleEllipsis,
}

/** The category as a picture and a word. */
export function CategoryMark({ category }: { category: OrderCategory }) {
  const t = useServiceDeskTexts()
  const Icon = CATEGORY_ICONS[category]
  return (
    <span className="sd-category">
      <Icon size={14} aria-hidden />
      {t(`category.${category}`)}
    </span>
  )
}

export function StateTag({ state }: { state: OrderState }) {
  const t = useServiceDeskTexts()
  return <StatusTag tone={STATE_TONES[state]}>{t(`state.${state}`)}</StatusTag>
}

/** 急修; what is normal is not worth a mark. */
export function UrgentTag({ order }: { order: Pick<OrderRow, 'urgency'> }) {
  const t = useServiceDeskTexts()
  return order.urgency === 'urgent' ? (
    <StatusTag tone="danger" icon={Siren}>
      {t('urgency.urgent')}
    </StatusTag>
  ) : null
}

/** How often the household sent it back. */
export function RoundTag({ order }: { order: Pick<OrderRow, 'round'> }) {
  const t = useServiceDeskTexts()
  return order.round > 1 ? (
    <StatusTag tone="warning" icon={RotateCcw}>
      {t('round', { count: order.round - 1 })}
    </StatusTag>
  ) : null
}

/** A span in words. */
function spanText(t: ReturnType<typeof useServiceDeskTexts>, span: Span): string {
  if (span.unit === 'days') return span.hours === 0 ? t('span.wholeDays', span) : t('span.days', span)
  if (span.unit === 'hours') return span.minutes === 0 ? t('span.wholeHours', span) : t('span.hours', span)
  return span.minutes === 0 ? t('span.none') : t('span.minutes', span)
}

interface DueMarkProps {
  order: OrderRow
  nowMs: number
  askedMs: number
}

/** How long until the response or the end is due, red and with another sign when it is late; once it is done, whether that was late. */
export function DueMark({ order, nowMs, askedMs }: DueMarkProps) {
  const t = useServiceDeskTexts()
  const due = dueOf(order, nowMs, askedMs)
  if (!due) return <DoneMark order={order} />
  const span = spanText(t, spanOf(due.minutes))
  const at = formatDateTime(due.at)
  const Icon = due.late ? ClockAlert : Clock
  return (
    <span
      className={due.late ? 'sd-due sd-due--late' : 'sd-due'}
      title={due.of === 'respond' ? t('due.respondBy', { at }) : t('due.finishBy', { at })}
    >
      <Icon size={13} aria-hidden />
      {t(`due.${due.of}.${due.late ? 'late' : 'left'}`, { span })}
    </span>
  )
}

function DoneMark({ order }: { order: OrderRow }) {
  const t = useServiceDeskTexts()
  if (order.state === 'void') return null
  if (order.state === 'closed' && order.score !== null) return <Score score={order.score} />
  if (order.late) {
    return (
      <span className="sd-due sd-due--late">
        <ClockAlert size={13} aria-hidden />
        {t('due.doneLate')}
      </span>
    )
  }
  return order.state === 'done' ? (
    <span className="sd-due">
      <Hourglass size={13} aria-hidden />
      {t('due.waiting')}
    </span>
  ) : (
    <span className="sd-due">{t('score.none')}</span>
  )
}

/** What the household thinks of it. */
function Score({ score }: { score: number }) {
  const t = useServiceDeskTexts()
  return (
    <span className="sd-score" title={t('score.of', { score })}>
      <Star size={13} aria-hidden />
      {t('score', { score })}
    </span>
  )
}

/** The first character of a name in a circle. */
export function Face({ name }: { name: string }) {
  return (
    <span className="sd-face" aria-hidden>
      {name.slice(0, 1)}
    </span>
  )
}
