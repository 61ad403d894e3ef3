import { setImmediate as nextTurn } from 'node:timers/promises'
import { COUNT_MOST, type RequestOf, type RouteSpec, routes } from '@anju/contract'
import type { Actor } from '../actor.ts'
import type { Tx } from '../db.ts'
import { Refusal, refuse } from '../errors.ts'
import { type ExportColumn, type ExportFace, exportTable } from '../export-table.ts'
import { featuresOf } from '../features/admit-to-modules.ts'
import type { FileAnswer } from '../module.ts'

/** A list verb: a page of items after a cursor. */
export type ListVerb<Filters, Row> = (
  tx: Tx,
  actor: Actor,
  input: Filters & { limit: number; cursor?: string },
) => Promise<{ items: Row[]; next: string | null; total: number }>

/** What the answer of a report says beside its rows: its months, the day as of which it counts, and its sums. */
interface Said {
  from?: string
  to?: string
  asOf?: string
  sums?: object
}

/** What a report says of itself in a workbook, by its filters and its answer. */
export type FaceOf<Filters> = (tx: Tx, actor: Actor, filters: Filters, said: Said) => Promise<ExportFace>

/** A page of rows, of how many (null: nobody knows), and what the answer said beside them. */
export interface ExportPage<Row> {
  rows: Row[]
  total: number | null
  said: Said
}

/** A list that is answered whole, as one page of its own. */
export function wholeList<Filters, Row>(
  list: (tx: Tx, actor: Actor, input: Filters) => Promise<{ items: Row[] }>,
): ListVerb<Filters, Row> {
  return async (tx, actor, input) => {
    const { items } = await list(tx, actor, input)
    return { items, next: null, total: items.length }
  }
}

/** A list that can be written into a file, in whatever number of rows. */
export interface ExportDefinition {
  spec: RouteSpec
  /** The modules that it needs open, of those that may be switched off. */
  features(): string[]
  /** What the list is called, for the file. */
  name: string
  columns: ExportColumn<never>[]
  /** Page after page, in constant memory, in the order that the screen had (`sort`) where the list knows it. */
  pages(tx: Tx, actor: Actor, query: unknown, sort?: string): AsyncGenerator<ExportPage<never>>
  /** Of a report: what stands around its rows in a workbook. */
  face?: FaceOf<never>
}

/** Whether a list knows the order that it was just asked for. */
async function sorts(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask()
    return true
  } catch (error) {
    if (error instanceof Refusal && error.code === refuse.sortWrong().code) return false
    throw error
  }
}

/** Every list that can be exported, by the path of its route; filled as modules declare theirs. */
const definitions = new Map<string, ExportDefinition>()

export function exportDefinition(path: string): ExportDefinition | undefined {
  return definitions.get(path)
}

const ROWS_PER_PAGE = 2_000

/**
 * Declares the export of a list: its route (with `format` among the filters), what it is called, the verb that lists it, and the
 * columns. From this come both ways out: the answer of the route itself, for lists of moderate size, and the file written in the
 * background (`POST /exports`), for any. A report has a `face`, a plain list has none. Answers the verb of the route. Errors of the route: platform.export_too_large.
 */
export function defineExport<S extends RouteSpec & { response: 'file' }, Row>(
  spec: S,
  name: string,
  list: ListVerb<Omit<RequestOf<S>, 'format'>, Row>,
  columns: ExportColumn<NoInfer<Row>>[],
  face?: FaceOf<Omit<RequestOf<S>, 'format'>>,
): (tx: Tx, actor: Actor, input: RequestOf<S> & { format: 'xlsx' | 'csv' }) => Promise<FileAnswer> {
  async function* pages(tx: Tx, actor: Actor, query: unknown, sort?: string): AsyncGenerator<ExportPage<Row>> {
    const filters = query as Omit<RequestOf<S>, 'format'>
    const known = sort !== undefined && (await sorts(() => list(tx, actor, { ...filters, sort, limit: 1 })))
    const ordered = known ? { ...filters, sort } : filters
    let cursor: string | undefined
    do {
      const page = await list(tx, actor, { ...ordered, limit: ROWS_PER_PAGE, ...(cursor ? { cursor } : {}) })
      // Long lists are counted up to a limit: then nobody knows how many there are until they are written.
      const { items: rows, next: _, total, ...said } = page
      yield { rows, total: total > COUNT_MOST ? null : total, said }
      cursor = page.next ?? undefined
      await nextTurn()
    } while (cursor)
  }
  const features = () => routes.filter(route => route.path === spec.path && route.method === 'GET').flatMap(featuresOf)
  definitions.set(spec.path, {
    ...{ spec, features, name, columns: columns as never, pages: pages as never },
    ...(face ? { face: face as never } : {}),
  })
  return async (tx, actor, input) => {
    // Of a route whose path holds parameters only this answer is had: it takes the order of the list itself.
    const { format, sort, ...filters } = input as typeof input & { sort?: string }
    if (!face) return exportTable(name, format, pages(tx, actor, filters, sort), columns)
    let said: Said = {}
    async function* heard(): AsyncGenerator<ExportPage<Row>> {
      for await (const page of pages(tx, actor, filters, sort)) {
        said = page.said
        yield page
      }
    }
    return exportTable(name, format, heard(), columns, () =>
      face(tx, actor, filters as unknown as Omit<RequestOf<S>, 'format'>, said),
    )
  }
}
