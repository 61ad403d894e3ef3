import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { fileTypeFromFile } from 'file-type'
import { sql } from 'kysely'
import sharp from 'sharp'
import { type Actor, accountOf, tenantOf } from '../actor.ts'
import { now } from '../clock.ts'
import { drawer, type Tx } from '../db.ts'
import { refuse } from '../errors.ts'
import { newId } from '../ids.ts'
import type { Door } from '../module.ts'
import { fileQuotaGb } from '../platform-settings.ts'
import { readSetting } from '../settings/read-setting.ts'
import { type FileRefView, fileRef } from './file-address.ts'
import { type ByteRange, fileStoreOf, keyOf, type Source } from './file-store.ts'

export { filePath } from './file-store.ts'

const platform = drawer('platform')

export type FilePurpose = 'photo' | 'workbook' | 'document'

const KINDS: Record<FilePurpose, { mediaTypes: string[]; maxBytes: number }> = {
  photo: {
    mediaTypes: ['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/avif'],
    maxBytes: 12 * 1024 * 1024,
  },
  workbook: {
    mediaTypes: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/zip'],
    maxBytes: 20 * 1024 * 1024,
  },
  document: { mediaTypes: ['application/pdf'], maxBytes: 20 * 1024 * 1024 },
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
  const received = await receive(door.upload, KINDS[input.purpose].maxBytes)
  try {
    return await keep(door, actor, input, received)
  } finally {
    await rm(received.path, { force: true })
  }
}

async function keep(
  door: Door,
  actor: Actor,
  input: { fileId: string; name: string; purpose: FilePurpose },
  received: Received,
): Promise<FileRefView> {
  const sniffed = await fileTypeFromFile(received.path)
  if (!sniffed || !KINDS[input.purpose].mediaTypes.includes(sniffed.mime))
    throw refuse.fileKindRefused({ kind: sniffed?.mime ?? 'unknown' })
  const file = input.purpose === 'photo' ? await prepareImage(received.path) : asReceived(received, sniffed.mime)
  const row = {
    tenantId: tenantOf(actor),
    id: input.fileId,
    name: input.name,
    mediaType: file.mediaType,
    bytes: BigInt(file.bytes),
    sha256: file.sha256,
    purpose: input.purpose,
    thumbnail: file.thumbnail !== null,
    uploadedBy: accountOf(actor),
    uploadedByName: actor.name,
    at: now(),
  }
  const before = await door.run(actor, tx => claimId(tx, row))
  if (before) return before
  // Outside of any transaction: the store may be far away. A row whose bytes never came is nobody's to use, and goes in a day.
  const store = fileStoreOf(door.config)
  await store.write(keyOf(row.tenantId, row.id), file.body)
  if (file.thumbnail) await store.write(keyOf(row.tenantId, row.id, 'thumbnail'), file.thumbnail)
  return door.run(actor, async tx => {
    await platform(tx)
      .updateTable('platform.file')
      .set({ stored: true })
      .where('tenantId', '=', row.tenantId)
      .where('id', '=', row.id)
      .execute()
    return fileRef(row)
  })
}

type NewFile = Parameters<typeof fileRef>[0] & {
  sha256: Buffer
  purpose: FilePurpose
  uploadedBy: string
  uploadedByName: string
  at: Date
}

/** Takes the id for this file, or answers the file that is stored under it; null: its bytes are to be written. */
async function claimId(tx: Tx, row: NewFile): Promise<FileRefView | null> {
  const claimed = await platform(tx)
    .insertInto('platform.file')
    .values({ ...row, stored: false })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!claimed) return storedBefore(tx, row)
  await requireSpace(tx)
  return null
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

/** The file that has the id already: the same again is fine (and goes on where it broke off), anything else is refused. */
async function storedBefore(tx: Tx, row: NewFile): Promise<FileRefView | null> {
  const stored = await platform(tx)
    .selectFrom('platform.file')
    .selectAll()
    .where('tenantId', '=', row.tenantId)
    .where('id', '=', row.id)
    .executeTakeFirst()
  if (!stored || stored.uploadedBy !== row.uploadedBy || !stored.sha256.equals(row.sha256)) throw refuse.fileIdTaken()
  return stored.stored ? fileRef(stored) : null
}

interface Received {
  path: string
  bytes: number
  sha256: Buffer
}

/** Writes what arrives into a file of its own, hashing on the way: an upload takes a buffer of memory, not its size. */
async function receive(source: Readable | null, maxBytes: number): Promise<Received> {
  const path = join(tmpdir(), `anju-upload-${newId()}`)
  const hash = createHash('sha256')
  let bytes = 0
  const measure = new Transform({
    transform(part: Buffer, _encoding, done) {
      bytes += part.length
      hash.update(part)
      done(bytes > maxBytes ? refuse.fileTooLarge({ maxBytes }) : null, part)
    },
  })
  try {
    await pipeline(source ?? Readable.from([]), measure, createWriteStream(path, { mode: 0o600 }))
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
  return { path, bytes, sha256: hash.digest() }
}

interface Prepared {
  body: Source
  thumbnail: Buffer | null
  mediaType: string
  bytes: number
  sha256: Buffer
}

function asReceived({ path, bytes, sha256 }: Received, mediaType: string): Prepared {
  return { body: { path, bytes }, thumbnail: null, mediaType, bytes, sha256 }
}

async function prepareImage(path: string): Promise<Prepared> {
  try {
    const image = sharp(path, { limitInputPixels: 60_000_000 }).rotate()
    const body = await image
      .clone()
      .resize({ width: 2000, height: 2000, fit: 'inside', withoutEnlargement: true })
      // What is transparent (a logo, a seal) is white paper, not black.
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 85 })
      .toBuffer()
    const thumbnail = await image
      .clone()
      .resize({ width: 320, height: 320, fit: 'cover' })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 75 })
      .toBuffer()
    const sha256 = createHash('sha256').update(body).digest()
    return { body, thumbnail, mediaType: 'image/jpeg', bytes: body.length, sha256 }
  } catch {
    throw refuse.fileKindRefused({ kind: 'broken image' })
  }
}

/** The bytes of a stored file as a stream; refuses when there are none. */
export async function openFile(
  config: StoreConfig,
  tenantId: string,
  id: string,
  options: { size?: 'full' | 'thumbnail'; range?: ByteRange } = {},
): Promise<Readable> {
  const body = await fileStoreOf(config).read(keyOf(tenantId, id, options.size), options.range)
  if (!body) throw refuse.notFound()
  return body
}

type StoreConfig = Parameters<typeof fileStoreOf>[0]

/** A stored file as a whole, for what is read at once (a workbook); refuses when there is none. */
export async function readStored(config: StoreConfig, tenantId: string, id: string): Promise<Buffer> {
  return buffer(await openFile(config, tenantId, id))
}

/** Removes a file's bytes and its small picture's. */
export async function removeBytes(config: StoreConfig, tenantId: string, id: string): Promise<void> {
  const store = fileStoreOf(config)
  await store.remove(keyOf(tenantId, id))
  await store.remove(keyOf(tenantId, id, 'thumbnail'))
}
