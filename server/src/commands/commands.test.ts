import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../testing/database.ts'
import { asOwner } from '../../testing/world.ts'
import { backUp } from '../platform/backup/back-up.ts'
import { readManifest, restoreBackup, secretsFor } from '../platform/backup/restore-backup.ts'
import { makeSecrets, readSecrets, type Secrets, writeSecrets } from '../platform/config.ts'
import { newId } from '../platform/ids.ts'
import { rotateKeys } from '../platform/rotate-keys.ts'
import { seal, unseal, useSecrets } from '../platform/seal.ts'
import { seedDemo } from '../seed-demo.ts'
import { verifyInvariants } from '../verify.ts'
import { runCreateCompany } from './create-company.ts'

/** The administrator's commands on a real database with the demo's accounts and homes in it. */

let database: TestDatabase
let folder: string

beforeAll(async () => {
  database = await cloneDatabase()
  await seedDemo({ ...database, size: 'accounts' })
  folder = mkdtempSync(join(tmpdir(), 'anju-commands-'))
})

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await database.drop()
})

/** A new database on the test server, without a table of ours; the caller drops it. */
async function emptyDatabase(): Promise<{ adminUrl: string; drop(): Promise<void> }> {
  const name = `anju_test_restore_${newId().slice(-12)}`
  const server = new pg.Client({ connectionString: inject('adminUrl') })
  await server.connect()
  await server.query(`create database ${name}`)
  const url = new URL(inject('adminUrl'))
  url.pathname = `/${name}`
  return {
    adminUrl: url.toString(),
    drop: async () => {
      await server.query(`drop database ${name} with (force)`)
      await server.end()
    },
  }
}

async function ask(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(text).finally(() => client.end())
  return rows
}

/** Every row of every table of ours as text, by table. */
async function everything(adminUrl: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker', 'public') order by 1`,
  )
  const found: Record<string, string> = {}
  for (const { name } of tables) {
    const { rows } = await client.query<{ rows: string }>(
      `select coalesce(string_agg(t::text, E'\\n' order by t::text), '') as rows from ${name} t`,
    )
    found[name] = rows[0]?.rows ?? ''
  }
  await client.end()
  return found
}

const roles = () => database.secrets

describe('backup and restore', () => {
  let backup: string

  beforeAll(async () => {
    await asOwner(database, `select graphile_worker.add_job('platform.deliverEvent', '{"waits": true}'::json)`)
    backup = join(folder, 'backup')
    await backUp({
      adminUrl: database.adminUrl,
      dataDir: join(folder, 'data'),
      folder: backup,
      secrets: database.secrets,
      withSecrets: false,
    })
  })

  test('everything comes back as it was, with what waited in the queue', async () => {
    const target = await emptyDatabase()
    try {
      const dataDir = join(folder, 'data-2')
      await restoreBackup({ adminUrl: target.adminUrl, dataDir, folder: backup, secrets: roles() })
      const [before, after] = [await everything(database.adminUrl), await everything(target.adminUrl)]
      expect(Object.values(before).join('').length).toBeGreaterThan(10_000)
      expect(after).toEqual(before)
      expect(await verifyInvariants(target.adminUrl)).toEqual([])
      const jobs = `select count(*)::int as jobs from graphile_worker._private_jobs where payload->>'waits' = 'true'`
      const open = `select count(*)::int as unguarded from pg_trigger where tgenabled = 'D' and not tgisinternal`
      expect(await ask(target.adminUrl, jobs)).toEqual([{ jobs: 1 }])
      // Append-only tables guard again.
      expect(await ask(target.adminUrl, open)).toEqual([{ unguarded: 0 }])
    } finally {
      await target.drop()
    }
  })

  test('a database that is not empty, a taken folder and a folder that is none are refused in a sentence', async () => {
    const input = { dataDir: join(folder, 'data-3'), folder: backup, secrets: roles() }
    await expect(restoreBackup({ ...input, adminUrl: database.adminUrl })).rejects.toThrow('is not empty')
    await expect(
      backUp({ adminUrl: database.adminUrl, ...input, secrets: database.secrets, withSecrets: false }),
    ).rejects.toThrow('is there already')
    await expect(readManifest(folder)).rejects.toThrow('is no backup')
  })

  test('a damaged backup is refused, and leaves no row behind', async () => {
    const damaged = join(folder, 'damaged')
    await backUp({
      adminUrl: database.adminUrl,
      dataDir: join(folder, 'data'),
      folder: damaged,
      secrets: database.secrets,
      withSecrets: false,
    })
    const path = join(damaged, 'tables/registry.community.copy.gz')
    writeFileSync(path, gzipSync(gunzipSync(readFileSync(path)).toString().replace('安居', '安店')))
    const target = await emptyDatabase()
    try {
      await expect(
        restoreBackup({ adminUrl: target.adminUrl, dataDir: folder, folder: damaged, secrets: roles() }),
      ).rejects.toThrow('The backup is damaged: tables/registry.community.copy.gz')
      expect(Object.values(await everything(target.adminUrl)).join('')).toBe('')
    } finally {
      await target.drop()
    }
  })

  test('secrets travel only when asked to, and a backup of other secrets is refused', async () => {
    expect(readdirSync(backup)).not.toContain('secrets.json')
    const manifest = await readManifest(backup)
    const others = { ...makeSecrets(), appPassword: 'kept', jobsPassword: 'kept' }
    await expect(secretsFor(backup, manifest, folder, others)).rejects.toThrow('made with other secrets')
    const withSecrets = join(folder, 'with-secrets')
    await backUp({
      adminUrl: database.adminUrl,
      dataDir: join(folder, 'data'),
      folder: withSecrets,
      secrets: database.secrets,
      withSecrets: true,
    })
    const dataDir = join(folder, 'new-machine')
    const taken = await secretsFor(withSecrets, await readManifest(withSecrets), dataDir, others)
    expect(taken.sealingKeys).toEqual(database.secrets.sealingKeys)
    // The roles of this server keep their passwords.
    expect(taken.appPassword).toBe('kept')
    expect(readSecrets(dataDir)).toEqual(taken)
  })
})

