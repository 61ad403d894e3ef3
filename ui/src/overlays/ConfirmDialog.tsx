import type { ReactNode } from 'react'
import { Button } from '../controls/Button.tsx'
import { useKitTexts } from '../texts/kit-texts.ts'
import { Sheet } from './Sheet.tsx'

export interface ConfirmDialogProps {
  open: boolean
  onClose: () => void
  onConfirm: () => void
  title: string
  children: ReactNode
  /** Names the object and the sum: "作废 2 张账单 ¥120.00", never "确定". */
  confirmLabel: string
  tone?: 'primary' | 'danger'
  /** While the confirmed thing is being done. */
  loading?: boolean
}

/** Asks once more before something that is hard to undo. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onClose, onConfirm, title, children, confirmLabel, tone = 'primary', loading } = props
  const t = useKitTexts()
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={title}
      look="dialog"
      foot={
        <>
          <Button look="secondary" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button look={tone} loading={loading} onClick={onConfirm}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      {children}
    </Sheet>
  )
}
