import { createReadStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { platform as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../actor.ts'
import { audit } from '../audit.ts'
import { civilDateOf, civilTimeOf, now } from '../clock.ts'
import { drawer, type Tx } from '../db.ts'
import { refuse } from '../errors.ts'
import { CSV_TYPE, WORKBOOK_TYPE } from '../export-table.ts'
import type { Door, FileAnswer } from '../module.ts'
import { keyset, pageOfRows, pageRows } from '../page.ts'

const platform = drawer('platform')

type Answer = ResponseOf<typeof contract.readExport>

/** Where the file of an export lies. */
export function exportPath(dataDir: string, tenantId: string, id: string): string {
  return join(dataDir, 'exports', tenantId, id)
}

/** Of an account of staff, and its own only; residents have none. */
function mine(tx: Tx, actor: Actor) {
  if (actor.kind !== 'staff') throw refuse.notFound()
  return platform(tx)
    .selectFrom('platform.export as e')
    .where('e.tenantId', '=', tenantOf(actor))
    .where('e.askedBy', '=', accountOf(actor))
}

function columns(query: ReturnType<typeof mine>) {
  return query
    .select(['e.id', 'e.name', 'e.format', 'e.state', 'e.rowsWritten', 'e.total', 'e.bytes', 'e.failure'])
    .select(['e.askedAt', 'e.readyAt', 'e.expiresAt', 'e.askedByName'])
}

type Row = Awaited<ReturnType<ReturnType<typeof columns>['executeTakeFirstOrThrow']>>

function shown({ askedByName, ...row }: Row): Answer {
  // Who made the file, and when, stands in its name: it stays with the file wherever it goes.
  const stamp = `${civilDateOf(row.askedAt)}-${civilTimeOf(row.askedAt).slice(11).replace(':', '')}`
  return {
    ...row,
    format: row.format as Answer['format'],
    state: row.state as Answer['state'],
    bytes: row.bytes === null ? null : Number(row.bytes),
    fileName: `${row.name}-${stamp}-${askedByName}.${row.format}`,
  }
}

/** My exports, newest first. */
export async function listExports(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listExports>,
): Promise<ResponseOf<typeof contract.listExports>> {
  const keys = keyset(input, sql<string>`e.id`, { askedAt: { by: sql`e.asked_at`, type: 'timestamptz' } }, '-askedAt')
  const found = mine(tx, actor).$if(Boolean(input.state), query => query.where('e.state', '=', input.state ?? ''))
  const rows = await pageRows(columns(found), keys, input)
  const { count } = await found.select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
  const page = pageOfRows(input, rows, count, '-askedAt')
  return { ...page, items: page.items.map(shown) }
}

/** One export of the caller's. Errors: platform.not_found. */
export async function readExport(tx: Tx, actor: Actor, input: { exportId: string }): Promise<Answer> {
  const row = await columns(mine(tx, actor)).where('e.id', '=', input.exportId).executeTakeFirst()
  if (!row) throw refuse.notFound()
  return shown(row)
}

/** The file of an export; each download is written to the audit log. Errors: platform.export_not_ready. */
export async function downloadExport(door: Door, actor: Actor, input: { exportId: string }): Promise<FileAnswer> {
  const found = await door.run(actor, async tx => {
    const row = await readExport(tx, actor, input)
    if (row.state !== 'ready' || (row.expiresAt && row.expiresAt < now())) throw refuse.exportNotReady()
    audit(tx, 'platform.exportDownloaded', input.exportId, { file: row.fileName, rows: row.rowsWritten })
    return row
  })
  const path = exportPath(door.config.dataDir, tenantOf(actor), input.exportId)
  if (!(await stat(path).catch(() => null))) throw refuse.exportNotReady()
  return {
    name: found.fileName,
    mediaType: found.format === 'csv' ? CSV_TYPE : WORKBOOK_TYPE,
    body: createReadStream(path),
  }
}

/** Deletes the bytes of an export, if there are any. */
export async function removeExportFile(dataDir: string, tenantId: string, id: string): Promise<void> {
  const path = exportPath(dataDir, tenantId, id)
  await Promise.all([rm(path, { force: true }), rm(`${path}.half`, { force: true })])
}
