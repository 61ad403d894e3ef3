import { createReadStream } from 'node:fs'
import { copyFile, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Config } from '../config.ts'
import { openS3 } from './s3-store.ts'

/** Which bytes of a file: both ends included. */
export interface ByteRange {
  from: number
  to: number
}

/** What is to be stored: small things as they are, large ones as a file that is read piece by piece. */
export type Source = Buffer | { path: string; bytes: number }

/** Where the bytes of files lie: on the local disk, or in a bucket that speaks S3. Keys are `tenant/id` and `tenant/id.thumbnail`. */
export interface FileStore {
  write(key: string, source: Source): Promise<void>
  /** null when there is nothing under the key. */
  read(key: string, range?: ByteRange): Promise<Readable | null>
  /** Removing what is not there is no mistake. */
  remove(key: string): Promise<void>
}

const stores = new Map<string, FileStore>()

/** The store of this configuration: FILES_S3_URL, else the folder `files` of the data folder. */
export function fileStoreOf(config: Pick<Config, 'dataDir' | 'filesS3Url'>): FileStore {
  const where = config.filesS3Url ?? config.dataDir
  const known = stores.get(where)
  if (known) return known
  const store = config.filesS3Url ? openS3(config.filesS3Url) : openFolder(config.dataDir)
  stores.set(where, store)
  return store
}

/** Under which key a file's bytes lie. */
export function keyOf(tenantId: string, id: string, size: 'full' | 'thumbnail' = 'full'): string {
  return `${tenantId}/${size === 'full' ? id : `${id}.thumbnail`}`
}

/** Where a file's bytes lie on the local disk: in folders by the end of the id, so that none grows beyond reason. */
export function filePath(dataDir: string, tenantId: string, id: string, size: 'full' | 'thumbnail' = 'full'): string {
  return join(dataDir, 'files', tenantId, id.slice(-2), size === 'full' ? id : `${id}.thumbnail`)
}

function openFolder(dataDir: string): FileStore {
  const pathOf = (key: string) => {
    const [tenantId = '', name = ''] = key.split('/')
    const [id = '', thumbnail] = name.split('.')
    return filePath(dataDir, tenantId, id, thumbnail ? 'thumbnail' : 'full')
  }
  return {
    write: (key, source) => writeBytes(pathOf(key), source),
    read: async (key, range) => {
      const path = pathOf(key)
      if (!(await stat(path).catch(() => null))) return null
      return createReadStream(path, range ? { start: range.from, end: range.to } : {})
    },
    remove: key => rm(pathOf(key), { force: true }),
  }
}

/** Written beside, then moved: a crash leaves no half file under its name. */
async function writeBytes(path: string, source: Source): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true })
  const half = `${path}.${process.pid}.half`
  if (Buffer.isBuffer(source)) await writeFile(half, source, { mode: 0o600 })
  else await copyFile(source.path, half)
  await rename(half, path).catch(async error => {
    await rm(half, { force: true })
    throw error
  })
}
