import type { Actor } from '../server/src/platform/actor.ts'
import { type Database, inTransaction } from '../server/src/platform/db.ts'
import { ensureOccupancies, ensurePremises, premisesKey, vehicles as registered } from '../server/src/registry/index.ts'
import { ensureSpaces } from '../server/src/registry/spaces/ensure-spaces.ts'

/** One of how many homes: four of five have a vehicle and a space. */
const SHARE = 5
const LOCALS = 'ABCEFG'

interface Home {
  communityId: string
  premisesId: string
  ownerId: string
}

/**
 * A vehicle and a parking space for four of five homes of a company, through the registry's own commands: half of the spaces are let to the owner
 * with the vehicle, a quarter are owned, the rest is free. Deterministic plates (`京A00000` …) and numbers (`A区车位001` …).
 */
export async function fillParking(db: Database, actor: Actor, homes: readonly Home[]): Promise<void> {
  const byCommunity = Map.groupBy(homes, home => home.communityId)
  let first = 0
  for (const [communityId, all] of byCommunity) {
    const mine = all.filter((_, index) => index % SHARE !== 0)
    await fillOne(db, actor, communityId, mine, first)
    first += mine.length
  }
}

async function fillOne(
  db: Database,
  actor: Actor,
  communityId: string,
  homes: readonly Home[],
  first: number,
): Promise<void> {
  const plates = homes.map(
    (_, index) => `京${LOCALS[(first + index) % LOCALS.length]}${String(first + index).padStart(5, '0')}`,
  )
  const places = homes.map((_, index) => spaceAt(index))
  await inTransaction(db, actor, async tx => {
    const { idByPlate } = await registered.ensureVehicles(
      tx,
      actor,
      communityId,
      homes.map(({ ownerId, premisesId }, index) => ({
        ...{
          plate: plates[index] ?? '',
          kind: 'car' as const,
          brand: '大众',
          model: null,
          colour: '白',
          ownerId,
          premisesId,
        },
      })),
    )
    const { idByKey } = await ensurePremises(tx, actor, communityId, places)
    const spaces = homes.map((home, index) => ({
      ...home,
      kind: ['let', 'owned', 'let', 'free'][index % 4],
      spaceId: idByKey.get(premisesKey(places[index] ?? spaceAt(0))) ?? '',
      vehicleId: idByPlate.get(plates[index] ?? '') ?? '',
    }))
    await ensureSpaces(
      tx,
      actor,
      communityId,
      spaces.map(({ spaceId, ownerId, vehicleId, kind }) => ({
        premisesId: spaceId,
        tenure: kind === 'owned' ? ('owned' as const) : ('rentable' as const),
        lease:
          kind === 'let'
            ? {
                holderId: ownerId,
                vehicleIds: [vehicleId],
                fromOn: '2026-01-01',
                toOn: '2027-12-31',
                monthlyPriceFen: 30_000n,
              }
            : null,
      })),
    )
    const owned = spaces.filter(space => space.kind === 'owned')
    await ensureOccupancies(
      tx,
      actor,
      owned.map(({ spaceId, ownerId }) => ({
        premisesId: spaceId,
        personId: ownerId,
        kind: 'owner' as const,
        fromOn: '2020-01-01',
      })),
    )
  })
}

function spaceAt(index: number) {
  return {
    ...{
      buildingCode: null,
      unitCode: null,
      areaCode: 'ABCD'[index % 4] ?? 'A',
      code: String(Math.floor(index / 4) + 1).padStart(3, '0'),
    },
    ...{ floor: -1, use: 'parking' as const, state: 'handed-over' as const, layoutCode: null },
    ...{ areaM2: '12.50', innerAreaM2: null, areaFrom: '2020-01-01' },
  }
}
