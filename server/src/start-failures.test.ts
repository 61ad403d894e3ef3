import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../testing/database.ts'
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

async function start(
  env: Record<string, string>,
  patienceMs = 20_000,
): Promise<{ code: number | null; words: string }> {
  const child = spawn(process.execPath, ['--no-warnings', join(ROOT, 'server/src/main.ts'), 'start'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, HOST: '127.0.0.1', PORT: '0', ANJU_LOG: 'warn', ...env },
  })
  let words = ''
  child.stdout.on('data', part => (words += part))
  child.stderr.on('data', part => (words += part))
  // A start that succeeds against expectation does not outlive its test.
  const timer = setTimeout(() => child.kill('SIGTERM'), patienceMs)
  const code = await new Promise<number | null>(resolve => child.on('exit', resolve))
  clearTimeout(timer)
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
