import { createHash } from 'node:crypto'
import { chmod, mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Account, anjuFolder, canOwnFolderIn, canUse } from './account.ts'

/**
 * The folder that will hold the database: the one asked for, made when missing, as a real path.
 * When root's stand-in account cannot use it, a folder of its own below /var/lib/anju, remembered in the
 * file `moved-to` of the folder asked for and told in one line.
 * Errors: a sentence when the folder already holds a database that the account cannot reach.
 */
export async function chooseFolder(
  dir: string,
  account: Account | undefined,
  log: (line: string) => void,
): Promise<string> {
  const asked = await makeFolder(dir)
  const cluster = join(asked, 'cluster')
  const note = join(asked, 'moved-to')
  const remembered = (await readFile(note, 'utf8').catch(() => '')).trim()
  if (await stat(cluster).catch(() => undefined)) {
    if (!account || (await canUse(account, [{ path: asked, how: 'x' }]))) return asked
    throw new Error(
      `The database in ${asked} is out of reach for the account ${account.name} that has to run it: let it enter the folders above (chmod o+x), or move the data.`,
    )
  }
  if (!remembered && (!account || (await canOwnFolderIn(account, asked)))) return asked
  await makeFolder(anjuFolder)
  const moved = await makeFolder(remembered || join(anjuFolder, `postgres-${shortHash(asked)}`))
  if (!remembered) await writeFile(note, `${moved}\n`)
  log(`The database of ${asked} is kept in ${moved}, because PostgreSQL's account cannot use the former.`)
  return moved
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}

async function makeFolder(dir: string): Promise<string> {
  const made = await mkdir(dir, { recursive: true })
  // The account must be able to pass through what we make, whatever our umask; the data folder inside stays closed.
  if (made) await chmod(dir, 0o755)
  return realpath(dir)
}
