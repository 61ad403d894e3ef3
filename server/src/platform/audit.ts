import { isDeepStrictEqual } from 'node:util'
import type { Tx } from './db.ts'

/**
 * Says something for the audit log, in this transaction. Routes that write are audited by the door already:
 * call this for what the door cannot know (before and after, a reveal's reason).
 */
export function audit(tx: Tx, action: string, object: string | null, detail?: unknown): void {
  tx.auditLines.push({ action, object, detail })
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
