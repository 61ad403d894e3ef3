import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Gateway, startGateway } from '../../simulators/gateway/start-gateway.ts'
import { addGateway } from '../src/devices/gateways/edit-gateways.ts'
import { type MeteringWorld, makeMeteringWorld } from '../src/metering/testing/metering-world.ts'
import { ROOT } from '../src/platform/config.ts'
import { newId } from '../src/platform/ids.ts'
import { addDays } from '../src/platform/period.ts'
import { verifyInvariants } from '../src/verify.ts'
import { asOwner } from '../testing/world.ts'

/**
 * A gateway sends two thousand readings while the real server is killed with SIGKILL again and again, in the middle of requests: what was
 * acknowledged is there, what was not is sent again, and in the end every message is stored once and every reading exists once.
 */
const PORT = 40_000 + (process.pid % 20_000)
const METERS = 20
const DAYS = 100
const MESSAGES = METERS * DAYS
/** While these requests are on their way, and so long after they were sent, the server dies. */
const KILLS: readonly { request: number; afterMs: number }[] = [
  { request: 4, afterMs: 0 },
  { request: 11, afterMs: 6 },
  { request: 19, afterMs: 12 },
  { request: 26, afterMs: 25 },
]

let world: MeteringWorld
let key: string
let folder: string
let server: ChildProcess | null = null
let gateway: Gateway | null = null
beforeAll(async () => {
  world = await makeMeteringWorld()
  for (let place = 1; place <= METERS; place += 1) await world.meter(`G${place}`)
  const body = { id: newId(), communityId: world.communityId, name: '地下室集中器', notes: '' }
  key = (await world.as(world.chief, tx => addGateway(tx, world.chief, body))).key
  folder = mkdtempSync(join(tmpdir(), 'anju-gateway-'))
}, 120_000)
afterAll(async () => {
  await gateway?.stop()
  server?.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
  await world.database.drop()
})

/** The server as `npm start` runs it: it takes messages and works the jobs that decide them. */
function startServer(): ChildProcess {
  return spawn(process.execPath, ['--no-warnings', 'server/src/main.ts', 'start'], {
    cwd: ROOT,
    env: {
      ...process.env,
      ...{ DATABASE_URL: world.database.adminUrl, ANJU_DATA: world.database.config.dataDir, ANJU_DEMO: '0' },
      ...{ ANJU_SECRETS: JSON.stringify(world.database.secrets), PORT: String(PORT), HOST: '127.0.0.1' },
    },
    stdio: 'ignore',
  })
}

async function killServer(): Promise<void> {
  const child = server
  server = null
  child?.kill('SIGKILL')
  await new Promise(resolve => child?.once('exit', resolve))
}

const storedNumbers = async () =>
  new Set((await asOwner<{ number: string }>(world.database, 'select number from devices.message')).map(r => r.number))

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 180_000
  while (!(await what())) {
    if (performance.now() > deadline) throw new Error('It did not come to pass in time.')
    await pause(20)
  }
}

test('killed while a gateway sends, the server has lost nothing it acknowledged, and has nothing twice', async () => {
  const kills = [...KILLS]
  let requests = 0
  let dying: Promise<void> | null = null
  server = startServer()
  gateway = startGateway({
    ...{ url: `http://127.0.0.1:${PORT}/api/v1/devices/inbox`, key, serial: 'JZQ01', batch: 60 },
    ...{ firstPauseMs: 50, longestMs: 400, journalFile: join(folder, 'journal') },
    say: ({ answer }) => {
      // Requests that reach a server count, not those to a closed port.
      if (answer !== undefined && answer !== null) requests += 1
      const [next] = kills
      if (answer !== undefined || !next || requests < next.request - 1 || dying) return
      kills.shift()
      dying = pause(next.afterMs).then(killServer)
    },
  })
  for (let day = 0; day < DAYS; day += 1)
    for (let place = 1; place <= METERS; place += 1) {
      const readOn = addDays('2026-01-02', day)
      const said = { meterCode: `G${place}`, readOn, value: String(day * 3 + place) }
      gateway.note('meter.reading', new Date(`${readOn}T23:50:00+08:00`), said)
    }
  for (let death = 0; death < KILLS.length; death += 1) {
    await until(() => dying !== null)
    await dying
    const acknowledged = [...gateway.acknowledged]
    const stored = await storedNumbers()
    expect(acknowledged.filter(number => !stored.has(number))).toEqual([])
    expect(acknowledged.length).toBeLessThan(MESSAGES)
    server = startServer()
    dying = null
  }
  await gateway.idle()
  expect(kills).toEqual([])
  expect(new Set(gateway.acknowledged).size).toBe(MESSAGES)
  const decided = () =>
    asOwner<{ n: number }>(world.database, `select count(*)::int as n from devices.message where state <> 'waiting'`)
  await until(async () => (await decided())[0]?.n === MESSAGES)

  const [sums] = await asOwner(
    world.database,
    `select (select count(*)::int from devices.message) as messages, (select count(distinct number)::int from devices.message) as numbers,
       (select count(*)::int from devices.message where state = 'taken') as taken,
       (select count(*)::int from metering.reading) as readings,
       (select count(distinct (meter_id, read_on))::int from metering.reading) as days,
       (select sum(value)::text from metering.reading) as values`,
  )
  const values = Array.from({ length: DAYS }, (_, day) => METERS * day * 3 + (METERS * (METERS + 1)) / 2)
  expect(sums).toEqual({
    ...{ messages: MESSAGES, numbers: MESSAGES, taken: MESSAGES, readings: MESSAGES, days: MESSAGES },
    values: `${values.reduce((sum, value) => sum + value, 0)}.0000`,
  })
  expect(await verifyInvariants(world.database.adminUrl)).toEqual([])
}, 400_000)

test('the gateway itself, switched off and on, sends what it had not been told is kept, under the same numbers', async () => {
  const before = await storedNumbers()
  const journalFile = join(folder, 'second')
  const options = { url: `http://127.0.0.1:${PORT}/api/v1/devices/inbox`, key, serial: 'JZQ02', journalFile }
  const reading = { meterCode: 'G1', readOn: '2026-05-01', value: '400' }
  // Nobody is there to answer.
  const deaf = startGateway({ ...options, url: 'http://127.0.0.1:9/inbox' })
  const number = deaf.note('meter.reading', new Date('2026-05-01T23:50:00+08:00'), reading)
  await pause(200)
  expect(deaf.waiting()).toBe(1)
  await deaf.stop()
  const awake = startGateway({ ...options, firstPauseMs: 50 })
  try {
    await awake.idle()
    expect(awake.acknowledged).toEqual([number])
    expect(awake.note('meter.reading', new Date(), { ...reading, readOn: '2026-05-02' })).toBe('JZQ02-00000002')
    await awake.idle()
  } finally {
    await awake.stop()
  }
  const fresh = [...(await storedNumbers())].filter(each => !before.has(each))
  expect(fresh.sort()).toEqual(['JZQ02-00000001', 'JZQ02-00000002'])
}, 60_000)
