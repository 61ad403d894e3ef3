import { devices as contract } from '@anju/contract'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asOwner } from '../../../testing/world.ts'
import { buildApp } from '../../app.ts'
import { type MeteringWorld, makeMeteringWorld } from '../../metering/testing/metering-world.ts'
import { loadModules } from '../../modules.ts'
import { setClock } from '../../platform/clock.ts'
import type { HttpRole } from '../../platform/http.ts'
import { newId } from '../../platform/ids.ts'
import { drainJobs } from '../../platform/jobs.ts'
import { addGateway, closeGateway, renewGatewayKey } from '../gateways/edit-gateways.ts'
import { exportGateways } from '../gateways/export-gateways.ts'
import { gatewayHistory, listGateways, readGateway } from '../gateways/gateway-view.ts'
import { listMessages } from './message-view.ts'
import { retakeMessages } from './retake-messages.ts'

let world: MeteringWorld
let app: FastifyInstance

const open = async (roles?: HttpRole[]) => {
  const modules = await loadModules()
  const { db, config } = world.database
  return buildApp({ db, config, modules, roles, checkAnswers: true })
}

beforeAll(async () => {
  setClock(new Date('2026-11-23T10:00:00+08:00'))
  world = await makeMeteringWorld()
  app = await open()
})

afterAll(async () => {
  setClock(null)
  await app.close()
  await world.database.drop()
})

const gateway = async () => {
  const body = { id: newId(), communityId: world.communityId, name: newId().slice(-8), notes: '' }
  return world.as(world.chief, tx => addGateway(tx, world.chief, body))
}
const reading = (id: string, meterCode: string, more: object = {}, kind = 'meter.reading') => ({
  ...{ id, kind, at: '2026-11-22T23:59:00+08:00' },
  body: { meterCode, readOn: '2026-11-22', value: '10.5', ...more },
})
const send = async (key: string | null, messages: object[], to = app) => {
  const answer = await to.inject({
    ...{ method: 'POST', url: `/api/v1${contract.sendMessages.path}`, payload: { messages } },
    headers: key === null ? {} : { authorization: `Bearer ${key}` },
  })
  return { status: answer.statusCode, body: answer.json() as Record<string, unknown> }
}
const settle = async () => {
  const { db, config, jobsUrl } = world.database
  await drainJobs(db, config, jobsUrl, await loadModules(), [])
}
const messagesOf = async (gatewayId: string) =>
  (
    await world.as(world.chief, tx => listMessages(tx, world.chief, { gatewayId, limit: 100, sort: 'saidAt' }))
  ).items.sort((one, other) => one.number.localeCompare(other.number))

describe('what a gateway sends', () => {
  test('is kept once, whatever is sent again, and becomes a reading of its meter', async () => {
    const meter = await world.meter('D1')
    const { gateway: made, key } = await gateway()
    expect(await send(key, [reading('a', 'd1'), reading('b', 'D1', { readOn: '2026-11-21', value: 9 })])).toEqual({
      ...{ status: 200, body: { kept: 2, known: 0 } },
    })
    expect((await send(key, [reading('a', 'D1'), reading('c', 'NONE')])).body).toEqual({ kept: 1, known: 1 })
    expect((await messagesOf(made.id)).map(one => one.state)).toEqual(['waiting', 'waiting', 'waiting'])
    await settle()
    expect((await messagesOf(made.id)).map(({ state, reason }) => [state, reason])).toEqual([
      ['taken', null],
      ['taken', null],
      ['refused', 'metering.meter_unknown'],
    ])
    const rows = await asOwner(
      world.database,
      `select read_on::text as on, value::text, source, entered_by from metering.reading where meter_id = '${meter.id}' order by read_on`,
    )
    expect(rows).toEqual([
      { on: '2026-11-21', value: '9.0000', source: 'device', entered_by: null },
      { on: '2026-11-22', value: '10.5000', source: 'device', entered_by: null },
    ])
    const { items } = await world.as(world.chief, tx => listGateways(tx, world.chief, { limit: 10 }))
    expect(items.find(one => one.id === made.id)).toMatchObject({ waiting: 0, refused: 1 })
  })

  test('is refused by itself: others are taken, and it is looked at again once it is mended', async () => {
    const { gateway: made, key } = await gateway()
    await send(key, [
      reading('1', 'D2'),
      reading('2', 'D1', { value: 'much' }),
      reading('3', 'D1', {}, 'valve.opened'),
      reading('4', 'D1', { readOn: '2026-12-01' }),
      reading('5', 'D1', { readOn: '2026-11-23', value: '11' }),
    ])
    await settle()
    expect((await messagesOf(made.id)).map(one => one.reason)).toEqual([
      'metering.meter_unknown',
      'devices.body_wrong',
      'devices.kind_unknown',
      'metering.reading_in_future',
      null,
    ])
    await world.meter('D2')
    expect(await world.as(world.chief, tx => retakeMessages(tx, world.chief, { gatewayId: made.id }))).toEqual({
      count: 4,
    })
    await settle()
    expect((await messagesOf(made.id)).map(one => one.state)).toEqual([
      ...['taken', 'refused', 'refused', 'refused', 'taken'],
    ])
  })

  test('that the database cannot hold is refused by itself, and holds up nothing', async () => {
    const { gateway: made, key } = await gateway()
    const odd = [reading('1', 'D1', { readOn: '0000-01-01' }), reading('2\u0000', 'D\u00001', { note: ['\u0000'] })]
    expect((await send(key, [...odd, reading('3', 'D1', { readOn: '2026-11-20' })])).body).toEqual({
      kept: 3,
      known: 0,
    })
    await settle()
    expect((await messagesOf(made.id)).map(({ number, reason }) => [number, reason])).toEqual([
      ...[['1', 'devices.body_wrong'] as const, ['2', null] as const, ['3', null] as const],
    ])
  })

  test('fulfils the stop of its meter in an open round of the month, the first of them', async () => {
    const meter = await world.meter('D3')
    const [roundId, other] = [newId(), newId()]
    await asOwner(
      world.database,
      `insert into metering.reading_round (tenant_id, id, community_id, kind, month, planned_on, created_at)
         select tenant_id, '${roundId}', community_id, 'water-cold', '2026-11', '2026-11-28', now() from metering.meter where id = '${meter.id}';
       insert into metering.reading_round_stop (tenant_id, round_id, meter_id, community_id, place)
         select tenant_id, '${roundId}', id, community_id, 1 from metering.meter where id = '${meter.id}'`,
    )
    const { key } = await gateway()
    await send(key, [reading('1', 'D3'), reading(other, 'D3', { readOn: '2026-11-23', value: '12' })])
    await settle()
    const rows = await asOwner(
      world.database,
      `select read_on::text as on, round_id from metering.reading where meter_id = '${meter.id}' order by read_on`,
    )
    expect(rows).toEqual([
      { on: '2026-11-22', round_id: roundId },
      { on: '2026-11-23', round_id: null },
    ])
  })
})

