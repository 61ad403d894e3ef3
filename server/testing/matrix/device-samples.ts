import { type Call, devices } from '@anju/contract'
import { newId } from '../../src/platform/ids.ts'
import type { MadeId, Sample } from './samples.ts'

const page = { limit: 200 }

/** Gateways of a community, one for each thing that may be done with them. */
export async function makeGateways(call: Call, communityId: string) {
  const add = async () => {
    const id = newId()
    const { key } = await call(devices.addGateway, { body: { id, communityId, name: id.slice(-8), notes: '' } })
    return { id, key }
  }
  const { id: gatewayId, key: gatewayKey } = await add()
  const [renewable, closable] = [await add(), await add()]
  return { gatewayId, gatewayKey, renewableGatewayId: renewable.id, closableGatewayId: closable.id }
}

export const DEVICE_SAMPLES: Record<string, Sample> = {
  'devices.listGateways': things => ({ query: { ...page, communityId: things.communityId } }),
  'devices.exportGateways': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'devices.readGateway': things => ({ params: { gatewayId: things.gatewayId } }),
  'devices.gatewayHistory': things => ({ params: { gatewayId: things.gatewayId }, query: page }),
  'devices.addGateway': things => ({
    body: { id: newId(), communityId: things.communityId, name: newId().slice(-8), notes: '' },
  }),
  'devices.editGateway': things => ({
    params: { gatewayId: things.gatewayId },
    body: { name: newId().slice(-8), notes: '配电房', version: 1 },
  }),
  'devices.renewGatewayKey': things => ({
    params: { gatewayId: things.renewableGatewayId },
    body: { reason: '换人', version: 1 },
  }),
  'devices.closeGateway': things => ({
    params: { gatewayId: things.closableGatewayId },
    body: { reason: '拆除', version: 1 },
  }),
  'devices.listMessages': things => ({
    query: { ...page, communityId: things.communityId, gatewayId: things.gatewayId },
  }),
  'devices.exportMessages': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'devices.retakeMessages': things => ({ params: { gatewayId: things.gatewayId }, body: {} }),
  'devices.sendMessages': () => ({
    body: { messages: [{ id: '1', kind: 'meter.reading', at: '2026-06-01T00:00:00Z', body: {} }] },
  }),
}

export const DEVICE_MADE_IDS: Record<string, MadeId> = {
  'devices.addGateway': (_ground, _company, things) => things.gatewayId,
}
