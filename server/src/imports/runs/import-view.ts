import type { imports as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { writeErrorWorkbook } from '../../platform/excel/write-error-workbook.ts'
import { readStored } from '../../platform/files/store-file.ts'
import type { Door, FileAnswer } from '../../platform/module.ts'
import { keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { likeText } from '../../platform/starts-with.ts'
import { KINDS } from '../kinds/kinds.ts'
import { imports } from '../tables.ts'
import { type ImportProblem, problemSentence } from '../workbook/problem.ts'
import type { Phase } from './follow-run.ts'
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
    .innerJoin('imports.progress as p', join =>
      join.onRef('p.tenantId', '=', 'i.tenantId').onRef('p.importId', '=', 'i.id'),
    )
    .select(['i.id', 'i.communityId', 'c.name as communityName', 'i.fileId', 'i.fileName', 'i.state', 'i.failure'])
    .select(['i.counts', 'i.errorCount', 'i.warningCount', 'i.startedAt', 'i.startedByName as startedBy'])
    .select(['i.committedAt', 'i.committedByName as committedBy'])
    .select(['i.revertedAt', 'i.revertedByName as revertedBy', 'i.revertReason'])
    .select([
      'p.run as version',
      'p.phase',
      'p.done',
      'p.total',
      'p.rowsRead',
      'p.rowsPlanned',
      'p.rowsWritten',
      'p.cancelAskedAt',
      'p.at',
    ])
    .where('i.tenantId', '=', tenantOf(actor))
}

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['executeTakeFirstOrThrow']>>

const BUSY = ['reading', 'committing', 'reverting']

/** A row of an import as screens get it; progress only while the server is at work. */
function shown(row: Row) {
  const { phase, done, total, rowsRead, rowsPlanned, rowsWritten, cancelAskedAt, at, ...rest } = row
  const progress = { done, total, rowsRead, rowsPlanned, rowsWritten, cancelAsked: cancelAskedAt !== null, at }
  return {
    ...rest,
    state: row.state as ImportAnswer['state'],
    // Imports of before changes were told have none.
    counts: (row.counts as StoredCount[]).map(count => ({ ...count, change: count.change ?? 0 })),
    progress: BUSY.includes(row.state) ? { ...progress, phase: phase as Phase } : null,
  }
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
  const { communityId, state, text } = input
  const part = `%${likeText((text ?? '').trim())}%`
  const filtered = rowsOf(tx, actor)
    .$if(communityId !== undefined, query => query.where('i.communityId', '=', communityId ?? ''))
    .$if(state !== undefined, query => query.where('i.state', '=', state ?? ''))
    .$if(Boolean(text?.trim()), query =>
      query.where(sql<SqlBool>`(i.file_name ilike ${part} or i.started_by_name ilike ${part})`),
    )
  const rows = await pageRows(filtered, keys, input)
  const { count } = await filtered
    .clearSelect()
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  const page = pageOfRows(input, rows, count, '-startedAt')
  return {
    ...page,
    items: page.items.map(shown),
  }
}

/** One import with its mapping, counts and problems. */
export async function readImport(tx: Tx, actor: Actor, input: { importId: string }): Promise<ImportAnswer> {
  const found = await rowsOf(tx, actor)
    .select(['i.sheets', 'i.fileSha256', 'i.changes', 'i.appliedChanges'])
    .where('i.id', '=', input.importId)
    .executeTakeFirst()
  if (!found) throw platformRefuse.notFound()
  const { sheets, fileSha256, changes, appliedChanges, ...row } = found
  const problems = await problemsOf(tx, actor, input.importId, PROBLEMS_SHOWN)
  return {
    ...shown(row),
    sameFile: await sameFile(tx, actor, row, fileSha256),
    sheets: sheets as StoredSheet[],
    changes: changes as ImportAnswer['changes'],
    appliedChanges: appliedChanges as ImportAnswer['appliedChanges'],
    fields: KINDS.map(({ kind, fields }) => ({
      kind,
      fields: fields.map(({ field, required, label, headings }) => ({
        field,
        required,
        label,
        headings: [...headings],
      })),
    })),
    rules: await rulesOf(tx, actor, input.importId),
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

/** The last import of the community that wrote the very same bytes. */
async function sameFile(
  tx: Tx,
  actor: Actor,
  row: { id: string; communityId: string },
  sha256: Buffer | null,
): Promise<ImportAnswer['sameFile']> {
  if (!sha256) return null
  const same = await imports(tx)
    .selectFrom('imports.import')
    .select(['id', 'committedAt', 'committedByName as committedBy'])
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', row.communityId)
    .where('fileSha256', '=', sha256)
    .where('state', '=', 'committed')
    .where('id', '<>', row.id)
    .orderBy('committedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return same?.committedAt ? { ...same, committedAt: same.committedAt } : null
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

/** How often each rule spoke, and of how many rows; what it says of the first of them. */
async function rulesOf(tx: Tx, actor: Actor, importId: string): Promise<ImportAnswer['rules']> {
  const { rows } = await sql<
    Pick<ImportProblem, 'severity' | 'code' | 'params'> & { count: number; rows: number }
  >`select severity, code, count(*)::int as count, count(distinct (sheet, row))::int as rows, (array_agg(params order by n))[1] as params
    from imports.problem where tenant_id = ${tenantOf(actor)}::uuid and import_id = ${importId}::uuid
    group by 1, 2 order by severity = 'warning', 3 desc, 2`.execute(imports(tx))
  return rows.map(({ severity, code, params, count, rows: of }) => ({
    ...{ severity, code, count, rows: of },
    example: {
      'zh-CN': problemSentence({ code, params }, 'zh-CN'),
      en: problemSentence({ code, params }, 'en'),
    },
  }))
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
  const original = await readStored(door.config, tenantOf(actor), found.row.fileId)
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
