import { serviceDesk } from '@anju/contract'
import { App, Form, Input } from 'antd'
import { call, queryClient } from '../api.ts'
import { FormDrawer } from '../shell/form/FormDrawer.tsx'
import type { OrderRow } from './order.ts'
import { orderQuery, renewOrders } from './queries.ts'
import { useServiceDeskTexts } from './texts.ts'

interface VoidDrawerProps {
  order: OrderRow
  open: boolean
  onClose: () => void
}

/** Asks for the reason that the reporter will read, and names in the button what is voided. */
export default function VoidDrawer({ order, open, onClose }: VoidDrawerProps) {
  const t = useServiceDeskTexts()
  const { message } = App.useApp()
  const { id, number } = order
  return (
    <FormDrawer<{ reason: string }, unknown>
      open={open}
      onClose={onClose}
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
        onClose()
        message.success(t('void.done', { number }))
      }}
    >
      <Form.Item
        name="reason"
        label={t('void.reason')}
        rules={[{ required: true, whitespace: true, message: t('void.reasonMissing') }]}
      >
        <Input.TextArea rows={3} maxLength={100} placeholder={t('void.reasonHint')} />
      </Form.Item>
    </FormDrawer>
  )
}
