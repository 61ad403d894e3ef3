import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../server/src/platform/config.ts'
import { print, secondsOf } from './ground.ts'

/**
 * Start-up: from the command to the first ready answer, cold (no data: cluster and migrations are made; the demo, which is made
 * meanwhile, is told apart) and warm (data is there), against the limit of starting a bare Node that listens.
 */
const PORT = 18_080
const DATA = join(ROOT, '.cache/bench-start-up')

async function untilReady(path = '/readyz'): Promise<void> {
  const deadline = Date.now() + 600_000
  while (Date.now() < deadline) {
    const ready = await fetch(`http://127.0.0.1:${PORT}${path}`).then(
      answer => answer.ok,
      () => false,
    )
    if (ready) return
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  throw new Error('The server was not ready within 10 minutes.')
}

async function startOnce(args: string[], afterwards?: () => Promise<void>): Promise<number> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, PORT: String(PORT), ANJU_DATA: DATA, ANJU_LOG: 'silent' },
    stdio: 'ignore',
  })
  const seconds = await secondsOf(untilReady)
  await afterwards?.()
  child.kill('SIGTERM')
  await new Promise(resolve => child.once('exit', resolve))
  return seconds
}

const bare = `require('node:http').createServer((_, answer) => answer.end('ok')).listen(${PORT}, '127.0.0.1')`
const server = ['--no-warnings', join(ROOT, 'server/src/main.ts'), 'start']
rmSync(DATA, { recursive: true, force: true })
let whole = 0
const cold = await startOnce(server, async () => {
  whole = await secondsOf(() => untilReady('/readyz/demo'))
})
const warm =
  [await startOnce(server), await startOnce(server), await startOnce(server)].toSorted((a, b) => a - b)[1] ?? 0
const limit = await startOnce(['-e', bare])
print('cold start: cluster, migrations, ready', cold, 's')
print('cold start: until the demo is whole', cold + whole, 's')
print('warm start (median of 3)', warm, 's')
print('limit: a bare Node that listens', limit, 's')
print('ratio warm start ÷ bare Node', warm / limit, '×')
rmSync(DATA, { recursive: true, force: true })
