import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { billing } from '../tables.ts'

/**
 * What is charged for the days of leases of a community ends when they do: given up early, renewed from another day, or holding again. One whose
 * lease never came about goes, unless something was billed: then it ends on its first day, and the next run that corrects makes red lines of
 * the rest. Where the days are charged otherwise by now, it stays as it is. Told twice, nothing happens.
 */
export async function followLeases(tx: Tx, actor: Actor, { communityId }: { communityId: string }): Promise<void> {
  const followed = sql`
    select a.tenant_id, a.id, a.rule_id, a.premises_id, a.starts_on, l.to_on from billing.assignment a
    join (
      select tenant_id, id, to_on from registry.public_lease
      union all select tenant_id, id, max(to_on) from registry.public_space_lease group by 1, 2
    ) l on l.tenant_id = a.tenant_id and l.id = a.lease_id
    where a.tenant_id = ${tenantOf(actor)}::uuid and a.community_id = ${communityId}::uuid and a.lease_id is not null
      and a.ends_on is distinct from l.to_on`
  await sql`
    with gone as (select f.* from (${followed}) f
      where f.to_on < f.starts_on and not exists (select from billing.bill b
        where b.tenant_id = f.tenant_id and b.assignment_id = f.id and b.kind = 'charge')),
    payers as (delete from billing.payer_arrangement p using gone g where p.tenant_id = g.tenant_id and p.assignment_id = g.id)
    delete from billing.assignment a using gone g where a.tenant_id = g.tenant_id and a.id = g.id`.execute(billing(tx))
  await sql`
    update billing.assignment a set ends_on = greatest(f.to_on, f.starts_on), version = a.version + 1
    from (${followed}) f
    where a.tenant_id = f.tenant_id and a.id = f.id and a.ends_on is distinct from greatest(f.to_on, f.starts_on)
      and not exists (select from billing.assignment o
        where o.tenant_id = f.tenant_id and o.rule_id = f.rule_id and o.premises_id = f.premises_id and o.id <> f.id
          and daterange(o.starts_on, o.ends_on, '[]') && daterange(f.starts_on, greatest(f.to_on, f.starts_on), '[]'))`.execute(
    billing(tx),
  )
}
