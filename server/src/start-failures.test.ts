import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../testing/database.ts'
import { asOwner } from '../testing/world.ts'
import { ROOT } from './platform/config.ts'
import { processesIn } from './platform/postgres/process-table.ts'

/** Failures at the start that a person can mend: one clear sentence, a non-zero exit, and no stack. */

let database: TestDatabase
let folder: string
let taken: Server

beforeAll(async () => {
  database = await cloneDatabase()
  folder = mkdtempSync(join(tmpdir(), 'anju-start-'))
  // PostgreSQL's stand-in account for root must be able to look inside.
  chmodSync(folder, 0o755)
  taken = createServer()
  await new Promise<void>(resolve => taken.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  taken.close()
  rmSync(folder, { recursive: true, force: true })
  await database.drop()
})

const start = (env: Record<string, string>, patienceMs?: number, whileGrowing?: (base: string) => Promise<void>) =>
  run('start', env, patienceMs, whileGrowing)

async function run(
  command: string,
  env: Record<string, string>,
  patienceMs = 20_000,
  /** Once it serves and makes the demo: done, then it is told to stop. */
  whileGrowing?: (base: string) => Promise<void>,
): Promise<{ code: number | null; words: string }> {
  const child = spawn(process.execPath, ['--no-warnings', join(ROOT, 'server/src/main.ts'), command], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, HOST: '127.0.0.1', PORT: '0', ANJU_LOG: 'warn', ...env },
  })
  let words = ''
  let visiting: Promise<void> | undefined
  child.stdout.on('data', part => {
    words += part
    const base = /console {3}(http:\S+\/)/.exec(words)?.[1]
    if (!base || !whileGrowing || !words.includes('Making the demo of')) return
    visiting ??= whileGrowing(base).finally(() => child.kill('SIGTERM'))
    // Told below, when the server has ended.
    visiting.catch(() => undefined)
  })
  child.stderr.on('data', part => (words += part))
  // A start that succeeds against expectation does not outlive its test.
  const timer = setTimeout(() => child.kill('SIGTERM'), patienceMs)
  const code = await new Promise<number | null>(resolve => child.on('exit', resolve))
  clearTimeout(timer)
  await visiting
  return { code, words }
}

const secretsOf = (parts: object) => JSON.stringify({ ...database.secrets, ...parts })

function expectSentence({ code, words }: { code: number | null; words: string }, sentence: RegExp): void {
  expect(words).toMatch(sentence)
  expect(words).not.toMatch(/^\s+at /m)
  expect(code).toBe(1)
}

test('a port in use', async () => {
  const address = taken.address()
  const port = typeof address === 'object' && address ? String(address.port) : ''
  const env = { DATABASE_URL: database.adminUrl, PORT: port, ANJU_DATA: folder, ANJU_SECRETS: secretsOf({}) }
  expectSentence(await start(env), new RegExp(`Port ${port} is in use; set PORT to another one\\.`))
})

