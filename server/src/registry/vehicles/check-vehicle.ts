import { registry as contract } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { requireOwnFiles } from '../../platform/files/file-view.ts'
import { refuse } from '../errors.ts'
import { registry } from '../tables.ts'

type Reading = { plate: string; plateKind: contract.PlateKindName; plateColour: contract.PlateColourName }

/**
 * The plate in its one spelling, with kind and colour. Errors: registry.plate_wrong with the reason and, where O and 0 or I and 1
 * were mixed up, the plate that was probably meant; registry.plate_colour_wrong.
 */
export function requirePlate(text: string, colour?: contract.PlateColourName): Reading {
  const read = contract.readPlate(text)
  if (!read.ok) throw refuse.plateWrong({ plate: text, problem: read.problem, suggestion: read.suggestion ?? '' })
  if (colour && !read.colours.includes(colour)) throw refuse.plateColourWrong({ plate: read.plate, colour })
  return { plate: read.plate, plateKind: read.kind, plateColour: colour ?? read.colours[0] }
}

interface Belongings {
  ownerId: string | null
  premisesId: string | null
  photoIds: readonly string[]
}

/**
 * Refuses an owner, a household or photos that are not there for this actor: premises must lie in the community, photos are the
 * actor's own uploads or hang there already. Errors: platform.not_found.
 */
export async function requireBelongings(
  tx: Tx,
  actor: Actor,
  communityId: string,
  { ownerId, premisesId, photoIds }: Belongings,
  present: readonly string[] = [],
): Promise<void> {
  const { rows } = await sql<{ there: boolean }>`
    select exists (select 1 from registry.community where tenant_id = ${tenantOf(actor)} and id = ${communityId})
      and (${ownerId}::uuid is null or exists (select 1 from registry.person where tenant_id = ${tenantOf(actor)} and id = ${ownerId}))
      and (${premisesId}::uuid is null or exists (select 1 from registry.premises
        where tenant_id = ${tenantOf(actor)} and id = ${premisesId} and community_id = ${communityId})) as there`.execute(
    registry(tx),
  )
  if (!rows[0]?.there) throw platformRefuse.notFound()
  await requireOwnFiles(
    tx,
    actor,
    photoIds.filter(id => !present.includes(id)),
    'photo',
  )
}

/** The vehicle, locked until the end of the transaction, so that its permits are compared one writer at a time. */
export async function lockVehicle(tx: Tx, actor: Actor, vehicleId: string) {
  const vehicle = await registry(tx)
    .selectFrom('registry.vehicle')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', vehicleId)
    .forUpdate()
    .executeTakeFirst()
  if (!vehicle) throw platformRefuse.notFound()
  return vehicle
}

/** Refuses days beyond the last of a vehicle that leaves; `toOn` null never ends. Errors: registry.vehicle_leaves. */
export function requireStays({ leavesOn }: { leavesOn?: string | null }, toOn: string | null): void {
  if (leavesOn && (toOn === null || toOn > leavesOn)) throw refuse.vehicleLeaves({ lastOn: leavesOn })
}

/** Whether another vehicle of the community has the plate now, as its own. */
export async function requirePlateFree(
  tx: Tx,
  actor: Actor,
  communityId: string,
  plate: string,
  exceptId: string | null,
): Promise<void> {
  const other = await registry(tx)
    .selectFrom('registry.vehicle')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', communityId)
    .where('plate', '=', plate)
    .where('state', '=', 'active')
    .$if(exceptId !== null, query => query.where('id', '<>', exceptId ?? ''))
    .executeTakeFirst()
  if (other) throw refuse.plateTaken({ plate, vehicleId: other.id })
  // One of a building that the caller does not see has the plate all the same: that it is taken is said, whose it is not.
  const { rows } = await sql<{ taken: boolean }>`
    select registry.plate_taken(${communityId}::uuid, ${plate}, ${exceptId}::uuid) as taken`.execute(registry(tx))
  if (rows[0]?.taken) throw refuse.plateTaken({ plate, vehicleId: null })
}
