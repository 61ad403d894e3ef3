import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { registry } from '../tables.ts'
import type { SuccessionFacts } from './follow-successions.ts'

/**
 * The mergers and splits by which premises ended, as those who follow heard of them: for what comes to the old ones later. None of premises
 * that are there, and none that was taken back.
 */
export async function successionsOf(tx: Tx, actor: Actor, premisesIds: readonly string[]): Promise<SuccessionFacts[]> {
  const { rows } = await sql<SuccessionFacts>`
    select f.id, f.community_id, f.kind, f.from_on, f.premises_ids, f.successor_ids, coalesce(f.carry_to_id, f.successor_ids[1]) as carry_to_id
    from (
      select s.id, s.community_id, s.kind, s.from_on, s.carry_to_id,
        array(select t.premises_id from registry.succession_part t
          where t.tenant_id = s.tenant_id and t.succession_id = s.id and t.side = 'old'
          order by registry.natural_key(t.label), t.premises_id) as premises_ids,
        array(select t.premises_id from registry.succession_part t
          where t.tenant_id = s.tenant_id and t.succession_id = s.id and t.side = 'new'
          order by registry.natural_key(t.label), t.premises_id) as successor_ids
      from registry.succession s
      where s.tenant_id = ${tenantOf(actor)}::uuid and s.undone_at is null and s.id in (
        select o.succession_id from registry.succession_part o
        where o.tenant_id = ${tenantOf(actor)}::uuid and o.premises_id = any(${[...premisesIds]}::uuid[]) and o.side = 'old')) f
    order by f.id`.execute(registry(tx))
  return rows
}
