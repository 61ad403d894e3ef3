import { Undo2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { GatedButton } from '../GatedButton.tsx'
import { useGate } from '../useGate.ts'
import { useRequestTexts } from './texts.ts'

const PurseRefundForm = lazy(async () => ({ default: (await import('./ReturnForms.tsx')).PurseRefundForm }))
const DepositReturnForm = lazy(async () => ({ default: (await import('./ReturnForms.tsx')).DepositReturnForm }))

interface AskPurseRefundProps {
  purseId: string
  balanceFen: number
  payeeName?: string
}

/** Asks to give prepaid money back: drawn in one line on a purse. */
export function AskPurseRefund({ purseId, balanceFen, payeeName }: AskPurseRefundProps) {
  const t = useRequestTexts()
  const gate = useGate('billing.refunds.request')
  const [open, setOpen] = useState(false)
  return (
    <>
      <GatedButton
        size="small"
        icon={<Undo2 size={14} aria-hidden />}
        reason={gate ?? (balanceFen <= 0 ? t('purse.none') : null)}
        onClick={() => setOpen(true)}
      >
        {t('purseRefund')}
      </GatedButton>
      {open ? (
        <Suspense fallback={null}>
          <PurseRefundForm
            purseId={purseId}
            balanceFen={balanceFen}
            payeeName={payeeName}
            close={() => setOpen(false)}
          />
        </Suspense>
      ) : null}
    </>
  )
}

interface AskDepositReturnProps {
  depositId: string
  heldFen: number
  payeeName?: string
}

/** Asks to give a deposit back, a part kept: drawn in one line on a deposit. */
export function AskDepositReturn({ depositId, heldFen, payeeName }: AskDepositReturnProps) {
  const t = useRequestTexts()
  const gate = useGate('billing.refunds.request')
  const [open, setOpen] = useState(false)
  return (
    <>
      <GatedButton
        size="small"
        icon={<Undo2 size={14} aria-hidden />}
        reason={gate ?? (heldFen <= 0 ? t('deposit.none') : null)}
        onClick={() => setOpen(true)}
      >
        {t('depositReturn')}
      </GatedButton>
      {open ? (
        <Suspense fallback={null}>
          <DepositReturnForm
            depositId={depositId}
            heldFen={heldFen}
            payeeName={payeeName}
            close={() => setOpen(false)}
          />
        </Suspense>
      ) : null}
    </>
  )
}
