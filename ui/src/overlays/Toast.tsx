import { CircleCheck, Info, TriangleAlert } from 'lucide-react'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'

export type ToastTone = 'success' | 'info' | 'danger'
export type ShowToast = (text: string, tone?: ToastTone) => void

interface ShownToast {
  id: number
  text: string
  tone: ToastTone
}

const SHOWN_MS = 3000
const ELDER_SHOWN_MS = 6000
const MOST_AT_ONCE = 3
const ICONS = { success: CircleCheck, info: Info, danger: TriangleAlert }

const ToastContext = createContext<ShowToast>(() => undefined)

/** Shows a short confirmation of the user's own action. What must be read belongs on the page instead. */
export function useToast(): ShowToast {
  return useContext(ToastContext)
}

/** Holds the toasts of an app in one polite live region. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly ShownToast[]>([])
  const region = useRef<HTMLDivElement>(null)
  const lastId = useRef(0)

  const show = useCallback<ShowToast>((text, tone = 'success') => {
    const id = ++lastId.current
    setToasts(shown => [...shown, { id, text, tone }].slice(-MOST_AT_ONCE))
    const shownMs = document.documentElement.hasAttribute('data-elder') ? ELDER_SHOWN_MS : SHOWN_MS
    setTimeout(() => setToasts(shown => shown.filter(toast => toast.id !== id)), shownMs)
  }, [])

  useKeepOnTop(region, toasts)
  const value = useMemo(() => show, [show])
  return (
    <ToastContext value={value}>
      {children}
      <div className="aj-toasts" ref={region} role="status" aria-live="polite" popover="manual">
        {toasts.map(toast => (
          <ToastView key={toast.id} toast={toast} />
        ))}
      </div>
    </ToastContext>
  )
}

function ToastView({ toast }: { toast: ShownToast }) {
  const Icon = ICONS[toast.tone]
  return (
    <div className={`aj-toast aj-toast--${toast.tone}`}>
      <Icon aria-hidden="true" />
      {toast.text}
    </div>
  )
}

/** A popover is drawn above open dialogs; shown again, it goes above the newest of them. */
function useKeepOnTop(region: { current: HTMLDivElement | null }, toasts: readonly ShownToast[]): void {
  useEffect(() => {
    const element = region.current
    if (!element?.showPopover) return
    if (element.matches(':popover-open')) element.hidePopover()
    if (toasts.length > 0) element.showPopover()
  }, [region, toasts])
}
