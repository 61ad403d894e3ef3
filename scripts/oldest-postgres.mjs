// Runs tests on the oldest PostgreSQL that Anju supports: a server of its own from the binaries in the folder named first, thrown
// away afterwards. What follows are the arguments of vitest.
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './ensure.mjs'

const [binaries, ...args] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'anju-oldest-'))
// PostgreSQL refuses to be run by root.
const account = process.getuid?.() === 0 ? idsOf('postgres') : undefined
if (account) chownSync(folder, account.uid, account.gid)
chmodSync(folder, 0o700)

const password = 'only-for-tests'
const port = await freePort()
try {
  makeCluster()
  const server = await startServer()
  try {
    process.exitCode = await runTests()
  } finally {
    server.kill('SIGINT')
    await new Promise(resolve => server.once('exit', resolve))
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function idsOf(name) {
  const id = flag => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout.trim())
  return { uid: id('-u'), gid: id('-g') }
}

function freePort() {
  return new Promise(resolve => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address()
      probe.close(() => resolve(free))
    })
  })
}

function makeCluster() {
  const file = join(folder, 'password')
  writeFileSync(file, password)
  chmodSync(file, 0o644)
  const { status, stderr } = spawnSync(
    join(binaries, 'initdb'),
    [
      '-D',
      join(folder, 'cluster'),
      '-U',
      'postgres',
      '-A',
      'scram-sha-256',
      `--pwfile=${file}`,
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '-N',
    ],
    { ...account, encoding: 'utf8', cwd: folder },
  )
  if (status !== 0) throw new Error(`initdb failed: ${stderr}`)
}

async function startServer() {
  const settings = [
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'max_connections=200',
    'listen_addresses=127.0.0.1',
  ]
  const server = spawn(
    join(binaries, 'postgres'),
    ['-D', join(folder, 'cluster'), '-p', String(port), '-k', folder, ...settings.flatMap(setting => ['-c', setting])],
    { ...account, cwd: folder, stdio: 'ignore' },
  )
  for (let tries = 0; tries < 100; tries += 1) {
    const { status } = spawnSync(join(binaries, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)])
    if (status === 0) return server
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  server.kill('SIGINT')
  throw new Error('The old PostgreSQL did not start.')
}

function runTests() {
  const env = { ...process.env, DATABASE_URL_TEST: `postgres://postgres:${password}@127.0.0.1:${port}/postgres` }
  const vitest = spawn(process.execPath, [join(root, 'node_modules/.bin/vitest'), 'run', ...args], {
    cwd: root,
    env,
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => vitest.kill(signal))
  return new Promise(resolve => vitest.once('exit', code => resolve(code ?? 1)))
}
