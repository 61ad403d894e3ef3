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
  if (code === 'ENOSPC' || code === 'EDQUOT') {
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

/** The reason of a failed start, from what PostgreSQL wrote to its log since. */
export function reasonInLog(log: string): string {
  const lines = log.split('\n').filter(line => line.trim() !== '')
  const worst = lines.findLast(line => /PANIC:|FATAL:/.test(line)) ?? lines.at(-1) ?? 'it wrote nothing to its log'
  return worst.replace(/^.*?(PANIC|FATAL): +/, '')
}
