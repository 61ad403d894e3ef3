import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { billing } from '../tables.ts'

/**
 * Held until the transaction ends: whoever writes bills shares it, whoever takes back what bills are made by (an assignment, a price, a tax
 * rate) has it alone. So a deletion waits for bills that are just being written, and its trigger sees them; and what a run had read before
 * and is gone by now is seen to be gone when its bills are written. One for a company: nothing is taken back often.
 */
export async function lockCharges(tx: Tx, actor: Actor, purpose: 'bill' | 'take-back'): Promise<void> {
  const key = `billing charges ${tenantOf(actor)}`
  const lock = sql.raw(purpose === 'bill' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock')
  await sql`select ${lock}(hashtextextended(${key}, 0))`.execute(billing(tx))
}
