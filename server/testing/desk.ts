/** A small company with two communities and a service desk, for the tests of the desk. */
import type { RequestOf, serviceDesk } from '@anju/contract'
import type { Actor } from '../src/platform/actor.ts'
import { now } from '../src/platform/clock.ts'
import { inTransaction, type Tx } from '../src/platform/db.ts'
import { newId } from '../src/platform/ids.ts'
import {
  addPeople,
  createCommunity,
  ensureBuildings,
  ensureOccupancies,
  ensurePremises,
  ensureUnits,
} from '../src/registry/index.ts'
import type { TestDatabase } from './database.ts'
import { asOwner, makeTenant } from './world.ts'

type Report = RequestOf<typeof serviceDesk.reportOrder>

const ROOM = { areaCode: null, floor: 1, use: 'residential', state: 'occupied', layoutCode: null } as const
const AREA = { areaM2: '89.37', innerAreaM2: null, areaFrom: '2020-01-01' } as const

async function makeCommunity(tx: Tx, actor: Actor, code: string, name: string) {
  const communityId = newId()
  await createCommunity(tx, actor, { id: communityId, code, name, address: '' })
  await ensureBuildings(tx, actor, communityId, [{ code: '1' }])
  await ensureUnits(tx, actor, communityId, [{ buildingCode: '1', code: '1', floors: 6, hasLift: false }])
  const rooms = ['101', '102'].map(room => ({ ...ROOM, ...AREA, buildingCode: '1', unitCode: '1', code: room }))
  const { idByKey } = await ensurePremises(tx, actor, communityId, rooms)
  const [first = '', second = ''] = ['101', '102'].map(room => idByKey.get(`1/1//${room}`))
  const people = [newId(), newId()] as const
  await addPeople(
    tx,
    actor,
    communityId,
    people.map((id, index) => ({ id, name: `${name}业主${index + 1}`, sex: null, phone: null, idNumber: null })),
  )
  await ensureOccupancies(tx, actor, [
    { premisesId: first, personId: people[0], kind: 'owner', fromOn: '2020-01-01' },
    { premisesId: second, personId: people[1], kind: 'owner', fromOn: '2020-01-01' },
  ])
  return { communityId, rooms: [first, second] as const, people }
}

/** A photo as if this actor had uploaded it. */
export async function addPhoto(database: TestDatabase, actor: Actor): Promise<string> {
  const id = newId()
  await asOwner(
    database,
    `insert into platform.file (tenant_id, id, name, media_type, bytes, sha256, purpose, thumbnail, uploaded_by, at)
     values ($1, $2, '漏水.jpg', 'image/jpeg', 100, '\\x00', 'photo', true, $3, $4)`,
    [actor.tenantId, id, actor.id, now()],
  )
  return id
}

/** The company with its staff: a dispatcher, two repairers of both communities, one of the second only; residents of each room. */
export async function makeDesk(database: TestDatabase) {
  const tenant = await makeTenant(database)
  const [here, there] = await inTransaction(
    database.db,
    tenant.system,
    async tx =>
      [
        await makeCommunity(tx, tenant.system, 'HERE', '幸福里'),
        await makeCommunity(tx, tenant.system, 'THERE', '和平里'),
      ] as const,
  )
  const work = ['service-desk.orders.work']
  const desk = ['service-desk.orders.read', 'service-desk.orders.report', 'service-desk.orders.dispatch']
  return {
    ...{ tenant, here, there },
    dispatcher: await tenant.staff({ name: '调度小陈', permissions: desk }),
    hereDispatcher: await tenant.staff({ name: '项目调度', permissions: desk, communityIds: [here.communityId] }),
    repairer: await tenant.staff({ name: '维修老王', permissions: work }),
    otherRepairer: await tenant.staff({ name: '维修老李', permissions: work }),
    thereRepairer: await tenant.staff({ name: '维修小赵', permissions: work, communityIds: [there.communityId] }),
    resident: await tenant.resident(here.people[0], '王小明'),
    neighbour: await tenant.resident(here.people[1], '李四'),
  }
}

export type Desk = Awaited<ReturnType<typeof makeDesk>>

/** A dripping tap in the first room here. */
export function drippingTap(desk: Desk, changes: Partial<Report> = {}): Report {
  return {
    id: newId(),
    communityId: desk.here.communityId,
    premisesId: desk.here.rooms[0],
    category: 'water',
    urgency: 'normal',
    description: '厨房水龙头滴水',
    reporterName: '王小明',
    photoIds: [],
    ...changes,
  }
}
