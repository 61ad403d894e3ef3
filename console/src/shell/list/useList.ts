import type { RouteSpec, WireRequestOf, WireResponseOf } from '@anju/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { call } from '../../api.ts'
import { type ListState, useListState } from './list-state.ts'

/** The query of a list route as it travels. */
export type QueryOf<Spec extends RouteSpec> = NonNullable<
  WireRequestOf<Spec> extends { query?: infer Query } ? Query : never
>

/** What a list route answers: a page of things, where it goes on, how many there are, and perhaps sums over all of them. */
export interface PageOf<Row> {
  items: Row[]
  next: string | null
  total: number
}

/** What a report says of itself beside its rows: its first and last month, and the day as of which it looks. */
export interface About {
  from?: string
  to?: string
  asOf?: string
}

export type RowOf<Spec extends RouteSpec> = WireResponseOf<Spec> extends { items: (infer Row)[] } ? Row : never
export type SumsOf<Spec extends RouteSpec> =
  WireResponseOf<Spec> extends { sums: infer Sums } ? NonNullable<Sums> : undefined

type FilterKey<Spec extends RouteSpec> = Exclude<keyof QueryOf<Spec> & string, 'cursor' | 'limit' | 'sort'>

/** Under this the order of a list travels with its filters: copied with them, and no parameter of a route. */
export const LIST_SORT = Symbol('sort')

export type ListQuery = Record<string, unknown> & { [LIST_SORT]?: string }

export interface ListOptions<Spec extends RouteSpec> {
  /** Filters of the route that the person sets; they live in the address under the same names. */
  filters: readonly FilterKey<Spec>[]
  /** Parts of the query that the page fixes: the community, mostly. */
  query?: Partial<QueryOf<Spec>>
  /** Order before the person chose one. */
  sort?: string
  limit?: number
  /** Asked with the same filters where a page leaves its sums to it, because many match: the rows stand before they are added up. */
  sums?: RouteSpec
}

export interface List<Row, Sums = undefined> {
  state: ListState
  /** Path of the route behind it, under which a person's own columns and views are kept; absent: there are none. */
  route?: string
  rows: Row[]
  next: string | null
  total: number | undefined
  /** Sums over everything that matches, not only over this page. */
  sums: Sums | undefined
  limit: number
  /** The filters as the route takes them, without the page: what an export needs too. The order goes along unseen. */
  query: ListQuery
  /** Nothing has come yet. */
  loading: boolean
  /** The months and the day that a report says it is about. */
  about?: About
  /** When the rows came, in ms. */
  askedMs: number
  /** Something is on screen and newer rows are on their way. */
  refreshing: boolean
  error: Error | null
  retry: () => void
}

const LIMIT = 50
/** Sums over very many are renewed by time, not by each event: adding them up takes seconds. */
const SUMS_RENEWED_MS = 30_000

/**
 * A list behind a route of the contract, with its state in the address:
 * `const list = useList(billing.listBills, { filters: ['state', 'text'], query: { communityId: community.id } })`.
 * Its query key begins with the route's path, so `queryClient.invalidateQueries({ queryKey: listKey(billing.listBills) })` renews it.
 */
export function useList<const Spec extends RouteSpec>(
  route: Spec,
  options: ListOptions<Spec>,
): List<RowOf<Spec>, SumsOf<Spec>> {
  const state = useListState(options.filters)
  const limit = options.limit ?? LIMIT
  const sort = state.sort ?? options.sort
  const query: ListQuery = { ...options.query, ...state.filters, [LIST_SORT]: sort }
  const page = { ...options.query, ...state.filters, sort, cursor: state.cursor, limit }
  const answer = useQuery({
    queryKey: [...listKey(route), page],
    placeholderData: keepPreviousData,
    // A list that is opened again shows what it had and asks at once whether that still holds.
    staleTime: 0,
    queryFn: async ({ signal }) => {
      // The address bar may hold anything; the server checks every value, so the compiler cannot and need not.
      const request = { query: page, signal } as unknown as Parameters<typeof call<Spec>>[1]
      return (await call(route, request)) as PageOf<RowOf<Spec>> & { sums?: SumsOf<Spec> | null } & About
    },
  })
  const { data } = answer
  const all = useAllSums<SumsOf<Spec>>(options.sums, { ...options.query, ...state.filters }, data?.sums === null)
  return {
    state,
    route: route.path,
    rows: data?.items ?? [],
    next: data?.next ?? null,
    total: all?.total ?? data?.total,
    sums: all?.sums ?? data?.sums ?? undefined,
    limit,
    query,
    loading: data === undefined && !answer.error,
    ...(data ? { about: { from: data.from, to: data.to, asOf: data.asOf } } : {}),
    askedMs: answer.dataUpdatedAt,
    refreshing: data !== undefined && answer.isFetching,
    error: answer.error,
    retry: () => void answer.refetch(),
  }
}

interface AllSums<Sums> {
  total: number
  sums: Sums
}

function useAllSums<Sums>(route: RouteSpec | undefined, query: object, asked: boolean): AllSums<Sums> | undefined {
  const { data } = useQuery({
    queryKey: [route?.path, query],
    enabled: asked && route !== undefined,
    staleTime: SUMS_RENEWED_MS,
    refetchInterval: SUMS_RENEWED_MS,
    queryFn: async ({ signal }) => {
      const request = { query, signal } as unknown as Parameters<typeof call<RouteSpec>>[1]
      return (await call(route as RouteSpec, request)) as unknown as AllSums<Sums>
    },
  })
  return asked ? data : undefined
}

/** Beginning of the query keys of a route. */
export function listKey(route: RouteSpec): [string] {
  return [route.path]
}
