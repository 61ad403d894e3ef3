import { type RefObject, useEffect, useRef } from 'react'

/**
 * Opens a native <dialog> while `open` is true. The browser then does what a modal needs: the rest of the page is
 * inert, focus stays inside and goes back where it came from. What carries data-first-focus is read first.
 */
export function useModal(open: boolean): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null)

  useEffect(() => {
    const element = dialog.current
    if (!open || !element) return
    element.showModal()
    element.querySelector<HTMLElement>('[data-first-focus]')?.focus()
    return () => element.close()
  }, [open])

  return dialog
}
