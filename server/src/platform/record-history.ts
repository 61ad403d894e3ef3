import type { Actor } from './actor.ts'
import type { FieldChange } from './audit.ts'
import type { Tx } from './db.ts'

/**
 * A line of the audit log that is about many records at once and names none of them (an import, say), for one record's history: found by
 * its own object and action, with what it did to that record.
 */
export interface SharedLine {
  object: string
  action: string
  changes: FieldChange[]
}

/** What else a module knows of the history of records, behind the walls of who asks. Set-based. */
export type SharedLinesOf = (tx: Tx, actor: Actor, objectIds: readonly string[]) => Promise<SharedLine[]>

const sources = new Map<string, SharedLinesOf>()

/** Makes a module's part of histories known; `defineModule` does it. */
export function declareHistory(module: string, linesOf: SharedLinesOf): void {
  sources.set(module, linesOf)
}

/** The lines of all modules for these records. */
export async function sharedLines(tx: Tx, actor: Actor, objectIds: readonly string[]): Promise<SharedLine[]> {
  const found: SharedLine[] = []
  for (const linesOf of sources.values()) found.push(...(await linesOf(tx, actor, objectIds)))
  return found
}
