import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commitImport } from '../src/imports/runs/commit-import.ts'
import { type ImportWorld, openImportWorld } from '../src/imports/testing/import-world.ts'
import { BASE, roomRow, roomSheet } from '../src/imports/workbook/testing/sample-sheets.ts'
import { ROOT } from '../src/platform/config.ts'

/**
 * A worker dies in the middle of writing (domain.md M3): a real process, killed with SIGKILL while 500 rows and more stand in its
 * open transaction. Nothing of them stays; the next worker ends the import by itself, once.
 */
const ROOMS = 4_000

let world: ImportWorld
const workers: ChildProcess[] = []
beforeAll(async () => {
  world = await openImportWorld()
})
afterAll(async () => {
  for (const worker of workers) worker.kill('SIGKILL')
  await world.close()
})

function startWorker(): ChildProcess {
  const { adminUrl, config, secrets } = world.database
  const worker = spawn(process.execPath, ['--no-warnings', 'server/src/main.ts', 'work'], {
    cwd: ROOT,
    env: {
      ...process.env,
      DATABASE_URL: adminUrl,
      ANJU_DATA: config.dataDir,
      ANJU_SECRETS: JSON.stringify(secrets),
      ANJU_DEMO: '0',
    },
    stdio: 'ignore',
  })
  workers.push(worker)
  return worker
}

async function until(what: () => Promise<boolean>, everyMs = 5): Promise<void> {
  const deadline = performance.now() + 60_000
  while (!(await what())) {
    if (performance.now() > deadline) throw new Error('It did not come to pass within a minute.')
    await pause(everyMs)
  }
}

const counted = async (table: string) =>
  (await world.look<{ count: number }>(`select count(*)::int as count from ${table}`))[0]?.count
const stored = async () => [
  await counted('registry.building'),
  await counted('registry.premises'),
  await counted('registry.person'),
  await counted('registry.occupancy'),
  await counted('imports.external_ref'),
]

test('killed in the middle of a commit: nothing stays, and the next worker ends it', async () => {
  const rooms = Array.from({ length: ROOMS }, (_, index) => roomRow(String(1000 + index), '1'))
  const { id, state } = await world.plan([BASE.units, BASE.owners, BASE.rules, roomSheet(rooms)])
  expect(state).toBe('planned')
  await world.run(tx => commitImport(tx, world.staff, { importId: id, changes: [] }))

  const first = startWorker()
  await until(async () => {
    const { progress } = await world.read(id)
    return progress?.phase === 'writing' && progress.rowsWritten >= 500
  })
  first.kill('SIGKILL')
  await new Promise(resolve => first.once('exit', resolve))
  const dead = await world.read(id)
  expect(dead.state).toBe('committing')
  // The server of the database notices the broken connection and rolls back.
  await until(async () => {
    const [open] = await world.look<{ count: number }>(
      `select count(*)::int as count from pg_stat_activity
       where datname = current_database() and application_name = 'anju' and state <> 'idle' and pid <> pg_backend_pid()`,
    )
    return open?.count === 0
  }, 50)
  expect(await stored()).toEqual([0, 0, 0, 0, 0])

  const second = startWorker()
  await until(async () => (await world.read(id)).state !== 'committing', 100)
  second.kill('SIGTERM')
  const ended = await world.read(id)
  expect([ended.state, ended.failure]).toEqual(['committed', null])
  // The owner is known by the number in the workbook and by what stands there of them.
  expect(await stored()).toEqual([1, ROOMS, 1, ROOMS, 2])
}, 120_000)