describe('rotate-keys', () => {
  let dataDir: string
  let secrets: Secrets

  beforeEach(() => {
    dataDir = mkdtempSync(join(folder, 'rotate-'))
    secrets = structuredClone(database.secrets)
    writeSecrets(dataDir, secrets)
  })

  const phones = () =>
    asOwner<{ id: string; sealed: Buffer }>(
      database,
      'select person_id as id, number_sealed as sealed from registry.person_phone order by person_id, number_index',
    )

  test('seals everything anew; what was sealed opens as before, and older keys can be forgotten', async () => {
    useSecrets(secrets)
    const before = (await phones()).map(row => unseal(row.sealed))
    expect(before.length).toBeGreaterThan(0)
    const { version, resealed } = await rotateKeys({ adminUrl: database.adminUrl, dataDir, secrets, retire: true })
    expect(version).toBe(1)
    expect(Object.values(resealed).reduce((sum, rows) => sum + rows, 0)).toBeGreaterThanOrEqual(before.length)
    const kept = readSecrets(dataDir)
    expect(kept.sealingKeys[0]).toBe('')
    useSecrets(kept)
    const after = await phones()
    expect(after.map(row => row.sealed[0])).toEqual(after.map(() => 1))
    expect(after.map(row => unseal(row.sealed))).toEqual(before)
    database.secrets.sealingKeys = kept.sealingKeys
  })

  test('a process that runs meanwhile reads the new key when it meets it', async () => {
    const newer = { ...secrets, sealingKeys: [...secrets.sealingKeys, makeSecrets().sealingKeys[0] ?? ''] }
    useSecrets(newer)
    const sealed = seal('13800000001')
    useSecrets(secrets, () => newer)
    expect(unseal(sealed)).toBe('13800000001')
  })

  test('an interrupted rotation goes on with the key it made', async () => {
    const newer = { ...secrets, sealingKeys: [...secrets.sealingKeys, makeSecrets().sealingKeys[0] ?? ''] }
    writeSecrets(dataDir, newer)
    const { version } = await rotateKeys({ adminUrl: database.adminUrl, dataDir, secrets: newer, retire: false })
    expect(version).toBe(newer.sealingKeys.length - 1)
    expect(readSecrets(dataDir).sealingKeys).toHaveLength(newer.sealingKeys.length)
    database.secrets.sealingKeys = newer.sealingKeys
  })
})

describe('create-company', () => {
  const ground = () => ({ ...database, release: async () => undefined })

  test('opens a company with an administrator whose password is shown once', async () => {
    const said: string[] = []
    const log = vi.spyOn(console, 'log').mockImplementation((words: string) => void said.push(words))
    await runCreateCompany(ground(), ['--code', 'Ping-An', '--name', '平安物业', '--admin', 'boss'])
    log.mockRestore()
    expect(said.join('\n')).toMatch(/boss@ping-an .*\n+ {2}\w{5}-\w{5}-\w{5}/)
    const [row] = await asOwner<{ accounts: number; roles: number }>(
      database,
      `select (select count(*)::int from identity.staff_account a where a.tenant_id = c.tenant_id) as accounts,
         (select count(*)::int from identity.role r where r.tenant_id = c.tenant_id) as roles
       from identity.company c where c.code = 'ping-an'`,
    )
    expect(row?.accounts).toBe(1)
    expect(row?.roles).toBeGreaterThanOrEqual(5)
  })

  test('a taken code, a code that is none and missing words are refused in a sentence', async () => {
    await expect(runCreateCompany(ground(), ['--code', 'anju', '--name', '又一家'])).rejects.toThrow(
      'There is a company with the code "anju" already.',
    )
    await expect(runCreateCompany(ground(), ['--code', '安居', '--name', '安居'])).rejects.toThrow(
      'cannot be a company’s code'.replace('’', "'"),
    )
    await expect(runCreateCompany(ground(), ['--code', 'x1'])).rejects.toThrow('Usage: create-company')
  })
})
