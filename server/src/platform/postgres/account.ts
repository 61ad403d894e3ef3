import { execFile } from 'node:child_process'
import { chmod, chown, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** An account of this machine that may own a database folder. */
export type Account = { name: string; uid: number; gid: number }

/** Where root keeps what an unprivileged account could not reach in the checkout. */
export const anjuFolder = '/var/lib/anju'

/** True when this process may do anything: PostgreSQL then has to run as somebody else. */
export function isRoot(): boolean {
  return process.getuid?.() === 0
}

/**
 * The account PostgreSQL runs as, or undefined to run it as ourselves (we are not root).
 * The owner of an existing data folder keeps it; otherwise `postgres`, else `nobody`.
 * Errors: a sentence when root has no such account.
 */
export async function chooseAccount(clusterDir: string): Promise<Account | undefined> {
  if (!isRoot()) return undefined
  const accounts = parseAccounts(await readFile('/etc/passwd', 'utf8'))
  const owner = (await stat(clusterDir).catch(() => undefined))?.uid
  const account =
    accounts.find(it => it.uid === owner) ??
    accounts.find(it => it.name === 'postgres') ??
    accounts.find(it => it.name === 'nobody')
  if (!account) {
    throw new Error('PostgreSQL refuses to run as root and there is no account postgres or nobody: add one of them.')
  }
  return account
}

/** The unprivileged accounts in the text of /etc/passwd. */
export function parseAccounts(passwd: string): Account[] {
  return passwd
    .split('\n')
    .map(line => line.split(':'))
    .map(fields => ({ name: fields[0] ?? '', uid: Number(fields[2]), gid: Number(fields[3]) }))
    .filter(it => it.name !== '' && it.uid > 0 && it.gid >= 0)
}

/** The spawn options that make a child run as the account. */
export function identity(account: Account | undefined): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {}
}

/** Whether the account can use every file: `x` to execute (or enter) it, `r` to read it. Asked by trying, so ACLs count. */
export async function canUse(
  account: Account | undefined,
  files: { path: string; how: 'x' | 'r' }[],
): Promise<boolean> {
  const script = files.map((file, at) => `test -${file.how} "$${at + 1}"`).join(' && ')
  return tries(
    account,
    script,
    files.map(file => file.path),
  )
}

/** Whether the account can own and fill a folder inside `dir` (false on mounts that refuse chown, or below a closed folder). */
export async function canOwnFolderIn(account: Account, dir: string): Promise<boolean> {
  const probe = await mkdtemp(join(dir, 'probe-'))
  try {
    await chmod(probe, 0o700)
    await chown(probe, account.uid, account.gid)
    return await tries(account, 'cd "$1" && : > file', [probe])
  } catch {
    return false
  } finally {
    await rm(probe, { recursive: true, force: true })
  }
}

function tries(account: Account | undefined, script: string, args: string[]): Promise<boolean> {
  return new Promise(resolve => {
    execFile('/bin/sh', ['-c', script, 'sh', ...args], { ...identity(account), cwd: '/', timeout: 10_000 }, error =>
      resolve(error === null),
    )
  })
}
