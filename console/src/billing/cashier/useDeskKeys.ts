import { useEffect } from 'react'
import type { Method } from './cashier.ts'
import { METHODS } from './MethodChoice.tsx'

interface DeskKeys {
  /** Where ticking, moving and unfolding by key is meant: the list of bills, or nowhere in particular. */
  among: (target: Element) => boolean
  move: (by: 1 | -1) => void
  toggle: () => void
  /** All bills of the item that the arrows stand on. */
  toggleItem: () => void
  toggleAll: () => void
  unfold: (open: boolean) => void
  method: (method: Method) => void
  amount: () => void
  penalty: () => void
  roundOff: () => void
  purse: () => void
  next: () => void
  back: () => void
}

const ABOVE =
  '.ant-modal-wrap:not([style*="display: none"]) .ant-modal, .ant-dropdown:not(.ant-dropdown-hidden), .ant-popover:not(.ant-popover-hidden)'

/** The desk by keyboard. Function keys and Esc work from anywhere on the page, letters only where nobody is typing. */
export function useDeskKeys(keys: DeskKeys, on: boolean) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
      if (document.querySelector(ABOVE)) return
      const act = actFor(event, keys, on)
      if (!act) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}

function actFor(event: KeyboardEvent, keys: DeskKeys, on: boolean): (() => void) | undefined {
  if (event.key === 'Escape') return keys.back
  if (!on) return undefined
  const method = METHODS.find(one => one.key === event.key)?.method
  if (method) return () => keys.method(method)
  if (event.key === 'F8') return keys.amount
  const { target } = event
  if (!(target instanceof Element) || !keys.among(target)) return undefined
  const digit = METHODS.find(one => one.digit === event.key)?.method
  if (digit) return () => keys.method(digit)
  switch (event.key) {
    case 'p':
    case 'P':
      return keys.penalty
    case 'r':
    case 'R':
      return keys.roundOff
    case 'u':
    case 'U':
      return keys.purse
    case 'ArrowDown':
      return () => keys.move(1)
    case 'ArrowUp':
      return () => keys.move(-1)
    case 'ArrowRight':
      return () => keys.unfold(true)
    case 'ArrowLeft':
      return () => keys.unfold(false)
    case 'a':
    case 'A':
      return keys.toggleAll
    case 'i':
    case 'I':
      return keys.toggleItem
    case 'Enter':
      return keys.next
    case ' ':
      // On a tick box Space is the browser's own.
      return target.matches('input') ? undefined : keys.toggle
  }
  return undefined
}
