import { kindOfObject, kindOfReference, type RecordKind, type Route, routes } from '@anju/contract'
import type { Actor } from '../actor.ts'
import type { Tx } from '../db.ts'
import { namesOf, type RecordName } from '../record-names.ts'

interface Line {
  action: string
  object: string | null
  detail: unknown
}

export interface NamedLine {
  /** What the line is about; null where it is about no record of a kind. */
  objectKind: RecordKind | null
  /** How the record is called; null where the reader may not see it, or where it has no name. */
  objectLabel: string | null
  /** How the records are called that the line's values name. */
  names: RecordName[]
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
/** So many ids of a kind are named a line; what was done to more at once says how many. */
const MOST_NAMED = 50

/** The names of what each action's route asks: the path's first, then the body's. */
const asked = new Map(routes.map(route => [route.name, namesAsked(route)]))

function namesAsked({ params, query, body }: Route): string[] {
  return [params, query, body].flatMap(part => Object.keys((part as { shape?: object } | undefined)?.shape ?? {}))
}

/** What kind of record an action is about, as its line names it. */
export function kindOfAction(action: string): RecordKind | undefined {
  return kindOfObject(action, asked.get(action) ?? [])
}

/** Every id in a line's values with what it is of: `premisesId`, `roleIds`, what changed of such a field, also deep inside. */
function referencesIn(action: string, value: unknown, name = ''): [RecordKind, string][] {
  if (typeof value === 'string') {
    const kind = UUID.test(value) ? kindOfReference(action, name) : undefined
    return kind ? [[kind, value]] : []
  }
  if (Array.isArray(value)) return value.slice(0, MOST_NAMED).flatMap(one => referencesIn(action, one, name))
  if (typeof value !== 'object' || value === null) return []
  const { field, before, after } = value as Record<string, unknown>
  if (typeof field === 'string' && ('before' in value || 'after' in value))
    return [before, after].flatMap(one => referencesIn(action, one, field))
  return Object.entries(value).flatMap(([key, inner]) => referencesIn(action, inner, key))
}

/** What the line of a record's end says it was called: of what is gone nothing else knows. */
function saidIn({ action, detail }: Line): string | null {
  if (!action.endsWith('Deleted')) return null
  const said = (detail ?? {}) as Record<string, unknown>
  const name = said.label ?? said.name ?? said.code
  return typeof name === 'string' ? name : null
}

/**
 * Adds to lines of the audit log what they are about and how the records are called that they name: one statement for each kind among
 * them, within the walls of the reader.
 */
export async function nameLines<L extends Line>(tx: Tx, actor: Actor, lines: readonly L[]): Promise<(L & NamedLine)[]> {
  const told = lines.map(line => {
    const kind = line.object === null ? undefined : kindOfAction(line.action)
    return { line, kind, references: referencesIn(line.action, line.detail) }
  })
  const wanted = new Map<RecordKind, Set<string>>()
  const want = (kind: RecordKind, id: string) => wanted.set(kind, (wanted.get(kind) ?? new Set()).add(id))
  for (const { line, kind, references } of told) {
    if (kind && line.object !== null && UUID.test(line.object)) want(kind, line.object)
    for (const [of, id] of references) want(of, id)
  }
  const found = new Map((await namesOf(tx, actor, wanted)).map(name => [`${name.kind} ${name.id}`, name]))
  return told.map(({ line, kind, references }) => ({
    ...line,
    objectKind: kind ?? null,
    objectLabel: kind ? (found.get(`${kind} ${line.object}`)?.label ?? saidIn(line)) : null,
    names: [...new Set(references.map(([of, id]) => found.get(`${of} ${id}`)))].filter(name => name !== undefined),
  }))
}
