import type { registry as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import { defineCron } from '../../platform/cron/define-cron.ts'
import type { Tx } from '../../platform/db.ts'
import { registry } from '../tables.ts'

/**
 * Looks through everybody whom the actor sees: the same ID number (95), the same phone and the same name (90) or the same initials
 * (60), the same name in the same premises (75); 5 more for each further reason. Pairs that were dismissed or merged stay so; open ones
 * that are none any more go.
 */
export async function findDuplicates(tx: Tx, actor: Actor): Promise<ResponseOf<typeof contract.findDuplicates>> {
  const tenantId = tenantOf(actor)
  const { rows } = await sql<{ open: number }>`
    with found as (
      select a.id as one, b.id as other, 'same-id' as reason, 95 as score
      from registry.person a join registry.person b on b.tenant_id = a.tenant_id and b.id_number_index = a.id_number_index and b.id > a.id
      where a.tenant_id = ${tenantId} and a.merged_into is null and b.merged_into is null
      union all
      select a.id, b.id, 'same-phone', case when a.name = b.name then 90 when a.name_pinyin = b.name_pinyin then 80 else 60 end
      from registry.person_phone f join registry.person_phone g on g.tenant_id = f.tenant_id and g.number_index = f.number_index and g.person_id > f.person_id
      join registry.person a on a.tenant_id = f.tenant_id and a.id = f.person_id and a.merged_into is null
      join registry.person b on b.tenant_id = g.tenant_id and b.id = g.person_id and b.merged_into is null
      where f.tenant_id = ${tenantId} and a.name_initials = b.name_initials and a.type = b.type
      union all
      select distinct a.id, b.id, 'same-premises', 75
      from registry.occupancy o join registry.occupancy q on q.tenant_id = o.tenant_id and q.premises_id = o.premises_id and q.person_id > o.person_id
      join registry.person a on a.tenant_id = o.tenant_id and a.id = o.person_id and a.merged_into is null
      join registry.person b on b.tenant_id = q.tenant_id and b.id = q.person_id and b.merged_into is null
      where o.tenant_id = ${tenantId} and a.name = b.name),
    pair as (
      select one, other, array_agg(distinct reason order by reason) as reasons,
        least(100, max(score) + 5 * (count(distinct reason) - 1))::int as score
      from found group by one, other),
    gone as (
      delete from registry.duplicate_pair d where d.tenant_id = ${tenantId} and d.state = 'open'
        and not exists (select 1 from pair p where p.one = d.person_id and p.other = d.other_id)),
    written as (
      insert into registry.duplicate_pair as d (tenant_id, id, person_id, other_id, score, reasons, found_at)
      select ${tenantId}, gen_random_uuid(), one, other, score, reasons, ${now()} from pair
      on conflict (tenant_id, person_id, other_id) do update set score = excluded.score, reasons = excluded.reasons
        where d.state = 'open')
    select count(*)::int as open from pair p where not exists (
      select 1 from registry.duplicate_pair d where d.tenant_id = ${tenantId} and d.person_id = p.one and d.other_id = p.other
        and d.state <> 'open')`.execute(registry(tx))
  return { open: rows[0]?.open ?? 0 }
}

/** Each night. */
export const lookForDuplicates = defineCron('registry.lookForDuplicates', { daily: '02:40' }, async (tx, actor) => {
  await findDuplicates(tx, actor)
})