test.each([
  ['not an address', 'mysql://localhost/anju', /DATABASE_URL must begin with postgres:\/\//],
  [
    'a server that is not there',
    'postgres://a:b@127.0.0.1:1/anju',
    /The database of DATABASE_URL cannot be used: .*ECONNREFUSED/,
  ],
])('a wrong DATABASE_URL: %s', async (_, url, sentence) => {
  expectSentence(await start({ DATABASE_URL: url, ANJU_DATA: folder }), sentence)
})

test('a DATABASE_URL with a wrong password', async () => {
  const url = new URL(database.adminUrl)
  url.password = 'wrong'
  expectSentence(
    await start({ DATABASE_URL: url.toString(), ANJU_DATA: folder }),
    /The database of DATABASE_URL cannot be used: password authentication failed/,
  )
})

test('damaged secrets, in the file and in the environment; they are not printed', async () => {
  const dir = join(folder, 'damaged')
  mkdirSync(dir)
  writeFileSync(join(dir, 'secrets.json'), '{"sealingKeys": ["abcdef')
  const told = await start({ DATABASE_URL: database.adminUrl, ANJU_DATA: dir })
  expectSentence(told, /The secrets in .*secrets\.json are damaged: put them back from a backup\./)
  expect(told.words).not.toContain('abcdef')
  const env = { DATABASE_URL: database.adminUrl, ANJU_DATA: folder, ANJU_SECRETS: secretsOf({ indexKey: undefined }) }
  expectSentence(await start(env), /The secrets in ANJU_SECRETS are damaged/)
})

test('a data folder that another program made', async () => {
  const dir = join(folder, 'foreign')
  mkdirSync(join(dir, 'postgres'), { recursive: true })
  writeFileSync(join(dir, 'postgres/PG_VERSION'), '17\n')
  expectSentence(await start({ ANJU_DATA: dir }), /is itself a PostgreSQL data folder that Anju did not make/)
})

test('serving alone on an empty data folder, a database that is behind, or with the secrets of another', async () => {
  const dir = join(folder, 'empty')
  for (const command of ['serve', 'work'])
    expectSentence(await run(command, { ANJU_DATA: dir }), /^The database is empty: run `node .* migrate` first/m)
  const env = { DATABASE_URL: database.adminUrl, ANJU_DATA: folder }
  const strange = secretsOf({ appPassword: 'of-another-database' })
  expectSentence(
    await run('serve', { ...env, ANJU_SECRETS: strange }),
    /The secrets here are not those of this database/,
  )
  await asOwner(database, `update public.anju_migration set name = 'z' || name where name like '0150%'`)
  const behind = await run('serve', { ...env, ANJU_SECRETS: secretsOf({}) })
  await asOwner(database, `update public.anju_migration set name = substr(name, 2) where name like 'z0150%'`)
  expectSentence(behind, /The database is 1 migration\(s\) behind this version \(0150_/)
})

test('a data folder that is a file', async () => {
  const path = join(folder, 'file')
  writeFileSync(path, '')
  expectSentence(await start({ ANJU_DATA: path }), /ENOTDIR|EEXIST|not a folder/)
})

test('a PORT, a pause or a bucket that makes no sense', async () => {
  expectSentence(await start({ PORT: 'http' }), /PORT must be a number from 0 to 65535/)
  expectSentence(await start({ ANJU_DRAIN_MS: '-1' }), /ANJU_DRAIN_MS must be milliseconds/)
  expectSentence(await start({ FILES_S3_URL: 'http://nothing' }), /FILES_S3_URL must read/)
})

/** Signs in and looks around, as a visitor would who does not wait for the demo. */
async function lookAround(base: string): Promise<void> {
  expect((await fetch(`${base}readyz`)).status).toBe(200)
  expect((await fetch(`${base}readyz/demo`)).status).toBe(503)
  const ask = (method: string, path: string, body?: object, cookie = '') =>
    fetch(`${base}api/v1${path}`, {
      method,
      headers: { cookie, 'content-type': 'application/json', 'idempotency-key': 'while it grows' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
  expect(await (await ask('GET', '/identity/sign-in-options')).json()).toMatchObject({ demo: true, growing: true })
  const account = { app: 'console', account: 'admin@anju', password: 'anju-demo-2026' }
  const signedIn = await ask('POST', '/identity/sign-in', account)
  expect(signedIn.status).toBe(200)
  const cookie = signedIn.headers
    .getSetCookie()
    .map(one => one.split(';')[0])
    .join('; ')
  const communities = await (await ask('GET', '/registry/communities', undefined, cookie)).json()
  expect(JSON.stringify(communities)).toContain('安居花园')
  const refused = await ask('POST', '/registry/communities', { id: 'x' }, cookie)
  const { code } = (await refused.json()) as { code: string }
  expect([refused.status, code]).toEqual([503, 'platform.demo_growing'])
}

test('serves while the demo is made; told to stop, it stops without a failure, and goes on the next time', {
  timeout: 180_000,
}, async () => {
  const own = await cloneDatabase()
  const secrets = JSON.stringify(own.secrets)
  const env = { DATABASE_URL: own.adminUrl, ANJU_DATA: folder, ANJU_SECRETS: secrets, ANJU_DEMO: '1' }
  for (let time = 0; time < 2; time += 1) {
    const { code, words } = await start(env, 80_000, lookAround)
    expect(words).toContain('Stopping: finishing what is under way.')
    expect(words).not.toMatch(/error|fail|^\s+at /im)
    expect(code).toBe(0)
  }
  await own.drop()
})

// Only root may mount a small disk.
test.runIf(process.getuid?.() === 0)(
  'a disk that is full, at the first start and later',
  { timeout: 120_000 },
  async () => {
    for (const size of ['24m', '45m', '60m']) {
      const dir = join(folder, `disk-${size}`)
      mkdirSync(dir)
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', dir])
      try {
        expectSentence(
          await start({ ANJU_DATA: join(dir, 'data') }, 60_000),
          /The disk that holds .* is full: free some space/,
        )
        expect(processesIn(join(dir, 'data/postgres/cluster'))).toEqual([])
      } finally {
        // The last of PostgreSQL's processes may still be going.
        execFileSync('umount', ['-l', dir])
      }
    }
  },
)
