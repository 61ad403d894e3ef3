import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { identity } from '../tables.ts'

/**
 * Closes the resident accounts of people: no phone opens them any more and their open sessions end. `ensureResidents` with a phone opens
 * them again. Set-based.
 */
export async function closeResidents(tx: Tx, actor: Actor, personIds: readonly string[]): Promise<void> {
  const tenantId = tenantOf(actor)
  await sql`update identity.session s set ended_at = ${now()} from identity.resident_account r
    where r.tenant_id = ${tenantId} and r.person_id = any(${personIds}::uuid[]) and s.tenant_id = r.tenant_id and s.account_id = r.id
      and s.ended_at is null`.execute(identity(tx))
  // The index of no phone: 33 bytes, where those of phones have 32.
  await sql`update identity.resident_account r set phone_index = w.index, phone_sealed = null
    from unnest(${personIds}::uuid[], ${personIds.map(() => randomBytes(33))}::bytea[]) as w(person_id, index)
    where r.tenant_id = ${tenantId} and r.person_id = w.person_id`.execute(identity(tx))
}
