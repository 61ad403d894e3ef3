import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { birthMark, isAlive } from './process-table.ts'

let claims = 0

/**
 * Notes that this process uses the server in `dir`. The returned function takes the note back and says whether
 * any other living process still has one; notes of dead processes are swept. Both under the folder's lock.
 */
export async function claimUse(dir: string): Promise<() => Promise<'used' | 'unused'>> {
  const folder = join(dir, 'users')
  const name = `${process.pid}-${birthMark(process.pid)}-${++claims}`
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, name), '')
  return async () => {
    await rm(join(folder, name), { force: true })
    let others = 0
    for (const other of await readdir(folder)) {
      const [pid, mark] = other.split('-')
      if (isAlive(Number(pid)) && birthMark(Number(pid)) === mark) others++
      else await rm(join(folder, other), { force: true })
    }
    return others > 0 ? 'used' : 'unused'
  }
}
