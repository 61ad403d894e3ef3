import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asOwner, makeTenant } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { ensureOccupancies } from '../occupancies/ensure-occupancies.ts'
import { addPeople } from '../people/add-people.ts'
import { ensureSpaces } from '../spaces/ensure-spaces.ts'
import { makeParkingWorld, type ParkingWorld } from '../testing/parking-world.ts'
import { ensureVehicles } from '../vehicles/ensure-vehicles.ts'
import type { CheckCode } from './checks.ts'
import { countQuality } from './count-quality.ts'
import { endExemption, exemptFinding } from './exempt-finding.ts'
import { exportQualityFindings, listQualityFindings } from './finding-view.ts'
import { ALL_CHECKS, qualityOverview } from './overview-view.ts'

let world: ParkingWorld
let admin: Actor

beforeAll(async () => {
  setClock(new Date('2026-11-23T10:00:00+08:00'))
  world = await makeParkingWorld()
  admin = world.admin
  const { as, communityId, wang, zhang, homeId, spaceId } = world
  const person = (name: string, idNumber: string | null) => ({ id: newId(), name, sex: null, phone: null, idNumber })
  const wrong = person('错号', '110105194912310021')
  const right = person('对号', '11010519491231002X')
  const twin = person('双号', '11010519491231002X')
  await as(admin, async tx => {
    await addPeople(tx, admin, communityId, [wrong, right, twin])
    // Both owner and tenant of the same home.
    await ensureOccupancies(tx, admin, [
      { premisesId: homeId('302'), personId: zhang.id, kind: 'tenant', fromOn: '2021-01-01' },
      { premisesId: spaceId('003'), personId: wang.id, kind: 'owner', fromOn: '2021-01-01' },
    ])
    const car = { kind: 'car' as const, brand: null, model: null, colour: null }
    const monthly = (toOn: string, space: string | null) => ({
      ...{ kind: 'monthly' as const, areaCode: null, spaceId: space, fromOn: '2026-01-01', toOn },
    })
    const { idByPlate } = await ensureVehicles(tx, admin, communityId, [
      {
        ...car,
        plate: '京A00001',
        ownerId: wang.id,
        premisesId: homeId('301'),
        permit: monthly('2026-12-31', spaceId('001')),
      },
      {
        ...car,
        plate: '京A00002',
        ownerId: zhang.id,
        premisesId: homeId('302'),
        permit: monthly('2026-12-31', spaceId('001')),
      },
      { ...car, plate: '京A00003', ownerId: wang.id, premisesId: homeId('302') },
      { ...car, plate: '京A00004', ownerId: null, premisesId: null },
      { ...car, plate: '京A00005', ownerId: wang.id, premisesId: homeId('301'), permit: monthly('2026-10-31', null) },
    ])
    await ensureSpaces(tx, admin, communityId, [
      { premisesId: spaceId('003'), tenure: 'civil-defence' },
      {
        ...{ premisesId: spaceId('004'), tenure: 'rentable' },
        lease: {
          ...{ holderId: wang.id, vehicleIds: [idByPlate.get('京A00001') ?? ''] },
          ...{ fromOn: '2025-01-01', toOn: '2025-12-31', monthlyPriceFen: 1n },
        },
      },
    ])
  })
  await asOwner(world.database, 'update registry.unit set floors = null where community_id = $1', [communityId])
})

afterAll(async () => {
  setClock(null)
  await world.database.drop()
})

const find = (check: CheckCode, query: object = {}) =>
  world.as(admin, tx =>
    listQualityFindings(tx, admin, { limit: 50, exempt: 'no', check, communityId: world.communityId, ...query }),
  )

describe('each check finds what is to be mended, and nothing else', () => {
  test.each<[CheckCode, string[]]>([
    // Their findings: fields/fields.test.ts.
    ['person-fields-missing', []],
    ['premises-fields-missing', []],
    ['vehicle-fields-missing', []],
    ['person-phone-missing', ['张三', '王小明']],
    ['person-id-wrong', ['错号']],
    ['person-duplicate', ['双号', '对号']],
    ['premises-area-missing', ['1栋1单元301室', '1栋1单元302室']],
    ['premises-owner-missing', []],
    ['premises-shares-wrong', []],
    ['premises-label-twice', []],
    // What billing keeps of premises is not here: billing/measures has its case.
    ['premises-measure-missing', []],
    ['occupancy-overlaps', ['1栋1单元302室']],
    ['unit-floors-missing', ['1栋 1']],
    ['vehicle-orphan', ['京A00003', '京A00004']],
    ['vehicle-permit-expired', ['京A00005']],
    ['space-permits-twice', ['A区车位001']],
    ['space-titled-wrongly', ['A区车位003']],
    ['space-lease-over', ['A区车位004']],
  ])('%s', async (check, titles) => {
    const { items, total } = await find(check)
    expect(items.map(item => item.title).sort()).toEqual(titles.sort())
    expect(total).toBe(titles.length)
  })

  test('every check of the contract has a case here', () => {
    expect(ALL_CHECKS).toHaveLength(18)
  })

  test('shares that do not make the whole, and an owner gone', async () => {
    const { tenant, database, homeId, wang } = world
    const [id] = [newId()]
    await asOwner(
      database,
      `insert into registry.occupancy (tenant_id, id, community_id, premises_id, person_id, kind, from_on, created_at, share)
       select $1, $2, $3, $4, $5, 'owner', '2022-01-01', '2022-01-01', 0.4`,
      [tenant.tenantId, id, world.communityId, homeId('302'), wang.id],
    )
    expect((await find('premises-shares-wrong')).items.map(item => item.detail)).toEqual(['张三 –、王小明 40%'])
    await asOwner(database, `update registry.occupancy set to_on = '2026-01-01' where premises_id = $1`, [
      homeId('302'),
    ])
    expect((await find('premises-owner-missing')).items.map(item => item.title)).toEqual(['1栋1单元302室'])
    await asOwner(database, 'delete from registry.occupancy where id = $1', [id])
    await asOwner(database, 'update registry.occupancy set to_on = null where premises_id = $1', [homeId('302')])
  })
})

