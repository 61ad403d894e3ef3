import { spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { isRoot } from './account.ts'
import { readPostmaster } from './postmaster-file.ts'
import { isAlive, processesIn, seesProcesses } from './process-table.ts'
import { type EmbeddedPostgres, startEmbedded } from './start-embedded.ts'

const lines: string[] = []
const log = (line: string) => lines.push(line)
const settings = { fsync: 'off', shared_buffers: '32MB' }
const started: EmbeddedPostgres[] = []
let base = ''

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'anju-postgres-test-'))
  await chmod(base, 0o755) // root's stand-in account has to pass through
})

afterEach(async () => {
  for (const server of started.splice(0)) await server.stop()
})

afterAll(async () => {
  await rm(base, { recursive: true, force: true })
})

async function start(dir: string): Promise<EmbeddedPostgres> {
  const server = await startEmbedded({ dir, log, settings })
  started.push(server)
  return server
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {}) // a killed server also refuses the query, which is what is looked at
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** Starts the database in a process of its own; `then` is what that process does next. */
function startElsewhere(dir: string, then: string): { pid: number; output: Promise<string> } {
  const module = new URL('./start-embedded.ts', import.meta.url).href
  const script = `
    const { startEmbedded } = await import(${JSON.stringify(module)})
    const db = await startEmbedded({ dir: ${JSON.stringify(dir)}, log() {}, settings: ${JSON.stringify(settings)} })
    console.log(JSON.stringify({ adopted: db.adopted, port: db.port, adminUrl: db.adminUrl }))
    ${then}`
  const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = new Promise<string>((resolve, reject) => {
    let text = ''
    let errors = ''
    child.stderr.on('data', chunk => {
      errors += chunk
    })
    child.stdout.on('data', chunk => {
      text += chunk
    })
    child.once('close', code => (code === 0 || code === null ? resolve(text) : reject(new Error(errors))))
  })
  return { pid: child.pid ?? 0, output }
}

