import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { type AboutPerson, type Erasing, type ErasurePart, erased } from '../../platform/personal-data.ts'
import { unseal } from '../../platform/seal.ts'
import { identity } from '../tables.ts'
import { mobileOf, phoneIndexOf } from './phone.ts'

function accountsOf(tx: Tx, actor: Actor, about: AboutPerson) {
  return sql<{ id: string; phoneSealed: Buffer | null }>`select id, phone_sealed from identity.resident_account
    where tenant_id = ${tenantOf(actor)} and (id = ${about.accountId} or person_id = any(${about.personIds}::uuid[]))`.execute(
    identity(tx),
  )
}

/** The phones of the accounts, in full. */
export async function phonesOfAccount(tx: Tx, actor: Actor, about: AboutPerson): Promise<string[]> {
  const { rows } = await accountsOf(tx, actor, about)
  return rows.flatMap(row => (row.phoneSealed ? [unseal(row.phoneSealed)] : []))
}

/** The account stays as a pseudonym that no phone opens; sessions end and lose where they were, codes of the phones go. */
export async function eraseAccount(tx: Tx, actor: Actor, erasing: Erasing): Promise<ErasurePart[]> {
  const tenantId = tenantOf(actor)
  const db = identity(tx)
  const { rows } = await accountsOf(tx, actor, erasing)
  const ids = rows.map(row => row.id)
  for (const id of ids) erasing.objectIds.add(id)
  const sessions =
    await sql`update identity.session set ended_at = coalesce(ended_at, ${now()}), address = null, device = null
    where tenant_id = ${tenantId} and account_id = any(${ids}::uuid[])
      and (ended_at is null or address is not null or device is not null)`.execute(db)
  const accounts =
    await sql`update identity.resident_account r set name = ${erasing.pseudonym}, phone_index = w.index, phone_sealed = null,
      closed_at = coalesce(r.closed_at, ${now()})
    from unnest(${ids}::uuid[], ${ids.map(() => randomBytes(33))}::bytea[]) as w(id, index)
    where r.tenant_id = ${tenantId} and r.id = w.id and r.name <> ${erasing.pseudonym}`.execute(db)
  const indexes = erasing.phones.flatMap(phone => {
    const mobile = mobileOf(phone)
    return mobile ? [phoneIndexOf(mobile)] : []
  })
  await sql`delete from identity.sign_in_code where phone_index = any(${indexes}::bytea[])`.execute(db)
  return [
    erased('账号（姓名、手机号）', accounts.numAffectedRows, 'anonymised'),
    erased('登录记录（来源、设备）', sessions.numAffectedRows, 'anonymised'),
  ]
}
