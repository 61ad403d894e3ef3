import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { readSheets } from '../../platform/excel/read-workbook.ts'
import { isWorkbookFault } from '../../platform/excel/workbook-fault.ts'
import { filePath } from '../../platform/files/store-file.ts'
import { defineManualJob, type JobDoor } from '../../platform/jobs.ts'
import { importPlanned } from '../events.ts'
import { imports } from '../tables.ts'
import { applyMapping } from '../workbook/apply-mapping.ts'
import type { SheetKind } from '../workbook/mapping.ts'
import { MappingTemplate, type SheetMapping, type StagedSheet } from '../workbook/mapping.ts'
import { type ImportPlan, planImport } from '../workbook/plan-import.ts'
import { type ImportProblem, sortProblems } from '../workbook/problem.ts'
import { suggestMapping } from '../workbook/suggest-mapping.ts'
import { type WrittenCounts, writeProposals } from './write-proposals.ts'

/** What an import keeps of a sheet, besides its mapping. */
export type StoredSheet = SheetMapping & { rows: number; ignoredColumns: string[] }

export type StoredCount = {
  kind: keyof WrittenCounts
  total: number
  rejected: number
  create: number
  unchanged: number
}

/** Reads the workbook, suggests (or follows) a mapping, makes the dry run and stores what it found. */
export const planWorkbook = defineManualJob(
  'imports.planWorkbook',
  z.object({ importId: z.uuid() }),
  async (door, actor, { importId }) => {
    const row = await door.run(tx => importRow(tx, actor, importId))
    if (row.state !== 'reading') return
    try {
      const { sheets, plan } = await understand(door, actor, row)
      const counts = await dryRun(door, actor, { communityId: row.communityId, importId }, plan)
      await door.run(tx => storePlan(tx, actor, row, { sheets, plan, counts }))
    } catch (error) {
      if (!isWorkbookFault(error)) throw error
      await door.run(async tx => {
        await setState(tx, actor, importId, { state: 'failed', failure: `imports.${error.code}` })
        await publish(tx, importPlanned, { communityId: row.communityId, importId })
      })
    }
  },
  { maxAttempts: 3 },
)

export interface ImportRow {
  id: string
  communityId: string
  fileId: string
  state: string
  sheets: unknown
}

