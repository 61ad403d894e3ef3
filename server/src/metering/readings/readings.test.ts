import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asOwner } from '../../../testing/world.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { replaceMeter } from '../meters/replace-meter.ts'
import { restoreMeter, retireMeter } from '../meters/retire-meter.ts'
import { openRound } from '../rounds/run-rounds.ts'
import { type MeteringWorld, makeMeteringWorld } from '../testing/metering-world.ts'
import { correctReading } from './correct-reading.ts'
import { editReading, rejectReading } from './edit-reading.ts'
import { enterReadings } from './enter-readings.ts'
import { exportReadings } from './export-readings.ts'
import { homeMeters } from './home-meters.ts'
import { listReadings, meterConsumption, readReading } from './reading-view.ts'

let world: MeteringWorld

beforeAll(async () => {
  setClock(new Date('2026-11-23T10:00:00+08:00'))
  world = await makeMeteringWorld()
})

afterAll(async () => {
  setClock(null)
  await world.database.drop()
})

const consumption = async (meterId: string) =>
  (await world.as(world.chief, tx => meterConsumption(tx, world.chief, { meterId }))).items
const readReadingOf = (readingId: string) => world.as(world.chief, tx => readReading(tx, world.chief, { readingId }))
const usedOf = async (meterId: string) => (await consumption(meterId)).map(one => one.used)

describe('numbered examples: what was used', () => {
  test('E20: 1234 → 1251 is 17', async () => {
    const { id } = await world.meter('E20', { initialReading: '1234' })
    await world.read(id, '2026-01-31', '1251')
    expect(await consumption(id)).toMatchObject([
      { fromOn: '2026-01-02', toOn: '2026-01-31', previous: '1234', value: '1251', used: '17', estimated: false },
    ])
  })

  test('E21: transformer 40: 76.15 × 40 = 3046', async () => {
    const { id } = await world.meter('E21', { kind: 'electricity', initialReading: '1180.20', multiplier: '40' })
    await world.read(id, '2026-01-31', '1256.35')
    expect(await usedOf(id)).toEqual(['3046'])
  })

  test('E25: a meter is replaced: 127 of the old, 42 of the new', async () => {
    const { id, version } = await world.meter('E25-1', { initialReading: '9871', parentId: null })
    const newMeterId = newId()
    const words = {
      ...{ meterId: id, id: newMeterId, version, code: 'E25-2', multiplier: '1', digits: 5, decimals: 2 },
      ...{ initialReading: '3', finalReading: '9998', replacedOn: '2026-01-20', reason: '到期轮换' },
      ...{ verifiedUntil: null, brand: '', model: '', deviceNo: '', readBy: 'person' as const },
    }
    const next = await world.as(world.chief, tx => replaceMeter(tx, world.chief, words))
    expect(next).toMatchObject({ code: 'E25-2', replaces: { id, code: 'E25-1' }, premisesId: world.homes[0] })
    await world.read(newMeterId, '2026-01-31', '45')
    expect([await usedOf(id), await usedOf(newMeterId)]).toEqual([['127'], ['42']])
    await expect(
      world.as(world.chief, tx => restoreMeter(tx, world.chief, { meterId: id, reason: '误', version: 2 })),
    ).rejects.toMatchObject({ code: 'metering.meter_replaced' })
  })

  test('E26: rollover of 5 digits is 34; without the flag it cannot be approved', async () => {
    const { id } = await world.meter('E26', { kind: 'electricity', initialReading: '99987' })
    const wrong = await world.enter(id, '2026-01-31', '21')
    expect(wrong).toMatchObject({ state: 'flagged', flags: ['negative'], used: null })
    expect((await world.approve([wrong.id])).left).toMatchObject([{ why: 'negative' }])
    expect(await usedOf(id)).toEqual([])
    const said = { readOn: '2026-01-31', value: '21', rolledOver: true, bands: {}, photoId: null, note: '' }
    const edited = await world.as(world.reader, tx =>
      editReading(tx, world.reader, { readingId: wrong.id, version: 1, ...said }),
    )
    expect(edited).toMatchObject({ flags: ['rollover'], used: '34' })
    expect(await world.approve([wrong.id])).toEqual({ approved: 1, left: [] })
    expect(await usedOf(id)).toEqual(['34'])
  })

  test('E27: estimated 20, then 35 in truth: 15 more; less than estimated is taken back', async () => {
    const { id } = await world.meter('E27', { initialReading: '100' })
    await world.read(id, '2026-01-31', '120', { source: 'estimate' })
    const truth = await world.read(id, '2026-02-28', '135')
    expect(await consumption(id)).toMatchObject([
      { used: '20', estimated: true },
      { previous: '100', value: '135', used: '15', estimated: false },
    ])
    // The true reading is corrected to less than was estimated.
    const fix = await correct(truth.id, '115')
    await world.approve([fix.id])
    expect(await usedOf(id)).toEqual(['20', '-5'])
  })
})

