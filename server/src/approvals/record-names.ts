import { sql } from 'kysely'
import { type NameSources, namedBy } from '../platform/record-names.ts'

/** What approvals are called in the audit log. */
export const approvalNames: NameSources = {
  approval: namedBy('approvals.request', 'approvals.requests.read', sql`r.title`),
}
