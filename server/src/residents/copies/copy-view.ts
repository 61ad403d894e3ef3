import { readFile } from 'node:fs/promises'
import type { residents as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import { civilDateOf, now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { WORKBOOK_TYPE } from '../../platform/export-table.ts'
import { exportPath, removeExportFile } from '../../platform/exports/export-view.ts'
import type { Door, FileAnswer } from '../../platform/module.ts'
import { keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { refuse } from '../errors.ts'
import { residents } from '../tables.ts'

export type Copy = ResponseOf<typeof contract.startMyDataExport>
type StaffRow = ResponseOf<typeof contract.listDataExports>['items'][number]

const SORTS = { askedAt: { by: sql`x.asked_at`, type: 'timestamptz' } } as const

function copies(tx: Tx, actor: Actor) {
  return residents(tx)
    .selectFrom('residents.dataExport as x')
    .leftJoin('registry.publicPerson as n', join =>
      join.onRef('n.tenantId', '=', 'x.tenantId').onRef('n.id', '=', 'x.personId'),
    )
    .select(['x.id', 'x.format', 'x.state', 'x.askedAt', 'x.readyAt', 'x.expiresAt', 'x.bytes', 'x.personId'])
    .select('n.name as personName')
    .where('x.tenantId', '=', tenantOf(actor))
    .where('x.askedBy', '=', accountOf(actor))
}

type Found = Awaited<ReturnType<ReturnType<typeof copies>['executeTakeFirstOrThrow']>>

function shown({ personId: _1, personName: _2, bytes, ...row }: Found): Copy {
  const over = row.state === 'ready' && row.expiresAt !== null && row.expiresAt <= now()
  return {
    ...row,
    format: row.format as Copy['format'],
    state: over ? 'expired' : (row.state as Copy['state']),
    bytes: bytes === null ? null : Number(bytes),
  }
}

/** One file of who asked for it. Errors: platform.not_found. */
export async function readCopy(tx: Tx, actor: Actor, id: string): Promise<Copy> {
  const row = await copies(tx, actor).where('x.id', '=', id).executeTakeFirst()
  if (!row) throw platformRefuse.notFound()
  return shown(row)
}

/** The files about the resident that they asked for, newest first. */
export async function listMyDataExports(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listMyDataExports>,
): Promise<ResponseOf<typeof contract.listMyDataExports>> {
  const page = await pageOfCopies(tx, actor, input)
  return { ...page, items: page.items.map(shown) }
}

/** The files about people that the member of staff asked for, newest first. */
export async function listDataExports(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listDataExports>,
): Promise<ResponseOf<typeof contract.listDataExports>> {
  const page = await pageOfCopies(tx, actor, input)
  const items: StaffRow[] = page.items.map(row => ({
    ...shown(row),
    ...{ personId: row.personId, personName: row.personName },
  }))
  return { ...page, items }
}

async function pageOfCopies(
  tx: Tx,
  actor: Actor,
  input: { cursor?: string; limit: number; sort?: string; personId?: string },
) {
  const keys = keyset(input, sql<string>`x.id`, SORTS, '-askedAt')
  const found = copies(tx, actor).$if(Boolean(input.personId), query =>
    query.where('x.personId', '=', input.personId ?? ''),
  )
  const rows = await pageRows(found, keys, input)
  const { count } = await found.clearSelect().select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
  return pageOfRows(input, rows, count, '-askedAt')
}

/** The bytes, once: of two who fetch at the same moment one gets them. Errors: platform.not_found, residents.export_gone. */
export async function fetchDataExport(door: Door, actor: Actor, input: { exportId: string }): Promise<FileAnswer> {
  const { exportId } = input
  const path = exportPath(door.config.dataDir, tenantOf(actor), exportId)
  const body = await door.run(actor, async tx => {
    const taken = await residents(tx)
      .updateTable('residents.dataExport')
      .set({ state: 'taken', takenAt: now() })
      .where('tenantId', '=', tenantOf(actor))
      .where('id', '=', exportId)
      .where('askedBy', '=', accountOf(actor))
      .where('state', '=', 'ready')
      .where('expiresAt', '>', now())
      .returning('id')
      .executeTakeFirst()
    if (!taken) {
      await readCopy(tx, actor, exportId)
      throw refuse.exportGone()
    }
    audit(tx, 'residents.personalDataFetched', exportId)
    return readFile(path).catch(() => {
      throw refuse.exportGone()
    })
  })
  const { format } = await door.run(actor, tx => readCopy(tx, actor, exportId), { readOnly: true })
  await removeExportFile(door.config.dataDir, tenantOf(actor), exportId)
  const mediaType = format === 'json' ? 'application/json; charset=utf-8' : WORKBOOK_TYPE
  return { name: `个人信息-${civilDateOf(now())}.${format}`, mediaType, body }
}
