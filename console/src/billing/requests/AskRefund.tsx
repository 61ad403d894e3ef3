import { billing } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Space } from 'antd'
import { RotateCcw, Undo2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { call } from '../../api.ts'
import { useCan } from '../../session.tsx'
import { GatedButton } from '../GatedButton.tsx'
import { useGate } from '../useGate.ts'
import { refundableKey } from './requests.ts'
import { useRequestTexts } from './texts.ts'

const RefundForm = lazy(async () => ({ default: (await import('./RefundForm.tsx')).RefundForm }))
const ReversalForm = lazy(async () => ({ default: (await import('./ReversalForm.tsx')).ReversalForm }))

/** Refund or reverse a payment: drawn in one line wherever a payment is shown. */
export function AskRefund({ paymentId }: { paymentId: string }) {
  const t = useRequestTexts()
  const gate = useGate('billing.refunds.request')
  const mayReverse = useCan('billing.reversals.make')
  const [form, setForm] = useState<'refund' | 'reverse'>()
  const { data } = useQuery({
    queryKey: refundableKey(paymentId),
    enabled: gate === null,
    queryFn: ({ signal }) => call(billing.readRefundable, { params: { paymentId }, signal }),
  })
  const hindrance =
    data && data.reversal !== 'same-day' && data.reversal !== 'approval' ? t(`reverse.no.${data.reversal}`) : null
  const close = () => setForm(undefined)
  return (
    <>
      <Space size={8}>
        <GatedButton
          size="small"
          icon={<Undo2 size={14} aria-hidden />}
          reason={gate ?? (data && data.leftFen <= 0 ? t('refund.none') : null)}
          onClick={() => setForm('refund')}
        >
          {t('refund')}
        </GatedButton>
        <GatedButton
          size="small"
          danger
          icon={<RotateCcw size={14} aria-hidden />}
          reason={gate ?? hindrance}
          onClick={() => setForm('reverse')}
        >
          {t('reverse')}
        </GatedButton>
      </Space>
      <Suspense fallback={null}>
        {data && form === 'refund' ? <RefundForm of={data} close={close} /> : null}
        {data && form === 'reverse' ? (
          <ReversalForm of={data} atOnce={data.reversal === 'same-day' && mayReverse} close={close} />
        ) : null}
      </Suspense>
    </>
  )
}
