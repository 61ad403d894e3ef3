import { cloneDatabase } from '../../../testing/database.ts'
import { makeTenant } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { createCommunity, ensureBuildings, ensurePremises, ensureUnits, premisesKey } from '../../registry/index.ts'
import { addMeter } from '../meters/add-meter.ts'
import { approveReadings } from '../readings/approve-readings.ts'
import { enterReadings } from '../readings/enter-readings.ts'

/** For tests: a community with three homes of two buildings, somebody who reads meters and somebody who approves. */
export async function makeMeteringWorld() {
  const database = await cloneDatabase()
  const tenant = await makeTenant(database)
  const [reader, chief] = [await tenant.staff({ name: '抄表员小李' }), await tenant.staff({ name: '主管老王' })]
  const communityId = newId()
  const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => inTransaction(database.db, actor, work)
  const room = (building: string, code: string) => ({ buildingCode: building, unitCode: '1', areaCode: null, code })
  const rooms = [room('1', '101'), room('1', '102'), room('2', '101')]
  const { idByKey } = await as(chief, async tx => {
    await createCommunity(tx, chief, { id: communityId, code: 'A', name: '小区A', address: '' })
    await ensureBuildings(tx, chief, communityId, [{ code: '1' }, { code: '2' }])
    await ensureUnits(
      tx,
      chief,
      communityId,
      ['1', '2'].map(buildingCode => ({ buildingCode, code: '1', floors: 6, hasLift: true })),
    )
    const same = { floor: 1, use: 'residential', state: 'occupied', layoutCode: null, innerAreaM2: null } as const
    return ensurePremises(
      tx,
      chief,
      communityId,
      rooms.map(each => ({ ...each, ...same, areaM2: '100.00', areaFrom: '2025-01-01' })),
    )
  })
  const homes = rooms.map(each => idByKey.get(premisesKey(each)) ?? '')
  const meter = async (code: string, more: object = {}) => {
    const words = {
      ...{ id: newId(), communityId, code, name: '', kind: 'water-cold' as const, level: 'household' as const },
      ...{ parentId: null, premisesId: homes[0] ?? '', place: '厨房', multiplier: '1', digits: 5, decimals: 2 },
      ...{ initialReading: '0', installedOn: '2026-01-01', verifiedUntil: null, brand: '', model: '', deviceNo: '' },
      ...{ collector: '', readBy: 'person' as const, bands: [] as string[], notes: '', ...more },
    }
    return as(chief, tx => addMeter(tx, chief, words))
  }
  const enter = async (meterId: string, readOn: string, value: string, more: object = {}, actor = reader) => {
    const said = { rolledOver: false, bands: {}, photoId: null, note: '', roundId: null, source: 'paper' as const }
    const one = { ...said, id: newId(), meterId, readOn, value, ...more }
    const { readings } = await as(actor, tx => enterReadings(tx, actor, { communityId, readings: [one] }))
    const [reading] = readings
    if (!reading) throw new Error('A reading was entered.')
    return reading
  }
  const approve = (readingIds: string[], actor = chief) =>
    as(actor, tx => approveReadings(tx, actor, { communityId, readingIds, roundId: null }))
  /** Read and approved. */
  const read = async (meterId: string, readOn: string, value: string, more: object = {}) => {
    const reading = await enter(meterId, readOn, value, more)
    const { left } = await approve([reading.id])
    if (left.length > 0) throw new Error(`left: ${left[0]?.why}`)
    return reading
  }
  return { database, tenant, reader, chief, communityId, homes, as, meter, enter, approve, read }
}

export type MeteringWorld = Awaited<ReturnType<typeof makeMeteringWorld>>
