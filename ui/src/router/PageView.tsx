import {
  type ComponentType,
  type ReactNode,
  Suspense,
  useDeferredValue,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'
import { ErrorBoundary } from 'react-error-boundary'
import { KeepScroll } from './keep-scroll.ts'
import type { LazyPage } from './lazy-page.tsx'
import { type Way, WhereaboutsContext } from './place.ts'

export interface PageViewProps<Page extends string> {
  way: Way<Page>
  pages: Readonly<Record<Page, LazyPage>>
  /** Draws what stands around a page: its guard, its tabs. What stays the same from page to page keeps its state. */
  frame: (page: Page, content: ReactNode) => ReactNode
  /** Shown when a page is not there at once. */
  splash: ReactNode
  /** Instead of a page that broke or could not be loaded. */
  Failed: ComponentType<{ error: unknown; retry: () => void }>
  NotFound: ComponentType
}

/** While the next page is on its way the one before stays, for so long. */
const PATIENCE_MS = 200

/**
 * The page of the address the browser stands at. A page that breaks leaves the tabs around it; where what stands around breaks, the
 * whole app is loaded again.
 */
export function PageView<Page extends string>({ way, pages, frame, splash, Failed, NotFound }: PageViewProps<Page>) {
  const here = useSyncExternalStore(way.history.subscribe, () => way.history.location)
  const shown = useDeferredValue(here)
  const slow = useSlow(here !== shown)
  const whereabouts = useMemo(() => ({ place: way.placeOf(shown), way, pages }), [way, shown, pages])
  const { page, key } = whereabouts.place
  const Shown = page && pages[page].Page
  return (
    <WhereaboutsContext value={whereabouts}>
      <ErrorBoundary
        resetKeys={[key]}
        fallbackRender={({ error }) => <Failed error={error} retry={() => location.reload()} />}
      >
        {page === null || !Shown ? (
          <NotFound />
        ) : (
          // One for all pages: a new one has nothing to keep on the screen and shows the splash at once.
          <Suspense fallback={splash}>
            {frame(
              page,
              <ErrorBoundary
                key={page}
                resetKeys={[key]}
                onReset={pages[page].forgetFailure}
                fallbackRender={({ error, resetErrorBoundary }) => (
                  <FailedPage
                    forget={pages[page].forgetFailure}
                    failed={<Failed error={error} retry={() => resetErrorBoundary()} />}
                  />
                )}
              >
                {slow ? splash : <Shown />}
                {slow ? null : <KeepScroll place={key} />}
              </ErrorBoundary>,
            )}
          </Suspense>
        )}
      </ErrorBoundary>
    </WhereaboutsContext>
  )
}

/** Whoever leaves a page that could not be loaded, and comes again, finds it asked for again. */
function FailedPage({ forget, failed }: { forget: () => void; failed: ReactNode }) {
  useEffect(() => forget, [forget])
  return failed
}

/** Whether something has been going on for longer than one waits without a sign. */
function useSlow(busy: boolean): boolean {
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    if (!busy) return
    const timer = setTimeout(() => setSlow(true), PATIENCE_MS)
    return () => {
      clearTimeout(timer)
      setSlow(false)
    }
  }, [busy])
  return slow && busy
}
