import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { spacesChanged } from '../events.ts'
import { registry } from '../tables.ts'

export interface SpaceInput {
  /** Premises of use `parking` in the community; they are spaces by themselves, here their facts are said; what is null stays. */
  premisesId: string
  tenure?: 'owned' | 'civil-defence' | 'public' | 'rentable' | null
  motherId?: string | null
  zone?: string | null
  size?: 'mini' | 'standard' | 'large' | 'accessible' | null
  charging?: 'none' | 'slow' | 'fast' | null
  /** A lease to begin with; left out where the space is let already on those days. */
  lease?: {
    holderId: string
    vehicleIds: string[]
    fromOn: string
    toOn: string
    monthlyPriceFen: bigint
  } | null
}

/**
 * Says the facts of spaces that nobody has edited yet, and the leases they begin with; a space that was edited stays as it is.
 * Answers how many spaces changed and how many leases are new. Set-based.
 */
export async function ensureSpaces(
  tx: Tx,
  actor: Actor,
  communityId: string,
  spaces: SpaceInput[],
): Promise<{ changed: number; leases: number }> {
  const { rows } = await sql`
    update registry.space s set tenure = coalesce(r.tenure, s.tenure), mother_id = coalesce(r.mother_id, s.mother_id), zone = coalesce(r.zone, s.zone),
      size = coalesce(r.size, s.size), charging = coalesce(r.charging, s.charging)
    from unnest(${spaces.map(s => s.premisesId)}::uuid[], ${spaces.map(s => s.tenure ?? null)}::text[], ${spaces.map(s => s.motherId ?? null)}::uuid[],
      ${spaces.map(s => s.zone ?? null)}::text[], ${spaces.map(s => s.size ?? null)}::text[], ${spaces.map(s => s.charging ?? null)}::text[])
      as r(premises_id, tenure, mother_id, zone, size, charging)
    where s.tenant_id = ${tenantOf(actor)} and s.community_id = ${communityId} and s.premises_id = r.premises_id and s.version = 1
      and (s.tenure, s.mother_id, s.zone, s.size, s.charging) is distinct from
        (coalesce(r.tenure, s.tenure), coalesce(r.mother_id, s.mother_id), coalesce(r.zone, s.zone), coalesce(r.size, s.size), coalesce(r.charging, s.charging))
    returning s.premises_id`.execute(registry(tx))
  const leases = await ensureLeases(tx, actor, communityId, spaces)
  if (rows.length + leases > 0) await publish(tx, spacesChanged, { communityId, count: rows.length + leases })
  return { changed: rows.length, leases }
}

/** A lease for each space whose days are free. The lease goes first and falls away again where its space is let already. */
async function ensureLeases(tx: Tx, actor: Actor, communityId: string, spaces: SpaceInput[]): Promise<number> {
  const wanted = spaces.flatMap(({ lease, premisesId }) => (lease ? [{ ...lease, premisesId, id: newId() }] : []))
  if (wanted.length === 0) return 0
  const { rows } = await sql<{ id: string }>`
    with wanted as (
      select * from unnest(${wanted.map(w => w.id)}::uuid[], ${wanted.map(w => w.premisesId)}::uuid[], ${wanted.map(w => w.holderId)}::uuid[],
        ${wanted.map(w => w.fromOn)}::date[], ${wanted.map(w => w.toOn)}::date[], ${wanted.map(w => w.monthlyPriceFen.toString())}::bigint[],
        ${wanted.map(w => JSON.stringify(w.vehicleIds))}::jsonb[]) as r(id, premises_id, holder_id, from_on, to_on, price, vehicles)),
    free as (
      select distinct on (w.premises_id) w.* from wanted w
      join registry.space s on s.tenant_id = ${tenantOf(actor)} and s.premises_id = w.premises_id and s.community_id = ${communityId}
      where not exists (select 1 from registry.let_space t where t.tenant_id = s.tenant_id and t.premises_id = s.premises_id
        and t.days && daterange(w.from_on, w.to_on, '[]'))
      order by w.premises_id, w.from_on)
    insert into registry.space_lease (tenant_id, id, community_id, holder_id, from_on, to_on, monthly_price_fen, vehicle_ids, created_at)
    select ${tenantOf(actor)}, f.id, ${communityId}, f.holder_id, f.from_on, f.to_on, f.price,
      array(select jsonb_array_elements_text(f.vehicles)::uuid), ${now()} from free f returning id`.execute(
    registry(tx),
  )
  const made = new Set(rows.map(row => row.id))
  const kept = wanted.filter(lease => made.has(lease.id))
  await sql`insert into registry.let_space (tenant_id, lease_id, premises_id, community_id, days)
    select ${tenantOf(actor)}, r.id, r.premises_id, ${communityId}, daterange(r.from_on, r.to_on, '[]')
    from unnest(${kept.map(k => k.id)}::uuid[], ${kept.map(k => k.premisesId)}::uuid[], ${kept.map(k => k.fromOn)}::date[], ${kept.map(k => k.toOn)}::date[])
      as r(id, premises_id, from_on, to_on)`.execute(registry(tx))
  return kept.length
}
