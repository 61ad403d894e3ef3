import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { approveReadings } from '../readings/approve-readings.ts'
import { addRoute, editRoute, removeRoute } from '../routes/edit-routes.ts'
import { listReaders, listRoutes } from '../routes/route-view.ts'
import { type MeteringWorld, makeMeteringWorld } from '../testing/metering-world.ts'
import { exportRoundStops } from './export-rounds.ts'
import { listRounds, readRound } from './round-view.ts'
import { assignStops, closeRound, estimateRound, openRound, reopenRound, skipStop } from './run-rounds.ts'
import { listMyRounds, listRoundStops, readMyRound } from './stop-view.ts'

let world: MeteringWorld

beforeAll(async () => {
  setClock(new Date('2026-11-23T10:00:00+08:00'))
  world = await makeMeteringWorld()
})

afterAll(async () => {
  setClock(null)
  await world.database.drop()
})

/** Three cold water meters, two of them with two readings, and one of electricity. */
async function threeMeters() {
  const { homes } = world
  const [a, b, c] = [
    await world.meter('A', { premisesId: homes[2] }),
    await world.meter('B', { premisesId: homes[1] }),
    await world.meter('C'),
  ]
  await world.meter('P', { kind: 'electricity' })
  for (const { id } of [a, b]) {
    await world.read(id, '2026-01-31', '30')
    await world.read(id, '2026-03-02', '60')
  }
  return [a, b, c] as const
}

test('readers of a community are who may read meters there', async () => {
  const { chief, communityId } = world
  const { items } = await world.as(chief, tx => listReaders(tx, chief, { communityId }))
  expect(items.map(reader => reader.name)).toContain('抄表员小李')
  const elsewhere = world.as(chief, tx => listReaders(tx, chief, { communityId: newId() }))
  await expect(elsewhere).rejects.toMatchObject({ code: 'platform.not_found' })
})

/** The meters of a round in the order in which its file, sorted so, names them. */
async function codesBy(sort: string, roundId: string): Promise<(string | undefined)[]> {
  const { chief } = world
  const sorted = await world.as(chief, tx => exportRoundStops(tx, chief, { roundId, sort, format: 'csv' }))
  const [, ...lines] = String(sorted.body).trim().split('\n')
  return lines.map(line => line.split(',')[3])
}

/** Gives what nobody has to the chief; somebody who still looks at the round as it was is told. */
async function giveOnce(roundId: string) {
  const { chief } = world
  const give = () =>
    world.as(chief, tx => assignStops(tx, chief, { roundId, readerId: chief.id, meterIds: [], version: 1 }))
  expect(await give()).toMatchObject({ meterCount: 3, version: 2 })
  await expect(give()).rejects.toMatchObject({ code: 'platform.changed_meanwhile', params: { version: 2 } })
}

