import type { Permission, RecordKind } from '@anju/contract'
import { type RawBuilder, sql } from 'kysely'
import { type Actor, can, tenantOf } from './actor.ts'
import { drawer, type Tx } from './db.ts'

const platform = drawer('platform')

interface NamedId {
  id: string
  label: string | null
}

/** How records of a kind are called, for lists that name many kinds (the audit log). */
export interface NameSource {
  /** Who may be told; null: whoever sees them through the walls. */
  permission: Permission | null
  find: (tx: Tx, actor: Actor, ids: readonly string[]) => Promise<NamedId[]>
}

export type NameSources = Partial<Record<RecordKind, NameSource>>

const sources = new Map<string, NameSource>()

/** Makes the names of a module's records known; `defineModule` does it. */
export function declareNames(names: NameSources): void {
  for (const [kind, source] of Object.entries(names)) sources.set(kind, source)
}

/** The kinds whose records can be named. */
export function namedKinds(): string[] {
  return [...sources.keys()]
}

/**
 * Names read from a table of the declaring module, within the walls of who asks.
 * @param label what a row (`r`) is called; null where it has no name
 * @param key the column that its id is in
 */
export function namedBy(
  table: string,
  permission: Permission | null,
  label: RawBuilder<unknown>,
  key = 'id',
): NameSource {
  return {
    permission,
    find: async (tx, actor, ids) => {
      const { rows } = await sql<NamedId>`
        select r.${sql.ref(key)} as id, (${label})::text as label from ${sql.table(table)} as r
        where r.tenant_id = ${tenantOf(actor)} and r.${sql.ref(key)} = any(${[...ids]}::uuid[])`.execute(platform(tx))
      return rows
    },
  }
}

export interface RecordName {
  id: string
  kind: RecordKind
  label: string
}

/**
 * What records are called: one statement a kind, however many are asked for. Left out are those that the actor may not see, be it for
 * want of the permission or behind a wall, and those that are gone.
 */
export async function namesOf(
  tx: Tx,
  actor: Actor,
  wanted: ReadonlyMap<RecordKind, ReadonlySet<string>>,
): Promise<RecordName[]> {
  const found: RecordName[] = []
  for (const [kind, ids] of wanted) {
    const source = sources.get(kind)
    if (!source || ids.size === 0 || (source.permission && !can(actor, source.permission))) continue
    for (const { id, label } of await source.find(tx, actor, [...ids])) if (label) found.push({ id, kind, label })
  }
  return found
}
