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
  return { masterMeterId, meterId, retirableMeterId, retiredMeterId }
}

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
  'metering.restoreMeter': things => ({
    params: { meterId: things.retiredMeterId },
    body: { reason: '误拆', version: 2 },
  }),
}

export const METERING_MADE_IDS: Record<string, MadeId> = {
  'metering.addMeter': (_ground, _company, things) => things.meterId,
}
