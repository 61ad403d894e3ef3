import { registry } from '@anju/contract'
import { type Actor, tenantOf } from '../platform/actor.ts'
import { today } from '../platform/clock.ts'
import { drawer, type Tx } from '../platform/db.ts'
import { addPeople, ensureOccupancies, ensureSpaces, vehicles } from '../registry/index.ts'
import { chanceOf } from './chance.ts'
import { readResidents } from './demo-actors.ts'
import { call } from './demo-call.ts'
import type { DemoGround } from './demo-company.ts'
import { demoId } from './demo-id.ts'

const published = drawer('platform')

type SpaceInput = Parameters<typeof ensureSpaces>[3][number]
type VehicleInput = Parameters<typeof vehicles.ensureVehicles>[3][number]

const MODELS = [
  ['比亚迪', '秦 PLUS', 'new-energy'],
  ['比亚迪', '汉', 'new-energy'],
  ['特斯拉', 'Model Y', 'new-energy'],
  ['理想', 'L7', 'new-energy'],
  ['大众', '朗逸', 'ordinary'],
  ['丰田', '卡罗拉', 'ordinary'],
  ['本田', 'CR-V', 'ordinary'],
  ['奥迪', 'A4L', 'ordinary'],
  ['别克', 'GL8', 'ordinary'],
] as const
const COLOURS = ['白', '黑', '银灰', '蓝', '红'] as const

interface Place {
  id: string
  areaCode: string
  code: string
  ownerId: string | null
}

/** Years ahead of a day, as a day: 2026-11-23 + 1 year. */
function inYears(day: string, years: number): string {
  return `${Number(day.slice(0, 4)) + years}${day.slice(4) === '-02-29' ? '-02-28' : day.slice(4)}`
}

/** Cars of the households with their permits, the facts and leases of the parking spaces, and some records that want mending. */
export async function parkCommunity(ground: DemoGround, communityId: string): Promise<void> {
  const { actor, run } = ground
  await run(async tx => {
    const homes = await readHomes(tx, ground, communityId)
    const spaces = await readSpaces(tx, ground, communityId)
    const cars = homes.flatMap(home => carsOf(home, spaces))
    const { idByPlate } = await vehicles.ensureVehicles(tx, actor, communityId, [...cars, ...forgotten(homes)])
    await ensureSpaces(
      tx,
      actor,
      communityId,
      spaces.map((space, index) => factsOf(space, index, spaces, cars, idByPlate)),
    )
    await addStrangers(tx, ground, communityId, homes)
  })
  await apply(ground, communityId)
}

interface Home {
  premisesId: string
  label: string
  ownerId: string
}

async function readHomes(tx: Tx, { actor }: DemoGround, communityId: string): Promise<Home[]> {
  const rows = await published(tx)
    .selectFrom('registry.publicOccupancy as o')
    .innerJoin('registry.publicPremises as p', join =>
      join.onRef('p.tenantId', '=', 'o.tenantId').onRef('p.id', '=', 'o.premisesId'),
    )
    .select(['o.premisesId', 'o.personId as ownerId', 'p.label'])
    .where('o.tenantId', '=', tenantOf(actor))
    .where('o.communityId', '=', communityId)
    .where('o.kind', '=', 'owner')
    .where('o.toOn', 'is', null)
    .where('p.use', '=', 'residential')
    .orderBy('p.label')
    .orderBy('o.personId')
    .execute()
  return rows.map(row => ({ premisesId: row.premisesId ?? '', label: row.label ?? '', ownerId: row.ownerId ?? '' }))
}

async function readSpaces(tx: Tx, { actor }: DemoGround, communityId: string): Promise<Place[]> {
  const rows = await published(tx)
    .selectFrom('registry.publicPremises as p')
    .leftJoin('registry.publicOccupancy as o', join =>
      join.onRef('o.tenantId', '=', 'p.tenantId').onRef('o.premisesId', '=', 'p.id').on('o.kind', '=', 'owner'),
    )
    .select(['p.id', 'p.label', 'p.code', 'o.personId as ownerId'])
    .where('p.tenantId', '=', tenantOf(actor))
    .where('p.communityId', '=', communityId)
    .where('p.use', '=', 'parking')
    .orderBy('p.label')
    .execute()
  return rows.map(row => ({
    id: row.id ?? '',
    areaCode: row.label?.[0] ?? 'A',
    code: row.code ?? '',
    ownerId: row.ownerId,
  }))
}

/** No, one or two cars of a home; who owns a space parks on it. */
function carsOf(home: Home, spaces: readonly Place[]): VehicleInput[] {
  const chance = chanceOf('cars', home.label)
  const count = Number(chance.weighted({ '0': 25, '1': 60, '2': 15 }))
  const own = spaces.find(space => space.ownerId === home.ownerId)
  return Array.from({ length: count }, (_, index) => {
    const [brand, model, energy] = chance.pick(MODELS)
    const day = today()
    const space = index === 0 ? own : undefined
    const fromOn = `${Number(day.slice(0, 4)) - 1}-${String(chance.between(1, 12)).padStart(2, '0')}-01`
    const endsAfter = chance.weighted({ '2': 80, '1': 20 }) === '2' ? 2 : 1
    return {
      ...{
        plate: plateOf(home.label, index, energy),
        kind: 'car' as const,
        brand,
        model,
        colour: chance.pick(COLOURS),
      },
      ...{ ownerId: home.ownerId, premisesId: home.premisesId },
      permit: space
        ? { kind: 'owned' as const, areaCode: null, spaceId: space.id, fromOn, toOn: null }
        : { kind: 'monthly' as const, areaCode: null, spaceId: null, fromOn, toOn: inYears(fromOn, endsAfter) },
    }
  })
}

