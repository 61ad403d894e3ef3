import { type ComponentType, use } from 'react'

/** A page whose code comes when it is needed. */
export interface LazyPage {
  Page: ComponentType
  /** Fetches the code for later; whether that goes well does not matter yet. */
  fetchAhead: () => void
  /** After a failure: the next time the page is drawn, its code is fetched once more. */
  forgetFailure: () => void
}

/** `lazyPage(async () => (await import('./BillsPage.tsx')).BillsPage)`; drawn inside a Suspense. */
export function lazyPage(load: () => Promise<ComponentType>): LazyPage {
  let arrived: ComponentType | null = null
  let coming: Promise<ComponentType> | null = null
  async function bring(): Promise<ComponentType> {
    arrived = await load()
    return arrived
  }
  return {
    Page() {
      if (!arrived) coming ??= bring()
      const Arrived = arrived ?? use(coming as Promise<ComponentType>)
      return <Arrived />
    },
    fetchAhead() {
      if (!arrived && !coming) bring().catch(() => undefined)
    },
    forgetFailure() {
      if (!arrived) coming = null
    },
  }
}
