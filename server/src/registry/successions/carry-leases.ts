import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../errors.ts'
import { registry } from '../tables.ts'

/** Premises as a lease let them before: the days as the database writes them, half open. */
export interface LetDays {
  leaseId: string
  from: string
  to: string
  days: string
}

interface Carriage {
  oldIds: string[]
  toId: string
  fromOn: string
}

const OVERLAPS = '23P01'
const NO_SPACE = '23503'

/**
 * Leases of parking spaces that run go on in the new one, for the same holder and as long as agreed; the old ones are let until the
 * day before. Errors: registry.space_let when two leases would let one space, or what is let becomes no space.
 */
export async function carryLeases(tx: Tx, actor: Actor, { oldIds, toId, fromOn }: Carriage): Promise<LetDays[]> {
  const { rows } = await sql<LetDays & { label: string; until: string }>`
    select t.lease_id, t.premises_id as "from", ${toId}::uuid as "to", t.days::text as days, p.label, (upper(t.days) - 1)::text as until
    from registry.let_space t join registry.premises p on p.tenant_id = t.tenant_id and p.id = t.premises_id
    where t.tenant_id = ${tenantOf(actor)}::uuid and t.premises_id = any(${oldIds}::uuid[]) and upper(t.days) > ${fromOn}::date
    order by t.premises_id, t.days for update of t`.execute(registry(tx))
  const [first] = rows
  if (!first) return []
  const leaseIds = [...new Set(rows.map(row => row.leaseId))]
  try {
    await sql`
      update registry.let_space t set days = t.days * daterange(null, ${fromOn}::date)
      where t.tenant_id = ${tenantOf(actor)}::uuid and t.premises_id = any(${oldIds}::uuid[]) and t.lease_id = any(${leaseIds}::uuid[])`.execute(
      registry(tx),
    )
    await sql`
      insert into registry.let_space (tenant_id, lease_id, premises_id, community_id, days)
      select distinct on (l.id) l.tenant_id, l.id, ${toId}::uuid, l.community_id,
        daterange(greatest(l.from_on, ${fromOn}::date), coalesce(l.ended_on, l.to_on), '[]')
      from registry.space_lease l where l.tenant_id = ${tenantOf(actor)}::uuid and l.id = any(${leaseIds}::uuid[])`.execute(
      registry(tx),
    )
  } catch (error) {
    const { code } = error as { code?: unknown }
    if (code === OVERLAPS || code === NO_SPACE) throw refuse.spaceLet({ label: first.label, until: first.until })
    throw error
  }
  return rows.map(({ leaseId, from, to, days }) => ({ leaseId, from, to, days }))
}

/** The new premises are let by none of the leases that went along. */
export async function releaseLeases(tx: Tx, tenantId: string, carried: readonly LetDays[]): Promise<void> {
  await sql`
    delete from registry.let_space t using unnest(${carried.map(one => one.leaseId)}::uuid[], ${carried.map(one => one.to)}::uuid[]) as r(lease_id, premises_id)
    where t.tenant_id = ${tenantId}::uuid and t.lease_id = r.lease_id and t.premises_id = r.premises_id`.execute(
    registry(tx),
  )
}

/** The old premises are let as they were; a lease that meanwhile ended earlier ends then. */
export async function bringLeasesBack(tx: Tx, tenantId: string, carried: readonly LetDays[]): Promise<void> {
  await sql`
    update registry.let_space t set days = r.days * daterange(null, coalesce(l.ended_on, l.to_on), '[]')
    from unnest(${carried.map(one => one.leaseId)}::uuid[], ${carried.map(one => one.from)}::uuid[], ${carried.map(one => one.days)}::daterange[])
      as r(lease_id, premises_id, days)
    join registry.space_lease l on l.tenant_id = ${tenantId}::uuid and l.id = r.lease_id
    where t.tenant_id = ${tenantId}::uuid and t.lease_id = r.lease_id and t.premises_id = r.premises_id`.execute(
    registry(tx),
  )
}
