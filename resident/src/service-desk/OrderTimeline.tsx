import { formatDateTime, ProgressTimeline, type TimelineStep } from '@anju/ui'
import type { OrderDetail } from './order.ts'
import { type OrderStep, stepsOf } from './order-steps.ts'
import { useOrderTexts } from './order-texts.ts'

/** What happened to a repair, what is awaited and what then follows. */
export function OrderTimeline({ order }: { order: OrderDetail }) {
  const t = useOrderTexts()
  return <ProgressTimeline label={t('progress')} steps={stepsOf(order).map(step => drawn(t, step, order.confirmBy))} />
}

function drawn(t: ReturnType<typeof useOrderTexts>, step: OrderStep, confirmBy: string | null): TimelineStep {
  if (step.kind === 'ahead') {
    const silence = step.what === 'confirm' && step.current && confirmBy
    return {
      id: step.id,
      title: t(`ahead.${step.what}`),
      state: step.current ? 'current' : 'todo',
      note: silence ? t('silence', { at: formatDateTime(confirmBy) }) : undefined,
    }
  }
  return {
    id: step.id,
    title: step.what === 'assigned' && step.to ? t('past.assignedTo', { name: step.to }) : t(`past.${step.what}`),
    state: step.what === 'voided' ? 'stopped' : 'done',
    at: step.at,
    who: step.who ?? undefined,
    note: step.note,
    photos: step.photos,
  }
}