async function correct(readingId: string, value: string, more: object = {}) {
  const said = { readOn: '2026-02-28', rolledOver: false, bands: {}, photoId: null, reason: '看错' }
  const input = { readingId, id: newId(), value, ...said, ...more }
  return world.as(world.reader, tx => correctReading(tx, world.reader, input))
}

describe('what is odd', () => {
  test('is flagged, and approved by somebody else', async () => {
    const { id } = await world.meter('ODD-1')
    await world.read(id, '2026-01-31', '30')
    await world.read(id, '2026-03-02', '60')
    const jump = await world.enter(id, '2026-04-01', '120')
    expect(jump).toMatchObject({
      state: 'flagged',
      flags: ['jump'],
      used: '60',
      expected: '30.00',
      previousValue: '60',
    })
    expect((await world.approve([jump.id], world.reader)).left).toMatchObject([{ why: 'own' }])
    expect(await world.approve([jump.id])).toMatchObject({ approved: 1 })
    expect((await world.enter(id, '2026-05-01', '120')).flags).toEqual(['zero'])
    expect((await world.enter(id, '2026-03-15', '70')).flags).toEqual(['between'])
    expect((await world.enter(id, '2026-04-01', '121')).flags).toContain('duplicate')
    expect((await world.enter(id, '2026-05-02', '100001')).flags[0]).toBe('beyond-digits')
    expect((await world.enter(id, '2026-05-03', '130.123')).flags[0]).toBe('beyond-digits')
  })

  test('several of a day: the later are flagged on entry, in one go or not; whichever is right may be approved, once', async () => {
    const { id } = await world.meter('DAY-1')
    const first = await world.enter(id, '2026-01-31', '10')
    expect(first).toMatchObject({ state: 'entered', flags: [] })
    const second = await world.enter(id, '2026-01-31', '12')
    expect(second).toMatchObject({ state: 'flagged', flags: ['duplicate'] })
    expect((await world.enter(id, '2026-02-28', '20')).flags).toEqual([])
    const plain = { rolledOver: false, bands: {}, photoId: null, note: '', roundId: null, source: 'paper' as const }
    const said = (readOn: string, value: string) => ({ ...plain, id: newId(), meterId: id, readOn, value })
    const { readings } = await world.as(world.reader, tx =>
      enterReadings(tx, world.reader, {
        communityId: world.communityId,
        readings: [said('2026-03-31', '30'), said('2026-03-31', '31'), said('2026-02-28', '21')],
      }),
    )
    const flags = new Map(readings.map(one => [one.value, one.flags]))
    expect([flags.get('30'), flags.get('31'), flags.get('21')]).toEqual([[], ['duplicate'], ['duplicate']])
    // Sent again it is the same reading, and none of its own day.
    const again = { ...said('2026-01-31', '10'), id: first.id }
    await world.as(world.reader, tx =>
      enterReadings(tx, world.reader, { communityId: world.communityId, readings: [again] }),
    )
    expect((await readReadingOf(first.id)).flags).toEqual([])
    // Put on another day it is one of none; back on this one of two.
    const edit = (readOn: string, version: number) =>
      world.as(world.reader, tx =>
        editReading(tx, world.reader, {
          ...{
            readingId: second.id,
            version,
            readOn,
            value: '12',
            rolledOver: false,
            bands: {},
            photoId: null,
            note: '',
          },
        }),
      )
    expect((await edit('2026-01-30', 1)).flags).toEqual([])
    expect((await edit('2026-01-31', 2)).flags).toEqual(['duplicate'])
    expect(await world.approve([second.id])).toMatchObject({ approved: 1 })
    expect((await world.approve([first.id])).left).toMatchObject([{ why: 'duplicate' }])
  })

  test('nobody decides what they entered themselves, odd or not', async () => {
    const { reader, as } = world
    const { id } = await world.meter('OWN-1')
    const plain = await world.enter(id, '2026-01-31', '30')
    expect(plain.state).toBe('entered')
    expect((await world.approve([plain.id], reader)).left).toMatchObject([{ why: 'own' }])
    const reject = { readingId: plain.id, reason: '看错', version: 1 }
    await expect(as(reader, tx => rejectReading(tx, reader, reject))).rejects.toMatchObject({
      code: 'platform.own_request',
    })
    expect(await world.approve([plain.id])).toMatchObject({ approved: 1 })
  })

  test('what waits in a round that is closed is not changed any more', async () => {
    const { reader, chief, communityId, as } = world
    const { id } = await world.meter('SHUT-1', { kind: 'gas' })
    const round = { id: newId(), communityId, kind: 'gas' as const, month: '2026-02', plannedOn: '2026-02-28' }
    await as(chief, tx => openRound(tx, chief, round))
    const reading = await world.enter(id, '2026-02-10', '5', { roundId: round.id })
    await asOwner(
      world.database,
      `update metering.reading_round set state = 'closed', closed_at = now() where id = $1`,
      [round.id],
    )
    const said = { readOn: '2026-02-10', value: '6', rolledOver: false, bands: {}, photoId: null, note: '' }
    const edit = { ...said, readingId: reading.id, version: 1 }
    await expect(as(reader, tx => editReading(tx, reader, edit))).rejects.toMatchObject({
      code: 'metering.round_closed',
    })
  })

  test('a home that uses nothing is asked about once', async () => {
    const { id } = await world.meter('ODD-2')
    const first = await world.enter(id, '2026-01-31', '0')
    expect(first.flags).toEqual(['zero'])
    await world.approve([first.id])
    expect((await world.enter(id, '2026-02-28', '0')).flags).toEqual([])
  })

  test('parts of the day sum to the whole', async () => {
    const { id } = await world.meter('TOU', { kind: 'electricity', bands: ['峰', '谷'] })
    expect((await world.enter(id, '2026-01-31', '100', { bands: { 峰: '60', 谷: '41' } })).flags).toEqual(['bands'])
    await world.read(id, '2026-01-31', '100', { bands: { 峰: '60', 谷: '40' } })
    await world.read(id, '2026-02-28', '150', { bands: { 峰: '90', 谷: '60' } })
    const rows = await asOwner<{ usedBands: unknown }>(
      world.database,
      'select used_bands as "usedBands" from metering.public_consumption where meter_id = $1 order by to_on',
      [id],
    )
    expect(rows.map(row => row.usedBands)).toEqual([
      { 峰: '60', 谷: '40' },
      { 峰: '30', 谷: '20' },
    ])
  })

  test('the future, a meter that is gone, another’s id are refused', async () => {
    const { id } = await world.meter('ODD-3')
    await expect(world.enter(id, '2026-11-24', '1')).rejects.toMatchObject({ code: 'metering.reading_in_future' })
    const one = await world.enter(id, '2026-01-31', '1')
    expect((await world.enter(id, '2026-01-31', '1', { id: one.id })).id).toBe(one.id)
    const other = await world.meter('ODD-4')
    await expect(world.enter(other.id, '2026-01-31', '1', { id: one.id })).rejects.toMatchObject({
      code: 'platform.already_there',
    })
    await expect(world.enter(newId(), '2026-01-31', '1')).rejects.toMatchObject({ code: 'platform.not_found' })
  })
})

