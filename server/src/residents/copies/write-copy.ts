import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { civilTimeOf, now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { writeWorkbook } from '../../platform/excel/write-workbook.ts'
import { exportPath, removeExportFile } from '../../platform/exports/export-view.ts'
import { defineManualJob, enqueue } from '../../platform/jobs.ts'
import { log } from '../../platform/log.ts'
import { collectPersonalData, type PersonalSection } from '../../platform/personal-data.ts'
import { dataExportChanged } from '../events.ts'
import { aboutPerson } from '../requests/about-person.ts'
import { residents } from '../tables.ts'

const HOURS_KEPT = 24
const MS_PER_HOUR = 3600_000

/**
 * Gathers from every module what is stored about a person and writes the file. Homes left long ago lie behind the walls, so the
 * system collects, in the name of who asked.
 */
export const writeDataExport = defineManualJob(
  'residents.writeDataExport',
  z.object({ exportId: z.uuid() }),
  async (door, actor, { exportId }) => {
    const asked = await door.run(tx =>
      residents(tx)
        .selectFrom('residents.dataExport')
        .select(['id', 'personId', 'accountId', 'format', 'askedBy'])
        .where('tenantId', '=', tenantOf(actor))
        .where('id', '=', exportId)
        .where('state', '=', 'waiting')
        .executeTakeFirst(),
    )
    if (!asked) return
    const path = exportPath(door.config.dataDir, tenantOf(actor), exportId)
    try {
      const sections = await door.run(async tx => collectPersonalData(tx, actor, await aboutPerson(tx, actor, asked)))
      const body = asked.format === 'json' ? Buffer.from(jsonOf(sections), 'utf8') : await workbookOf(sections)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(`${path}.half`, body, { mode: 0o600 })
      await rename(`${path}.half`, path)
      await door.run(tx => finish(tx, actor, asked, BigInt(body.length)))
    } catch (error) {
      log.error({ err: error, exportId }, 'a copy of personal data broke off')
      await removeExportFile(door.config.dataDir, tenantOf(actor), exportId)
      await door.run(tx => finish(tx, actor, asked, null))
    }
  },
  { maxAttempts: 3 },
)

/** Ready for a day, or failed (null); who asked is told on the open screen. */
async function finish(tx: Tx, actor: Actor, asked: { id: string; askedBy: string }, bytes: bigint | null) {
  const expiresAt = new Date(now().getTime() + HOURS_KEPT * MS_PER_HOUR)
  const done = bytes === null ? { state: 'failed' } : { state: 'ready', bytes, readyAt: now(), expiresAt }
  const { numUpdatedRows } = await residents(tx)
    .updateTable('residents.dataExport')
    .set(done)
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', asked.id)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) return
  await publish(tx, dataExportChanged, { exportId: asked.id, accountIds: [asked.askedBy] })
  await enqueue(tx, dropDataExport, { exportId: asked.id }, { runAt: expiresAt })
}

/** Deletes a file that nobody fetched within its day; that there was one stays known. */
export const dropDataExport = defineManualJob(
  'residents.dropDataExport',
  z.object({ exportId: z.uuid() }),
  async (door, actor, { exportId }) => {
    const { numUpdatedRows } = await door.run(tx =>
      residents(tx)
        .updateTable('residents.dataExport')
        .set({ state: 'expired' })
        .where('tenantId', '=', tenantOf(actor))
        .where('id', '=', exportId)
        .where('state', 'in', ['ready', 'expired'])
        .where('expiresAt', '<=', now())
        .executeTakeFirst(),
    )
    if (numUpdatedRows === 1n) await removeExportFile(door.config.dataDir, tenantOf(actor), exportId)
  },
)

function workbookOf(sections: PersonalSection[]): Promise<Buffer> {
  return writeWorkbook(
    sections.map(section => ({
      name: section.title,
      columns: section.columns.map(heading => ({ heading, format: 'text' as const, width: 18 })),
      rows: section.rows.map(row => row.map(cell => (cell instanceof Date ? civilTimeOf(cell) : cell))),
    })),
  )
}

function jsonOf(sections: PersonalSection[]): string {
  const tables = sections.map(({ title, columns, rows }) => [
    title,
    rows.map(row => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null]))),
  ])
  return JSON.stringify({ 导出时间: now().toISOString(), ...Object.fromEntries(tables) }, null, 2)
}