describe('counts', () => {
  test('are kept by day, with the trend and a score for each community', async () => {
    setClock(new Date('2026-11-20T10:00:00+08:00'))
    await world.as(admin, tx => countQuality(tx, admin, {}))
    setClock(new Date('2026-11-23T10:00:00+08:00'))
    await world.as(admin, tx => countQuality(tx, admin, {}))
    const overview = await world.as(admin, tx => countQuality(tx, admin, { communityId: world.communityId }))
    const of = (code: CheckCode) => overview.checks.find(check => check.code === code)
    expect(of('vehicle-orphan')).toMatchObject({ findings: 2, before: 2, base: 5, exempt: 0, object: 'vehicle' })
    const here = overview.communities.find(one => one.id === world.communityId)
    expect(here?.score).toBeLessThan(80)
    expect(here?.score).toBeGreaterThan(10)
    const { rows } = { rows: await asOwner(world.database, 'select day from registry.quality_count group by day') }
    expect(rows).toHaveLength(2)
  })

  test('are not for staff of some buildings, whose walls would hide a part', async () => {
    const some = { ...admin, buildingIds: [newId()] }
    await expect(world.as(some, tx => countQuality(tx, some, {}))).rejects.toThrow('platform.beyond_scope')
  })

  test('tell staff of some buildings of these, as their list does', async () => {
    const building = await asOwner(world.database, 'select building_id from registry.premises where id = $1', [
      world.homeId('301'),
    ])
    const ofBuilding = (id: string): Actor => ({
      ...{ ...admin, kind: 'staff', id: newId() },
      ...{ communityIds: [world.communityId], buildingIds: [id] },
    })
    const seen = async (who: Actor) => (await world.as(who, tx => qualityOverview(tx, who, {}))).checks
    const own = ofBuilding(String(building[0]?.building_id))
    for (const check of await seen(own)) {
      const list = await world.as(own, tx =>
        listQualityFindings(tx, own, { check: check.code, limit: 1, exempt: 'no' }),
      )
      expect([check.code, check.findings]).toEqual([check.code, list.total])
    }
    const homes = async (who: Actor) => (await seen(who)).find(({ object }) => object === 'premises')?.base
    expect(await homes(own)).toBeGreaterThan(0)
    expect(await homes(ofBuilding(newId()))).toBe(0)
  })
})

describe('a finding left as it is', () => {
  test('counts no more, until its day or until somebody ends it', async () => {
    const { items } = await find('vehicle-permit-expired')
    const objectId = items[0]?.id ?? ''
    const exempt = (untilOn: string | null, id = newId(), more: object = {}) =>
      world.as(admin, tx =>
        exemptFinding(tx, admin, {
          ...{
            id,
            communityId: world.communityId,
            check: 'vehicle-permit-expired',
            objectId,
            reason: '车在外地',
            untilOn,
          },
          ...more,
        }),
      )
    await expect(exempt('2026-11-22')).rejects.toThrow('registry.period_wrong')
    await expect(exempt(null, newId(), { objectId: newId() })).rejects.toThrow('platform.not_found')
    const { id } = await exempt('2026-11-30')
    await expect(exempt(null)).rejects.toThrow('registry.already_exempt')
    expect((await find('vehicle-permit-expired')).total).toBe(0)
    const left = await find('vehicle-permit-expired', { exempt: 'yes' })
    expect(left.items[0]?.exemption).toMatchObject({ reason: '车在外地', untilOn: '2026-11-30' })
    setClock(new Date('2026-12-01T10:00:00+08:00'))
    expect((await find('vehicle-permit-expired')).total).toBe(1)
    const again = await exempt(null)
    expect((await find('vehicle-permit-expired')).total).toBe(0)
    await world.as(admin, tx => endExemption(tx, admin, { exemptionId: again.id }))
    await world.as(admin, tx => endExemption(tx, admin, { exemptionId: id }))
    expect((await find('vehicle-permit-expired')).total).toBe(1)
    setClock(new Date('2026-11-23T10:00:00+08:00'))
  })

  test('exports with the same filters', async () => {
    const file = await world.as(admin, tx =>
      exportQualityFindings(tx, admin, { check: 'vehicle-orphan', exempt: 'no', format: 'csv' }),
    )
    expect(String(file.body)).toContain('安居花园,京A00003,王小明 · 1栋1单元302室')
  })
})

test('staff of another community and another company find and count nothing of this one', async () => {
  const scoped = await world.tenant.staff({ communityIds: [world.otherCommunityId] })
  const stranger = await (await makeTenant(world.database, '别家物业')).staff()
  for (const actor of [scoped, stranger]) {
    for (const check of ALL_CHECKS) {
      const { items } = await world.as(actor, tx => listQualityFindings(tx, actor, { limit: 50, exempt: 'no', check }))
      expect(items.filter(item => item.communityId === world.communityId)).toEqual([])
    }
    const { communities } = await world.as(actor, tx => qualityOverview(tx, actor, {}))
    expect(communities.map(community => community.id)).not.toContain(world.communityId)
  }
})
