import { Button, Popover } from 'antd'
import { UserRoundPlus } from 'lucide-react'
import { type KeyboardEvent, lazy, Suspense, useRef, useState } from 'react'
import { useCan } from '../session.tsx'
import type { OrderRow } from './order.ts'
import { isOpenToDesk } from './order.ts'
import { ReasonedButton } from './ReasonedButton.tsx'
import { useServiceDeskTexts } from './texts.ts'
import { useAssign } from './useAssign.ts'
import './assign.css'

const RepairerMenu = lazy(() => import('./RepairerMenu.tsx'))

/** Why this person cannot assign this order; undefined when it is possible. */
function useWhyNotAssign(order: OrderRow): string | undefined {
  const t = useServiceDeskTexts()
  const may = useCan('service-desk.orders.dispatch')
  if (!may) return t('why.noDispatch')
  const { state } = order
  return isOpenToDesk(state) ? undefined : t(`why.assign.${state as 'done' | 'closed' | 'void'}`)
}

interface AssignButtonProps {
  order: OrderRow
  /** On a card: small, quiet when the order has somebody already. */
  look: 'card' | 'panel'
}

/** 派单 or 改派: opens the list of repairers beside the button. */
export function AssignButton({ order, look }: AssignButtonProps) {
  const t = useServiceDeskTexts()
  const why = useWhyNotAssign(order)
  const assign = useAssign()
  const [open, setOpen] = useState(false)
  // Focus can only go to what has finished appearing.
  const [shown, setShown] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const first = order.assigneeId === null
  const word = first ? t('assign.first') : t('assign.again')
  const close = () => {
    setOpen(false)
    button.current?.focus({ preventScroll: true })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    // The drawer below listens to the same key.
    event.stopPropagation()
    close()
  }
  if (why !== undefined) {
    return look === 'card' ? null : (
      <ReasonedButton reason={why} type={first ? 'primary' : 'default'}>
        {word}
      </ReasonedButton>
    )
  }
  return (
    <Popover
      trigger="click"
      placement={look === 'card' ? 'bottom' : 'bottomRight'}
      arrow={false}
      open={open}
      onOpenChange={setOpen}
      afterOpenChange={setShown}
      destroyOnHidden
      title={t('assign.order', { action: word, place: order.place })}
      content={
        // biome-ignore lint/a11y/noStaticElementInteractions: catches Escape of what is inside
        <div onKeyDown={onKeyDown}>
          <Suspense fallback={<div className="sd-assign sd-assign--loading" />}>
            <RepairerMenu
              order={order}
              shown={shown}
              onPick={(repairer, note) => {
                close()
                assign({ order, repairer, note })
              }}
            />
          </Suspense>
        </div>
      }
    >
      <Button
        ref={button}
        size={look === 'card' ? 'small' : 'middle'}
        type={first ? 'primary' : look === 'card' ? 'text' : 'default'}
        ghost={look === 'card' && first}
        className={look === 'card' ? `sd-card__assign${first ? '' : ' sd-card__assign--again'}` : undefined}
        data-open={open || undefined}
        icon={look === 'panel' ? <UserRoundPlus size={14} aria-hidden /> : undefined}
        aria-label={look === 'card' ? t('assign.order', { action: word, place: order.place }) : undefined}
        aria-haspopup="dialog"
        aria-expanded={open}
      >
        {word}
      </Button>
    </Popover>
  )
}
