import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { billing } from '../tables.ts'
import { lockCharges } from './lock-charges.ts'

/**
 * What is charged for the days of leases of a community ends when they do: given up early, renewed from another day, or holding again, and never
 * after the day it was asked for. One whose lease never came about goes, unless something was billed: then it ends on its first day, and the next
 * run that corrects makes red lines of the rest. One that was carried with merged premises keeps its version: it is still what was carried. Where the days are charged otherwise by now, it stays as it is. Told twice, nothing happens.
 */
export async function followLeases(tx: Tx, actor: Actor, { communityId }: { communityId: string }): Promise<void> {
  await removeUnbilled(tx, actor, communityId)
  await sql`
    update billing.assignment a set ends_on = greatest(f.to_on, f.starts_on),
      version = a.version + case when a.succession_id is null then 1 else 0 end
    from (${followedIn(actor, communityId)}) f
    where a.tenant_id = f.tenant_id and a.id = f.id and a.ends_on is distinct from greatest(f.to_on, f.starts_on)
      and not exists (select from billing.assignment o
        where o.tenant_id = f.tenant_id and o.rule_id = f.rule_id and o.premises_id = f.premises_id and o.id <> f.id
          and daterange(o.starts_on, o.ends_on, '[]') && daterange(f.starts_on, greatest(f.to_on, f.starts_on), '[]'))`.execute(
    billing(tx),
  )
}

/** Charges whose last day is not that of their lease. A lease that never came about, or is gone, has no view: it ended before it began. */
function followedIn(actor: Actor, communityId: string): RawBuilder<unknown> {
  return sql`
    select f.* from (
      select a.tenant_id, a.id, a.rule_id, a.premises_id, a.starts_on, a.ends_on,
        case when l.to_on is null then a.starts_on - 1 else least(l.to_on, a.asked_until) end as to_on
      from billing.assignment a
      left join lateral (
        select x.to_on from registry.public_lease x where x.tenant_id = a.tenant_id and x.id = a.lease_id
        union all select max(s.to_on) from registry.public_space_lease s where s.tenant_id = a.tenant_id and s.id = a.lease_id
        order by 1 nulls last limit 1) l on true
      where a.tenant_id = ${tenantOf(actor)}::uuid and a.community_id = ${communityId}::uuid and a.lease_id is not null) f
    where f.ends_on is distinct from f.to_on`
}

/** Locks only where one is to go, and asks again under the lock: what was billed meanwhile stays. */
async function removeUnbilled(tx: Tx, actor: Actor, communityId: string): Promise<void> {
  const unbilled = sql`select f.id from (${followedIn(actor, communityId)}) f where f.to_on < f.starts_on
    and not exists (select from billing.bill b where b.tenant_id = f.tenant_id and b.assignment_id = f.id and b.kind = 'charge')`
  const { rows: found } = await sql`${unbilled} limit 1`.execute(billing(tx))
  if (found.length === 0) return
  await lockCharges(tx, actor, 'take-back')
  const { rows } = await sql<{ id: string }>`
    with gone as (${unbilled}),
    payers as (delete from billing.payer_arrangement p using gone g where p.tenant_id = ${tenantOf(actor)}::uuid and p.assignment_id = g.id)
    delete from billing.assignment a using gone g where a.tenant_id = ${tenantOf(actor)}::uuid and a.id = g.id returning a.id`.execute(
    billing(tx),
  )
  for (const { id } of rows) audit(tx, 'billing.removeAssignment', id, { reason: 'lease' })
}
