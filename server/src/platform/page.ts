import { COUNT_MOST } from '@anju/contract'
import { type Expression, type Kysely, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import { refuse } from './errors.ts'

export interface PageRequest {
  cursor?: string
  limit: number
  sort?: string
}

export interface Page<T> {
  items: T[]
  next: string | null
  total: number
}

/** A sortable column: its SQL expression and the SQL type its cursor value is cast to. */
export interface SortColumn {
  by: RawBuilder<unknown>
  type: 'text' | 'date' | 'timestamptz' | 'bigint' | 'int' | 'numeric'
}

export interface Keyset {
  /** For `where`: rows after the cursor. True on the first page. */
  after: RawBuilder<boolean>
  /** For `order by`. */
  order: RawBuilder<unknown>
  /** To select as `"sortKey"` (text), so that the next cursor can be made. */
  key: RawBuilder<string>
  /** What is sorted by, and which way. */
  by: RawBuilder<unknown>
  direction: RawBuilder<unknown>
}

/**
 * Keyset pagination: the cursor is (sort value, id), so pages stay right while rows come and go and page 1,000 costs as page 1.
 * @param columns what may be sorted by; the first is the default. `-name` turns the order round.
 */
export function keyset(
  request: PageRequest,
  id: RawBuilder<string>,
  columns: Record<string, SortColumn>,
  fallback: string,
): Keyset {
  const wanted = request.sort ?? fallback
  const descending = wanted.startsWith('-')
  const name = descending ? wanted.slice(1) : wanted
  const column = Object.hasOwn(columns, name) ? columns[name] : undefined
  if (!column) throw refuse.sortWrong()
  const direction = sql.raw(descending ? 'desc' : 'asc')
  const compare = sql.raw(descending ? '<' : '>')
  const start = request.cursor ? decodeCursor(request.cursor, wanted, column.type) : null
  return {
    after: start
      ? sql<boolean>`(${column.by}, ${id}) ${compare} (${start.value}::${sql.raw(column.type)}, ${start.id}::uuid)`
      : sql<boolean>`true`,
    order: sql`${column.by} ${direction}, ${id} ${direction}`,
    key: sql<string>`(${column.by})::text`,
    by: column.by,
    direction,
  }
}

/** How many rows a query has, for a page's `total`: counted up to `COUNT_MOST`, one more when there are more. */
export async function countUpTo<DB>(db: Kysely<DB>, rows: Expression<unknown>): Promise<number> {
  const counted = await sql<{
    count: number
  }>`select count(*)::int as count from (${rows} limit ${sql.lit(COUNT_MOST + 1)}) counted`.execute(db)
  return counted.rows[0]?.count ?? 0
}

/**
 * A page of ids and how many match, of a list whose matches are few among its table: all of them are found once, then sorted and counted.
 * Walking the list in its order until a page is full would look at most of it. Total as by `countUpTo`.
 * @param tables what `from` stands on, for `with`; and `from` with its `where`. With `most` no more than that are found: a page of fewer is
 * whole, of as many it is none.
 */
export async function findPage<DB>(
  db: Kysely<DB>,
  {
    tables,
    from,
    id,
    most,
  }: { tables: RawBuilder<unknown>[]; from: RawBuilder<unknown>; id: RawBuilder<string>; most?: number },
  keys: Keyset,
  { limit }: PageRequest,
): Promise<{ ids: { id: string; sortKey: string }[]; total: number }> {
  const few = most === undefined ? sql`` : sql`limit ${sql.lit(most)}`
  const fitting = sql`fitting as materialized (
    select ${id} as id, ${keys.by} as sorted_by, ${keys.key} as sort_key, ${keys.after} as is_after from ${from} ${few})`
  const { rows } = await sql<{ total: number; id: string | null; sortKey: string }>`
    with ${sql.join([...tables, fitting])}
    select c.total, p.id, p.sort_key from (
      select count(*)::int as total from (select from fitting limit ${sql.lit(COUNT_MOST + 1)}) counted) c
    left join lateral (
      select f.id, f.sort_key, f.sorted_by from fitting f where f.is_after
      order by f.sorted_by ${keys.direction}, f.id ${keys.direction} limit ${limit + 1}) p on true
    order by p.sorted_by ${keys.direction}, p.id ${keys.direction}`.execute(db)
  const ids = rows.flatMap(({ id: found, sortKey }) => (found === null ? [] : [{ id: found, sortKey }]))
  return { ids, total: rows[0]?.total ?? 0 }
}

/** The rows of a page with their sort keys: those after the cursor, in order, one more than asked for. */
export function pageRows<DB, TB extends keyof DB, O>(
  query: SelectQueryBuilder<DB, TB, O>,
  keys: Keyset,
  { limit }: PageRequest,
) {
  return query
    .select(keys.key.as('sortKey'))
    .where(keys.after)
    .orderBy(keys.order)
    .limit(limit + 1)
    .execute()
}

/** Makes the page of `limit + 1` fetched rows that carry `id` and `sortKey`. */
export function pageOfRows<R extends { id: string; sortKey: string }>(
  request: PageRequest,
  rows: R[],
  total: number,
  fallback: string,
): Page<R> {
  const items = rows.slice(0, request.limit)
  const last = items.at(-1)
  const more = rows.length > request.limit && last
  return { items, next: more ? encodeCursor(request.sort ?? fallback, last.sortKey, last.id) : null, total }
}

function encodeCursor(sort: string, value: string, id: string): string {
  return Buffer.from(JSON.stringify([sort, value, id])).toString('base64url')
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** What a cursor's value may look like, by the type it is cast to; anything else was not made by us. */
const VALUES: Record<SortColumn['type'], RegExp> = {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the one character that PostgreSQL's text cannot hold
  text: /^[^\u0000]*$/,
  date: /^\d{4,6}-\d{2}-\d{2}$/,
  timestamptz: /^-?infinity$|^\d{4,6}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?[+-]\d{2}(:\d{2})*$/,
  bigint: /^-?\d{1,18}$/,
  int: /^-?\d{1,9}$/,
  numeric: /^-?\d{1,40}(\.\d{1,40})?$/,
}

function decodeCursor(cursor: string, sort: string, type: SortColumn['type']): { value: string; id: string } {
  try {
    const [madeFor, value, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[]
    if (
      madeFor === sort &&
      typeof value === 'string' &&
      typeof id === 'string' &&
      VALUES[type].test(value) &&
      UUID.test(id)
    ) {
      return { value, id }
    }
  } catch {
    // An altered cursor is refused below, like one of another order.
  }
  throw refuse.cursorWrong()
}
