import { chmod, mkdir, mkdtemp, readlink, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { completeFolder } from './locate-binaries.ts'

let dir = ''

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'anju-binaries-'))
  await mkdir(join(dir, 'native', 'bin'), { recursive: true })
  await mkdir(join(dir, 'native', 'lib'))
  for (const program of ['initdb', 'postgres', 'pg_ctl']) await writeFile(join(dir, 'native', 'bin', program), '')
  await writeFile(
    join(dir, 'native', 'pg-symlinks.json'),
    JSON.stringify([{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]),
  )
})

afterEach(() => rm(dir, { recursive: true, force: true }))

describe('completeFolder', () => {
  it('adds links and execute bits, and may be repeated', async () => {
    const postgres = join(dir, 'native', 'bin', 'postgres')
    await chmod(postgres, 0o644)
    expect([await completeFolder(dir), await completeFolder(dir)]).toEqual([true, true])
    expect(await readlink(join(dir, 'native', 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18')
    expect((await stat(postgres)).mode & 0o111).toBe(0o111)
  })
})
