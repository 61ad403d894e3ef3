import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { ensureSpaces, vehicles } from '../../registry/index.ts'
import type { SpaceProposal } from '../kinds/spaces.ts'
import type { VehicleProposal } from '../kinds/vehicles.ts'
import { imports } from '../tables.ts'
import type { ImportPlan } from '../workbook/plan-import.ts'
import type { Place, Writer, Written } from './write-proposals.ts'

type VehicleInput = Parameters<typeof vehicles.ensureVehicles>[3][number]

/** What vehicles and spaces need to know of what is written before them. */
export interface ParkingGround {
  premisesOf: (room: NonNullable<VehicleProposal['room']>) => string
  spaceOf: (space: SpaceProposal) => string
  ownerOfSpace: (space: SpaceProposal) => string | null
}

/** Writes the facts of spaces, the cars that stand in them, and the sheet of vehicles. */
export async function writeParking(
  tx: Tx,
  actor: Actor,
  place: Place,
  plan: ImportPlan,
  ground: ParkingGround,
  write: Writer,
): Promise<Written> {
  const { communityId } = place
  const facts = plan.spaces.flatMap(space => spaceFacts(space, ground))
  if (facts.length > 0) await ensureSpaces(tx, actor, communityId, facts)
  const listed = new Set(plan.vehicles.map(vehicle => vehicle.plate))
  const parked = plan.spaces.flatMap(space =>
    space.plate && !listed.has(space.plate) ? [parkedCar(space, ground)] : [],
  )
  const owners = await ownersOf(tx, actor, plan.vehicles, ground)
  const named = plan.vehicles.map(vehicle => vehicleInput(vehicle, ground, owners))
  const all = [...named, ...parked]
  const created = await write.parts(all, async part => {
    return (await vehicles.ensureVehicles(tx, actor, communityId, [...part])).created
  })
  return { total: all.length, created, changed: 0 }
}

/** What a space is, where its row says anything of it. */
function spaceFacts(space: SpaceProposal, { spaceOf }: ParkingGround): Parameters<typeof ensureSpaces>[3] {
  const { zone, size, charging } = space
  const said = space.tenure && (space.tenure === 'sold' ? ('owned' as const) : ('rentable' as const))
  const tenure = space.nature ?? said
  if (!tenure && !zone && !size && !charging) return []
  return [{ premisesId: spaceOf(space), tenure, zone, size, charging }]
}

function parkedCar(space: SpaceProposal, ground: ParkingGround): VehicleInput {
  return {
    ...{ plate: space.plate ?? '', kind: space.carKind ?? 'car', brand: space.carBrand, model: null },
    ...{ colour: space.carColour, ownerId: ground.ownerOfSpace(space), premisesId: null },
    permit: space.tenure && {
      kind: space.tenure === 'sold' ? 'owned' : 'monthly',
      areaCode: space.areaCode,
      spaceId: ground.spaceOf(space),
      fromOn: space.startsOn ?? today(),
      toOn: space.endsOn,
    },
  }
}

function vehicleInput(
  { sheet: _, row: __, room, ownerName, ownerPhone: ___, permit, ...car }: VehicleProposal,
  ground: ParkingGround,
  owners: Map<string, string>,
): VehicleInput {
  const premisesId = room ? ground.premisesOf(room) : null
  const ownerId = owners.get(`${premisesId}\n${ownerName}`) ?? null
  // Whom the home does not know stays readable, rather than becoming another person of the same name.
  const notes = ownerName && !ownerId ? `车主：${ownerName}` : ''
  return { ...car, premisesId, ownerId, notes, permit: permit && { ...permit, spaceId: null } }
}

/** The people who live in the homes of these cars, by home and name. */
async function ownersOf(
  tx: Tx,
  actor: Actor,
  vehicles: readonly VehicleProposal[],
  ground: ParkingGround,
): Promise<Map<string, string>> {
  const homes = [...new Set(vehicles.flatMap(({ room }) => (room ? [ground.premisesOf(room)] : [])))]
  if (homes.length === 0) return new Map()
  const { rows } = await sql<{ premisesId: string; name: string; id: string }>`
    select distinct o.premises_id, p.name, p.id
    from registry.public_occupancy o join registry.public_person p on p.tenant_id = o.tenant_id and p.id = o.person_id
    where o.tenant_id = ${tenantOf(actor)} and o.premises_id = any (${homes}::uuid[]) and o.to_on is null`.execute(
    imports(tx),
  )
  return new Map(rows.map(row => [`${row.premisesId}\n${row.name}`, row.id]))
}
