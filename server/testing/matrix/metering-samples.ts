import { type Call, metering } from '@anju/contract'
import { newId } from '../../src/platform/ids.ts'
import type { MadeId, Sample } from './samples.ts'

const page = { limit: 200 }
const WORDS = { kind: 'water-cold', level: 'household', place: '厨房', notes: '' } as const

/** Meters of a home and of the community, one for each thing that may be done with them. */
export async function makeMeters(call: Call, communityId: string, { premisesId }: { premisesId: string }) {
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
    return id
  }
  const readingId = await read('2026-02-01', '10')
  await call(metering.approveReadings, { body: { communityId, readingIds: [readingId] } })
  const waiting = [await read('2026-03-01', '20'), await read('2026-03-02', '21'), await read('2026-03-03', '22')]
  const [editableReadingId = '', approvableReadingId = '', rejectableReadingId = ''] = waiting
  const correctableReadingId = await read('2026-02-02', '5', { meterId: await add() })
  await call(metering.approveReadings, { body: { communityId, readingIds: [correctableReadingId] } })
  return {
    ...{ masterMeterId, meterId, retirableMeterId, retiredMeterId, replaceableMeterId, readingId, editableReadingId },
    ...{ approvableReadingId, rejectableReadingId, correctableReadingId },
  }
}

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
  'metering.restoreMeter': things => ({
    params: { meterId: things.retiredMeterId },
    body: { reason: '误拆', version: 2 },
  }),
}

export const METERING_MADE_IDS: Record<string, MadeId> = {
  'metering.addMeter': (_ground, _company, things) => things.meterId,
  'metering.replaceMeter': (_ground, _company, things) => things.masterMeterId,
  'metering.correctReading': (_ground, _company, things) => things.readingId,
}
