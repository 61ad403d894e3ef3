import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asOwner } from '../../../testing/world.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { replaceMeter } from '../meters/replace-meter.ts'
import { closeRound, openRound } from '../rounds/run-rounds.ts'
import { type MeteringWorld, makeMeteringWorld } from '../testing/metering-world.ts'
import { lossesBetween, meterLosses, metersBelow } from './loss-view.ts'

let world: MeteringWorld

beforeAll(async () => {
  setClock(new Date('2026-11-23T10:00:00+08:00'))
  world = await makeMeteringWorld()
})

afterAll(async () => {
  setClock(null)
  await world.database.drop()
})

const JUNE = { from: '2026-06-01', to: '2026-06-30' }

/** A master (× 10) with a shared meter, below which hang two homes. */
async function makeTree() {
  const { homes } = world
  const master = await world.meter('M', { level: 'master', premisesId: null, place: '泵房', multiplier: '10' })
  const shared = await world.meter('S', { level: 'shared', premisesId: null, place: '水井', parentId: master.id })
  const one = await world.meter('H1', { parentId: shared.id })
  const two = await world.meter('H2', { parentId: shared.id, premisesId: homes[1] })
  return { master, shared, one, two }
}

describe('losses of a tree of meters', () => {
  test('loss = parent − Σ children, of days and of a round; a replaced meter counts on; beyond the threshold it is told', async () => {
    const { chief, communityId } = world
    const { master, shared, one, two } = await makeTree()
    for (const { id } of [shared, one, two]) await world.read(id, '2026-05-31', '0')
    await world.read(master.id, '2026-04-30', '10')
    await world.read(master.id, '2026-05-31', '20')
    const between = () => world.as(chief, tx => lossesBetween(tx, chief, { communityId, time: JUNE }))
    expect(await between()).toMatchObject([
      { code: 'M', used: null, below: '0', children: 1, unread: 1, loss: null, alarm: false },
      { code: 'S', used: null, below: '0', children: 2, unread: 2, parentId: master.id },
    ])

    const roundId = newId()
    const round = { id: roundId, communityId, kind: 'water-cold' as const, month: '2026-06', plannedOn: '2026-06-30' }
    await world.as(chief, tx => openRound(tx, chief, round))
    // The master is replaced within the month: 2.4 × 10 of the old, 8.1 × 10 of the new.
    const fresh = { id: newId(), code: 'M2', multiplier: '10', digits: 5, decimals: 2, initialReading: '100' }
    await world.as(chief, tx =>
      replaceMeter(tx, chief, {
        ...{ ...fresh, meterId: master.id, version: master.version, verifiedUntil: null, brand: '', model: '' },
        ...{ deviceNo: '', readBy: 'person', replacedOn: '2026-06-18', finalReading: '22.4', reason: '到期' },
      }),
    )
    await world.read(fresh.id, '2026-06-30', '108.1', { roundId })
    await world.read(shared.id, '2026-06-30', '100', { roundId })
    await world.read(one.id, '2026-06-30', '40.25', { roundId })
    expect(await between()).toMatchObject([
      { code: 'M2', used: '105', below: '100', loss: '5', percent: '4.76', unread: 0, alarm: false },
      { code: 'S', used: '100', below: '40.25', loss: '59.75', percent: '59.75', unread: 1, alarm: false },
    ])
    await world.read(two.id, '2026-06-30', '30', { roundId })
    const ofRound = await world.as(chief, tx => meterLosses(tx, chief, { communityId, roundId }))
    expect(ofRound).toMatchObject({ thresholdPercent: 10, from: '2026-06-01', to: '2026-06-30' })
    expect(ofRound.items).toMatchObject([
      { code: 'M2', used: '105', loss: '5', alarm: false },
      { code: 'S', below: '70.25', loss: '29.75', percent: '29.75', unread: 0, alarm: true },
    ])
    const below = await world.as(chief, tx => metersBelow(tx, chief, { meterId: shared.id, ...JUNE, limit: 1 }))
    expect(below).toMatchObject({ total: 2, items: [{ code: 'H1', used: '40.25', children: 0 }] })
    const rest = { meterId: shared.id, roundId, limit: 5, cursor: below.next ?? '' }
    const more = await world.as(chief, tx => metersBelow(tx, chief, rest))
    expect(more).toMatchObject({ next: null, items: [{ code: 'H2', used: '30' }] })

    await world.as(chief, tx => closeRound(tx, chief, { roundId, version: 1 }))
    const told = await asOwner<{ notice: object }>(
      world.database,
      `select n.value as notice from graphile_worker._private_jobs j, lateral jsonb_path_query(j.payload::jsonb, '$.**.notices[*]') n(value)`,
    )
    expect(told.map(({ notice }) => notice)).toMatchObject([
      { kind: 'meter-loss', params: { month: '2026-06', count: '1', code: 'S', loss: '29.75', percent: '29.75' } },
    ])
  })

  test('is for who sees the whole community, and asks for its days', async () => {
    const { chief, communityId } = world
    const some = { ...chief, buildingIds: [newId()] }
    await expect(world.as(some, tx => meterLosses(tx, some, { communityId, ...JUNE }))).rejects.toMatchObject({
      code: 'platform.beyond_scope',
    })
    const turned = { communityId, from: '2026-07-01', to: '2026-06-01' }
    await expect(world.as(chief, tx => meterLosses(tx, chief, turned))).rejects.toMatchObject({
      code: 'metering.dates_wrong',
    })
    await expect(
      world.as(chief, tx => meterLosses(tx, chief, { communityId, roundId: newId() })),
    ).rejects.toMatchObject({ code: 'platform.not_found' })
  })
})
