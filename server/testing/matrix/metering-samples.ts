import { billing, type Call, metering } from '@anju/contract'
import type pg from 'pg'
import { newId } from '../../src/platform/ids.ts'
import type { MadeId, Sample } from './samples.ts'

const page = { limit: 200 }
const WORDS = { kind: 'water-cold', level: 'household', place: '厨房', notes: '' } as const

/** Meters of a home and of the community, one for each thing that may be done with them. */
export async function makeMeters(
  call: Call,
  owner: pg.Pool,
  communityId: string,
  { premisesId }: { premisesId: string },
) {
  const add = async (more: { level?: 'master'; parentId?: string } = {}) => {
    const id = newId()
    const home = more.level === 'master' ? null : premisesId
    const body = { ...WORDS, ...more, id, communityId, code: id.slice(-12), premisesId: home }
    await call(metering.addMeter, { body })
    return id
  }
  const masterMeterId = await add({ level: 'master' })
  const [meterId, retirableMeterId, retiredMeterId] = [await add({ parentId: masterMeterId }), await add(), await add()]
  await call(metering.retireMeter, {
    params: { meterId: retiredMeterId },
    body: { retiredOn: '2026-01-01', finalReading: '12.5', reason: '换表', version: 1 },
  })
  const replaceableMeterId = await add()
  const read = async (readOn: string, value: string, reading: { meterId?: string } = {}) => {
    const id = newId()
    await call(metering.enterReadings, {
      body: { communityId, readings: [{ meterId, ...reading, id, readOn, value }] },
    })
    // Somebody else has entered it: nobody decides the own.
    await owner.query('update metering.reading set entered_by = $2 where id = $1', [id, newId()])
    return id
  }
  const readingId = await read('2026-02-01', '10')
  await call(metering.approveReadings, { body: { communityId, readingIds: [readingId] } })
  const waiting = [await read('2026-03-01', '20'), await read('2026-03-02', '21'), await read('2026-03-03', '22')]
  const [editableReadingId = '', approvableReadingId = '', rejectableReadingId = ''] = waiting
  const correctableReadingId = await read('2026-02-02', '5', { meterId: await add() })
  await call(metering.approveReadings, { body: { communityId, readingIds: [correctableReadingId] } })
  const rounds = await makeRounds(call, communityId, { meterId, spareMeterId: await add() })
  return {
    ...{ masterMeterId, meterId, retirableMeterId, retiredMeterId, replaceableMeterId, readingId, editableReadingId },
    ...{ approvableReadingId, rejectableReadingId, correctableReadingId, ...rounds },
    ...(await makePools(call, communityId)),
  }
}

async function makeRounds(
  call: Call,
  communityId: string,
  { meterId, spareMeterId }: { meterId: string; spareMeterId: string },
) {
  const route = async (name: string, meterIds: string[]) => {
    const id = newId()
    await call(metering.addRoute, { body: { id, communityId, kind: 'water-cold', name, meterIds } })
    return id
  }
  const readingRouteId = await route('一号线', [meterId])
  const removableRouteId = await route('二号线', [spareMeterId])
  const round = async (month: string) => {
    const id = newId()
    await call(metering.openRound, { body: { id, communityId, kind: 'water-cold', month, plannedOn: '2026-06-28' } })
    return id
  }
  const [roundId, closableRoundId, closedRoundId] = [
    await round('2026-06'),
    await round('2026-05'),
    await round('2026-04'),
  ]
  await call(metering.closeRound, { params: { roundId: closedRoundId }, body: { version: 1 } })
  return { readingRouteId, removableRouteId, roundId, closableRoundId, closedRoundId }
}

