import type { registry as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { mayName } from '../people/may-name.ts'
import { registry } from '../tables.ts'
import { areaOn } from './premises-area.ts'

type Stack = ResponseOf<typeof contract.stackingPlan>

/** The front of a building: its rooms with floor, state and who is there today. One query for all rooms. Errors: platform.not_found. */
export async function stackingPlan(tx: Tx, actor: Actor, input: { buildingId: string }): Promise<Stack> {
  const building = await registry(tx)
    .selectFrom('registry.building as b')
    .innerJoin('registry.community as c', join =>
      join.onRef('c.tenantId', '=', 'b.tenantId').onRef('c.id', '=', 'b.communityId'),
    )
    .select(['b.communityId', 'c.name as communityName', 'b.name', 'b.code'])
    .where('b.tenantId', '=', tenantOf(actor))
    .where('b.id', '=', input.buildingId)
    .executeTakeFirst()
  if (!building) throw refuse.notFound()
  const units = await registry(tx)
    .selectFrom('registry.unit')
    .select(['id', 'code'])
    .where('tenantId', '=', tenantOf(actor))
    .where('buildingId', '=', input.buildingId)
    .orderBy('sortKey')
    .orderBy('code')
    .execute()
  const { rows } = await sql<Stack['rooms'][number]>`
    select p.id, p.label, p.code, p.unit_id, p.floor, p.floor_to, p.use, p.state, ${areaOn(sql`p`)} as area_m2, o.owner,
      coalesce(o.occupant_count, 0) as occupant_count
    from registry.premises p
    left join lateral (
      select string_agg(n.name, '、' order by o.from_on, o.id) filter (where o.kind = 'owner') as owner, count(*)::int as occupant_count
      from registry.occupancy o join registry.person n on n.tenant_id = o.tenant_id and n.id = o.person_id
      where o.tenant_id = p.tenant_id and o.premises_id = p.id and o.from_on <= platform.today()
        and (o.to_on is null or o.to_on >= platform.today())) o on true
    where p.tenant_id = ${tenantOf(actor)}::uuid and p.building_id = ${input.buildingId}::uuid and p.ended_on is null
    order by p.sort_key, p.id limit 3000`.execute(registry(tx))
  const rooms = mayName(actor) ? rows : rows.map(room => ({ ...room, owner: null }))
  return { ...building, units, rooms }
}
