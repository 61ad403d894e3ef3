import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { SuccessionFacts } from '../../registry/index.ts'
import { personNow } from '../bills/person-now.ts'
import { billing } from '../tables.ts'

/**
 * A mandate belongs to who holds the account: of premises that were merged or split it goes on in the new ones in which that person (its payer,
 * else an owner of the old ones) is somebody, and goes on for what the old ones still owe. Nobody's account pays for strangers' homes.
 */
export async function carryMandates(tx: Tx, actor: Actor, succession: SuccessionFacts): Promise<void> {
  const { premisesIds, successorIds } = succession
  await sql`
    insert into billing.mandate_home (tenant_id, mandate_id, premises_id, community_id, succession_id)
    select distinct m.tenant_id, m.id, o.premises_id, m.community_id, ${succession.id}::uuid
    from billing.mandate m
    join billing.mandate_home h on h.tenant_id = m.tenant_id and h.mandate_id = m.id and h.premises_id = any(${premisesIds}::uuid[])
    join registry.public_occupancy o on o.tenant_id = m.tenant_id and o.premises_id = any(${successorIds}::uuid[])
    where m.tenant_id = ${tenantOf(actor)}::uuid and m.ended_at is null and (o.to_on is null or o.to_on >= ${succession.fromOn}::date)
      and case when m.payer_person_id is not null then ${personNow(actor, sql`o.person_id`)} = ${personNow(actor, sql`m.payer_person_id`)}
        else o.kind = 'owner' and exists (select from registry.public_occupancy w
          where w.tenant_id = m.tenant_id and w.premises_id = h.premises_id and w.kind = 'owner' and w.person_id = o.person_id
            and w.from_on < ${succession.fromOn}::date and (w.to_on is null or w.to_on >= ${succession.fromOn}::date - 1)) end
    on conflict do nothing`.execute(billing(tx))
}

/** What was carried goes with the new premises; the mandate stays with the old ones. */
export async function takeMandatesBack(tx: Tx, actor: Actor, successionId: string): Promise<void> {
  await sql`delete from billing.mandate_home
    where tenant_id = ${tenantOf(actor)}::uuid and succession_id = ${successionId}::uuid`.execute(billing(tx))
}