describe('a key', () => {
  test('that is none, of a closed gateway, or renewed, opens nothing', async () => {
    const { gateway: made, key } = await gateway()
    const unknown = { status: 401, body: { code: 'devices.key_unknown' } }
    expect(await send(null, [reading('1', 'D1')])).toMatchObject(unknown)
    expect(await send(`anju_gw_${'a'.repeat(43)}`, [reading('1', 'D1')])).toMatchObject(unknown)
    const again = await world.as(world.chief, tx =>
      renewGatewayKey(tx, world.chief, { gatewayId: made.id, version: 1, reason: '遗失' }),
    )
    expect(again.gateway.keyHint).toBe(again.key.slice(-4))
    expect(await send(key, [reading('1', 'D1')])).toMatchObject(unknown)
    expect(await send(again.key, [reading('1', 'D1')])).toMatchObject({ status: 200 })
    await world.as(world.chief, tx => closeGateway(tx, world.chief, { gatewayId: made.id, version: 2, reason: '拆除' }))
    expect(await send(again.key, [reading('2', 'D1')])).toMatchObject(unknown)
    expect(await messagesOf(made.id)).toHaveLength(1)
  })

  test('is stored by its hash alone', async () => {
    const { gateway: made, key } = await gateway()
    const rows = await asOwner(
      world.database,
      `select row_to_json(g)::text as row from devices.gateway g where id = '${made.id}'`,
    )
    expect(rows[0]?.row).not.toContain(key)
    expect(rows[0]?.row).not.toContain(key.slice(8))
  })
})

test('staff of some buildings are told nothing of the machines of the whole community', async () => {
  const { id: gatewayId } = (await gateway()).gateway
  const { communityId } = world
  const scoped = await world.tenant.staff({ communityIds: [communityId], buildingIds: [newId()] })
  const beyond = { code: 'platform.beyond_scope' }
  const as = <T>(work: Parameters<typeof world.as<T>>[1]) => world.as(scoped, work)
  await expect(as(tx => listGateways(tx, scoped, { communityId, limit: 20 }))).rejects.toMatchObject(beyond)
  await expect(as(tx => readGateway(tx, scoped, gatewayId))).rejects.toMatchObject(beyond)
  await expect(as(tx => gatewayHistory(tx, scoped, { gatewayId, limit: 20 }))).rejects.toMatchObject(beyond)
  const file = { communityId, format: 'csv' as const }
  await expect(as(tx => exportGateways(tx, scoped, file))).rejects.toMatchObject(beyond)
})

test('the role ingest answers machines and nobody else; the role serve answers people', async () => {
  const { key } = await gateway()
  const machines = await open(['ingest'])
  const people = await open(['serve'])
  try {
    expect((await send(key, [reading('1', 'D1')], machines)).status).toBe(200)
    expect((await send(key, [reading('1', 'D1')], people)).status).toBe(404)
    const doors = ['/api/v1/identity/me', '/api/openapi.json', '/healthz']
    const statuses = async (of: FastifyInstance) =>
      Promise.all(doors.map(async url => (await of.inject({ url })).statusCode))
    expect(await statuses(machines)).toEqual([404, 404, 200])
    expect(await statuses(people)).toEqual([401, 200, 200])
  } finally {
    await machines.close()
    await people.close()
  }
})
