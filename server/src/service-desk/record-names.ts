import { sql } from 'kysely'
import { type NameSources, namedBy } from '../platform/record-names.ts'

/** What work orders are called in the audit log. */
export const orderNames: NameSources = {
  order: namedBy('serviceDesk.workOrder', 'service-desk.orders.read', sql`r.number`),
}
