import type { metering as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { roundsChanged } from '../events.ts'
import { metering } from '../tables.ts'
import { type RouteDetail, readRoute } from './route-view.ts'

/**
 * Lays a route. Errors: platform.not_found (community, reader, meter), platform.already_there, metering.route_name_taken,
 * route_meters_wrong (another kind, or gone).
 */
export async function addRoute(tx: Tx, actor: Actor, input: RequestOf<typeof contract.addRoute>): Promise<RouteDetail> {
  const { id, communityId, kind, name, readerId, meterIds } = input
  requireWholeCommunities(actor)
  await requireReader(tx, actor, communityId, readerId)
  await requireNameFree(tx, actor, communityId, name, id)
  const added = await metering(tx)
    .insertInto('metering.readingRoute')
    .values({ tenantId: tenantOf(actor), id, communityId, kind, name, readerAccountId: readerId, createdAt: now() })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw platformRefuse.alreadyThere()
  await setStops(tx, actor, { id, communityId, kind }, meterIds)
  await publish(tx, roundsChanged, { communityId })
  return readRoute(tx, actor, { routeId: id })
}

/** Changes a route. Errors: as of laying one, platform.changed_meanwhile. */
export async function editRoute(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.editRoute>,
): Promise<RouteDetail> {
  const { routeId, name, readerId, meterIds, version } = input
  const route = await lockRoute(tx, actor, routeId, version)
  const before = await readRoute(tx, actor, { routeId })
  const { communityId, kind } = route
  await requireReader(tx, actor, communityId, readerId)
  await requireNameFree(tx, actor, communityId, name, routeId)
  await metering(tx)
    .updateTable('metering.readingRoute')
    .set({ name, readerAccountId: readerId, version: sql`version + 1` })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', routeId)
    .execute()
  await setStops(tx, actor, { id: routeId, communityId, kind }, meterIds)
  const after = await readRoute(tx, actor, { routeId })
  const told = ({ name: word, readerName, meterCount }: RouteDetail) => ({ name: word, readerName, meterCount })
  recordChanges(tx, told(before), told(after))
  await publish(tx, roundsChanged, { communityId })
  return after
}

/** Ends a route; open rounds keep their order. Errors: platform.not_found, platform.changed_meanwhile. */
export async function removeRoute(tx: Tx, actor: Actor, input: RequestOf<typeof contract.removeRoute>): Promise<void> {
  const { routeId, version } = input
  const route = await lockRoute(tx, actor, routeId, version)
  await metering(tx)
    .deleteFrom('metering.readingRouteStop')
    .where('tenantId', '=', tenantOf(actor))
    .where('routeId', '=', routeId)
    .execute()
  await metering(tx)
    .updateTable('metering.readingRoute')
    .set({ removedAt: now(), version: sql`version + 1` })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', routeId)
    .execute()
  await publish(tx, roundsChanged, { communityId: route.communityId })
}

async function lockRoute(tx: Tx, actor: Actor, routeId: string, version: number) {
  requireWholeCommunities(actor)
  const route = await metering(tx)
    .selectFrom('metering.readingRoute')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', routeId)
    .where('removedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!route) throw platformRefuse.notFound()
  if (route.version !== version) throw platformRefuse.changedMeanwhile({ version: route.version })
  return route
}

/** The community is in sight, and the reader an account in use that sees it. Errors: platform.not_found. */
export async function requireReader(tx: Tx, actor: Actor, communityId: string, readerId: string | null): Promise<void> {
  const { rows } = await sql<{ fine: boolean }>`
    select exists (select from registry.public_community c where c.tenant_id = ${tenantOf(actor)} and c.id = ${communityId})
      and (${readerId}::uuid is null or exists (select from identity.public_staff s where s.tenant_id = ${tenantOf(actor)}
        and s.id = ${readerId}::uuid and s.state = 'active' and (s.community_ids is null or ${communityId}::uuid = any(s.community_ids)))) as fine`.execute(
    metering(tx),
  )
  if (!rows[0]?.fine) throw platformRefuse.notFound()
}

async function requireNameFree(
  tx: Tx,
  actor: Actor,
  communityId: string,
  name: string,
  exceptId: string,
): Promise<void> {
  const other = await metering(tx)
    .selectFrom('metering.readingRoute')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', communityId)
    .where('name', '=', name)
    .where('removedAt', 'is', null)
    .where('id', '<>', exceptId)
    .executeTakeFirst()
  if (other) throw refuse.routeNameTaken({ name })
}

/** The meters of the route, in order; those of other routes leave them. */
async function setStops(
  tx: Tx,
  actor: Actor,
  { id, communityId, kind }: { id: string; communityId: string; kind: string },
  meterIds: readonly string[],
): Promise<void> {
  const ids = [...new Set(meterIds)]
  const tenantId = tenantOf(actor)
  const { rows } = await sql<{ fit: number; known: number }>`
    select count(*) filter (where m.kind = ${kind} and m.state <> 'retired')::int as fit, count(*)::int as known
    from metering.meter m where m.tenant_id = ${tenantId} and m.community_id = ${communityId} and m.id = any(${ids}::uuid[])`.execute(
    metering(tx),
  )
  if (rows[0]?.known !== ids.length) throw platformRefuse.notFound()
  if (rows[0].fit !== ids.length) throw refuse.routeMetersWrong()
  await sql`delete from metering.reading_route_stop s where s.tenant_id = ${tenantId}
    and (s.route_id = ${id} or s.meter_id = any(${ids}::uuid[]))`.execute(metering(tx))
  await sql`insert into metering.reading_route_stop (tenant_id, meter_id, community_id, route_id, place)
    select ${tenantId}, w.meter_id, ${communityId}, ${id}, w.place
    from unnest(${ids}::uuid[]) with ordinality as w(meter_id, place)`.execute(metering(tx))
}