async function makePools(call: Call, communityId: string) {
  const poolRuleId = newId()
  await call(billing.createRule, {
    body: {
      ...{ id: poolRuleId, communityId, code: poolRuleId.slice(-6), name: '公共照明', itemName: '公摊电费' },
      ...{
        kind: 'pool',
        cycleMonths: 1,
        timing: 'arrears',
        effectiveFrom: '2026-01-01',
        unitPrice: '0',
        fixedAmount: '0',
      },
    },
  })
  const pool = async (fromOn: string, toOn: string) => {
    const id = newId()
    await call(billing.addPool, { body: { ...POOL, id, communityId, ruleId: poolRuleId, fromOn, toOn } })
    return id
  }
  const [poolId, voidablePoolId] = [await pool('2026-06-01', '2026-06-30'), await pool('2026-07-01', '2026-07-31')]
  return { poolRuleId, poolId, voidablePoolId }
}

const POOL = { name: '公共照明', cost: { by: 'amount', totalFen: 12_345 }, basis: 'household' } as const

/** A year that nobody used yet. */
const someYear = () => String(3000 + (Number.parseInt(newId().slice(-4), 16) % 6000))

const SAID = { readOn: '2026-03-01', value: '20', rolledOver: false, photoId: null } as const

/** The archive of meters. */
export const METERING_SAMPLES: Record<string, Sample> = {
  'metering.listMeters': things => ({
    query: { ...page, communityId: things.communityId, parentId: things.masterMeterId, premisesId: things.premisesId },
  }),
  'metering.exportMeters': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'metering.readMeter': things => ({ params: { meterId: things.meterId } }),
  'metering.meterHistory': things => ({ params: { meterId: things.meterId }, query: page }),
  'metering.addMeter': things => ({
    body: {
      ...{ ...WORDS, id: newId(), communityId: things.communityId, code: newId().slice(-12) },
      ...{ premisesId: things.premisesId, parentId: things.masterMeterId },
    },
  }),
  'metering.editMeter': things => ({
    params: { meterId: things.meterId },
    body: {
      ...{ ...WORDS, code: things.meterId.slice(-12), name: '厨房水表', version: 1 },
      ...{ premisesId: things.premisesId, parentId: things.masterMeterId },
    },
  }),
  'metering.retireMeter': things => ({
    params: { meterId: things.retirableMeterId },
    body: { retiredOn: '2026-01-01', finalReading: '12.5', reason: '换表', version: 1 },
  }),
  'metering.replaceMeter': things => ({
    params: { meterId: things.replaceableMeterId },
    body: {
      ...{ id: newId(), code: newId().slice(-12), replacedOn: '2026-01-02', finalReading: '12.5', reason: '到期轮换' },
      version: 1,
    },
  }),
  'metering.listReadings': things => ({
    query: { ...page, communityId: things.communityId, meterId: things.meterId, premisesId: things.premisesId },
  }),
  'metering.exportReadings': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'metering.readReading': things => ({ params: { readingId: things.readingId } }),
  'metering.meterConsumption': things => ({ params: { meterId: things.meterId } }),
  'metering.enterReadings': things => ({
    body: {
      communityId: things.communityId,
      readings: [{ id: newId(), meterId: things.meterId, readOn: '2026-03-05', value: '30' }],
    },
  }),
  'metering.editReading': things => ({
    params: { readingId: things.editableReadingId },
    body: { ...SAID, note: '看清了', version: 1 },
  }),
  'metering.approveReadings': things => ({
    body: { communityId: things.communityId, readingIds: [things.approvableReadingId] },
  }),
  'metering.rejectReading': things => ({
    params: { readingId: things.rejectableReadingId },
    body: { reason: '看错表', version: 1 },
  }),
  'metering.correctReading': things => ({
    params: { readingId: things.correctableReadingId },
    body: { ...SAID, id: newId(), readOn: '2026-02-02', reason: '看错' },
  }),
  'metering.meterLosses': things => ({
    query: { communityId: things.communityId, from: '2026-01-01', to: '2026-12-31' },
  }),
  'metering.exportMeterLosses': things => ({
    query: { communityId: things.communityId, from: '2026-01-01', to: '2026-12-31', format: 'csv' },
  }),
  'metering.metersBelow': things => ({
    params: { meterId: things.masterMeterId },
    query: { limit: 200, from: '2026-01-01', to: '2026-12-31' },
  }),
  'metering.listRoutes': things => ({ query: { ...page, communityId: things.communityId } }),
  'metering.exportRoutes': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'metering.listReaders': things => ({ query: { communityId: things.communityId } }),
  'metering.readRoute': things => ({ params: { routeId: things.readingRouteId } }),
  'metering.addRoute': things => ({
    body: {
      ...{ id: newId(), communityId: things.communityId, kind: 'water-cold', name: newId().slice(-8) },
      meterIds: [things.masterMeterId],
    },
  }),
  'metering.editRoute': things => ({
    params: { routeId: things.readingRouteId },
    body: { name: '一号线东', meterIds: [things.meterId], version: 1 },
  }),
  'metering.removeRoute': things => ({ params: { routeId: things.removableRouteId }, body: { version: 1 } }),
  'metering.listRounds': things => ({ query: { ...page, communityId: things.communityId } }),
  'metering.exportRounds': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'metering.readRound': things => ({ params: { roundId: things.roundId } }),
  'metering.openRound': things => ({
    body: {
      ...{ id: newId(), communityId: things.communityId, kind: 'water-cold', month: `${someYear()}-06` },
      plannedOn: '2026-06-28',
    },
  }),
  'metering.closeRound': things => ({ params: { roundId: things.closableRoundId }, body: { version: 1 } }),
  'metering.reopenRound': things => ({ params: { roundId: things.closedRoundId }, body: { version: 2 } }),
  'metering.listRoundStops': things => ({ params: { roundId: things.roundId }, query: page }),
  'metering.exportRoundStops': things => ({ params: { roundId: things.roundId }, query: { format: 'csv' } }),
  'metering.printRound': things => ({ params: { roundId: things.roundId } }),
  'metering.skipStop': things => ({
    params: { roundId: things.roundId, meterId: things.meterId },
    body: { reason: '无人在家' },
  }),
  'metering.assignStops': things => ({
    params: { roundId: things.roundId },
    body: { readerId: null, meterIds: [things.meterId], version: 1 },
  }),
  'metering.estimateRound': things => ({
    params: { roundId: things.roundId },
    body: { readOn: '2026-06-28', meterIds: [things.masterMeterId] },
  }),
  'metering.listMyRounds': () => ({}),
  'metering.readMyRound': things => ({ params: { roundId: things.roundId } }),
  'billing.listPools': things => ({ query: { ...page, communityId: things.communityId, ruleId: things.poolRuleId } }),
  'billing.exportPools': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'billing.listPoolShares': things => ({ query: { ...page, poolId: things.poolId } }),
  'billing.exportPoolShares': things => ({ query: { poolId: things.poolId, format: 'csv' } }),
  'billing.readPool': things => ({ params: { poolId: things.poolId } }),
  'billing.addPool': things => {
    const year = someYear()
    const days = { fromOn: `${year}-01-01`, toOn: `${year}-01-31` }
    return { body: { ...POOL, id: newId(), communityId: things.communityId, ruleId: things.poolRuleId, ...days } }
  },
  'billing.voidPool': things => ({
    params: { poolId: things.voidablePoolId },
    body: { reason: '录错', version: 1 },
  }),
  'metering.restoreMeter': things => ({
    params: { meterId: things.retiredMeterId },
    body: { reason: '误拆', version: 2 },
  }),
}

export const METERING_MADE_IDS: Record<string, MadeId> = {
  'metering.addMeter': (_ground, _company, things) => things.meterId,
  'metering.replaceMeter': (_ground, _company, things) => things.masterMeterId,
  'metering.correctReading': (_ground, _company, things) => things.readingId,
  'metering.addRoute': (_ground, _company, things) => things.readingRouteId,
  'metering.openRound': (_ground, _company, things) => things.roundId,
  'billing.addPool': (_ground, _company, things) => things.poolId,
}
