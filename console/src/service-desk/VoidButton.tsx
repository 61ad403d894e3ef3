import { Ban } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useCan } from '../session.tsx'
import { isOpenToDesk, type OrderRow } from './order.ts'
import { ReasonedButton } from './ReasonedButton.tsx'
import { useServiceDeskTexts } from './texts.ts'

const VoidDrawer = lazy(() => import('./VoidDrawer.tsx'))

/** 作废: possible before the work is done. */
export function VoidButton({ order }: { order: OrderRow }) {
  const t = useServiceDeskTexts()
  const may = useCan('service-desk.orders.dispatch')
  const [asking, setAsking] = useState<boolean>()
  const { state } = order
  const why = !may
    ? t('why.noDispatch')
    : isOpenToDesk(state)
      ? undefined
      : t(`why.void.${state as 'done' | 'closed' | 'void'}`)
  return (
    <>
      <ReasonedButton danger reason={why} icon={<Ban size={14} aria-hidden />} onClick={() => setAsking(true)}>
        {t('void.button')}
      </ReasonedButton>
      {asking === undefined ? null : (
        <Suspense fallback={null}>
          <VoidDrawer order={order} open={asking} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  )
}
