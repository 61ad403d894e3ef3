import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { civilDateOf, now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { billing } from '../tables.ts'
import { countOf } from './count-of.ts'
import { quantityOn } from './quantity-view.ts'

/**
 * What is charged by how many vehicles or meters a home has goes on with as many as there are from the day on which that changed: the month is
 * cut there, and none are none. Asked is whether the count of the home is another than it was last, so that what somebody said holds until one
 * comes or goes, on the day of that, too. Only what differs is written, in one statement; told twice, nothing happens. Told of two changes at once,
 * the second waits for the first: the count that is kept is that of the last.
 */
export async function followCounts(
  tx: Tx,
  actor: Actor,
  { communityId }: { communityId: string },
  { at }: { at: Date },
): Promise<void> {
  const on = civilDateOf(at)
  const key = `billing counts ${tenantOf(actor)} ${communityId}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(billing(tx))
  await sql`
    with changed as (
      select c.* from (
        select a.tenant_id, a.community_id, a.premises_id, a.id, a.quantity, a.counted_last, greatest(a.starts_on, ${on}::date) as from_on,
          ${countOf('a')} as count
        from billing.assignment a
        where a.tenant_id = ${tenantOf(actor)}::uuid and a.community_id = ${communityId}::uuid and a.counted_by is not null
          and (a.ends_on is null or a.ends_on >= ${on}::date)) c
      where c.count is distinct from c.counted_last),
    noted as (
      update billing.assignment a set counted_last = c.count from changed c where a.tenant_id = c.tenant_id and a.id = c.id)
    insert into billing.assignment_quantity (tenant_id, community_id, premises_id, assignment_id, from_on, quantity, counted, created_at)
    select c.tenant_id, c.community_id, c.premises_id, c.id, c.from_on, c.count, true, ${now()}::timestamptz from changed c
    where c.count is distinct from ${quantityOn('c', sql`c.from_on`)}
    on conflict (tenant_id, assignment_id, from_on) do update set quantity = excluded.quantity
      where assignment_quantity.counted`.execute(billing(tx))
}
