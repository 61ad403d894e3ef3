import { isDeepStrictEqual } from 'node:util'
import type { Route } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from './actor.ts'
import { drawer, type Tx } from './db.ts'
import { keyset, type Page, pageOfRows } from './page.ts'
import { type SharedLine, sharedLines } from './record-history.ts'

const platform = drawer('platform')

/**
 * Says something for the audit log, in this transaction. Routes that write are audited by the door already:
 * call this for what the door cannot know (before and after, a reveal's reason).
 */
export function audit(tx: Tx, action: string, object: string | null, detail?: unknown): void {
  tx.auditLines.push({ action, object, detail })
}

/**
 * The line of a route that wrote: what was asked, where that may be written down (`auditBody`), and what `recordChanges` noted of it.
 * @param input the parsed request
 */
export function auditRoute(tx: Tx, route: Pick<Route, 'name' | 'auditBody'>, input: object): void {
  const asked = route.auditBody === false ? null : input
  const changes = tx.changes.splice(0)
  const detail = changes.length === 0 ? asked : { ...asked, changes }
  tx.auditLines.push({ action: route.name, object: objectOf(input), detail })
}

/** The id an audit line is about: the path's own, else the body's. */
function objectOf(input: object): string | null {
  const values = input as Record<string, unknown>
  const named = Object.keys(values).find(name => name.endsWith('Id') && typeof values[name] === 'string')
  return typeof values.id === 'string' ? values.id : named ? String(values[named]) : null
}

export interface FieldChange {
  field: string
  before: unknown
  after: unknown
}

/**
 * Notes what an edit changed, field by field, for the audit line that the door writes for the route: it carries them as `changes`.
 * Fields that stay as they are are left out. Sealed things (phones, ID numbers) are given masked, never in full.
 */
export function recordChanges<T extends object>(tx: Tx, before: T, after: Partial<T>): void {
  for (const [field, value] of Object.entries(after)) {
    const old = before[field as keyof T]
    if (!isDeepStrictEqual(old ?? null, value ?? null))
      tx.changes.push({ field, before: old ?? null, after: value ?? null })
  }
}

/**
 * Does what an edit of another's does, and gives what it noted with `recordChanges` a line of its own: where no route's line would carry
 * it (in a job), or where it belongs to another record. Nothing changed, no line.
 */
export async function auditChanges<T>(tx: Tx, action: string, object: string, work: () => Promise<T>): Promise<T> {
  const noted = tx.changes.length
  const answer = await work()
  const changes = tx.changes.splice(noted)
  if (changes.length > 0) audit(tx, action, object, { changes })
  return answer
}

/** A line of a record's history: who did what, when and why, and what that changed. */
export interface HistoryEntry {
  id: string
  at: Date
  action: string
  actorKind: 'staff' | 'resident' | 'system' | 'anonymous'
  actorName: string
  reason: string | null
  changes: FieldChange[]
}

/**
 * The audit lines of a record, newest first, for its "history" tab, and those of what was done to many at once (`sharedLines`). The caller has checked that the actor may see the record:
 * the log itself knows no communities.
 * @param objectIds the record and what belongs to it: what the audit lines name as their object
 */
export async function historyOf(
  tx: Tx,
  actor: Actor,
  objectIds: readonly string[],
  page: { cursor?: string; limit?: number } = {},
): Promise<Page<HistoryEntry>> {
  const request = { cursor: page.cursor, limit: page.limit ?? 50 }
  if (objectIds.length === 0) return { items: [], next: null, total: 0 }
  const id = auditLineId()
  const keys = keyset(request, id, { seq: { by: sql`seq`, type: 'bigint' } }, '-seq')
  const shared = await sharedLines(tx, actor, objectIds)
  const filtered = platform(tx)
    .selectFrom('platform.audit')
    .where('tenantId', '=', tenantOf(actor))
    .where('object', 'in', [...objectIds, ...shared.map(line => line.object)])
    .where(eb => eb.or([eb('object', 'in', [...objectIds]), ...shared.map(line => eb('action', '=', line.action))]))
  const rows = await filtered
    .select(['at', 'action', 'actorKind', 'actorName', 'detail', 'object'])
    .select([id.as('id'), keys.key.as('sortKey')])
    .where(keys.after)
    .orderBy(keys.order)
    .limit(request.limit + 1)
    .execute()
  const { count } = await filtered.select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
  const told = rows.map(({ detail, object, ...row }) => {
    const line = shared.find(one => one.object === object && one.action === row.action)
    return { ...row, ...(line ? toldOfMany(row, detail, line) : toldBy(detail)) }
  })
  return pageOfRows(request, told, count, '-seq') as Page<HistoryEntry & { sortKey: string }>
}

/** An audit line has no id of its own: its number in the tenant's chain, written as a uuid for the cursor. */
export function auditLineId() {
  return sql<string>`('00000000-0000-8000-8000-' || lpad(to_hex(seq), 12, '0'))::uuid`
}

/** What an audit line's detail says of reason and changes; anything else in it is what was asked. */
function toldBy(detail: unknown): Pick<HistoryEntry, 'reason' | 'changes'> {
  const { reason, changes } = (detail ?? {}) as { reason?: unknown; changes?: FieldChange[] }
  return { reason: typeof reason === 'string' ? reason : null, changes: Array.isArray(changes) ? changes : [] }
}

/** Of a line about many records, what it did to this one; lines written before jobs had a name of their own kept it in `by`. */
function toldOfMany(row: { actorKind: string; actorName: string }, detail: unknown, { changes }: SharedLine) {
  const { by } = (detail ?? {}) as { by?: unknown }
  const named = row.actorKind === 'system' && typeof by === 'string' && by !== ''
  return { reason: null, changes, ...(named ? { actorKind: 'staff', actorName: by } : {}) }
}
