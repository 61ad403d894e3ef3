import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdtemp, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Account, identity, isRoot } from './account.ts'
import { isDiskFull } from './explain-failure.ts'
import type { Binaries } from './locate-binaries.ts'

/** The superuser of every embedded database. */
export const superuser = 'postgres'

/** Programs of PostgreSQL get nothing of our environment: PGDATA and friends would change what they do. */
export const programEnvironment = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }

const run = promisify(execFile)

/**
 * Makes sure that `dir/cluster` is a data folder of ours and returns the superuser's password, which is kept
 * beside it in a file only this process's account can read. A new one is made aside and renamed, so that a kill
 * leaves either nothing or all of it. To be called under the folder's lock.
 * Errors: sentences for a foreign data folder, another major version, a full disk.
 */
export async function initialiseCluster(input: {
  dir: string
  account: Account | undefined
  binaries: Binaries
  durable: boolean
  log: (line: string) => void
}): Promise<string> {
  const { dir, account, binaries } = input
  const cluster = join(dir, 'cluster')
  const passwordFile = join(dir, 'superuser-password')
  await refuseForeign(dir, cluster, passwordFile, binaries.major)
  const password = (await readIfThere(passwordFile)) ?? (await makePassword(passwordFile))
  if (await stat(cluster).catch(() => undefined)) {
    await giveBack(cluster, account)
    return password
  }
  input.log(`Creating the database in ${dir}.`)
  await sweep(dir)
  const making = await mkdtemp(join(dir, 'cluster.making-'))
  try {
    const copy = join(making, 'password')
    await writeFile(copy, `${password}\n`, { mode: 0o600 })
    if (account) for (const path of [copy, making]) await chown(path, account.uid, account.gid)
    await runInitdb(binaries.initdb, join(making, 'cluster'), copy, input)
    await rename(join(making, 'cluster'), cluster)
    await sync(dir)
  } finally {
    await rm(making, { recursive: true, force: true })
  }
  return password
}

async function refuseForeign(dir: string, cluster: string, passwordFile: string, major: string): Promise<void> {
  if (await readIfThere(join(dir, 'PG_VERSION'))) {
    throw new Error(`${dir} is itself a PostgreSQL data folder that Anju did not make: choose another folder for Anju.`)
  }
  if (!(await stat(cluster).catch(() => undefined))) return
  const version = (await readIfThere(join(cluster, 'PG_VERSION')))?.trim()
  if (version === undefined) {
    throw new Error(`${cluster} is not a PostgreSQL data folder: move it away, or choose another folder for Anju.`)
  }
  if (version !== major) {
    throw new Error(
      `The database in ${cluster} was made by PostgreSQL ${version} and this Anju carries ${major}: dump it with the old version and restore it, or go back.`,
    )
  }
  if ((await readIfThere(passwordFile)) === undefined) {
    throw new Error(
      `${cluster} was not made by Anju, or its file ${passwordFile} is lost: put the file back or move the folder away.`,
    )
  }
}

async function makePassword(file: string): Promise<string> {
  const password = randomBytes(24).toString('hex')
  await writeFile(`${file}.making`, `${password}\n`, { mode: 0o600, flush: true })
  await rename(`${file}.making`, file)
  return password
}

async function runInitdb(
  initdb: string,
  folder: string,
  passwordFile: string,
  input: { account: Account | undefined; durable: boolean },
): Promise<void> {
  // The builtin provider sorts alike on every machine. The C library's character classes still serve
  // pg_trgm, which finds no Chinese letters under plain C; macOS has no locale called C.UTF-8.
  const locale = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'
  const args = ['-D', folder, '-U', superuser, '--pwfile', passwordFile, '--auth', 'scram-sha-256', '--data-checksums']
  args.push('--encoding', 'UTF8', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--locale', locale)
  args.push('--no-instructions', ...(input.durable ? [] : ['--no-sync']))
  try {
    await run(initdb, args, { ...identity(input.account), cwd: '/', env: programEnvironment })
  } catch (error) {
    const { stderr = '', code } = error as { stderr?: string; code?: string | number }
    if (isDiskFull(stderr)) throw Object.assign(new Error(stderr, { cause: error }), { code: 'ENOSPC' })
    if (code === 'ENOENT') {
      throw new Error("PostgreSQL's programs do not run on this system (they need glibc): set DATABASE_URL.", {
        cause: error,
      })
    }
    const reason = stderr.match(/(?:error|FATAL): +(.+)/)?.[1] ?? stderr.trim().split('\n').at(-1) ?? ''
    throw new Error(`PostgreSQL could not create a database: ${reason || `initdb ended with ${code}`}.`, {
      cause: error,
    })
  }
}

// An initdb that outlived its killed parent may still write to its folder, so the names never repeat.
async function sweep(dir: string): Promise<void> {
  for (const name of await readdir(dir)) {
    if (name.startsWith('cluster.making-')) await rm(join(dir, name), { recursive: true, force: true, maxRetries: 5 })
  }
}

// A folder restored or copied by root belongs to root, and PostgreSQL insists on owning its data.
async function giveBack(cluster: string, account: Account | undefined): Promise<void> {
  if (!account || !isRoot() || (await stat(cluster)).uid === account.uid) return
  for (const entry of await readdir(cluster, { recursive: true, withFileTypes: true })) {
    await chown(join(entry.parentPath, entry.name), account.uid, account.gid)
  }
  await chown(cluster, account.uid, account.gid)
}

async function sync(dir: string): Promise<void> {
  const handle = await open(dir)
  await handle.sync().finally(() => handle.close())
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
