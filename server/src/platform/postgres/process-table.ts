import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

const hasProc = process.platform === 'linux'

/**
 * Whether the process runs. A zombie does not: in a container without a reaper an ended
 * orphan stays in the table for ever, and signal 0 would call it alive.
 */
export function isAlive(pid: number): boolean {
  if (hasProc) {
    const state = procStat(pid)?.[0]
    return state !== undefined && state !== 'Z' && state !== 'X'
  }
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A mark that tells this process from a later one with the same pid ('0' where the system does not say). */
export function birthMark(pid: number): string {
  return (hasProc && procStat(pid)?.[19]) || '0'
}

/** Whether `processesIn` can see anything: only Linux shows the working folder of a process. */
export const seesProcesses = hasProc

/** The pids of living `postgres` processes whose working folder is `dir` (a real path). */
export function processesIn(dir: string): number[] {
  if (!hasProc) return []
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number)
    .filter(pid => worksIn(pid, dir))
}

/** Whether the pid is a living `postgres` process whose working folder is `dir`; any living one where nobody can see. */
export function worksIn(pid: number, dir: string): boolean {
  if (!isAlive(pid)) return false
  if (!hasProc) return true
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === dir && readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres'
  } catch {
    return false // it ended while we looked, or belongs to somebody else
  }
}

/** Sends a signal; a process that has already ended is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Waits until the condition holds; false when it still does not after the limit. */
export async function waitUntil(condition: () => boolean | Promise<boolean>, limitMs: number): Promise<boolean> {
  const started = performance.now()
  for (;;) {
    if (await condition()) return true
    if (performance.now() - started > limitMs) return false
    await pause(20)
  }
}

// The fields of /proc/<pid>/stat after the command name (which may contain spaces): state first.
function procStat(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}
