import { createWriteStream } from 'node:fs'
import { mkdir, rename, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { type Actor, ANONYMOUS, tenantOf } from '../actor.ts'
import { audit } from '../audit.ts'
import { civilTimeOf, now } from '../clock.ts'
import { drawer, inTransaction, type Tx } from '../db.ts'
import { Refusal } from '../errors.ts'
import { publish } from '../events.ts'
import { type CellInput, streamWorkbook } from '../excel/write-workbook.ts'
import { csvHead, csvLine, sheetColumns, sheetFace } from '../export-table.ts'
import { admitToModules } from '../features/admit-to-modules.ts'
import { defineManualJob, enqueue, type JobDoor } from '../jobs.ts'
import { log } from '../log.ts'
import { type ExportDefinition, type ExportPage, exportDefinition } from './define-export.ts'
import { dropExport } from './drop-export.ts'
import { exportFailed, exportReady } from './export-events.ts'
import { exportPath, removeExportFile } from './export-view.ts'

const platform = drawer('platform')

const DAYS_KEPT = 7
const MS_PER_DAY = 86_400_000
const ATTEMPTS = 3

const Rights = z.object({
  permissions: z.array(z.string()),
  communityIds: z.array(z.uuid()).nullable(),
  buildingIds: z.array(z.uuid()).nullable(),
})

class Stopped extends Error {}

/** Writes the file of an export as the person who asked for it, page by page, in memory that does not grow with the rows. */
export const writeExport = defineManualJob(
  'platform.writeExport',
  z.object({ exportId: z.uuid() }),
  async (door, actor, { exportId }) => {
    const asked = await door.run(tx => begin(tx, actor, exportId))
    if (!asked) return
    const definition = exportDefinition(asked.route)
    if (!definition) return finish(door, actor, exportId, { state: 'failed', failure: 'platform.not_found' })
    const path = exportPath(door.config.dataDir, tenantOf(actor), exportId)
    try {
      await mkdir(dirname(path), { recursive: true })
      await write(door, actor, asked, definition, `${path}.half`)
      await rename(`${path}.half`, path)
      const bytes = BigInt((await stat(path)).size)
      await finish(door, actor, exportId, { state: 'ready', bytes })
    } catch (error) {
      await removeExportFile(door.config.dataDir, tenantOf(actor), exportId)
      if (error instanceof Stopped) return
      log.error({ err: error, exportId }, 'an export broke off')
      const failure = error instanceof Refusal ? error.code : 'platform.unexpected'
      await finish(door, actor, exportId, { state: 'failed', failure })
    }
  },
  { maxAttempts: ATTEMPTS },
)

async function begin(tx: Tx, actor: Actor, exportId: string) {
  return platform(tx)
    .updateTable('platform.export')
    .set({ state: 'writing', rowsWritten: 0 })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', exportId)
    .where('state', 'in', ['waiting', 'writing'])
    .returningAll()
    .executeTakeFirst()
}

type Asked = NonNullable<Awaited<ReturnType<typeof begin>>>

/** Who asked, with the rights and the scope of that moment. */
function askerOf(asked: Asked): Actor {
  const { permissions, communityIds, buildingIds } = Rights.parse(asked.rights)
  return {
    ...ANONYMOUS,
    kind: 'staff',
    tenantId: asked.tenantId,
    id: asked.askedBy,
    name: asked.askedByName,
    permissions: new Set(permissions),
    communityIds,
    buildingIds,
  }
}

async function write(
  door: JobDoor,
  actor: Actor,
  asked: Asked,
  definition: ExportDefinition,
  path: string,
): Promise<void> {
  const asker = askerOf(asked)
  const query = { ...(asked.query as object), format: asked.format }
  const { format: _, ...filters } = (definition.spec.query?.parse(query) ?? query) as { format: string }
  await inTransaction(
    door.db,
    asker,
    async entered => {
      const tx = await admitToModules(entered, definition.features(), filters)
      const pages = definition.pages(tx, tx.actor, filters, sortOf(asked.query))
      // A report says what it is about with its first page, and that stands over its rows.
      const first = await pages.next()
      const rows = rowsOf(door, actor, asked.id, resumed(first, pages))
      const target = createWriteStream(path, { mode: 0o600 })
      if (asked.format === 'csv') await pipeline(Readable.from(csvLines(rows, definition)), target)
      else {
        const face =
          definition.face && !first.done
            ? await definition.face(tx, tx.actor, filters as never, first.value.said)
            : null
        const around = face ? sheetFace(face, definition.columns) : {}
        await streamWorkbook(target, [{ ...listSheet(rows, definition), ...around }, stampSheet(asked)])
      }
    },
    { readOnly: true },
  )
}

/** The pages from the first on, which was read already. */
async function* resumed(
  first: IteratorResult<ExportPage<never>>,
  rest: AsyncGenerator<ExportPage<never>>,
): AsyncGenerator<ExportPage<never>> {
  if (first.done) return
  yield first.value
  yield* rest
}

/** The order of the list on the screen, which travels with the filters. */
function sortOf(query: unknown): string | undefined {
  const { sort } = query as { sort?: unknown }
  return typeof sort === 'string' ? sort : undefined
}

/** The rows one after the other, telling after each page how far it is, and hearing whether to stop. */
async function* rowsOf(
  door: JobDoor,
  actor: Actor,
  exportId: string,
  pages: AsyncGenerator<ExportPage<never>>,
): AsyncGenerator<never> {
  let written = 0
  for await (const { rows, total } of pages) {
    yield* rows
    written += rows.length
    const row = await door.run(tx =>
      platform(tx)
        .updateTable('platform.export')
        .set({ rowsWritten: written, total })
        .where('tenantId', '=', tenantOf(actor))
        .where('id', '=', exportId)
        .returning('state')
        .executeTakeFirst(),
    )
    if (row?.state !== 'writing') throw new Stopped()
  }
}

async function* csvLines(rows: AsyncIterable<never>, { columns }: ExportDefinition): AsyncGenerator<string> {
  yield csvHead(columns)
  for await (const row of rows) yield csvLine(row, columns)
}

function listSheet(rows: AsyncIterable<never>, { name, columns }: ExportDefinition) {
  async function* values(): AsyncGenerator<CellInput[]> {
    for await (const row of rows) yield columns.map(column => column.value(row))
  }
  return { name, columns: sheetColumns(columns), rows: values() }
}

/** Who exported this, when, and by which filters: the mark that stays in the file. */
function stampSheet(asked: Asked) {
  const filters = Object.entries(asked.query as Record<string, unknown>).filter(
    ([key, value]) => value !== undefined && key !== 'sort',
  )
  return {
    name: '导出说明',
    columns: [
      { heading: '项目', format: 'text' as const, width: 14 },
      { heading: '内容', format: 'text' as const, width: 60 },
    ],
    rows: [
      ['导出人', asked.askedByName],
      ['导出时间', civilTimeOf(asked.askedAt)],
      ['筛选条件', filters.length === 0 ? '无' : filters.map(([key, value]) => `${key}=${String(value)}`).join('；')],
      ['导出编号', asked.id],
      ['提示', '内部资料，请妥善保管；导出与下载均已记入审计日志'],
    ],
  }
}

async function finish(
  door: JobDoor,
  actor: Actor,
  exportId: string,
  end: { state: 'ready'; bytes: bigint } | { state: 'failed'; failure: string },
): Promise<void> {
  await door.run(async tx => {
    const expiresAt = new Date(now().getTime() + DAYS_KEPT * MS_PER_DAY)
    const row = await platform(tx)
      .updateTable('platform.export')
      .set({ ...end, ...(end.state === 'ready' ? { readyAt: now(), expiresAt } : {}) })
      .where('tenantId', '=', tenantOf(actor))
      .where('id', '=', exportId)
      .where('state', '=', 'writing')
      .returning(['askedBy', 'name', 'rowsWritten'])
      .executeTakeFirst()
    if (!row) return
    const about = { exportId, accountIds: [row.askedBy], name: row.name }
    if (end.state === 'failed') return publish(tx, exportFailed, about)
    audit(tx, 'platform.exportWritten', exportId, { name: row.name, rows: row.rowsWritten })
    await publish(tx, exportReady, { ...about, rows: row.rowsWritten })
    await enqueue(tx, dropExport, { exportId }, { runAt: expiresAt })
  })
}
