import { sql } from 'kysely'
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
