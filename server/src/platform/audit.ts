import type { Tx } from './db.ts'

/**
 * Says something for the audit log, in this transaction. Routes that write are audited by the door already:
 * call this for what the door cannot know (before and after, a reveal's reason).
 */
export function audit(tx: Tx, action: string, object: string | null, detail?: unknown): void {
  tx.auditLines.push({ action, object, detail })
}