describe('the chain', () => {
  test('several of a meter are approved in order of days, in one go', async () => {
    const { id } = await world.meter('CH-1')
    const [third, first, second] = [
      await world.enter(id, '2026-03-31', '33'),
      await world.enter(id, '2026-01-31', '10'),
      await world.enter(id, '2026-02-28', '21'),
    ]
    expect(await world.approve([third.id, first.id, second.id])).toEqual({ approved: 3, left: [] })
    expect(await usedOf(id)).toEqual(['10', '11', '12'])
  })

  test('two who approve two readings of a day: one holds', async () => {
    const { id } = await world.meter('CH-2')
    const [a, b] = [await world.enter(id, '2026-01-31', '10'), await world.enter(id, '2026-01-31', '11')]
    const ends = await Promise.all([world.approve([a.id]), world.approve([b.id])])
    expect(ends.map(end => end.approved).sort()).toEqual([0, 1])
    expect((await usedOf(id)).length).toBe(1)
  })

  test('a correction takes the place of the old one, and the next follows it', async () => {
    const { id } = await world.meter('CH-3')
    const [, wrong] = [await world.read(id, '2026-01-31', '10'), await world.read(id, '2026-02-28', '25')]
    await world.read(id, '2026-03-31', '40')
    const fix = await correct(wrong.id, '22')
    expect(fix).toMatchObject({ state: 'flagged', flags: ['correction'], used: '12', correctsId: wrong.id })
    await expect(correct(wrong.id, '23')).rejects.toMatchObject({ code: 'metering.correction_waiting' })
    expect((await world.approve([fix.id], world.reader)).left).toMatchObject([{ why: 'own' }])
    expect(await usedOf(id)).toEqual(['10', '15', '15'])
    expect(await world.approve([fix.id])).toEqual({ approved: 1, left: [] })
    expect(await usedOf(id)).toEqual(['10', '12', '18'])
    const old = await world.as(world.chief, tx => readReading(tx, world.chief, { readingId: wrong.id }))
    expect(old).toMatchObject({ state: 'rejected', reason: '看错' })
    // It may not go beyond its neighbours, nor let the next go backwards.
    const beyond = await correct(fix.id, '30', { readOn: '2026-04-01' })
    expect((await world.approve([beyond.id])).left).toMatchObject([{ why: 'correction-place' }])
    const reject = { readingId: beyond.id, reason: '不对', version: 1 }
    await world.as(world.chief, tx => rejectReading(tx, world.chief, reject))
    const high = await correct(fix.id, '41')
    expect((await world.approve([high.id])).left).toMatchObject([{ why: 'negative' }])
    expect(await usedOf(id)).toEqual(['10', '12', '18'])
  })

  test('the database keeps it: what is approved stays, and nothing forks', async () => {
    const { id } = await world.meter('CH-4')
    const reading = await world.read(id, '2026-01-31', '10')
    const change = (set: string) =>
      asOwner(world.database, `update metering.reading set ${set} where id = $1`, [reading.id])
    await expect(change('value = 11')).rejects.toThrow(/corrected by another/)
    await expect(change("state = 'entered', decided_at = null")).rejects.toThrow(/corrected by another/)
    await expect(change('used = 11')).rejects.toMatchObject({ constraint: 'reading_used' })
    await expect(change('previous_value = 3')).rejects.toThrow()
    const fork = `insert into metering.reading select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'read_on', '2026-02-05'))).*
      from metering.reading r where id = $1`
    await expect(asOwner(world.database, fork, [reading.id])).rejects.toMatchObject({ constraint: 'reading_next' })
  })

  test('the last reading of a meter taken away counts; put back, it does not', async () => {
    const { id, version } = await world.meter('CH-5')
    await world.read(id, '2026-01-31', '10')
    const end = { meterId: id, retiredOn: '2026-02-10', finalReading: '14', reason: '拆除', version }
    await world.as(world.chief, tx => retireMeter(tx, world.chief, end))
    expect(await usedOf(id)).toEqual(['10', '4'])
    await expect(world.enter(id, '2026-02-28', '15')).rejects.toMatchObject({ code: 'metering.meter_retired' })
    const back = { meterId: id, reason: '误拆', version: version + 1 }
    await world.as(world.chief, tx => restoreMeter(tx, world.chief, back))
    expect(await usedOf(id)).toEqual(['10'])
    await world.read(id, '2026-02-28', '20')
    expect(await usedOf(id)).toEqual(['10', '10'])
  })
})