describe('a fresh folder', () => {
  it('becomes a checked, password-protected, Chinese-capable database', async () => {
    const db = await start(join(base, 'fresh', 'deep'))
    expect(db.adopted).toBe(false)
    const [facts] = await ask(
      db.adminUrl,
      `select current_database() as name, current_setting('server_version_num')::int / 10000 as major,
              current_setting('data_checksums') as checksums, current_setting('listen_addresses') as addresses,
              current_setting('unix_socket_directories') as sockets, datlocprovider as provider, datlocale as locale
       from pg_database where datname = 'anju'`,
    )
    expect(facts).toEqual({
      name: 'anju',
      major: 18,
      checksums: 'on',
      addresses: '127.0.0.1',
      sockets: '',
      provider: 'b',
      locale: 'C.UTF-8',
    })
    await ask(db.adminUrl, 'create extension pg_trgm')
    const [trigrams] = await ask(db.adminUrl, `select similarity('阳光花园三栋', '阳光花园') > 0.4 as alike`)
    expect(trigrams).toEqual({ alike: true })
    const wrong = new URL(db.adminUrl)
    wrong.password = 'wrong'
    await expect(ask(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' })
    expect((await stat(join(db.dir, 'superuser-password'))).mode & 0o777).toBe(0o600)
    expect((await stat(join(db.dir, 'cluster'))).mode & 0o777).toBe(0o700)
  })

  it('is started once by two processes at the same time', async () => {
    const dir = join(base, 'twice')
    const then = 'await new Promise(resolve => setTimeout(resolve, 1500)); await db.stop()'
    const outputs = await Promise.all([startElsewhere(dir, then).output, startElsewhere(dir, then).output])
    const [one, two] = outputs.map(text => JSON.parse(text))
    expect([one.adopted, two.adopted].sort()).toEqual([false, true])
    expect(one.adminUrl).toBe(two.adminUrl)
    expect(await readPostmaster(join(dir, 'cluster'))).toBeUndefined()
  })
})

describe('a folder that has been used', () => {
  it('keeps its data over a stop', async () => {
    const dir = join(base, 'kept')
    const first = await start(dir)
    await ask(first.adminUrl, `create table note as select '安居' as text`)
    await first.stop()
    await expect(ask(first.adminUrl, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    const second = await start(dir)
    expect(second.adopted).toBe(false)
    expect(await ask(second.adminUrl, 'select text from note')).toEqual([{ text: '安居' }])
  })

  it('is adopted while its server runs, and stopped by the last who uses it', async () => {
    const dir = join(base, 'adopted')
    const killed = JSON.parse(await startElsewhere(dir, `process.kill(process.pid, 'SIGKILL')`).output)
    const first = await start(dir)
    const second = await start(dir)
    expect([killed.adopted, first.adopted, second.adopted]).toEqual([false, true, true])
    expect([first.port, second.port]).toEqual([killed.port, killed.port])
    await first.stop()
    expect(await ask(second.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    await second.stop()
    await expect(ask(second.adminUrl, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    expect(await readdir(join(dir, 'users'))).toEqual([])
  })
})

describe.runIf(seesProcesses)('after kill -9', () => {
  it('of the server in the middle of work, starts again with every committed row', async () => {
    const dir = join(base, 'killed')
    const first = await start(dir)
    await ask(first.adminUrl, 'create table payment as select generate_series(1, 1000) as fen')
    // A backend that computes without looking up keeps running for a while when its server dies.
    const busy = ask(first.adminUrl, `select count(*) from generate_series(1, 200000000)`).catch(() => 'cut off')
    await pause(200)
    const cluster = join(dir, 'cluster')
    const old = processesIn(cluster)
    const postmaster = await readPostmaster(cluster)
    process.kill(postmaster?.pid ?? 0, 'SIGKILL')
    const second = await start(dir)
    expect(await busy).toBe('cut off')
    expect(second.adopted).toBe(false)
    expect(old.length).toBeGreaterThan(2)
    expect(old.filter(isAlive)).toEqual([])
    expect(await ask(second.adminUrl, 'select count(*)::int as n from payment')).toEqual([{ n: 1000 }])
  })

  it('of everything, does not mind that the number in postmaster.pid now belongs to another program', async () => {
    const dir = join(base, 'reused')
    await (await start(dir)).stop()
    const cluster = join(dir, 'cluster')
    const stranger = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'ignore' })
    await writeFile(join(cluster, 'postmaster.pid'), `${stranger.pid}\n${cluster}\n1\n5432\n\n127.0.0.1\n1 1\nready\n`)
    expect((await start(dir)).adopted).toBe(false)
    expect(isAlive(stranger.pid ?? 0)).toBe(true)
    stranger.kill()
  })

  it('in the middle of creating, creates again', async () => {
    const dir = join(base, 'half')
    const { pid, output } = startElsewhere(dir, '')
    const making = async () => (await readdir(dir).catch(() => [])).find(name => name.startsWith('cluster.making-'))
    while (!(await stat(join(dir, (await making()) ?? 'none', 'cluster')).catch(() => undefined))) await pause(5)
    process.kill(pid, 'SIGKILL')
    await output
    const db = await start(dir)
    expect(await ask(db.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(await making()).toBeUndefined()
  })
})

describe('a folder that is not ours', () => {
  async function folderWith(name: string, files: Record<string, string>): Promise<string> {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(join(base, name, file, '..'), { recursive: true })
      await writeFile(join(base, name, file), text)
    }
    return join(base, name)
  }

  it.each([
    ['a bare data folder', { PG_VERSION: '15\n' }, /is itself a PostgreSQL data folder that Anju did not make/],
    ['another major version', { 'cluster/PG_VERSION': '15\n', 'superuser-password': 'x' }, /made by PostgreSQL 15/],
    ['no password beside it', { 'cluster/PG_VERSION': '18\n' }, /was not made by Anju, or its file/],
    ['something else', { 'cluster/holiday.txt': '' }, /is not a PostgreSQL data folder/],
  ])('is refused in a sentence: %s', async (name, files, sentence) => {
    const dir = await folderWith(name, files as Record<string, string>)
    await expect(startEmbedded({ dir, log })).rejects.toThrow(sentence)
  })
})

describe.runIf(isRoot())('as root', () => {
  it('keeps the data where the stand-in account can reach it, says so, and finds it again', async () => {
    const closed = join(base, 'closed')
    await mkdir(closed, { mode: 0o700 })
    const dir = join(closed, 'postgres')
    const first = await start(dir)
    try {
      expect(first.dir).toMatch(/^\/var\/lib\/anju\/postgres-/)
      expect(lines.at(-2)).toContain(`is kept in ${first.dir}`)
      expect((await readFile(join(dir, 'moved-to'), 'utf8')).trim()).toBe(first.dir)
      await first.stop()
      await chmod(closed, 0o755)
      expect((await start(dir)).dir).toBe(first.dir)
      await started.pop()?.stop()
    } finally {
      await rm(first.dir, { recursive: true, force: true })
    }
  })
})
