import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { identity } from '../tables.ts'

/**
 * Closes one account for good: it is nobody's any more, its phone opens it no more, and its sessions end. The same phone may open a
 * new one.
 */
export async function closeAccount(tx: Tx, actor: Actor, accountId: string): Promise<void> {
  const tenantId = tenantOf(actor)
  await sql`update identity.session set ended_at = ${now()}
    where tenant_id = ${tenantId} and account_id = ${accountId} and ended_at is null`.execute(identity(tx))
  // The index of no phone: 33 bytes, where those of phones have 32.
  await sql`update identity.resident_account set person_id = null, phone_index = ${randomBytes(33)}, phone_sealed = null, closed_at = ${now()}
    where tenant_id = ${tenantId} and id = ${accountId} and closed_at is null`.execute(identity(tx))
}
