import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileTypeFromBuffer } from 'file-type'
import { sql } from 'kysely'
import sharp from 'sharp'
import { type Actor, accountOf, tenantOf } from '../actor.ts'
import { now } from '../clock.ts'
import { drawer, type Tx } from '../db.ts'
import { refuse } from '../errors.ts'
import type { Door } from '../module.ts'
import { fileQuotaGb } from '../platform-settings.ts'
import { readSetting } from '../settings/read-setting.ts'
import { type FileRefView, fileRef } from './file-address.ts'

const platform = drawer('platform')

export type FilePurpose = 'photo' | 'workbook'

const KINDS: Record<FilePurpose, { mediaTypes: string[]; maxBytes: number }> = {
  photo: {
    mediaTypes: ['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/avif'],
    maxBytes: 12 * 1024 * 1024,
  },
  workbook: {
    mediaTypes: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/zip'],
    maxBytes: 20 * 1024 * 1024,
  },
}

/** Where a file's bytes lie on the local disk. */
export function filePath(dataDir: string, tenantId: string, id: string, size: 'full' | 'thumbnail' = 'full'): string {
  return join(dataDir, 'files', tenantId, id.slice(-2), size === 'full' ? id : `${id}.thumbnail`)
}

/**
 * Stores an uploaded file under the client's id. The kind is read from the content, not believed; photos are written anew,
 * so that places and devices in them (EXIF) do not travel, and get a thumbnail.
 */
export async function storeFile(
  door: Door,
  actor: Actor,
  input: { fileId: string; name: string; purpose: FilePurpose },
): Promise<FileRefView> {
  const kind = KINDS[input.purpose]
  const bytes = await readAll(door.upload, kind.maxBytes)
  const sniffed = await fileTypeFromBuffer(bytes)
  if (!sniffed || !kind.mediaTypes.includes(sniffed.mime))
    throw refuse.fileKindRefused({ kind: sniffed?.mime ?? 'unknown' })
  const file =
    input.purpose === 'photo' ? await prepareImage(bytes) : { body: bytes, thumbnail: null, mediaType: sniffed.mime }
  const row = {
    tenantId: tenantOf(actor),
    id: input.fileId,
    name: input.name,
    mediaType: file.mediaType,
    bytes: BigInt(file.body.length),
    sha256: createHash('sha256').update(file.body).digest(),
    purpose: input.purpose,
    thumbnail: file.thumbnail !== null,
    uploadedBy: accountOf(actor),
    at: now(),
  }
  return door.run(actor, async tx => {
    const claimed = await platform(tx)
      .insertInto('platform.file')
      .values(row)
      .onConflict(conflict => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!claimed) return storedBefore(tx, row)
    await requireSpace(tx)
    // Only whose id it is writes bytes, and before the commit: a row without its bytes never comes to be.
    const path = (size: 'full' | 'thumbnail') => filePath(door.config.dataDir, row.tenantId, row.id, size)
    await writeBytes(path('full'), file.body)
    if (file.thumbnail) await writeBytes(path('thumbnail'), file.thumbnail)
    return fileRef(row)
  })
}

const GB = 1024n ** 3n

/** Refuses when the company's files, the new one among them, take more than the company has decided on. */
async function requireSpace(tx: Tx): Promise<void> {
  const quotaGb = await readSetting(tx, fileQuotaGb)
  const { used } = await platform(tx)
    .selectFrom('platform.file')
    .select(sql<bigint>`coalesce(sum(bytes), 0)::bigint`.as('used'))
    .where('tenantId', '=', tenantOf(tx.actor))
    .executeTakeFirstOrThrow()
  if (used > BigInt(quotaGb) * GB) throw refuse.fileQuotaReached({ quotaGb })
}

/** The file that has the id already: the same again is fine, anything else is refused. */
async function storedBefore(
  tx: Tx,
  row: { tenantId: string; id: string; uploadedBy: string; sha256: Buffer },
): Promise<FileRefView> {
  const stored = await platform(tx)
    .selectFrom('platform.file')
    .selectAll()
    .where('tenantId', '=', row.tenantId)
    .where('id', '=', row.id)
    .executeTakeFirst()
  if (!stored || stored.uploadedBy !== row.uploadedBy || !stored.sha256.equals(row.sha256)) throw refuse.fileIdTaken()
  return fileRef(stored)
}

async function readAll(source: Readable | null, maxBytes: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of source ?? []) {
    bytes += (part as Buffer).length
    if (bytes > maxBytes) throw refuse.fileTooLarge({ maxBytes })
    parts.push(part as Buffer)
  }
  return Buffer.concat(parts)
}

async function prepareImage(bytes: Buffer): Promise<{ body: Buffer; thumbnail: Buffer; mediaType: string }> {
  try {
    const image = sharp(bytes, { limitInputPixels: 60_000_000 }).rotate()
    const body = await image
      .clone()
      .resize({ width: 2000, height: 2000, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 85 })
      .toBuffer()
    const thumbnail = await image
      .clone()
      .resize({ width: 320, height: 320, fit: 'cover' })
      .jpeg({ quality: 75 })
      .toBuffer()
    return { body, thumbnail, mediaType: 'image/jpeg' }
  } catch {
    throw refuse.fileKindRefused({ kind: 'broken image' })
  }
}

/** Written beside, then moved: a crash leaves no half file under its name. */
async function writeBytes(path: string, body: Buffer): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true })
  const half = `${path}.${process.pid}.half`
  await writeFile(half, body, { mode: 0o600 })
  await rename(half, path).catch(async error => {
    await rm(half, { force: true })
    throw error
  })
}

/** The bytes of a stored file as a stream; refuses when there are none. */
export async function openFile(
  dataDir: string,
  tenantId: string,
  id: string,
  size: 'full' | 'thumbnail',
): Promise<Readable> {
  const path = filePath(dataDir, tenantId, id, size)
  if (!(await stat(path).catch(() => null))) throw refuse.notFound()
  return createReadStream(path)
}
