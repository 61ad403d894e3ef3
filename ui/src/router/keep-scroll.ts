import { useLayoutEffect } from 'react'

const STORED_AS = 'anju.scroll'
/** Of so many visits it is known how far down they were; phones have little room. */
const MOST_KEPT = 100
const LONGEST_MS = 2_000

let kept: Record<string, number> | null = null
/** The visit whose place is being remembered; none while the page is away behind a splash, or has not found its place yet. */
let shown: string | null = null

/**
 * A new page begins at its top; who goes back, or reloads, is where they were. Drawn together with the page, never without: what stands
 * in between is short, the browser moves it to its top, and that is not where somebody was.
 */
export function KeepScroll({ place }: { place: string }): null {
  useLayoutEffect(() => {
    begin()
    const stop = scrollWhenTall(kept?.[place] ?? 0, () => {
      shown = place
    })
    return () => {
      stop()
      shown = null
    }
  }, [place])
  return null
}

/** A list that is still being read grows until it is long enough; whoever moves the page meanwhile is not pulled away. */
function scrollWhenTall(top: number, done: () => void): () => void {
  const growing = new ResizeObserver(go)
  const timer = setTimeout(stop, LONGEST_MS)
  function go(): void {
    scrollTo(0, top)
    if (scrollY >= Math.floor(top)) stop()
  }
  function stop(): void {
    growing.disconnect()
    clearTimeout(timer)
    removeEventListener('pointerdown', stop)
    removeEventListener('wheel', stop)
    done()
  }
  addEventListener('pointerdown', stop)
  addEventListener('wheel', stop, { passive: true })
  growing.observe(document.body)
  go()
  return stop
}

function begin(): void {
  if (kept) return
  kept = stored()
  history.scrollRestoration = 'manual'
  addEventListener('scroll', remember, { passive: true })
  addEventListener('pagehide', store)
}

function remember(): void {
  if (kept && shown !== null) kept[shown] = scrollY
}

function stored(): Record<string, number> {
  try {
    return JSON.parse(sessionStorage.getItem(STORED_AS) ?? '{}') as Record<string, number>
  } catch {
    return {}
  }
}

function store(): void {
  try {
    const last = Object.entries(kept ?? {}).slice(-MOST_KEPT)
    sessionStorage.setItem(STORED_AS, JSON.stringify(Object.fromEntries(last)))
  } catch {
    // Without storage a reload begins at the top.
  }
}
