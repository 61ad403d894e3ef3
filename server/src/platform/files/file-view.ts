import { type Actor, systemActor, tenantOf } from '../actor.ts'
import { drawer, type Tx } from '../db.ts'
import { refuse } from '../errors.ts'
import type { Door, FileAnswer } from '../module.ts'
import { addressFits, type FileRefView, fileRef } from './file-address.ts'
import { openFile } from './store-file.ts'

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
  if (!file) throw refuse.notFound()
  const body = await openFile(
    door.config.dataDir,
    input.tenant,
    input.fileId,
    input.size === 'thumbnail' && file.thumbnail ? 'thumbnail' : 'full',
  )
  return {
    name: file.name,
    mediaType: file.mediaType,
    body,
    inline: file.mediaType.startsWith('image/'),
    maxAgeSeconds: 1800,
  }
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

/** Refuses ids that are not files of this purpose, uploaded by this very actor: nobody attaches what is not theirs. */
export async function requireOwnFiles(
  tx: Tx,
  actor: Actor,
  ids: string[],
  purpose: 'photo' | 'workbook',
): Promise<void> {
  if (ids.length === 0) return
  const files = await platform(tx)
    .selectFrom('platform.file')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', 'in', ids)
    .where('purpose', '=', purpose)
    .where('uploadedBy', '=', actor.id)
    .execute()
  if (files.length !== new Set(ids).size) throw refuse.notFound()
}
