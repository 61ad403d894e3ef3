import { readFile } from 'node:fs/promises'

/** Whether PostgreSQL's own words say that the disk is full. */
export function isDiskFull(text: string): boolean {
  return /No space left on device|Disk quota exceeded/.test(text)
}

/**
 * One clear sentence for a failure of the system below the database in `dir`, with the failure as its cause.
 * Sentences of our own pass unchanged.
 */
export function explainFailure(error: unknown, dir: string): Error {
  const { code } = error as NodeJS.ErrnoException
  // 53100: PostgreSQL's disk_full
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === '53100' || isDiskFull(String(error))) {
    return new Error(`The disk that holds ${dir} is full: free some space and start again.`, { cause: error })
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new Error(
      `Anju may not use ${dir}: start it as the account that owns the folder, or set ANJU_DATA to another one.`,
      { cause: error },
    )
  }
  return error instanceof Error ? error : new Error(String(error))
}

/** Like `explainFailure`, of a failure while PostgreSQL ran: it may have gone down for the reason that stands in its log since `offset`. */
export async function explainByLog(error: unknown, dir: string, logFile: string, offset: number): Promise<Error> {
  const log = await readFile(logFile).catch(() => Buffer.alloc(0))
  const since = log.subarray(log.length < offset ? 0 : offset).toString('utf8')
  return explainFailure(
    isDiskFull(since) ? Object.assign(new Error(since, { cause: error }), { code: 'ENOSPC' }) : error,
    dir,
  )
}

/** The reason of a failed start, from what PostgreSQL wrote to its log since. */
export function reasonInLog(log: string): string {
  const lines = log.split('\n').filter(line => line.trim() !== '')
  const worst = lines.findLast(line => /PANIC:|FATAL:/.test(line)) ?? lines.at(-1) ?? 'it wrote nothing to its log'
  return worst.replace(/^.*?(PANIC|FATAL): +/, '')
}
