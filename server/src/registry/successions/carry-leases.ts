import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../errors.ts'
import { registry } from '../tables.ts'

/** Premises as a lease let them before: the days as the database writes them, half open. */
export interface LetDays {
  of: Kind
  leaseId: string
  from: string
  days: string
}

type Kind = 'space' | 'premises'

interface Carriage {
  oldIds: string[]
  successorIds: string[]
  toId: string
  fromOn: string
}

/** The two kinds of leases: of parking spaces, which go on in one of the new ones; of homes and shops, which go on in each. */
const KINDS: Record<Kind, { lets: string; lease: string; targets: (carriage: Carriage) => string[] }> = {
  space: { lets: 'registry.let_space', lease: 'registry.space_lease', targets: ({ toId }) => [toId] },
  premises: { lets: 'registry.leased_premises', lease: 'registry.lease', targets: ({ successorIds }) => successorIds },
}

const OVERLAPS = '23P01'
const NO_SPACE = '23503'

/**
 * Leases that run go on in the new premises, as long as agreed; the old ones are let until the day before. Errors: registry.space_let
 * and premises_let when two leases would let one place, or what is let as a space becomes none.
 */
export async function carryLeases(tx: Tx, actor: Actor, carriage: Carriage): Promise<LetDays[]> {
  return [...(await carryKind(tx, actor, carriage, 'space')), ...(await carryKind(tx, actor, carriage, 'premises'))]
}

async function carryKind(tx: Tx, actor: Actor, carriage: Carriage, of: Kind): Promise<LetDays[]> {
  const { oldIds, fromOn } = carriage
  const lets = sql.table(KINDS[of].lets)
  const number =
    of === 'premises'
      ? sql`(select l.number from registry.lease l where l.tenant_id = t.tenant_id and l.id = t.lease_id)`
      : sql`''`
  const { rows } = await sql<LetDays & { label: string; until: string; number: string }>`
    select ${of}::text as "of", t.lease_id, t.premises_id as "from", t.days::text as days, p.label, (upper(t.days) - 1)::text as until,
      ${number} as number
    from ${lets} t join registry.premises p on p.tenant_id = t.tenant_id and p.id = t.premises_id
    where t.tenant_id = ${tenantOf(actor)}::uuid and t.premises_id = any(${oldIds}::uuid[]) and upper(t.days) > ${fromOn}::date
    order by t.premises_id, t.days for update of t`.execute(registry(tx))
  const [first] = rows
  if (!first) return []
  const leaseIds = [...new Set(rows.map(row => row.leaseId))]
  try {
    await sql`
      update ${lets} t set days = t.days * daterange(null, ${fromOn}::date)
      where t.tenant_id = ${tenantOf(actor)}::uuid and t.premises_id = any(${oldIds}::uuid[]) and t.lease_id = any(${leaseIds}::uuid[])`.execute(
      registry(tx),
    )
    await sql`
      insert into ${lets} (tenant_id, lease_id, premises_id, community_id, days)
      select l.tenant_id, l.id, n.id, l.community_id, daterange(greatest(l.from_on, ${fromOn}::date), coalesce(l.ended_on, l.to_on), '[]')
      from ${sql.table(KINDS[of].lease)} l cross join unnest(${KINDS[of].targets(carriage)}::uuid[]) as n(id)
      where l.tenant_id = ${tenantOf(actor)}::uuid and l.id = any(${leaseIds}::uuid[])`.execute(registry(tx))
  } catch (error) {
    const { code } = error as { code?: unknown }
    if (code !== OVERLAPS && code !== NO_SPACE) throw error
    const { label, until } = first
    throw of === 'space'
      ? refuse.spaceLet({ label, until })
      : refuse.premisesLet({ label, until, number: first.number })
  }
  return rows.map(({ leaseId, from, days }) => ({ of, leaseId, from, days }))
}

/** The new premises are let by none of the leases that went along. */
export async function releaseLeases(tx: Tx, tenantId: string, carried: readonly LetDays[], fresh: string[]) {
  for (const [of, { lets }] of Object.entries(KINDS))
    await sql`
      delete from ${sql.table(lets)} t where t.tenant_id = ${tenantId}::uuid and t.premises_id = any(${fresh}::uuid[])
        and t.lease_id = any(${carried.filter(one => one.of === of).map(one => one.leaseId)}::uuid[])`.execute(
      registry(tx),
    )
}

/** The old premises are let as they were; a lease that meanwhile ended earlier ends then. */
export async function bringLeasesBack(tx: Tx, tenantId: string, carried: readonly LetDays[]): Promise<void> {
  for (const [of, { lets, lease }] of Object.entries(KINDS)) {
    const back = carried.filter(one => one.of === of)
    await sql`
      update ${sql.table(lets)} t set days = r.days * daterange(null, coalesce(l.ended_on, l.to_on), '[]')
      from unnest(${back.map(one => one.leaseId)}::uuid[], ${back.map(one => one.from)}::uuid[], ${back.map(one => one.days)}::daterange[])
        as r(lease_id, premises_id, days)
      join ${sql.table(lease)} l on l.tenant_id = ${tenantId}::uuid and l.id = r.lease_id
      where t.tenant_id = ${tenantId}::uuid and t.lease_id = r.lease_id and t.premises_id = r.premises_id`.execute(
      registry(tx),
    )
  }
}