function plateOf(key: string, index: number, energy: 'new-energy' | 'ordinary'): string {
  const chance = chanceOf('plate', key, index)
  const digits = String(chance.between(0, 99_999)).padStart(5, '0')
  const authority = chance.pick(['A', 'B', 'C', 'E', 'N', 'Q'] as const)
  return energy === 'new-energy'
    ? `京${authority}${chance.pick(['D', 'F'] as const)}${digits}`
    : `京${authority}${digits}`
}

/** Cars that nobody has looked after: no household, or an owner who lives elsewhere. */
function forgotten(homes: readonly Home[]): VehicleInput[] {
  const car = { kind: 'car' as const, brand: null, model: null, colour: null }
  const [first, second] = [homes[3], homes[7]]
  return [
    { ...car, plate: '京P66018', ownerId: null, premisesId: null, notes: '前台登记，未核对房号' },
    { ...car, plate: '冀R20715', ownerId: null, premisesId: null },
    ...(first && second ? [{ ...car, plate: '京N53320', ownerId: first.ownerId, premisesId: second.premisesId }] : []),
  ]
}

/** What each space is: most are owned, of the others some are civil-defence or public, every second one is let. */
function factsOf(
  space: Place,
  index: number,
  spaces: readonly Place[],
  cars: readonly VehicleInput[],
  idByPlate: ReadonlyMap<string, string>,
): SpaceInput {
  const mother = index % 15 === 14 ? spaces[index - 1] : undefined
  const kind = space.ownerId
    ? 'owned'
    : space.areaCode === 'B'
      ? 'civil-defence'
      : index % 8 === 7
        ? 'public'
        : 'rentable'
  const facts = {
    ...{ premisesId: space.id, tenure: kind, zone: index % 2 === 0 ? '东' : '西' },
    size: index % 11 === 5 ? ('mini' as const) : ('standard' as const),
    charging: index % 6 === 0 ? ('slow' as const) : index % 13 === 4 ? ('fast' as const) : ('none' as const),
    motherId: mother && !mother.ownerId === !space.ownerId ? mother.id : null,
  } satisfies SpaceInput
  const holder = cars[(index * 7) % Math.max(cars.length, 1)]
  if (kind === 'owned' || kind === 'public' || index % 2 === 0 || !holder?.ownerId) return facts
  const year = Number(today().slice(0, 4))
  const over = index % 5 === 0
  return {
    ...facts,
    lease: {
      ...{ holderId: holder.ownerId, vehicleIds: [idByPlate.get(holder.plate) ?? ''].filter(Boolean) },
      ...{ fromOn: `${year - 1}-03-01`, toOn: over ? `${year}-02-28` : `${year + 1}-02-28` },
      monthlyPriceFen: kind === 'civil-defence' ? 35_000n : 30_000n,
    },
  }
}

/** Two subtenants as a colleague noted them: one without a phone, one with a mistyped ID number. */
async function addStrangers(tx: Tx, { actor }: DemoGround, communityId: string, homes: readonly Home[]): Promise<void> {
  const at = new Date('2026-01-01T00:00:00Z')
  const idOf = (name: string) => demoId(tenantOf(actor), `${communityId} ${name}`, at)
  const people = [
    { id: idOf('no phone'), name: '孟庆余', sex: null, phone: null, idNumber: null },
    { id: idOf('wrong id'), name: '田小禾', sex: null, phone: '13800077701', idNumber: '110101199003074512' },
  ]
  await addPeople(tx, actor, communityId, people)
  await ensureOccupancies(
    tx,
    actor,
    people.flatMap((person, index) => {
      const home = homes[5 + index]
      return home
        ? [{ premisesId: home.premisesId, personId: person.id, kind: 'tenant' as const, fromOn: '2026-02-01' }]
        : []
    }),
  )
}

/** Two households ask to have a car registered; staff have not looked yet. */
async function apply(ground: DemoGround, communityId: string): Promise<void> {
  const residentOf = await readResidents(ground)
  const homes = await ground.run(tx => readHomes(tx, ground, communityId))
  const asking = homes.flatMap(home => {
    const resident = residentOf(home.ownerId)
    return resident ? [{ ...home, resident }] : []
  })
  for (const [index, plate] of ['京AF20311', '京L77120'].entries()) {
    const home = asking[index * 5]
    if (!home) continue
    const mine = await call(ground, registry.listMyVehicles, home.resident, {})
    if (mine.applications.length > 0) continue
    await call(ground, registry.applyForMyVehicle, home.resident, {
      ...{ id: demoId(tenantOf(ground.actor), `${communityId} ${plate}`, new Date('2026-01-01T00:00:00Z')), plate },
      ...{ premisesId: home.premisesId, kind: 'car', brand: index === 0 ? '小鹏' : '日产', model: null, colour: '白' },
      ...{ notes: '新买的车，行驶证在物业前台已出示', photoIds: [] },
    })
  }
}

/** Counts what is to be mended in the data. */
export async function judgeData(ground: DemoGround, who: Actor): Promise<void> {
  await call(ground, registry.countQuality, who, {})
}