test('readings are listed, exported, and seen within the walls only', async () => {
  const { id } = await world.meter('LIST-1', { premisesId: world.homes[2] })
  await world.read(id, '2026-01-31', '10')
  const list = (actor = world.chief) =>
    world.as(actor, tx => listReadings(tx, actor, { communityId: world.communityId, meterId: id, limit: 10 }))
  expect((await list()).items).toMatchObject([
    { value: '10', used: '10', state: 'approved', enteredBy: '抄表员小李', decidedBy: '主管老王' },
    { value: '0', source: 'initial', used: null },
  ])
  const file = await world.as(world.chief, tx =>
    exportReadings(tx, world.chief, { meterId: id, text: 'list', format: 'csv' }),
  )
  expect(String(file.body)).toContain('小区A,LIST-1,冷水')
  const elsewhere = await world.tenant.staff({ communityIds: [newId()] })
  expect((await list(elsewhere)).items).toEqual([])
  const [building] = await asOwner<{ id: string }>(
    world.database,
    `select id from registry.building where community_id = $1 and code = '1'`,
    [world.communityId],
  )
  const inOne = await world.tenant.staff({ communityIds: [world.communityId], buildingIds: [building?.id ?? ''] })
  expect((await list(inOne)).items).toEqual([])
  const foreign = { ...{ id: newId(), meterId: id, readOn: '2026-02-28', value: '20', roundId: null, note: '' } }
  const more = { source: 'paper' as const, rolledOver: false, bands: {}, photoId: null }
  const input = { communityId: world.communityId, readings: [{ ...foreign, ...more }] }
  await expect(world.as(inOne, tx => enterReadings(tx, inOne, input))).rejects.toMatchObject({
    code: 'platform.not_found',
  })
})

test('a home sees its meters with what was used month by month', async () => {
  const meter = await world.meter('HOME-1', { premisesId: world.homes[1] })
  await world.read(meter.id, '2026-02-28', '12')
  await world.read(meter.id, '2026-03-31', '20.5')
  const { items } = await world.as(world.chief, tx => homeMeters(tx, world.chief, { premisesId: world.homes[1] ?? '' }))
  expect(items.find(item => item.id === meter.id)).toMatchObject({ lastOn: '2026-03-31', lastValue: '20.5' })
  expect(items.find(item => item.id === meter.id)?.readings.at(0)).toMatchObject({ used: '8.5', estimated: false })
})
