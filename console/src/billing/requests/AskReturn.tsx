import { Undo2 } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
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
export function AskPurseRefund({ payeeName, ...purse }: AskPurseRefundProps) {
  const t = useRequestTexts()
  return (
    <AskReturn label={t('purseRefund')} hindrance={purse.balanceFen <= 0 ? t('purse.none') : null}>
      {close => <PurseRefundForm {...purse} payeeName={payeeName} close={close} />}
    </AskReturn>
  )
}

interface AskDepositReturnProps {
  depositId: string
  heldFen: number
  payeeName?: string
}

/** Asks to give a deposit back, a part kept: drawn in one line on a deposit. */
export function AskDepositReturn({ payeeName, ...deposit }: AskDepositReturnProps) {
  const t = useRequestTexts()
  return (
    <AskReturn label={t('depositReturn')} hindrance={deposit.heldFen <= 0 ? t('deposit.none') : null}>
      {close => <DepositReturnForm {...deposit} payeeName={payeeName} close={close} />}
    </AskReturn>
  )
}

interface AskReturnProps {
  label: string
  /** Why there is nothing to give back. */
  hindrance: string | null
  children: (close: () => void) => ReactNode
}

/** The button, and the form once it was pressed. */
function AskReturn({ label, hindrance, children }: AskReturnProps) {
  const gate = useGate('billing.refunds.request')
  const [open, setOpen] = useState(false)
  return (
    <>
      <GatedButton
        size="small"
        icon={<Undo2 size={14} aria-hidden />}
        reason={gate ?? hindrance}
        onClick={() => setOpen(true)}
      >
        {label}
      </GatedButton>
      {open ? <Suspense fallback={null}>{children(() => setOpen(false))}</Suspense> : null}
    </>
  )
}
