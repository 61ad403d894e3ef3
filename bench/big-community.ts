import { inTransaction } from '../server/src/platform/db.ts'
import { newId } from '../server/src/platform/ids.ts'
import {
  addPeople,
  ensureBuildings,
  ensureOccupancies,
  ensurePremises,
  ensureUnits,
  premisesKey,
} from '../server/src/registry/index.ts'
import type { Ground } from './ground.ts'

const SURNAMES = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗']
const GIVEN = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅']
const ROOMS_PER_BUILDING = 500
const PART = 10_000

/** Premises with an owner each, through the registry's own commands: buildings of 2 units × 25 floors × 10 rooms. Deterministic. */
export async function fillCommunity(ground: Ground, premisesCount: number): Promise<string[]> {
  const { db, actor, communityId } = ground
  const buildingCount = Math.ceil(premisesCount / ROOMS_PER_BUILDING)
  const buildings = Array.from({ length: buildingCount }, (_, index) => ({ code: String(index + 1) }))
  const rooms = Array.from({ length: premisesCount }, (_, index) => roomAt(index))
  await inTransaction(db, actor, async tx => {
    await ensureBuildings(tx, actor, communityId, buildings)
    const units = buildings.flatMap(({ code }) =>
      ['1', '2'].map(unit => ({ buildingCode: code, code: unit, floors: 25, hasLift: true })),
    )
    await ensureUnits(tx, actor, communityId, units)
  })
  const ids: string[] = []
  for (let start = 0; start < rooms.length; start += PART) {
    const part = rooms.slice(start, start + PART)
    await inTransaction(db, actor, async tx => {
      const { idByKey } = await ensurePremises(tx, actor, communityId, part)
      const people = part.map((_, index) => personAt(start + index))
      await addPeople(tx, actor, communityId, people)
      const premisesIds = part.map(room => idByKey.get(premisesKey(room)) ?? '')
      await ensureOccupancies(
        tx,
        actor,
        premisesIds.map((premisesId, index) => ({
          premisesId,
          personId: people[index]?.id ?? '',
          kind: 'owner' as const,
          fromOn: '2020-01-01',
        })),
      )
      ids.push(...premisesIds)
    })
  }
  await ground.owner.query('analyze')
  return ids
}

function roomAt(index: number) {
  const within = index % ROOMS_PER_BUILDING
  const floor = Math.floor((within % 250) / 10) + 1
  return {
    buildingCode: String(Math.floor(index / ROOMS_PER_BUILDING) + 1),
    unitCode: within < 250 ? '1' : '2',
    areaCode: null,
    code: `${floor}${String((within % 10) + 1).padStart(2, '0')}`,
    floor,
    use: 'residential' as const,
    state: 'handed-over' as const,
    layoutCode: null,
    areaM2: `${60 + (index % 80)}.${String(index % 100).padStart(2, '0')}`,
    innerAreaM2: null,
    areaFrom: '2020-01-01',
  }
}

function personAt(index: number) {
  const given = `${GIVEN[index % GIVEN.length]}${GIVEN[Math.floor(index / 7) % GIVEN.length]}`
  return {
    id: newId(),
    name: `${SURNAMES[index % SURNAMES.length]}${given}`,
    sex: null,
    phone: `138${String(index).padStart(8, '0')}`,
    idNumber: null,
  }
}
