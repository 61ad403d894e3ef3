import type { workforce as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { addDays } from '../../platform/period.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { requireCommunity } from '../../registry/index.ts'
import { readEmployee } from '../employees/employee-view.ts'
import { workforce } from '../tables.ts'
import { clockingsOf } from './clock-in.ts'

type Place = ResponseOf<typeof contract.listClockPlaces>['items'][number]

function places(tx: Tx, actor: Actor) {
  return workforce(tx)
    .selectFrom('workforce.clockPlace as p')
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'p.tenantId').onRef('c.id', '=', 'p.communityId'),
    )
    .select(['p.id', 'p.communityId', 'c.name as communityName', 'p.name', 'p.latitude', 'p.longitude', 'p.radiusM'])
    .select(['p.active', 'p.version'])
    .where('p.tenantId', '=', tenantOf(actor))
}

type Found = Awaited<ReturnType<ReturnType<typeof places>['executeTakeFirstOrThrow']>>

function toPlace(row: Found): Place {
  return {
    ...row,
    communityName: row.communityName ?? '',
    latitude: Number(row.latitude),
    longitude: Number(row.longitude),
  }
}

/** Where one clocks in, by community and name. */
export async function listClockPlaces(
  tx: Tx,
  actor: Actor,
  { communityId }: RequestOf<typeof contract.listClockPlaces>,
): Promise<ResponseOf<typeof contract.listClockPlaces>> {
  const rows = await places(tx, actor)
    .$if(communityId !== undefined, query => query.where('p.communityId', '=', communityId ?? ''))
    .orderBy('c.name')
    .orderBy('p.name')
    .orderBy('p.id')
    .execute()
  return { items: rows.map(toPlace) }
}

async function readPlace(tx: Tx, actor: Actor, placeId: string): Promise<Place> {
  const row = await places(tx, actor).where('p.id', '=', placeId).executeTakeFirst()
  if (!row) throw platformRefuse.notFound()
  return toPlace(row)
}

/** Adds a place of a community. */
export async function createClockPlace(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.createClockPlace>,
): Promise<Place> {
  requireWholeCommunities(actor)
  const { id, communityId, name, latitude, longitude, radiusM } = input
  await requireCommunity(tx, actor, communityId)
  const point = { latitude: String(latitude), longitude: String(longitude) }
  await workforce(tx)
    .insertInto('workforce.clockPlace')
    .values({ tenantId: tenantOf(actor), id, communityId, name, ...point, radiusM })
    .execute()
  return readPlace(tx, actor, id)
}

/** Moves a place, changes its radius, or takes it out of use; what was clocked there stays as it was judged. */
export async function editClockPlace(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.editClockPlace>,
): Promise<Place> {
  requireWholeCommunities(actor)
  const before = await readPlace(tx, actor, input.placeId)
  const { name, latitude, longitude, radiusM, active, version } = input
  const changed = await workforce(tx)
    .updateTable('workforce.clockPlace')
    .set({ name, latitude: String(latitude), longitude: String(longitude), radiusM, active, version: version + 1 })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.placeId)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw platformRefuse.changedMeanwhile({ version: before.version })
  recordChanges(tx, before, { name, latitude, longitude, radiusM, active })
  return readPlace(tx, actor, input.placeId)
}

/** Everything an employee clocked on a day and, for a night, until noon of the next. */
export async function readEmployeeClockings(
  tx: Tx,
  actor: Actor,
  { employeeId, day }: RequestOf<typeof contract.readEmployeeClockings>,
): Promise<ResponseOf<typeof contract.readEmployeeClockings>> {
  await readEmployee(tx, actor, { employeeId })
  const from = new Date(`${day}T00:00:00+08:00`)
  const to = new Date(`${addDays(day, 1)}T12:00:00+08:00`)
  return { items: await clockingsOf(tx, actor, employeeId, from, to) }
}
