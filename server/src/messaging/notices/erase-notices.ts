import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { type Erasing, type ErasurePart, erased } from '../../platform/personal-data.ts'
import { blindIndex } from '../../platform/seal.ts'
import { messaging } from '../tables.ts'

/**
 * The inbox of the account, what colleagues were told about what the person did, and messages to the phones: all go. Modules to the left
 * add what the person had only later, so what notices tell of theirs is asked for here.
 */
export async function eraseNotices(tx: Tx, actor: Actor, erasing: Erasing): Promise<ErasurePart[]> {
  const tenantId = tenantOf(actor)
  const db = messaging(tx)
  const notices = await sql`delete from messaging.notice
    where tenant_id = ${tenantId} and (account_id = ${erasing.accountId} or about_id = any(${[...erasing.objectIds]}::uuid[])
      or about_kind = 'vehicle-application' and about_id in (select a.id from registry.public_vehicle_application a
        where a.tenant_id = ${tenantId} and a.person_id = any(${[...erasing.personIds]}::uuid[])))`.execute(db)
  const indexes = erasing.phones.map(phone => blindIndex('phone', phone))
  const sms = await sql`delete from messaging.sms where phone_index = any(${indexes}::bytea[])`.execute(db)
  return [erased('站内消息', notices.numAffectedRows, 'removed'), erased('短信记录', sms.numAffectedRows, 'removed')]
}
