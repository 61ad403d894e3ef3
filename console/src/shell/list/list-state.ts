import { useNavigate, useRouterState, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { ConsoleSearch } from '../../search-params.ts'

declare module '@tanstack/history' {
  interface HistoryState {
    /** The cursors of the pages before this one; '' is the first page. Survives a reload, not a copied address. */
    trail?: string[]
  }
}

/** What a list keeps in the address besides its filters. */
type Reserved = 'cursor' | 'sort' | 'open'

export interface ListState {
  /** The filters that are set. */
  filters: Record<string, string>
  filtered: boolean
  /** `dueOn` or `-dueOn`. */
  sort: string | undefined
  cursor: string | undefined
  /** The row whose drawer is open. */
  openId: string | undefined
  /** 1 for the first page; undefined when the address was opened in the middle of a list. */
  pageNumber: number | undefined
  setFilters: (change: ConsoleSearch) => void
  clearFilters: () => void
  setSort: (sort: string | undefined) => void
  /** Shows what a saved view says: these filters and no others, in its order. */
  show: (query: Record<string, string>) => void
  /** Goes to the page that this cursor begins. */
  goNext: (cursor: string) => void
  /** Back to the page before, or to the first page when what came before is not known. */
  goBack: () => void
  open: (id: string) => void
  close: () => void
}

/** The state of a list, kept in the address: filters, order, page, and the open row. `keys` are the names of its filters. */
export function useListState(keys: readonly string[]): ListState {
  const search: ConsoleSearch = useSearch({ strict: false })
  const trail = useRouterState({ select: state => state.location.state.trail })
  const navigate = useNavigate()
  const names = keys.join(' ')
  return useMemo(() => {
    const filters = pickSet(search, names.split(' '))
    const firstPage: Record<Reserved, undefined> = { cursor: undefined, sort: undefined, open: undefined }
    const go = (change: ConsoleSearch, how: { replace?: boolean; trail?: string[] } = {}) =>
      void navigate({
        to: '.',
        search: previous => ({ ...previous, ...change }),
        replace: how.replace ?? false,
        state: { trail: how.trail },
        resetScroll: false,
      })
    return {
      filters,
      filtered: Object.keys(filters).length > 0,
      sort: search.sort,
      cursor: search.cursor,
      openId: search.open,
      pageNumber: search.cursor === undefined ? 1 : trail && trail.length + 1,
      setFilters: change => go({ ...change, cursor: undefined, open: undefined }, { replace: true }),
      clearFilters: () =>
        go({
          ...Object.fromEntries(Object.keys(filters).map(key => [key, undefined])),
          ...firstPage,
          sort: search.sort,
        }),
      setSort: sort => go({ sort, cursor: undefined }, { replace: true }),
      show: query => {
        const wanted = names.split(' ').map(key => [key, query[key]])
        go({ ...Object.fromEntries(wanted), ...firstPage, sort: query.sort })
      },
      goNext: cursor =>
        go(
          { cursor, open: undefined },
          { trail: search.cursor === undefined ? [''] : trail && [...trail, search.cursor] },
        ),
      goBack: () => go({ cursor: trail?.at(-1) || undefined, open: undefined }, { trail: trail?.slice(0, -1) }),
      open: id => go({ open: id }, { replace: search.open !== undefined, trail }),
      close: () => go({ open: undefined }, { replace: true, trail }),
    }
  }, [search, trail, navigate, names])
}

/** The named keys that are set. */
function pickSet(search: ConsoleSearch, keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(keys.flatMap(key => (search[key] === undefined ? [] : [[key, search[key]]])))
}
