import { X } from 'lucide-react'
import { type MouseEvent, type ReactNode, useId } from 'react'
import { IconButton } from '../controls/IconButton.tsx'
import { useKitTexts } from '../texts/kit-texts.ts'
import { useModal } from './useModal.ts'

export interface SheetProps {
  open: boolean
  /** Called for the close button, Esc, the phone's back gesture and a tap beside it. */
  onClose: () => void
  title: string
  children: ReactNode
  /** Buttons that stay in sight below the content. */
  foot?: ReactNode
  /** `sheet` rises from the bottom, `dialog` stands in the middle. */
  look?: 'sheet' | 'dialog'
}

/** Something over the page that wants to be finished or closed first. */
export function Sheet({ open, onClose, title, children, foot, look = 'sheet' }: SheetProps) {
  const t = useKitTexts()
  const id = useId()
  const dialog = useModal(open)

  function closeBeside(event: MouseEvent): void {
    if (event.target === dialog.current) onClose()
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc does it by keyboard, through onCancel
    <dialog
      ref={dialog}
      className={look === 'dialog' ? 'aj-sheet aj-sheet--dialog' : 'aj-sheet'}
      aria-labelledby={id}
      onClick={closeBeside}
      onCancel={event => {
        event.preventDefault()
        onClose()
      }}
    >
      {open ? (
        <>
          <div className="aj-sheet__head">
            <h2 className="aj-sheet__title" id={id} tabIndex={-1} data-first-focus="">
              {title}
            </h2>
            {look === 'sheet' ? (
              <IconButton label={t('close')} icon={<X aria-hidden="true" />} onClick={onClose} />
            ) : null}
          </div>
          <div className="aj-sheet__body">{children}</div>
          {foot ? <div className="aj-sheet__foot">{foot}</div> : null}
        </>
      ) : null}
    </dialog>
  )
}
