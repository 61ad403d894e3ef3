import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { vehiclesChanged } from '../events.ts'
import { registry } from '../tables.ts'

interface Leaving {
  premisesId: string
  communityId: string
  /** Whose vehicles go. */
  ownerIds: readonly string[]
  /** Vehicles of the home that nobody is known to own go, too. */
  unowned: boolean
  /** Their last day here; with one that has been they end today. */
  lastOn: string
  reason: string
}

const REASON = '过户'

/**
 * The vehicles of a home leave with who owned it, on a day: permits end with that day, those that begin later are revoked. Of a day to
 * come the vehicle stays until then (`vehiclesLeave`). Each is audited. Answers their plates.
 */
export async function endVehiclesOf(tx: Tx, actor: Actor, leaving: Leaving): Promise<string[]> {
  const { premisesId, communityId, ownerIds, unowned, reason } = leaving
  const tenantId = tenantOf(actor)
  const later = leaving.lastOn >= today()
  const lastOn = later ? leaving.lastOn : today()
  const { rows } = await sql<{ id: string; plate: string }>`
    update registry.vehicle v set version = v.version + 1, leaves_on = case when ${later} then ${lastOn}::date end,
      state = case when ${later} then v.state else 'removed' end, removed_reason = case when ${later} then v.removed_reason else ${reason} end
    where v.tenant_id = ${tenantId} and v.premises_id = ${premisesId} and v.state = 'active'
      and (v.owner_id = any(${ownerIds}::uuid[]) or (${unowned} and v.owner_id is null))
    returning v.id, v.plate`.execute(registry(tx))
  if (rows.length === 0) return []
  await endRights(
    tx,
    actor,
    rows.map(({ id }) => ({ id, lastOn })),
    reason,
  )
  const change = later
    ? { field: 'leavesOn', before: null, after: lastOn }
    : { field: 'state', before: 'active', after: 'removed' }
  for (const { id } of rows) audit(tx, 'registry.removeVehicle', id, { reason, changes: [change] })
  await publish(tx, vehiclesChanged, { communityId, count: rows.length })
  return rows.map(row => row.plate).sort()
}

/**
 * The rights of vehicles, each with its last day: permits in force end with that day, those that begin later are revoked, replacement
 * plates are not needed any longer (one that has not begun keeps its first day only).
 */
export async function endRights(
  tx: Tx,
  actor: Actor,
  leaving: readonly { id: string; lastOn: string }[],
  reason: string,
): Promise<void> {
  const tenantId = tenantOf(actor)
  const gone = sql`unnest(${leaving.map(one => one.id)}::uuid[], ${leaving.map(one => one.lastOn)}::date[]) as g(vehicle_id, last_on)`
  await sql`update registry.vehicle_permit k set version = k.version + 1,
      to_on = case when k.from_on <= g.last_on then g.last_on else k.to_on end,
      state = case when k.from_on <= g.last_on then k.state else 'revoked' end,
      revoked_reason = case when k.from_on <= g.last_on then k.revoked_reason else ${reason} end
    from ${gone}
    where k.tenant_id = ${tenantId} and k.vehicle_id = g.vehicle_id and k.state = 'active'
      and (k.to_on is null or k.to_on > g.last_on)`.execute(registry(tx))
  await sql`update registry.replacement_plate r set to_on = greatest(r.from_on, g.last_on)
    from ${gone}
    where r.tenant_id = ${tenantId} and r.vehicle_id = g.vehicle_id
      and r.to_on > greatest(r.from_on, g.last_on)`.execute(registry(tx))
}

/**
 * As a day begins: vehicles whose last day has been are here no more, nor do permits reach beyond it that came about since the day was
 * said. A second time nothing changes.
 */
export async function vehiclesLeave(tx: Tx, actor: Actor): Promise<void> {
  const tenantId = tenantOf(actor)
  const { rows } = await sql<{ id: string; communityId: string; lastOn: string }>`
    update registry.vehicle v set version = v.version + 1, state = 'removed', removed_reason = ${REASON}, leaves_on = null
    from (select l.id, l.leaves_on from registry.vehicle l
      where l.tenant_id = ${tenantId} and l.state = 'active' and l.leaves_on < ${today()}::date for update) g
    where v.tenant_id = ${tenantId} and v.id = g.id
    returning v.id, v.community_id, g.leaves_on as last_on`.execute(registry(tx))
  if (rows.length === 0) return
  await endRights(tx, actor, rows, REASON)
  for (const { id } of rows) {
    const changes = [{ field: 'state', before: 'active', after: 'removed' }]
    audit(tx, 'registry.removeVehicle', id, { reason: REASON, changes })
  }
  for (const communityId of new Set(rows.map(row => row.communityId)))
    await publish(tx, vehiclesChanged, {
      communityId,
      count: rows.filter(row => row.communityId === communityId).length,
    })
}
