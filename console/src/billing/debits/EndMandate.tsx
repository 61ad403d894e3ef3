import { billing } from '@anju/contract'
import { App } from 'antd'
import { call } from '../../api.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { ReasonField } from '../../shell/form/ReasonField.tsx'
import { type MandateDetail, renewDebits } from './debits.ts'
import { useDebitTexts } from './texts.ts'

interface EndMandateProps {
  mandate: MandateDetail
  open: boolean
  close: () => void
}

/** Ends a mandate with the reason. */
export function EndMandate({ mandate, open, close }: EndMandateProps) {
  const t = useDebitTexts()
  const { message } = App.useApp()
  return (
    <FormDrawer<{ reason: string }, MandateDetail>
      open={open}
      danger
      onClose={close}
      title={t('end.title', { holder: mandate.holderName })}
      intro={t('end.intro')}
      submitText={t('end')}
      submit={(body, idempotencyKey) =>
        call(billing.endMandate, { params: { mandateId: mandate.id }, body, idempotencyKey })
      }
      onDone={() => {
        renewDebits()
        void message.success(t('end.done'))
        close()
      }}
    >
      <ReasonField label={t('reason')} missing={t('reasonMissing')} />
    </FormDrawer>
  )
}
