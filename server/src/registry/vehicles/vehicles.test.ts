import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asOwner, makeTenant } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { makeParkingWorld, type ParkingWorld } from '../testing/parking-world.ts'
import { addReplacementPlate, endReplacementPlate } from './add-replacement-plate.ts'
import { addVehicle } from './add-vehicle.ts'
import { listVehicleApplications } from './application-view.ts'
import { approveVehicleApplication, rejectVehicleApplication } from './decide-application.ts'
import { editVehicle } from './edit-vehicle.ts'
import { ensureVehicles } from './ensure-vehicles.ts'
import { exportVehicleApplications } from './export-applications.ts'
import { exportVehicles } from './export-vehicles.ts'
import { editPermit, issuePermit, revokePermit } from './issue-permit.ts'
import { applyForMyVehicle, listMyVehicles, withdrawMyVehicleApplication } from './my-vehicles.ts'
import { removeVehicle, restoreVehicle } from './remove-vehicle.ts'
import { listVehicles, readVehicle } from './vehicle-view.ts'

let world: ParkingWorld
let admin: Actor
let residents: { wang: Actor; zhang: Actor }

beforeAll(async () => {
  setClock(new Date('2026-11-23T10:00:00+08:00'))
  world = await makeParkingWorld()
  admin = world.admin
  residents = {
    wang: await world.tenant.resident(world.wang.id, '王小明'),
    zhang: await world.tenant.resident(world.zhang.id, '张三'),
  }
})

afterAll(async () => {
  setClock(null)
  await world.database.drop()
})

const words = { kind: 'car' as const, brand: '比亚迪', model: '汉', colour: '黑', notes: '', photoIds: [] }
let serial = 10_000

/** A new car of Wang's home, with a plate of its own unless one is said. */
async function newCar(plate = `京A${serial++}`) {
  const { communityId, wang, homeId } = world
  return world.as(admin, tx =>
    addVehicle(tx, admin, { id: newId(), communityId, plate, ownerId: wang.id, premisesId: homeId('301'), ...words }),
  )
}

const permit = (fromOn: string, toOn: string | null, more: object = {}) => ({
  id: newId(),
  kind: 'monthly' as const,
  areaCode: null as string | null,
  spaceId: null as string | null,
  fromOn,
  toOn,
  ...more,
})

