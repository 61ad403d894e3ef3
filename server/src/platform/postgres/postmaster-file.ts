import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What PostgreSQL writes about its running server in the data folder's postmaster.pid. */
export type Postmaster = { pid: number; port: number; status: 'starting' | 'ready' | 'stopping' }

/** Reads the text of postmaster.pid; undefined while its first lines are not complete. */
export function parsePostmaster(text: string): Postmaster | undefined {
  const lines = text.split('\n').map(line => line.trim())
  // A standalone server (somebody repairing by hand) writes its pid as a negative number.
  const pid = Math.abs(Number(lines[0]))
  if (!Number.isInteger(pid) || pid === 0) return undefined
  const status = lines[7] === 'ready' || lines[7] === 'stopping' ? lines[7] : 'starting'
  return { pid, port: Number(lines[3] ?? 0), status }
}

/** The server that the data folder names, running or not; undefined when it names none. */
export async function readPostmaster(clusterDir: string): Promise<Postmaster | undefined> {
  try {
    return parsePostmaster(await readFile(join(clusterDir, 'postmaster.pid'), 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
