import { type ComponentType, use } from 'react'

/** A page whose code comes when it is needed. */
export interface LazyPage {
  Page: ComponentType
  /** Fetches the code for later; whether that goes well does not matter yet. */
  fetchAhead: () => void
  /** After a failure, else nothing: the next time the page is drawn, its code is fetched once more. */
  forgetFailure: () => void
}

/** `lazyPage(async () => (await import('./BillsPage.tsx')).BillsPage)`; drawn inside a Suspense. */
export function lazyPage(load: () => Promise<ComponentType>): LazyPage {
  let arrived: ComponentType | null = null
  let coming: Promise<ComponentType> | null = null
  // It is kept until it is forgotten: a page that is drawn anew by each failure would ask without an end.
  let failed = false
  async function bring(): Promise<ComponentType> {
    arrived = await load()
    return arrived
  }
  async function bringToDraw(): Promise<ComponentType> {
    try {
      return await bring()
    } catch (error) {
      failed = true
      throw error
    }
  }
  return {
    Page() {
      if (!arrived) coming ??= bringToDraw()
      const Arrived = arrived ?? use(coming as Promise<ComponentType>)
      return <Arrived />
    },
    fetchAhead() {
      if (!arrived && !coming) bring().catch(() => undefined)
    },
    forgetFailure() {
      if (failed) coming = null
      failed = false
    },
  }
}
