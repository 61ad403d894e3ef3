import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { civilDateOf, now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { billing } from '../tables.ts'
import { countOf } from './count-of.ts'

/**
 * What is charged by how many vehicles or meters a home has goes on with as many as there are from the day on which that changed: the month is
 * cut there, and none are none. Only what differs is written, in one statement; told twice, nothing happens.
 */
export async function followCounts(
  tx: Tx,
  actor: Actor,
  { communityId }: { communityId: string },
  { at }: { at: Date },
): Promise<void> {
  const on = civilDateOf(at)
  await sql`
    insert into billing.assignment_quantity (tenant_id, community_id, premises_id, assignment_id, from_on, quantity, counted, created_at)
    select c.tenant_id, c.community_id, c.premises_id, c.id, c.from_on, c.count, true, ${now()}::timestamptz from (
      select a.tenant_id, a.community_id, a.premises_id, a.id, a.quantity, greatest(a.starts_on, ${on}::date) as from_on, ${countOf('a')} as count
      from billing.assignment a
      where a.tenant_id = ${tenantOf(actor)}::uuid and a.community_id = ${communityId}::uuid and a.counted_by is not null
        and (a.ends_on is null or a.ends_on >= ${on}::date)) c
    where c.count <> coalesce((select q.quantity from billing.assignment_quantity q
      where q.tenant_id = c.tenant_id and q.assignment_id = c.id and q.from_on <= c.from_on order by q.from_on desc limit 1), c.quantity, -1)
    on conflict (tenant_id, assignment_id, from_on) do update set quantity = excluded.quantity, counted = true`.execute(
    billing(tx),
  )
}