describe('a vehicle', () => {
  test('is registered under its plate in one spelling, with the usual colour', async () => {
    const car = await newCar('京a·Ｄ66666')
    expect(car).toMatchObject({ plate: '京AD66666', plateKind: 'new-energy-small', plateColour: 'green', version: 1 })
    expect(car).toMatchObject({ ownerName: '王小明', premisesLabel: '1栋1单元301室', state: 'active' })
  })

  test('with a plate that is none is refused with what was meant', async () => {
    await expect(newCar('京AO2345')).rejects.toMatchObject({
      code: 'registry.plate_wrong',
      params: { problem: 'mix-up', suggestion: '京A02345' },
    })
    const { communityId } = world
    const body = { id: newId(), communityId, plate: '京AD66667', ownerId: null, premisesId: null, ...words }
    await expect(world.as(admin, tx => addVehicle(tx, admin, { ...body, plateColour: 'blue' }))).rejects.toThrow(
      'registry.plate_colour_wrong',
    )
  })

  test('is active once per community, and may be at home in another as well', async () => {
    const car = await newCar('京A70001')
    await expect(newCar('京A 70001')).rejects.toMatchObject({
      code: 'registry.plate_taken',
      params: { vehicleId: car.id },
    })
    const there = await world.as(admin, tx =>
      addVehicle(tx, admin, {
        ...{ id: newId(), communityId: world.otherCommunityId, plate: '京A70001', ownerId: null, premisesId: null },
        ...words,
      }),
    )
    expect(there.plate).toBe(car.plate)
  })

  test('asked for by two at once is registered once', async () => {
    const results = await Promise.allSettled([newCar('京A70002'), newCar('京A70002')])
    expect(results.map(result => result.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('is edited by version, and the audit line says what changed', async () => {
    const car = await newCar()
    const edit = { ...words, vehicleId: car.id, plate: car.plate, ownerId: car.ownerId, premisesId: car.premisesId }
    const changed = await world.as(admin, async tx => {
      const answer = await editVehicle(tx, admin, { ...edit, colour: '白', version: 1 })
      expect(tx.changes).toEqual([{ field: 'colour', before: '黑', after: '白' }])
      return answer
    })
    expect([changed.colour, changed.version]).toEqual(['白', 2])
    await expect(
      world.as(admin, tx => editVehicle(tx, admin, { ...edit, colour: '红', version: 1 })),
    ).rejects.toMatchObject({ code: 'platform.changed_meanwhile', params: { version: 2 } })
  })

  test('takes no household of another community', async () => {
    const { communityId, elsewhereId } = world
    const body = { id: newId(), communityId, plate: '京A70003', ownerId: null, premisesId: elsewhereId, ...words }
    await expect(world.as(admin, tx => addVehicle(tx, admin, body))).rejects.toThrow('platform.not_found')
  })

  test('removed ends its permits; restored it comes back while its plate is free', async () => {
    const car = await newCar('京A70004')
    await world.as(admin, tx => issuePermit(tx, admin, { vehicleId: car.id, ...permit('2026-01-01', '2026-12-31') }))
    await world.as(admin, tx => issuePermit(tx, admin, { vehicleId: car.id, ...permit('2027-01-01', '2027-12-31') }))
    const gone = await world.as(admin, tx =>
      removeVehicle(tx, admin, { vehicleId: car.id, reason: '已过户', version: 1 }),
    )
    expect(gone.permits.map(({ state, toOn, revokedReason }) => [state, toOn, revokedReason])).toEqual([
      ['revoked', '2027-12-31', '已过户'],
      ['active', '2026-11-23', null],
    ])
    await expect(
      world.as(admin, tx => issuePermit(tx, admin, { vehicleId: car.id, ...permit('2028-01-01', '2028-12-31') })),
    ).rejects.toThrow('registry.vehicle_removed')
    const successor = await newCar('京A70004')
    const back = { vehicleId: car.id, version: 2 }
    await expect(world.as(admin, tx => restoreVehicle(tx, admin, back))).rejects.toThrow('registry.plate_taken')
    await world.as(admin, tx => removeVehicle(tx, admin, { vehicleId: successor.id, reason: '重复', version: 1 }))
    expect((await world.as(admin, tx => restoreVehicle(tx, admin, back))).state).toBe('active')
  })
})

describe('permits', () => {
  test('of one car park never overlap; one for the whole community overlaps all', async () => {
    const { id: vehicleId } = await newCar()
    const issue = (fromOn: string, toOn: string | null, more: object = {}) =>
      world.as(admin, tx => issuePermit(tx, admin, { vehicleId, ...permit(fromOn, toOn, more) }))
    await issue('2026-01-01', '2026-06-30', { areaCode: 'A' })
    await issue('2026-01-01', '2026-06-30', { areaCode: 'B' })
    await issue('2026-07-01', '2026-12-31', { areaCode: 'A' })
    await expect(issue('2026-06-30', '2026-08-01', { areaCode: 'A' })).rejects.toMatchObject({
      code: 'registry.permit_overlaps',
    })
    await expect(issue('2026-12-31', '2027-12-31')).rejects.toThrow('registry.permit_overlaps')
    const all = await issue('2027-01-01', null, { kind: 'owned' })
    await expect(issue('2030-01-01', '2030-12-31', { areaCode: 'B' })).rejects.toThrow('registry.permit_overlaps')
    expect(all.permits).toHaveLength(4)
    expect(all.permit).toMatchObject({ kind: 'monthly', toOn: '2026-12-31', state: 'active' })
  })

  test('asked for at once by two are issued once', async () => {
    const { id: vehicleId } = await newCar()
    const issue = () =>
      world.as(admin, tx => issuePermit(tx, admin, { vehicleId, ...permit('2026-01-01', '2026-12-31') }))
    const results = await Promise.allSettled([issue(), issue(), issue()])
    expect(results.filter(result => result.status === 'fulfilled')).toHaveLength(1)
  })

  test('the table itself refuses an overlap, whoever writes', async () => {
    const { id: vehicleId, communityId } = await newCar()
    await world.as(admin, tx => issuePermit(tx, admin, { vehicleId, ...permit('2026-01-01', '2026-12-31') }))
    const insert = asOwner(
      world.database,
      `insert into registry.vehicle_permit (tenant_id, id, community_id, vehicle_id, kind, from_on, to_on, created_at)
       values ($1, $2, $3, $4, 'monthly', '2026-12-31', '2027-01-31', '2026-01-01')`,
      [world.tenant.tenantId, newId(), communityId, vehicleId],
    )
    await expect(insert).rejects.toThrow('exclusion')
  })

  test('need a last day unless the space is owned, and days in order', async () => {
    const { id: vehicleId } = await newCar()
    const issue = (fromOn: string, toOn: string | null) =>
      world.as(admin, tx => issuePermit(tx, admin, { vehicleId, ...permit(fromOn, toOn) }))
    await expect(issue('2026-01-01', null)).rejects.toThrow('registry.permit_end_missing')
    await expect(issue('2026-01-02', '2026-01-01')).rejects.toThrow('registry.period_wrong')
  })

  test('name a space of the same community and car park', async () => {
    const { id: vehicleId } = await newCar()
    const issue = (spaceId: string, areaCode: string | null) =>
      world.as(admin, tx =>
        issuePermit(tx, admin, { vehicleId, ...permit('2026-01-01', '2026-12-31', { spaceId, areaCode }) }),
      )
    await expect(issue(world.spaceId('001'), 'B')).rejects.toThrow('registry.space_elsewhere')
    await expect(issue(world.homeId('301'), null)).rejects.toThrow('registry.space_elsewhere')
    await expect(issue(newId(), null)).rejects.toThrow('platform.not_found')
    expect((await issue(world.spaceId('001'), 'A')).permits[0]?.spaceLabel).toBe('A区车位001')
  })

  test('are extended and revoked by version; revoked ones free their days', async () => {
    const { id: vehicleId } = await newCar()
    const issued = await world.as(admin, tx =>
      issuePermit(tx, admin, { vehicleId, ...permit('2026-01-01', '2026-06-30') }),
    )
    const permitId = issued.permits[0]?.id ?? ''
    const { id: _, ...longer } = permit('2026-01-01', '2026-12-31')
    const edited = await world.as(admin, tx => editPermit(tx, admin, { vehicleId, permitId, version: 1, ...longer }))
    expect(edited.permits[0]).toMatchObject({ toOn: '2026-12-31', version: 2 })
    const revoke = (version: number) =>
      world.as(admin, tx => revokePermit(tx, admin, { vehicleId, permitId, version, reason: '欠费' }))
    await expect(revoke(1)).rejects.toThrow('platform.changed_meanwhile')
    expect((await revoke(2)).permits[0]).toMatchObject({ state: 'revoked', revokedReason: '欠费' })
    await expect(revoke(3)).rejects.toThrow('registry.permit_revoked')
    await world.as(admin, tx => issuePermit(tx, admin, { vehicleId, ...permit('2026-06-01', '2026-12-31') }))
  })
})

describe('a replacement plate', () => {
  test('holds for its days, does not overlap another, and ends when it is told to', async () => {
    const { id: vehicleId } = await newCar()
    const add = (plate: string, fromOn: string, toOn: string) =>
      world.as(admin, tx =>
        addReplacementPlate(tx, admin, { vehicleId, id: newId(), plate, fromOn, toOn, reason: '维修' }),
      )
    const lent = await add('京B88888', '2026-11-20', '2026-12-05')
    expect(lent.replacementPlate).toBe('京B88888')
    await expect(add('京B99999', '2026-12-05', '2026-12-10')).rejects.toThrow('registry.replacement_overlaps')
    await expect(add('京B9999', '2026-12-06', '2026-12-10')).rejects.toThrow('registry.plate_wrong')
    const found = await world.as(admin, tx => listVehicles(tx, admin, { limit: 10, text: 'B88888' }))
    expect(found.items.map(item => item.id)).toEqual([vehicleId])
    const replacementPlateId = lent.replacementPlates[0]?.id ?? ''
    const ended = await world.as(admin, tx => endReplacementPlate(tx, admin, { vehicleId, replacementPlateId }))
    expect(ended.replacementPlates[0]?.toOn).toBe('2026-11-23')
  })
})

describe('lists', () => {
  test.each([['京A88001'], ['A88001'], ['88001'], ['8001'], ['京A88'], ['a880']])('find a plate by %s', async text => {
    await newCar('京A88001').catch(() => undefined)
    const { items } = await world.as(admin, tx => listVehicles(tx, admin, { limit: 10, text }))
    expect(items.map(item => item.plate)).toContain('京A88001')
  })

  test('filter by household, owner, permit and state, sort, page and export', async () => {
    const { zhang, homeId, communityId } = world
    const made = await world.as(admin, tx =>
      ensureVehicles(
        tx,
        admin,
        communityId,
        ['京C00001', '京C00002', '京C00003'].map((plate, index) => ({
          ...{ plate, kind: 'car' as const, brand: null, model: null, colour: null, ownerId: zhang.id },
          ...{ premisesId: homeId('302') },
          permit: {
            ...{ kind: 'monthly' as const, areaCode: null, spaceId: null, fromOn: '2026-01-01' },
            toOn: ['2026-10-31', '2026-12-01', '2027-06-30'][index] ?? '',
          },
        })),
      ),
    )
    expect([made.created, made.permits]).toEqual([3, 3])
    const list = async (query: object) =>
      (
        await world.as(admin, tx => listVehicles(tx, admin, { limit: 10, premisesId: homeId('302'), ...query }))
      ).items.map(item => item.plate)
    expect(await list({ sort: '-plate' })).toEqual(['京C00003', '京C00002', '京C00001'])
    expect(await list({ permit: 'expired' })).toEqual(['京C00001'])
    expect(await list({ permit: 'active' })).toEqual(['京C00002', '京C00003'])
    expect(await list({ permit: 'expiring' })).toEqual(['京C00002'])
    expect(await list({ permit: 'none' })).toEqual([])
    expect(await list({ text: '张三' })).toHaveLength(3)
    expect(await list({ text: '1-1-302' })).toHaveLength(3)
    expect([await list({ text: '京C' }), await list({ text: '京Z' })]).toEqual([await list({ sort: 'plate' }), []])
    const file = await world.as(admin, tx => exportVehicles(tx, admin, { format: 'csv', premisesId: homeId('302') }))
    expect(String(file.body)).toContain('京C·00001,蓝牌,小型汽车,,,,张三,1栋1单元302室,月租,2026-10-31,在用')
  })

  test('the same rows again change nothing', async () => {
    const rows = [
      {
        ...{ plate: '京Ｃ０００１１', kind: 'car' as const, brand: '大众', model: null, colour: null, ownerId: null },
        ...{
          premisesId: null,
          permit: { kind: 'owned' as const, areaCode: null, spaceId: null, fromOn: '2026-01-01', toOn: null },
        },
      },
    ]
    const ensure = () => world.as(admin, tx => ensureVehicles(tx, admin, world.communityId, rows))
    const [first, second] = [await ensure(), await ensure()]
    expect([first.created, first.permits, second.created, second.permits]).toEqual([1, 1, 0, 0])
    expect(second.idByPlate.get('京C00011')).toBe(first.idByPlate.get('京C00011'))
  })
})

describe('a resident', () => {
  const asked = { kind: 'car' as const, brand: null, model: null, colour: null, notes: '', photoIds: [] }

  test('applies, staff approve with a permit, the household has the vehicle', async () => {
    const resident = residents.wang
    const premisesId = world.homeId('301')
    const id = newId()
    const apply = (applicationId: string, plate: string) =>
      world.as(resident, tx => applyForMyVehicle(tx, resident, { id: applicationId, premisesId, plate, ...asked }))
    expect(await apply(id, '京·E12345')).toMatchObject({ plate: '京E12345', state: 'open' })
    await expect(apply(newId(), '京E12345')).rejects.toThrow('registry.application_open')
    const open = await world.as(admin, tx => listVehicleApplications(tx, admin, { limit: 10, state: 'open' }))
    expect(open.items.map(item => [item.personName, item.premisesLabel])).toEqual([['王小明', '1栋1单元301室']])
    const file = await world.as(admin, tx => exportVehicleApplications(tx, admin, { state: 'open', format: 'csv' }))
    expect(String(file.body)).toMatch(/京E12345,小型汽车,.*,王小明,.*,待处理/)
    const { id: _, ...words } = permit('2026-11-23', '2027-11-22')
    const decision = { applicationId: id, version: 1, permit: words }
    const approved = await world.as(admin, tx => approveVehicleApplication(tx, admin, decision))
    expect(approved).toMatchObject({ state: 'approved', decidedName: '员工' })
    const car = await world.as(admin, tx => readVehicle(tx, admin, { vehicleId: approved.vehicleId ?? '' }))
    expect([car.ownerName, car.permits.length]).toEqual(['王小明', 1])
    await expect(world.as(admin, tx => approveVehicleApplication(tx, admin, decision))).rejects.toThrow(
      'registry.application_decided',
    )
    const mine = await world.as(resident, tx => listMyVehicles(tx, resident))
    expect(mine.vehicles.map(vehicle => vehicle.plate)).toContain('京E12345')
    await expect(apply(newId(), '京E12345')).rejects.toThrow('registry.plate_known')
  })

  test('reads why an application was rejected, and takes an open one back', async () => {
    const resident = residents.zhang
    const premisesId = world.homeId('302')
    const apply = async (plate: string) => {
      const id = newId()
      await world.as(resident, tx => applyForMyVehicle(tx, resident, { id, premisesId, plate, ...asked }))
      return id
    }
    const refused = await apply('京E22222')
    await world.as(admin, tx =>
      rejectVehicleApplication(tx, admin, { applicationId: refused, version: 1, reason: '行驶证不清晰' }),
    )
    const withdrawn = await apply('京E33333')
    await world.as(resident, tx => withdrawMyVehicleApplication(tx, resident, { applicationId: withdrawn }))
    const { applications } = await world.as(resident, tx => listMyVehicles(tx, resident))
    expect(applications.map(({ plate, state, reason }) => [plate, state, reason])).toEqual([
      ['京E33333', 'withdrawn', null],
      ['京E22222', 'rejected', '行驶证不清晰'],
    ])
    await expect(
      world.as(admin, tx =>
        approveVehicleApplication(tx, admin, { applicationId: withdrawn, version: 2, permit: null }),
      ),
    ).rejects.toThrow('registry.application_decided')
  })

  test('applies for the own home only, and sees nothing of the neighbours', async () => {
    const resident = residents.zhang
    const foreign = { id: newId(), premisesId: world.homeId('301'), plate: '京E44444', ...asked }
    await expect(world.as(resident, tx => applyForMyVehicle(tx, resident, foreign))).rejects.toThrow(
      'platform.not_found',
    )
    const mine = await world.as(resident, tx => listMyVehicles(tx, resident))
    expect(new Set(mine.vehicles.map(vehicle => vehicle.premisesId))).toEqual(new Set([world.homeId('302')]))
  })

  test('somebody who signed in but has no home yet sees no vehicles, and takes back nothing', async () => {
    const newcomer: Actor = { ...residents.zhang, personId: null }
    const mine = await world.as(newcomer, tx => listMyVehicles(tx, newcomer))
    expect(mine).toEqual({ vehicles: [], applications: [], spaces: [] })
    await expect(
      world.as(newcomer, tx => withdrawMyVehicleApplication(tx, newcomer, { applicationId: newId() })),
    ).rejects.toThrow('platform.not_found')
  })
})

describe('walls', () => {
  test('staff of one community neither see nor change vehicles of the other', async () => {
    const car = await newCar()
    const scoped = await world.tenant.staff({ communityIds: [world.otherCommunityId] })
    const seen = await world.as(scoped, tx => listVehicles(tx, scoped, { limit: 100 }))
    expect(new Set(seen.items.map(item => item.communityId))).toEqual(new Set([world.otherCommunityId]))
    const one = { vehicleId: car.id, version: 1 }
    for (const attempt of [
      () => world.as(scoped, tx => readVehicle(tx, scoped, one)),
      () => world.as(scoped, tx => removeVehicle(tx, scoped, { ...one, reason: '试' })),
      () => world.as(scoped, tx => issuePermit(tx, scoped, { ...one, ...permit('2026-01-01', '2026-12-31') })),
      () =>
        world.as(scoped, tx =>
          addVehicle(tx, scoped, {
            ...{ id: newId(), communityId: world.communityId, plate: '京A71111', ownerId: null, premisesId: null },
            ...words,
          }),
        ),
    ])
      await expect(attempt()).rejects.toThrow('platform.not_found')
  })

  test('another company sees nothing', async () => {
    const stranger = await (await makeTenant(world.database, '别家物业')).staff()
    expect((await world.as(stranger, tx => listVehicles(tx, stranger, { limit: 10 }))).total).toBe(0)
  })
})
