import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { occupancyChanged } from '../events.ts'
import { registry } from '../tables.ts'

export interface OccupancyInput {
  premisesId: string
  personId: string
  kind: 'owner' | 'family' | 'tenant' | 'temporary'
  fromOn: string
}

/** Records who lives where from when; somebody already there in that kind stays as recorded. Answers how many were new. Set-based. */
export async function ensureOccupancies(tx: Tx, actor: Actor, occupancies: OccupancyInput[]): Promise<number> {
  const added = await sql<{ communityId: string }>`
    insert into registry.occupancy (tenant_id, id, community_id, premises_id, person_id, kind, from_on, created_at)
    select p.tenant_id, r.id, p.community_id, p.id, r.person_id, r.kind, r.from_on, ${now()}
    from unnest(${occupancies.map(() => newId())}::uuid[], ${occupancies.map(o => o.premisesId)}::uuid[], ${occupancies.map(o => o.personId)}::uuid[],
      ${occupancies.map(o => o.kind)}::text[], ${occupancies.map(o => o.fromOn)}::date[]) as r(id, premises_id, person_id, kind, from_on)
    join registry.premises p on p.tenant_id = ${tenantOf(actor)} and p.id = r.premises_id
    on conflict do nothing returning community_id`.execute(registry(tx))
  for (const communityId of new Set(added.rows.map(row => row.communityId))) {
    await publish(tx, occupancyChanged, {
      communityId,
      count: added.rows.filter(row => row.communityId === communityId).length,
    })
  }
  return added.rows.length
}
