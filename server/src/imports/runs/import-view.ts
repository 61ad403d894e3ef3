import { readFile } from 'node:fs/promises'
import type { imports as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { writeErrorWorkbook } from '../../platform/excel/write-error-workbook.ts'
import { filePath } from '../../platform/files/store-file.ts'
import type { Door, FileAnswer } from '../../platform/module.ts'
import { keyset, pageOfRows } from '../../platform/page.ts'
import { KINDS } from '../kinds/kinds.ts'
import { imports } from '../tables.ts'
import { type ImportProblem, problemSentence } from '../workbook/problem.ts'
import type { StoredCount, StoredSheet } from './plan-workbook.ts'

type ImportAnswer = ResponseOf<typeof contract.readImport>
type Listed = ResponseOf<typeof contract.listImports>

const PROBLEMS_SHOWN = 500

function rowsOf(tx: Tx, actor: Actor) {
  return imports(tx)
    .selectFrom('imports.import as i')
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'i.tenantId').onRef('c.id', '=', 'i.communityId'),
    )
    .select([
      'i.id',
      'i.communityId',
      'c.name as communityName',
      'i.fileId',
      'i.fileName',
      'i.state',
      'i.failure',
      'i.counts',
    ])
    .select(['i.errorCount', 'i.warningCount', 'i.startedAt', 'i.startedByName as startedBy', 'i.committedAt'])
    .where('i.tenantId', '=', tenantOf(actor))
}

/** Imports, newest first. */
export async function listImports(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listImports>,
): Promise<Listed> {
  const keys = keyset(
    input,
    sql<string>`i.id`,
    { startedAt: { by: sql`i.started_at`, type: 'timestamptz' } },
    '-startedAt',
  )
  const filtered = rowsOf(tx, actor).$if(Boolean(input.communityId), query =>
    query.where('i.communityId', '=', input.communityId ?? ''),
  )
  const rows = await filtered
    .select(keys.key.as('sortKey'))
    .where(keys.after)
    .orderBy(keys.order)
    .limit(input.limit + 1)
    .execute()
  const { count } = await filtered
    .clearSelect()
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  const page = pageOfRows(input, rows, count, '-startedAt')
  return {
    ...page,
    items: page.items.map(row => ({
      ...row,
      state: row.state as ImportAnswer['state'],
      counts: row.counts as StoredCount[],
    })),
  }
}

/** One import with its mapping, counts and problems. */
export async function readImport(tx: Tx, actor: Actor, input: { importId: string }): Promise<ImportAnswer> {
  const row = await rowsOf(tx, actor).select('i.sheets').where('i.id', '=', input.importId).executeTakeFirst()
  if (!row) throw platformRefuse.notFound()
  const problems = await problemsOf(tx, actor, input.importId, PROBLEMS_SHOWN)
  return {
    ...row,
    state: row.state as ImportAnswer['state'],
    sheets: row.sheets as StoredSheet[],
    counts: row.counts as StoredCount[],
    fields: KINDS.map(({ kind, fields }) => ({
      kind,
      fields: fields.map(({ field, required, label }) => ({ field, required, label })),
    })),
    problems: problems.map(({ severity, sheet, row: at, col, code, message }) => ({
      severity,
      sheet,
      row: at,
      column: col,
      code,
      message,
    })),
  }
}

interface ProblemView {
  severity: 'error' | 'warning'
  sheet: string
  row: number
  col: string | null
  code: string
  message: { 'zh-CN': string; en: string }
}

async function problemsOf(tx: Tx, actor: Actor, importId: string, most: number): Promise<ProblemView[]> {
  const rows = await imports(tx)
    .selectFrom('imports.problem')
    .select(['severity', 'sheet', 'row', 'col', 'code', 'params'])
    .where('tenantId', '=', tenantOf(actor))
    .where('importId', '=', importId)
    .orderBy(sql`severity = 'warning'`)
    .orderBy('n')
    .limit(most)
    .execute()
  return rows.map(row => {
    const problem = { code: row.code as ImportProblem['code'], params: row.params as ImportProblem['params'] }
    return {
      ...row,
      severity: row.severity as ProblemView['severity'],
      message: { 'zh-CN': problemSentence(problem, 'zh-CN'), en: problemSentence(problem, 'en') },
    }
  })
}

/** Locks an import for a change of its state; refuses when there is none in the caller's scope. */
export async function lockImport(tx: Tx, actor: Actor, importId: string): Promise<{ state: string }> {
  const row = await imports(tx)
    .selectFrom('imports.import')
    .select('state')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', importId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw platformRefuse.notFound()
  return row
}

const ALL_PROBLEMS = 1_000_000

/** The uploaded workbook with a column of problems and the bad cells marked. */
export async function errorWorkbook(door: Door, actor: Actor, input: { importId: string }): Promise<FileAnswer> {
  const found = await door.run(
    actor,
    async tx => ({
      row: await readImport(tx, actor, input),
      problems: await problemsOf(tx, actor, input.importId, ALL_PROBLEMS),
    }),
    { readOnly: true },
  )
  const original = await readFile(filePath(door.config.dataDir, tenantOf(actor), found.row.fileId))
  const body = await writeErrorWorkbook(
    original,
    found.problems.map(({ sheet, row, col, message }) => ({ sheet, row, column: col, message: message['zh-CN'] })),
    { headerRows: Object.fromEntries(found.row.sheets.map(sheet => [sheet.sheet, sheet.headerRow])) },
  )
  return {
    name: found.row.fileName.replace(/(\.xlsx)?$/i, '-问题.xlsx'),
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    body,
  }
}
