import { createBrowserHistory } from '@tanstack/history'
import { createContext, useContext } from 'react'
import type { LazyPage } from './lazy-page.tsx'
import { fillPath, matchPath, readSearch, writeSearch } from './paths.ts'

type History = ReturnType<typeof createBrowserHistory>
export type Params = Readonly<Record<string, string>>
export type Search = Readonly<Record<string, string | undefined>>

/** Where somebody is in the app. */
export interface Place<Page extends string = string> {
  /** Of this visit: the same again after going back. */
  key: string
  /** The page as it is declared, `'/bills/$billId'`; null: the address leads nowhere. */
  page: Page | null
  /** Below the app's base. */
  path: string
  /** The path with the state of the page, as text. */
  whole: string
  params: Params
  search: Params
}

/** The way through one app: the browser's history, below the app's base. */
export interface Way<Page extends string = string> {
  /** Without a slash at its end: `/resident`. */
  base: string
  history: History
  hrefOf: (page: string, params?: Params, search?: Search) => string
  placeOf: (location: Pick<History['location'], 'pathname' | 'search' | 'state'>) => Place<Page>
  goTo: (href: string, replace?: boolean) => void
}

/** `base` without a slash at its end: `/resident`. */
export function openWay<Page extends string>(base: string, pages: readonly Page[]): Way<Page> {
  const history = createBrowserHistory()
  return {
    ...{ base, history },
    hrefOf: (page, params, search) => `${base}${fillPath(page, params)}${writeSearch(search)}`,
    placeOf({ pathname, search, state }) {
      const path = pathname.slice(base.length).replace(/\/+$/, '') || '/'
      const known = pathname.startsWith(base) ? matchPath(pages, path) : null
      return {
        ...{ key: state.__TSR_key ?? '', page: known?.page ?? null, path, whole: `${path}${search}` },
        ...{ params: known?.params ?? {}, search: readSearch(search) },
      }
    },
    goTo(href, replace = false) {
      // The same page again is no new step on the way back.
      if (replace || href === history.location.href) history.replace(href)
      else history.push(href)
    },
  }
}

interface Whereabouts {
  /** What is shown; while the next page is on its way, still the one before. */
  place: Place
  way: Way
  pages: Readonly<Record<string, LazyPage>>
}

export const WhereaboutsContext = createContext<Whereabouts | null>(null)

export function useWhereabouts(): Whereabouts {
  const whereabouts = useContext(WhereaboutsContext)
  if (!whereabouts) throw new Error('Outside of the pages nobody is anywhere.')
  return whereabouts
}
