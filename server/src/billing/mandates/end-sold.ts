import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { addDays } from '../../platform/period.ts'
import { personNow } from '../bills/person-now.ts'
import { mandateChanged } from '../events.ts'
import { billing } from '../tables.ts'

interface Transfer {
  communityId: string
  premisesId: string
  on: string
  oldOwnerIds: string[]
  newOwnerIds: string[]
}

/**
 * 过户: the account of who has sold a home pays nothing of it from that day on. A mandate of another home as well loses this one; any other ends
 * with the day before. It is the seller's when its payer is, or when it names none and was signed before. What the bank was asked for
 * already is still answered. Told twice, nothing happens.
 */
export async function endSoldMandates(tx: Tx, actor: Actor, transfer: Transfer): Promise<void> {
  const { communityId, premisesId, on, oldOwnerIds, newOwnerIds } = transfer
  const gone = oldOwnerIds.filter(id => !newOwnerIds.includes(id))
  if (gone.length === 0) return
  const tenantId = tenantOf(actor)
  const { rows } = await sql<{ id: string; elsewhere: boolean }>`
    select m.id, exists (select from billing.mandate_home e
        join registry.public_premises w on w.tenant_id = e.tenant_id and w.id = e.premises_id and w.ended_on is null
        where e.tenant_id = m.tenant_id and e.mandate_id = m.id and e.premises_id <> h.premises_id) as elsewhere
    from billing.mandate_home h join billing.mandate m on m.tenant_id = h.tenant_id and m.id = h.mandate_id
    where h.tenant_id = ${tenantId}::uuid and h.premises_id = ${premisesId}::uuid and m.ended_at is null
      and m.valid_from < ${on}::date and (m.valid_until is null or m.valid_until >= ${on}::date)
      and case when m.payer_person_id is null then m.signed_on < ${on}::date
        else ${personNow(actor, sql`m.payer_person_id`)} in (select ${personNow(actor, sql`o.id`)} from unnest(${gone}::uuid[]) as o(id)) end
    order by m.id for update of m`.execute(billing(tx))
  for (const { id, elsewhere } of rows) {
    if (elsewhere)
      await sql`delete from billing.mandate_home where tenant_id = ${tenantId}::uuid and mandate_id = ${id}::uuid
        and premises_id = ${premisesId}::uuid`.execute(billing(tx))
    else await end(tx, actor, id, on)
    await publish(tx, mandateChanged, { communityId, mandateId: id })
  }
}

/** Of a day that has not come it is valid until then, and expires by itself. */
async function end(tx: Tx, actor: Actor, mandateId: string, on: string): Promise<void> {
  const ended =
    on <= today()
      ? sql`, ended_at = ${now()}::timestamptz, ended_by_name = ${actor.name}, end_reason = ${`房屋 ${on} 过户`}`
      : sql``
  await sql`update billing.mandate set valid_until = ${addDays(on, -1)}::date, version = version + 1 ${ended}
    where tenant_id = ${tenantOf(actor)}::uuid and id = ${mandateId}::uuid`.execute(billing(tx))
}
