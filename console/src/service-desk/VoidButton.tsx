import { serviceDesk } from '@anju/contract'
import { App, Form, Input } from 'antd'
import { Ban } from 'lucide-react'
import { useState } from 'react'
import { call, queryClient } from '../api.ts'
import { useCan } from '../session.tsx'
import { FormDrawer } from '../shell/form/FormDrawer.tsx'
import { isOpenToDesk, type OrderRow } from './order.ts'
import { orderQuery, renewOrders } from './queries.ts'
import { ReasonedButton } from './ReasonedButton.tsx'
import { useServiceDeskTexts } from './texts.ts'

/** 作废, with the reason that the reporter will read. */
export function VoidButton({ order }: { order: OrderRow }) {
  const t = useServiceDeskTexts()
  const { message } = App.useApp()
  const may = useCan('service-desk.orders.dispatch')
  const [asking, setAsking] = useState(false)
  const { id, number, state } = order
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
      <FormDrawer<{ reason: string }, unknown>
        open={asking}
        onClose={() => setAsking(false)}
        title={t('void.title')}
        intro={
          <>
            <strong className="sd-void__what">
              {number} · {order.place}
            </strong>
            {t('void.intro')}
          </>
        }
        danger
        submitText={t('void.submit', { number })}
        submit={({ reason }, idempotencyKey) =>
          call(serviceDesk.voidOrder, { params: { orderId: id }, body: { reason: reason.trim() }, idempotencyKey })
            .then(voided => queryClient.setQueryData(orderQuery(id).queryKey, voided))
            .finally(() => void renewOrders([id]))
        }
        onDone={() => {
          setAsking(false)
          message.success(t('void.done', { number }))
        }}
      >
        <Form.Item
          name="reason"
          label={t('void.reason')}
          rules={[{ required: true, whitespace: true, message: t('void.reasonMissing') }]}
        >
          <Input.TextArea rows={3} maxLength={100} showCount placeholder={t('void.reasonHint')} />
        </Form.Item>
      </FormDrawer>
    </>
  )
}
