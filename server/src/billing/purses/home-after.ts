import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { SuccessionFacts } from '../../registry/index.ts'
import { personNow } from '../bills/person-now.ts'

/**
 * Which of the new premises what belongs to a person (a column) goes to: those that they own or else live in, the largest first; null where they
 * have nothing to do with any. Where the new ones have ended in their turn, who was there to the end counts.
 */
export function homeAfter(
  actor: Actor,
  { successorIds }: Pick<SuccessionFacts, 'successorIds'>,
  person: RawBuilder<unknown>,
): RawBuilder<string | null> {
  const tenant = sql`${tenantOf(actor)}::uuid`
  return sql`(select o.premises_id from registry.public_occupancy o
    where o.tenant_id = ${tenant} and o.premises_id = any(${successorIds}::uuid[]) and ${personNow(actor, sql`o.person_id`)} = ${personNow(actor, person)}
      and (o.to_on is null or o.to_on >= coalesce((select p.ended_on from registry.public_premises p
        where p.tenant_id = o.tenant_id and p.id = o.premises_id), ${today()}::date))
    order by o.kind <> 'owner', (select a.area_m2 from registry.public_premises_area a
        where a.tenant_id = o.tenant_id and a.premises_id = o.premises_id and a.from_on <= ${today()}::date
        order by a.from_on desc limit 1) desc nulls last,
      array_position(${successorIds}::uuid[], o.premises_id) limit 1)`
}
