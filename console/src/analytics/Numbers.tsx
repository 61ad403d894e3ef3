import { formatFen, formatMoney } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { ArrowDownRight, ArrowRight, ArrowUpRight, CircleCheck, ClockAlert } from 'lucide-react'
import { TO_DO_STATES } from '../service-desk/order.ts'
import { againstYesterday, countsOf, type Dashboard } from './figures.ts'
import { NumberCard } from './NumberCard.tsx'
import { useAnalyticsTexts } from './texts.ts'
import { usePages } from './usePages.ts'

interface NumberProps {
  /** undefined while loading. */
  dashboard: Dashboard | undefined
}

const ARROWS = { up: ArrowUpRight, down: ArrowDownRight, flat: ArrowRight }

/** 今日实收, against yesterday. */
export function TodayNumber({ dashboard }: NumberProps) {
  const t = useAnalyticsTexts()
  const page = usePages()
  const today = dashboard?.collectedByDay.at(-1)?.day
  return (
    <NumberCard
      label={t('today.label')}
      how={t('today.how')}
      value={dashboard && formatMoney(dashboard.collectedTodayFen)}
      notes={dashboard ? <AgainstYesterday dashboard={dashboard} /> : null}
      to={today ? page('/receipts', { from: today, to: today }) : undefined}
      linkText={t('today.link')}
    />
  )
}

function AgainstYesterday({ dashboard }: { dashboard: Dashboard }) {
  const t = useAnalyticsTexts()
  const { yesterdayFen, differenceFen, direction } = againstYesterday(
    dashboard.collectedByDay,
    dashboard.collectedTodayFen,
  )
  if (yesterdayFen === 0) return t('today.none')
  const Arrow = ARROWS[direction]
  const amount = formatFen(differenceFen)
  return (
    <span className="an-note" data-tone={direction === 'up' ? 'good' : undefined}>
      <Arrow size={14} aria-hidden />
      {direction === 'flat'
        ? t('today.same')
        : direction === 'up'
          ? t('today.more', { amount })
          : t('today.less', { amount })}
    </span>
  )
}

/** 收缴率, with what is still owing. */
export function RateNumber({ dashboard }: NumberProps) {
  const t = useAnalyticsTexts()
  const page = usePages()
  const rate = dashboard?.collectionRate
  return (
    <NumberCard
      label={t('rate.label')}
      how={t('rate.how')}
      value={dashboard && (rate ?? '–')}
      unit={rate ? '%' : undefined}
      notes={
        dashboard ? (
          rate ? (
            <>
              <span>{t('rate.owing', { amount: formatFen(dashboard.outstandingFen) })}</span>
              {dashboard.overdueFen > 0 ? (
                <span className="an-note" data-tone="bad">
                  {t('rate.overdue', { amount: formatFen(dashboard.overdueFen) })}
                </span>
              ) : null}
            </>
          ) : (
            t('rate.none')
          )
        ) : null
      }
      to={page('/bills', { settlement: 'open' })}
      linkText={t('rate.link')}
    />
  )
}

/** 待办工单, late ones in red. */
export function OrdersNumber({ dashboard }: NumberProps) {
  const t = useAnalyticsTexts()
  const page = usePages()
  const counts = dashboard && countsOf(dashboard)
  const open = counts && TO_DO_STATES.reduce((sum, state) => sum + (counts[state] ?? 0), 0)
  const late = dashboard?.lateOrderCount ?? 0
  const lateList = page('/orders', { show: 'late' })
  const lateNote = (
    <>
      <ClockAlert size={14} aria-hidden />
      {t('orders.late', { count: late })}
    </>
  )
  return (
    <NumberCard
      label={t('orders.label')}
      how={t('orders.how')}
      value={open}
      unit={t('orders.unit')}
      notes={
        dashboard ? (
          late === 0 ? (
            <span className="an-note" data-tone="good">
              <CircleCheck size={14} aria-hidden />
              {t('orders.onTime')}
            </span>
          ) : lateList ? (
            <Link to={lateList.to} search={lateList.search ?? {}} className="an-note" data-tone="bad">
              {lateNote}
            </Link>
          ) : (
            <span className="an-note" data-tone="bad">
              {lateNote}
            </span>
          )
        ) : null
      }
      to={page('/orders')}
      linkText={t('orders.link')}
    />
  )
}

/** 满意度, with how many said anything. */
export function SatisfactionNumber({ dashboard }: NumberProps) {
  const t = useAnalyticsTexts()
  const page = usePages()
  const satisfaction = dashboard?.satisfaction
  const rate = satisfaction?.rate
  return (
    <NumberCard
      label={t('good.label')}
      how={t('good.how')}
      value={satisfaction && (rate ?? '–')}
      unit={rate ? '%' : undefined}
      notes={
        satisfaction ? (
          rate ? (
            <>
              <span>{t('good.rated', { count: satisfaction.ratedCount })}</span>
              {satisfaction.ratedShare ? <span>{t('good.share', { share: satisfaction.ratedShare })}</span> : null}
            </>
          ) : (
            t('good.none')
          )
        ) : null
      }
      to={page('/orders', { view: 'list', state: 'closed' })}
      linkText={t('good.link')}
    />
  )
}
