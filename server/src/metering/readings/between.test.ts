import { afterAll, beforeAll, expect, test } from 'vitest'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { verifyInvariants } from '../../verify.ts'
import { type MeteringWorld, makeMeteringWorld } from '../testing/metering-world.ts'
import { correctReading } from './correct-reading.ts'
import { meterConsumption } from './reading-view.ts'

/** A reading between two approved ones: what was used between those is split on its day. */

let world: MeteringWorld

beforeAll(async () => {
  setClock(new Date('2026-11-23T10:00:00+08:00'))
  world = await makeMeteringWorld()
})

afterAll(async () => {
  setClock(null)
  await world.database.drop()
})

const usedOf = async (meterId: string) =>
  (await world.as(world.chief, tx => meterConsumption(tx, world.chief, { meterId }))).items
    .map(({ fromOn, toOn, used }) => `${fromOn} ${toOn} ${used}`)
    .toSorted()
const whyOf = async (readingId: string) => (await world.approve([readingId])).left.map(({ why }) => why)

test('is flagged, approved by somebody else, and splits what the later one counted; nothing is lost', async () => {
  const { id } = await world.meter('BTW-1', { initialReading: '10' })
  await world.read(id, '2026-01-31', '30')
  await world.read(id, '2026-03-31', '70')
  expect(await usedOf(id)).toEqual(['2026-01-02 2026-01-31 20', '2026-02-01 2026-03-31 40'])
  const between = await world.enter(id, '2026-02-28', '45.5')
  expect(between).toMatchObject({ state: 'flagged', flags: ['between'], used: '15.5', previousValue: '30' })
  expect((await world.approve([between.id], world.reader)).left).toMatchObject([{ why: 'own' }])
  expect(await world.approve([between.id])).toMatchObject({ approved: 1, left: [] })
  expect(await usedOf(id)).toEqual([
    '2026-01-02 2026-01-31 20',
    '2026-02-01 2026-02-28 15.5',
    '2026-03-01 2026-03-31 24.5',
  ])
  // Another between the same, and one of a day that is taken.
  await world.read(id, '2026-02-10', '33')
  expect(await usedOf(id)).toContain('2026-02-11 2026-02-28 12.5')
  expect((await world.enter(id, '2026-02-28', '46')).flags).toContain('duplicate')
  // Before all there are it has no place.
  expect((await world.enter(id, '2025-12-01', '5')).flags).toContain('inverted')
  expect(await verifyInvariants(world.database.adminUrl)).toEqual([])
})

test('must lie between what the two show, part by part where the meter counts them apart', async () => {
  const { id } = await world.meter('BTW-2', { kind: 'electricity', bands: ['峰', '谷'] })
  const said = (峰: string, 谷: string) => ({ bands: { 峰, 谷 } })
  await world.read(id, '2026-01-31', '30', said('20', '10'))
  await world.read(id, '2026-03-31', '70', said('40', '30'))
  for (const [value, bands] of [
    ['71', said('40', '31')],
    ['29', said('19', '10')],
    ['50', said('41', '9')],
  ] as const) {
    const wrong = await world.enter(id, '2026-02-28', value, bands)
    expect(wrong.flags, value).toEqual(expect.arrayContaining([expect.stringMatching(/negative|bands/)]))
    expect((await whyOf(wrong.id))[0], value).toMatch(/negative|bands/)
  }
  await world.read(id, '2026-02-27', '50', said('30', '20'))
  expect(await usedOf(id)).toEqual(['2026-01-02 2026-01-31 30', '2026-02-01 2026-02-27 20', '2026-02-28 2026-03-31 20'])
})

test('beside estimates the true reading is the base from its day on', async () => {
  const { id } = await world.meter('BTW-3')
  await world.read(id, '2026-01-31', '30')
  await world.read(id, '2026-02-28', '60', { source: 'estimate' })
  await world.read(id, '2026-03-31', '90', { source: 'estimate' })
  await world.read(id, '2026-04-30', '100')
  // Estimates 30 + 30 of 70 that were used since January; the last took the rest.
  expect((await usedOf(id)).slice(1)).toEqual([
    '2026-02-01 2026-02-28 30',
    '2026-03-01 2026-03-31 30',
    '2026-04-01 2026-04-30 10',
  ])
  await world.read(id, '2026-03-15', '75')
  expect((await usedOf(id)).slice(1)).toEqual([
    '2026-02-01 2026-02-28 30',
    '2026-03-01 2026-03-15 15',
    '2026-03-16 2026-03-31 15',
    '2026-04-01 2026-04-30 10',
  ])
})

test('a rollover lies on one side of it; on the wrong one the later reading is corrected first', async () => {
  const { id } = await world.meter('BTW-4', { digits: 3, decimals: 0, initialReading: '900' })
  await world.read(id, '2026-01-31', '950')
  const last = await world.read(id, '2026-03-31', '50', { rolledOver: true })
  await world.read(id, '2026-02-10', '960')
  expect(await usedOf(id)).toContain('2026-02-11 2026-03-31 90')
  const after = await world.enter(id, '2026-02-28', '20', { rolledOver: true })
  expect(after.flags).toEqual(expect.arrayContaining(['between', 'rollover']))
  expect(await whyOf(after.id)).toEqual(['next-rollover'])
  const correction = await world.as(world.reader, tx =>
    correctReading(tx, world.reader, {
      ...{ readingId: last.id, id: newId(), readOn: '2026-03-31', value: '990', rolledOver: false },
      ...{ bands: {}, photoId: null, reason: '过零记错' },
    }),
  )
  expect(await whyOf(correction.id)).toEqual([])
  expect(await usedOf(id)).toContain('2026-02-11 2026-03-31 30')
})

test('a meter that was taken away can still be told what it showed in between', async () => {
  const { id } = await world.meter('BTW-5')
  await world.read(id, '2026-01-31', '30')
  await world.read(id, '2026-03-31', '70')
  const { retireMeter } = await import('../meters/retire-meter.ts')
  const { readMeter } = await import('../meters/meter-view.ts')
  const { version } = await world.as(world.chief, tx => readMeter(tx, world.chief, { meterId: id }))
  await world.as(world.chief, tx =>
    retireMeter(tx, world.chief, {
      ...{ meterId: id, version, retiredOn: '2026-04-15', reason: '拆除', finalReading: '75' },
    } as never),
  )
  await world.read(id, '2026-02-28', '50')
  expect(await usedOf(id)).toContain('2026-03-01 2026-03-31 20')
  await expect(world.enter(id, '2026-05-01', '80')).rejects.toMatchObject({ code: 'metering.meter_retired' })
})
