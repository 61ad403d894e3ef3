import { billing } from '@anju/contract'
import { formatFen } from '@anju/ui'
import { App } from 'antd'
import { call } from '../../api.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { ReasonField } from '../../shell/form/ReasonField.tsx'
import { type BatchDetail, renewDebits } from './debits.ts'
import { useDebitTexts } from './texts.ts'

interface CancelFormProps {
  batch: BatchDetail
  open: boolean
  close: () => void
}

/** Releases what the bank has not answered, with the reason. */
export function CancelForm({ batch, open, close }: CancelFormProps) {
  const t = useDebitTexts()
  const { message } = App.useApp()
  return (
    <FormDrawer<{ reason: string }, BatchDetail>
      open={open}
      danger
      onClose={close}
      title={t('cancel.title', { number: batch.number })}
      intro={t(batch.state === 'sent' ? 'cancel.introSent' : 'cancel.intro')}
      submitText={t('cancel.submit', { count: batch.inFlightCount, sum: formatFen(batch.inFlightFen) })}
      submit={(body, idempotencyKey) =>
        call(billing.cancelDebitBatch, { params: { batchId: batch.id }, body, idempotencyKey })
      }
      onDone={() => {
        renewDebits()
        void message.success(t('cancel.done'))
        close()
      }}
    >
      <ReasonField label={t('reason')} missing={t('reasonMissing')} />
    </FormDrawer>
  )
}
