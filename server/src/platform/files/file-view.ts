import { type Actor, systemActor, tenantOf } from '../actor.ts'
import { now } from '../clock.ts'
import { drawer, type Tx } from '../db.ts'
import { refuse } from '../errors.ts'
import type { Door, FileAnswer } from '../module.ts'
import { addressFits, type FileRefView, fileRef } from './file-address.ts'
import type { ByteRange } from './file-store.ts'
import { type FilePurpose, openFile } from './store-file.ts'

const platform = drawer('platform')

/** Serves a file to who holds a signed address (the address is the authority, given by a view that checked). */
export async function readFile(
  door: Door,
  _actor: Actor,
  input: { fileId: string; tenant: string; expires: number; signature: string; size: 'full' | 'thumbnail' },
): Promise<FileAnswer> {
  if (!addressFits(input)) throw refuse.fileAddressExpired()
  const file = await door.run(
    systemActor(input.tenant),
    tx =>
      platform(tx)
        .selectFrom('platform.file')
        .selectAll()
        .where('tenantId', '=', input.tenant)
        .where('id', '=', input.fileId)
        .executeTakeFirst(),
    { readOnly: true },
  )
  if (!file?.stored) throw refuse.notFound()
  const size = input.size === 'thumbnail' && file.thumbnail ? 'thumbnail' : 'full'
  // A small picture is fetched as a whole; of large files a player or a broken download asks for parts.
  const range = size === 'full' ? parseRange(door.header('range'), Number(file.bytes)) : null
  const body = await openFile(door.config, input.tenant, input.fileId, { size, range: range ?? undefined })
  const part = range ? { range: { ...range, total: Number(file.bytes) } } : {}
  const shown = file.mediaType.startsWith('image/') || file.mediaType === 'application/pdf'
  return { name: file.name, mediaType: file.mediaType, body, inline: shown, maxAgeSeconds: 1800, ...part }
}

/** `bytes=0-99` of a file of so many bytes, as its first and last byte; null for the whole (also for what makes no sense). */
function parseRange(header: string | null, total: number): ByteRange | null {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (first === undefined || (first === '' && last === '')) return null
  const from = first === '' ? Math.max(0, total - Number(last)) : Number(first)
  const to = first === '' || last === '' ? total - 1 : Math.min(Number(last), total - 1)
  return from <= to && from < total ? { from, to } : null
}

/** Files by id, as screens get them, for views that show them; ids that are not there are left out. */
export async function fileRefs(tx: Tx, ids: string[]): Promise<Map<string, FileRefView>> {
  if (ids.length === 0) return new Map()
  const files = await platform(tx)
    .selectFrom('platform.file')
    .selectAll()
    .where('tenantId', '=', tenantOf(tx.actor))
    .where('id', 'in', ids)
    .execute()
  return new Map(files.map(file => [file.id, fileRef(file)]))
}

/** Refuses ids that are not files of this purpose, uploaded by this very actor: nobody attaches what is not theirs. The files are then taken, and no orphans. */
export async function requireOwnFiles(
  tx: Tx,
  actor: Actor,
  ids: string[],
  purpose: FilePurpose | readonly FilePurpose[],
): Promise<void> {
  if (ids.length === 0) return
  const files = await platform(tx)
    .selectFrom('platform.file')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', 'in', ids)
    .where('purpose', 'in', [purpose].flat())
    .where('uploadedBy', '=', actor.id)
    .where('stored', '=', true)
    .execute()
  if (files.length !== new Set(ids).size) throw refuse.notFound()
  // What asks has a use for them: from now on they are no orphans.
  await platform(tx)
    .updateTable('platform.file')
    .set({ takenAt: now() })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', 'in', ids)
    .where('takenAt', 'is', null)
    .execute()
}
