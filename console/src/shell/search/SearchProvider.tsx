import { createContext, lazy, type ReactNode, Suspense, useContext, useEffect, useMemo, useState } from 'react'

const loadPalette = () => import('./SearchPalette.tsx')
const SearchPalette = lazy(loadPalette)
const IDLE_MS = 2_000

const SearchContext = createContext<{ open: () => void }>({ open: () => undefined })

/** Opens the global search from anywhere below the shell. */
export function useSearchPalette() {
  return useContext(SearchContext)
}

/** True where a key press is somebody's typing. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

/** Ctrl+K (⌘K) anywhere, or `/` outside of fields, opens the global search over the page. */
export function SearchProvider({ children }: { children: ReactNode }) {
  const [isOpen, setOpen] = useState(false)
  // Mounted on first use, then kept so that its closing can be seen.
  const [wasOpen, setWasOpen] = useState(false)
  // Its code comes when the page has settled: who presses Ctrl+K types on at once.
  useEffect(() => {
    const timer = setTimeout(loadPalette, IDLE_MS)
    return () => clearTimeout(timer)
  }, [])
  const controls = useMemo(() => {
    const open = () => {
      setWasOpen(true)
      setOpen(true)
    }
    return { open }
  }, [])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const summons = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k'
      const slash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target)
      if (!summons && !slash) return
      event.preventDefault()
      controls.open()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [controls])
  return (
    <SearchContext value={controls}>
      {children}
      {wasOpen ? (
        <Suspense fallback={null}>
          <SearchPalette open={isOpen} close={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </SearchContext>
  )
}
