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
    tenantId,
    rows.map(row => row.id),
    { lastOn, reason },
  )
  const change = later
    ? { field: 'leavesOn', before: null, after: lastOn }
    : { field: 'state', before: 'active', after: 'removed' }
  for (const { id } of rows) audit(tx, 'registry.removeVehicle', id, { reason, changes: [change] })
  await publish(tx, vehiclesChanged, { communityId, count: rows.length })
  return rows.map(row => row.plate).sort()
}

/** Permits in force end with a day, those that begin later are revoked, replacement plates are not needed any longer. */
async function endRights(
  tx: Tx,
  tenantId: string,
  vehicleIds: readonly string[],
  { lastOn, reason }: { lastOn: string; reason: string },
): Promise<void> {
  await sql`update registry.vehicle_permit k set version = k.version + 1,
      to_on = case when k.from_on <= ${lastOn}::date then ${lastOn}::date else k.to_on end,
      state = case when k.from_on <= ${lastOn}::date then k.state else 'revoked' end,
      revoked_reason = case when k.from_on <= ${lastOn}::date then k.revoked_reason else ${reason} end
    where k.tenant_id = ${tenantId} and k.vehicle_id = any(${vehicleIds}::uuid[]) and k.state = 'active'
      and (k.to_on is null or k.to_on > ${lastOn}::date)`.execute(registry(tx))
  await sql`update registry.replacement_plate r set to_on = ${lastOn}::date
    where r.tenant_id = ${tenantId} and r.vehicle_id = any(${vehicleIds}::uuid[])
      and r.from_on <= ${lastOn}::date and r.to_on > ${lastOn}::date`.execute(registry(tx))
}

/** As a day begins: vehicles whose last day has been are here no more. A second time nothing changes. */
export async function vehiclesLeave(tx: Tx, actor: Actor): Promise<void> {
  const { rows } = await sql<{ id: string; communityId: string }>`
    update registry.vehicle v set version = v.version + 1, state = 'removed', removed_reason = ${REASON}, leaves_on = null
    where v.tenant_id = ${tenantOf(actor)} and v.state = 'active' and v.leaves_on < ${today()}::date
    returning v.id, v.community_id`.execute(registry(tx))
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
