import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { seal } from '../../platform/seal.ts'
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
  const rows = new Map<string, { personId: string; name: string; phoneIndex: Buffer; phoneSealed: Buffer }>()
  for (const { personId, name, phone } of people) {
    const mobile = mobileOf(phone)
    if (mobile) rows.set(personId, { personId, name, phoneIndex: phoneIndexOf(mobile), phoneSealed: seal(mobile) })
  }
  if (rows.size === 0) return
  const wanted = [...rows.values()]
  const source = sql`unnest(${wanted.map(row => row.personId)}::uuid[], ${wanted.map(() => newId())}::uuid[], ${wanted.map(row => row.name)}::text[],
    ${wanted.map(row => row.phoneIndex)}::bytea[], ${wanted.map(row => row.phoneSealed)}::bytea[]) as w(person_id, id, name, phone_index, phone_sealed)`
  await sql`update identity.session s set ended_at = ${now()}
    from identity.resident_account r join ${source} on w.person_id = r.person_id
    where r.tenant_id = ${tenantId} and r.phone_index <> w.phone_index
      and s.tenant_id = r.tenant_id and s.account_id = r.id and s.ended_at is null`.execute(identity(tx))
  // Who has signed in by this phone before anybody knew the person goes on in the same account.
  await sql`update identity.resident_account r set person_id = f.person_id, name = f.name
    from (select distinct on (u.id) u.id, w.person_id, w.name from ${source}
      join identity.resident_account u on u.tenant_id = ${tenantId} and u.phone_index = w.phone_index and u.person_id is null
      where not exists (select 1 from identity.resident_account o where o.tenant_id = ${tenantId} and o.person_id = w.person_id)
      order by u.id, w.person_id) f
    where r.tenant_id = ${tenantId} and r.id = f.id`.execute(identity(tx))
  await sql`insert into identity.resident_account as r (tenant_id, id, person_id, name, phone_index, phone_sealed, created_at)
    select ${tenantId}, w.id, w.person_id, w.name, w.phone_index, w.phone_sealed, ${now()} from ${source}
    on conflict (tenant_id, person_id) do update set name = excluded.name, phone_index = excluded.phone_index, phone_sealed = excluded.phone_sealed
      where r.phone_sealed is null or (r.name, r.phone_index) is distinct from (excluded.name, excluded.phone_index)`.execute(
    identity(tx),
  )
}
