import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { RowDrawerContent } from '../shell/list/RowDrawer.tsx'
import { AssignButton } from './AssignButton.tsx'
import { StateTag, UrgentTag } from './OrderMarks.tsx'
import { OrderPanel } from './OrderPanel.tsx'
import type { OrderRow } from './order.ts'
import { orderQuery } from './queries.ts'
import { VoidButton } from './VoidButton.tsx'
import './panel.css'

/** What the drawer of an order shows; board and list share it. */
export function useOrderDrawer(): RowDrawerContent<OrderRow> {
  return useMemo(
    () => ({
      title: (id, row) => <OrderTitle id={id} row={row} />,
      extra: (id, row) => <PanelAssign id={id} row={row} />,
      render: (id, row) => <OrderPanel key={id} id={id} row={row} />,
      footer: (id, row) => <PanelFooter id={id} row={row} />,
    }),
    [],
  )
}

interface PartProps {
  id: string
  row: OrderRow | undefined
}

/** The details once they are here, the row of the list until then. */
function useOrder({ id, row }: PartProps): OrderRow | undefined {
  return useQuery(orderQuery(id)).data ?? row
}

function OrderTitle(props: PartProps) {
  const order = useOrder(props)
  if (!order) return null
  return (
    <span className="sd-panel-title">
      <span className="sd-panel-title__place">{order.place}</span>
      <StateTag state={order.state} />
      <UrgentTag order={order} />
    </span>
  )
}

function PanelAssign(props: PartProps) {
  const order = useOrder(props)
  return order ? <AssignButton order={order} look="panel" /> : null
}

function PanelFooter(props: PartProps) {
  const order = useOrder(props)
  return order ? (
    <div className="sd-panel-foot">
      <VoidButton order={order} />
    </div>
  ) : null
}