/** The row of an import; in a job it must be there. */
export async function importRow(tx: Tx, actor: Actor, importId: string): Promise<ImportRow> {
  return imports(tx)
    .selectFrom('imports.import')
    .select(['id', 'communityId', 'fileId', 'state', 'sheets'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', importId)
    .executeTakeFirstOrThrow()
}

/** Changes the state of an import, and what goes with it. */
export async function setState(
  tx: Tx,
  actor: Actor,
  importId: string,
  values: {
    state: 'reading' | 'planned' | 'failed' | 'committing' | 'committed'
    failure?: string | null
    committedAt?: Date
  },
): Promise<void> {
  await imports(tx)
    .updateTable('imports.import')
    .set(values)
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', importId)
    .execute()
}

/** The workbook's rows under its mapping: a person's, if there is one, else the suggested. */
export async function understand(
  door: JobDoor,
  actor: Actor,
  row: ImportRow,
): Promise<{ sheets: StoredSheet[]; plan: ImportPlan }> {
  const bytes = await readFile(filePath(door.config.dataDir, tenantOf(actor), row.fileId))
  const workbook = await readSheets(bytes)
  const chosen = new Map((row.sheets as StoredSheet[]).map(sheet => [sheet.sheet, sheet]))
  const templates = await door.run(tx => savedTemplates(tx, actor))
  const staged: StagedSheet[] = []
  const problems: ImportProblem[] = []
  for (const sheet of workbook) {
    const mapping = chosen.get(sheet.name)
    const suggestion = mapping ? null : suggestMapping(sheet, { templates })
    if (suggestion) problems.push(...suggestion.problems)
    staged.push(
      applyMapping(
        sheet,
        mapping ?? suggestion?.mapping ?? { sheet: sheet.name, kind: null, headerRow: 1, columns: [] },
      ),
    )
  }
  const plan = planImport(staged)
  plan.problems = sortProblems(
    [...problems, ...plan.problems],
    workbook.map(sheet => sheet.name),
  )
  return { sheets: staged.map(storedSheet), plan }
}

function storedSheet(sheet: StagedSheet): StoredSheet {
  const { sheet: name, kind, headerRow, columns } = sheet.mapping
  return {
    sheet: name,
    kind,
    headerRow,
    columns,
    rows: sheet.rows.length,
    ignoredColumns: sheet.ignoredColumns.map(({ column }) => column),
  }
}

async function savedTemplates(tx: Tx, actor: Actor): Promise<MappingTemplate[]> {
  const rows = await imports(tx)
    .selectFrom('imports.template')
    .select(['name', 'sheets'])
    .where('tenantId', '=', tenantOf(actor))
    .orderBy('createdAt', 'desc')
    .limit(50)
    .execute()
  return rows.flatMap(row => MappingTemplate.safeParse(row).data ?? [])
}

const rolledBack = Symbol('rolled back')

/** The real write, rolled back: what it would add is counted, not guessed. */
async function dryRun(
  door: JobDoor,
  actor: Actor,
  place: { communityId: string; importId: string },
  plan: ImportPlan,
): Promise<StoredCount[]> {
  let written: WrittenCounts | null = null
  await door
    .run(async tx => {
      written = await writeProposals(tx, actor, place, plan)
      throw rolledBack
    })
    .catch(error => {
      if (error !== rolledBack) throw error
    })
  if (!written) throw new Error('The dry run wrote nothing.')
  return countsOf(plan, written)
}

const ROWS_OF: Partial<Record<keyof WrittenCounts, SheetKind>> = {
  units: 'buildings-units',
  owners: 'owners',
  chargeRules: 'charge-rules',
  premises: 'premises',
  spaces: 'spaces',
}

/** Counts per kind: found and good, rejected rows, new, already there. */
export function countsOf(plan: ImportPlan, written: WrittenCounts): StoredCount[] {
  return (Object.entries(written) as [keyof WrittenCounts, WrittenCounts[keyof WrittenCounts]][]).map(
    ([kind, { total, created }]) => {
      const rows = ROWS_OF[kind]
      const rejected = rows ? plan.counts[rows].rejected : 0
      return { kind, total: total + rejected, rejected, create: created, unchanged: total - created }
    },
  )
}

async function storePlan(
  tx: Tx,
  actor: Actor,
  row: ImportRow,
  found: { sheets: StoredSheet[]; plan: ImportPlan; counts: StoredCount[] },
): Promise<void> {
  const tenantId = tenantOf(actor)
  const { problems } = found.plan
  await imports(tx)
    .deleteFrom('imports.problem')
    .where('tenantId', '=', tenantId)
    .where('importId', '=', row.id)
    .execute()
  for (let start = 0; start < problems.length; start += 1000) {
    const part = problems.slice(start, start + 1000)
    await imports(tx)
      .insertInto('imports.problem')
      .values(
        part.map((problem, index) => ({
          tenantId,
          importId: row.id,
          n: start + index,
          severity: problem.severity,
          sheet: problem.sheet,
          row: problem.row,
          col: problem.column,
          code: problem.code,
          params: JSON.stringify(problem.params),
        })),
      )
      .execute()
  }
  await imports(tx)
    .updateTable('imports.import')
    .set({
      state: 'planned',
      failure: null,
      sheets: JSON.stringify(found.sheets),
      counts: JSON.stringify(found.counts),
      errorCount: problems.filter(problem => problem.severity === 'error').length,
      warningCount: problems.filter(problem => problem.severity === 'warning').length,
    })
    .where('tenantId', '=', tenantId)
    .where('id', '=', row.id)
    .execute()
  await publish(tx, importPlanned, { communityId: row.communityId, importId: row.id })
}
