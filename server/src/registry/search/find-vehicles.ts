import { registry as contract } from '@anju/contract'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import type { SearchHit, SearchPart, SearchRequest } from '../../platform/search.ts'
import { registry } from '../tables.ts'
import { plateParts } from '../vehicles/vehicle-view.ts'

/** Vehicles in use by plate: whole, its beginning with or without the province, its end, or a replacement plate of today. */
export const vehicleSearch: SearchPart = { permission: 'registry.vehicles.read', find: findVehicles }

interface Row {
  id: string
  plate: string
  used: string | null
  communityName: string
  ownerName: string | null
  premisesLabel: string | null
  premisesId: string | null
}

async function findVehicles(tx: Tx, actor: Actor, input: SearchRequest): Promise<SearchHit[]> {
  const ways = plateParts('v', input.text)
  const replaced = plateParts('r', input.text)
  if (ways.length === 0) return []
  const tenantId = tenantOf(actor)
  const here = input.communityId ? sql<SqlBool>`v.community_id = ${input.communityId}` : sql<SqlBool>`true`
  // One select for each way to match, each served by an index of its own, in its order, and each no longer than the answer.
  const own = (way: RawBuilder<SqlBool>) => sql`(select v.id, null::text as used from registry.vehicle v
    where v.tenant_id = ${tenantId} and v.state = 'active' and ${way} and ${here} order by v.plate using ~<~ limit ${input.limit})`
  const lent = (way: RawBuilder<SqlBool>) => sql`(select v.id, r.plate as used from registry.replacement_plate r
    join registry.vehicle v on v.tenant_id = r.tenant_id and v.id = r.vehicle_id and v.state = 'active'
    where r.tenant_id = ${tenantId} and ${way} and ${today()}::date between r.from_on and r.to_on and ${here} limit ${input.limit})`
  const { rows } = await sql<Row>`
    with matching as (${sql.join([...ways.map(own), ...replaced.map(lent)], sql` union all `)}),
    found as (select id, max(used) as used from matching group by id)
    select v.id, v.plate, f.used, c.name as community_name, n.name as owner_name, p.label as premises_label, v.premises_id
    from found f join registry.vehicle v on v.tenant_id = ${tenantId} and v.id = f.id
    join registry.community c on c.tenant_id = v.tenant_id and c.id = v.community_id
    left join registry.person n on n.tenant_id = v.tenant_id and n.id = v.owner_id
    left join registry.premises p on p.tenant_id = v.tenant_id and p.id = v.premises_id
    order by v.plate, v.id limit ${input.limit}`.execute(registry(tx))
  return rows.map(row => ({
    kind: 'vehicle',
    id: row.id,
    title: contract.plateText(row.used ?? row.plate),
    subtitle: [row.communityName, row.ownerName, row.premisesLabel].filter(Boolean).join(' · '),
    premisesId: row.premisesId,
  }))
}
