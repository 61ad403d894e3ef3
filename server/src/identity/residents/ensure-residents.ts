import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { identity } from '../tables.ts'
import { mobileOf, phoneIndexOf } from './phone.ts'

export interface ResidentInput {
  personId: string
  name: string
  /** Null, or a number that cannot receive codes, opens no account and leaves an existing one as it is. */
  phone: string | null
}

/**
 * Opens or corrects the resident accounts of people, by person; set-based. Where the phone of an account changes, its open
 * sessions end: the number may have gone to somebody else.
 */
export async function ensureResidents(tx: Tx, actor: Actor, people: ResidentInput[]): Promise<void> {
  const tenantId = tenantOf(actor)
  const rows = new Map<string, { personId: string; name: string; phoneIndex: Buffer }>()
  for (const { personId, name, phone } of people) {
    const mobile = mobileOf(phone)
    if (mobile) rows.set(personId, { personId, name, phoneIndex: phoneIndexOf(mobile) })
  }
  if (rows.size === 0) return
  const wanted = [...rows.values()]
  const source = sql`unnest(${wanted.map(row => row.personId)}::uuid[], ${wanted.map(() => newId())}::uuid[], ${wanted.map(row => row.name)}::text[],
    ${wanted.map(row => row.phoneIndex)}::bytea[]) as w(person_id, id, name, phone_index)`
  await sql`update identity.session s set ended_at = ${now()}
    from identity.resident_account r join ${source} on w.person_id = r.person_id
    where r.tenant_id = ${tenantId} and r.phone_index <> w.phone_index
      and s.tenant_id = r.tenant_id and s.account_id = r.id and s.ended_at is null`.execute(identity(tx))
  await sql`insert into identity.resident_account as r (tenant_id, id, person_id, name, phone_index, created_at)
    select ${tenantId}, w.id, w.person_id, w.name, w.phone_index, ${now()} from ${source}
    on conflict (tenant_id, person_id) do update set name = excluded.name, phone_index = excluded.phone_index
      where (r.name, r.phone_index) is distinct from (excluded.name, excluded.phone_index)`.execute(identity(tx))
}