describe('a round', () => {
  test('walks the routes, then the others by home; it is read, estimated, approved and closed', async () => {
    const { chief, reader, communityId } = world
    const [a, b, c] = await threeMeters()
    const routeId = newId()
    const route = { id: routeId, communityId, kind: 'water-cold' as const, name: '一号线', readerId: reader.id }
    const laid = await world.as(chief, tx => addRoute(tx, chief, { ...route, meterIds: [b.id, a.id] }))
    expect(laid.meters.map(meter => meter.code)).toEqual(['B', 'A'])
    const again = { ...route, id: newId(), meterIds: [] }
    await expect(world.as(chief, tx => addRoute(tx, chief, again))).rejects.toMatchObject({
      code: 'metering.route_name_taken',
    })
    const id = newId()
    const input = { id, communityId, kind: 'water-cold' as const, month: '2026-04', plannedOn: '2026-04-01' }
    const open = () => world.as(chief, tx => openRound(tx, chief, input))
    expect(await open()).toMatchObject({ meterCount: 3, readCount: 0, state: 'open' })
    input.id = newId()
    await expect(open()).rejects.toMatchObject({ code: 'metering.round_taken', params: { roundId: id } })
    const stops = async (more: object = {}) =>
      (await world.as(chief, tx => listRoundStops(tx, chief, { roundId: id, limit: 10, ...more }))).items
    expect(await stops()).toMatchObject([
      { meterCode: 'B', readerName: '抄表员小李', previousValue: '60', dailyMean: '1.0000', reading: null },
      { meterCode: 'A', routeName: '一号线' },
      { meterCode: 'C', readerName: null, previousValue: '0', dailyMean: null },
    ])
    // The reader carries the own stops and those that nobody has.
    expect((await world.as(reader, tx => listMyRounds(tx, reader))).items).toMatchObject([
      { id, stopCount: 3, doneCount: 0 },
    ])
    expect(
      (await world.as(chief, tx => readMyRound(tx, chief, { roundId: id }))).stops.map(one => one.meterCode),
    ).toEqual(['C'])
    await giveOnce(id)
    const reading = await world.enter(b.id, '2026-04-01', '91', { roundId: id })
    await expect(world.enter(b.id, '2026-04-01', '92', { roundId: id })).rejects.toMatchObject({
      code: 'metering.already_read',
      params: { readingId: reading.id },
    })
    await world.as(reader, tx => skipStop(tx, reader, { roundId: id, meterId: a.id, reason: '无人在家' }))
    expect(await stops({ show: 'skipped' })).toMatchObject([{ meterCode: 'A', skipped: '无人在家' }])
    const estimate = () =>
      world.as(reader, tx => estimateRound(tx, reader, { roundId: id, readOn: '2026-04-01', meterIds: [] }))
    expect(await estimate()).toEqual({ estimated: 1, without: 1 })
    expect(await stops({ text: 'a' })).toMatchObject([
      { reading: { value: '90', source: 'estimate', used: '30', state: 'entered' } },
    ])
    await world.enter(c.id, '2026-04-01', '0', { roundId: id })
    const round = await world.as(chief, tx => readRound(tx, chief, { roundId: id }))
    expect(round).toMatchObject({ readCount: 3, flaggedCount: 1, approvedCount: 0, skippedCount: 0 })
    const close = () => world.as(chief, tx => closeRound(tx, chief, { roundId: id, version: 2 }))
    await expect(close()).rejects.toMatchObject({ code: 'metering.round_waiting', params: { count: 3 } })
    const all = { communityId, readingIds: [], roundId: id }
    expect(await world.as(chief, tx => approveReadings(tx, chief, all))).toMatchObject({ approved: 2 })
    const [flagged] = await stops({ show: 'flagged' })
    await world.approve([flagged?.reading?.id ?? ''])
    expect(await close()).toMatchObject({ state: 'closed', approvedCount: 3 })
    await expect(world.enter(c.id, '2026-04-02', '1', { roundId: id })).rejects.toMatchObject({
      code: 'metering.round_closed',
    })
    await world.as(chief, tx => reopenRound(tx, chief, { roundId: id, version: 3 }))
    const { items } = await world.as(chief, tx => listRounds(tx, chief, { communityId, limit: 10 }))
    expect(items).toMatchObject([{ month: '2026-04', state: 'open' }])
    const file = await world.as(chief, tx => exportRoundStops(tx, chief, { roundId: id, format: 'csv' }))
    expect(String(file.body)).toContain('一号线,抄表员小李,B,')
    expect([await codesBy('code', id), await codesBy('-code', id)]).toEqual([
      ['A', 'B', 'C'],
      ['C', 'B', 'A'],
    ])
  })

  test('a route is changed and ended; it takes only meters of its kind', async () => {
    const { chief, communityId } = world
    const [water, power] = [await world.meter('R1'), await world.meter('R2', { kind: 'electricity' })]
    const id = newId()
    const body = { id, communityId, kind: 'water-cold' as const, name: '二号线', readerId: null, meterIds: [water.id] }
    await world.as(chief, tx => addRoute(tx, chief, body))
    const edit = (meterIds: string[], version: number) =>
      world.as(chief, tx => editRoute(tx, chief, { routeId: id, name: '二号线', readerId: null, meterIds, version }))
    await expect(edit([power.id], 1)).rejects.toMatchObject({ code: 'metering.route_meters_wrong' })
    await expect(edit([newId()], 1)).rejects.toMatchObject({ code: 'platform.not_found' })
    expect(await edit([], 1)).toMatchObject({ meterCount: 0, version: 2 })
    await world.as(chief, tx => removeRoute(tx, chief, { routeId: id, version: 2 }))
    const { items } = await world.as(chief, tx => listRoutes(tx, chief, { communityId, limit: 10, text: '二号' }))
    expect(items).toEqual([])
  })
})
