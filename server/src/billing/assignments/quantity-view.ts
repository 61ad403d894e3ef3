import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { dec, decimalText } from '../../platform/decimals.ts'
import { billing } from '../tables.ts'

/** How many are charged from a day on; decimal text, `0` for none. `counted`: in the registry, when that changed. */
export interface QuantityVersion {
  fromOn: string
  quantity: string
  counted: boolean
}

/** What assignments' quantities became over time, oldest first, by assignment; those that never changed are not among them. */
export async function readQuantities(
  tx: Tx,
  actor: Actor,
  assignmentIds: readonly string[],
): Promise<Map<string, QuantityVersion[]>> {
  if (assignmentIds.length === 0) return new Map()
  const rows = await billing(tx)
    .selectFrom('billing.assignmentQuantity')
    .select(['assignmentId', 'fromOn', 'quantity', 'counted'])
    .where('tenantId', '=', tenantOf(actor))
    .where('assignmentId', '=', sql<string>`any(${[...new Set(assignmentIds)]}::uuid[])`)
    .orderBy('fromOn')
    .execute()
  const found = new Map<string, QuantityVersion[]>()
  for (const { assignmentId, ...version } of rows) {
    const known = found.get(assignmentId) ?? []
    known.push({ ...version, quantity: decimalText(dec(version.quantity)) })
    found.set(assignmentId, known)
  }
  return found
}

/** How many the assignment of an alias is charged for on a day: what it became by then, or what it was from the start; null where nobody said. */
export function quantityOn(alias: string, day: RawBuilder<unknown>): RawBuilder<string | null> {
  const a = sql.raw(alias)
  return sql<string | null>`coalesce((select q.quantity from billing.assignment_quantity q
    where q.tenant_id = ${a}.tenant_id and q.assignment_id = ${a}.id and q.from_on <= ${day} order by q.from_on desc limit 1), ${a}.quantity)`
}
