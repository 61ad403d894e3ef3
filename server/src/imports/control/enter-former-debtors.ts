import { buffer } from 'node:stream/consumers'
import type { imports as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { readSheets, type Sheet } from '../../platform/excel/read-workbook.ts'
import { isWorkbookFault } from '../../platform/excel/workbook-fault.ts'
import type { Door } from '../../platform/module.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { ensurePremises } from '../../registry/index.ts'
import { refuse } from '../errors.ts'
import { FORMER_DEBTORS, planFormerDebtors } from '../kinds/former-debtors.ts'
import { imports } from '../tables.ts'
import { applyMapping } from '../workbook/apply-mapping.ts'
import type { StagedSheet } from '../workbook/mapping.ts'
import { type ImportProblem, problemSentence } from '../workbook/problem.ts'
import type { PlanNotes } from '../workbook/sheet-plan.ts'
import { suggestMapping } from '../workbook/suggest-mapping.ts'
import { controlRow } from './control-row.ts'
import { type FormerLine, unevenLines } from './former-debtor.ts'
import { listFormerDebtors } from './former-debtors-view.ts'
import { requireHomes } from './require-homes.ts'
import { tellUnsigned } from './tell-control.ts'

type Answer = ResponseOf<typeof contract.enterFormerDebtors>

const MAX_BYTES = 8 * 1024 * 1024
const MOST_PROBLEMS = 100

/**
 * Keeps what was typed of the former system's own list of debtors (domain.md §8, checklist 2); no lines take the list away. The list is
 * part of what is signed: a signature that was there is void. Lines that do not fit each other are told, and nothing is kept.
 * Errors: platform.not_found (an import, a home of another community), platform.beyond_scope, platform.changed_meanwhile,
 * imports.already_committed, imports.control_missing.
 */
export async function enterFormerDebtors(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.enterFormerDebtors>,
): Promise<Answer> {
  await requireHomes(
    tx,
    actor,
    input.importId,
    input.lines.map(({ premisesId }) => premisesId),
  )
  const place = await lockSheet(tx, actor, input)
  const lines = input.lines.map((line, index) => ({ ...line, sheet: '', row: index + 1 }))
  return keep(tx, actor, place, { lines, problems: unevenLines(lines), fileName: null })
}

/**
 * Reads the list from a workbook: headings are found as those of imports. What cannot be understood is told with its cell, and nothing is
 * kept. Errors: as `enterFormerDebtors`, platform.file_too_large, imports.not_a_workbook.
 */
export async function uploadFormerDebtors(
  door: Door,
  actor: Actor,
  input: RequestOf<typeof contract.uploadFormerDebtors>,
): Promise<Answer> {
  const content = door.upload ? await buffer(door.upload) : Buffer.alloc(0)
  if (content.length > MAX_BYTES) throw platformRefuse.fileTooLarge({ maxBytes: MAX_BYTES })
  const staged = stagedList(await sheetsOf(content))
  return door.run(actor, tx => takeFormerDebtors(tx, actor, input, staged))
}

/** Takes a list in that was read. */
export async function takeFormerDebtors(
  tx: Tx,
  actor: Actor,
  input: { importId: string; version: number; name: string },
  staged: readonly StagedSheet[],
): Promise<Answer> {
  const place = await lockSheet(tx, actor, input)
  const { idByKey } = await ensurePremises(tx, actor, place.communityId, [])
  const notes: PlanNotes = { list: [], rows: 0, pace: async () => undefined }
  const { proposals } = await planFormerDebtors(staged, notes, new Set(idByKey.keys()))
  const lines = proposals.map(({ place: key, ...line }) => ({ ...line, premisesId: idByKey.get(key) ?? '' }))
  const problems = [...notes.list.filter(({ severity }) => severity === 'error'), ...unevenLines(lines)]
  return keep(tx, actor, place, { lines, problems, fileName: input.name })
}

async function sheetsOf(content: Buffer): Promise<Sheet[]> {
  try {
    return await readSheets(content)
  } catch (error) {
    if (!isWorkbookFault(error)) throw error
    throw refuse.notAWorkbook()
  }
}

/** The sheets that name homes and amounts; where none does, the first, so that what is missing is told. Pure. */
export function stagedList(sheets: readonly Sheet[]): StagedSheet[] {
  const staged = sheets
    .filter(({ rows }) => rows.length > 0)
    .map(sheet =>
      applyMapping(sheet, suggestMapping(sheet, { kind: FORMER_DEBTORS.kind, among: [FORMER_DEBTORS] }).mapping),
    )
  const whole = staged.filter(({ mapping }) => {
    const fields = new Set(mapping.columns.map(({ field }) => field))
    return fields.has('amount') && (fields.has('room') || fields.has('space'))
  })
  return whole.length > 0 ? whole : staged.slice(0, 1)
}

interface Place {
  importId: string
  communityId: string
}

async function lockSheet(
  tx: Tx,
  actor: Actor,
  { importId, version }: { importId: string; version: number },
): Promise<Place> {
  requireWholeCommunities(actor)
  const { found, sheet } = await controlRow(tx, actor, importId, { lock: true })
  if (['committing', 'committed', 'reverting', 'reverted'].includes(found.state)) throw refuse.alreadyCommitted()
  if (!sheet) throw refuse.controlMissing()
  if (sheet.version !== version) throw platformRefuse.changedMeanwhile({ version: sheet.version })
  return { importId, communityId: found.communityId }
}

async function keep(
  tx: Tx,
  actor: Actor,
  { importId, communityId }: Place,
  {
    lines,
    problems,
    fileName,
  }: { lines: readonly FormerLine[]; problems: readonly ImportProblem[]; fileName: string | null },
): Promise<Answer> {
  const wrong = problems.length > 0 || (fileName !== null && lines.length === 0)
  if (!wrong) {
    const tenantId = tenantOf(actor)
    const column = <T>(of: (line: FormerLine) => T) => lines.map(of)
    await sql`delete from imports.former_debtor where tenant_id = ${tenantId}::uuid and import_id = ${importId}::uuid`.execute(
      imports(tx),
    )
    await sql`
      insert into imports.former_debtor (tenant_id, community_id, import_id, n, premises_id, debtor, item_name, year, count, amount_fen)
      select ${tenantId}::uuid, ${communityId}::uuid, ${importId}::uuid, l.n, l.premises_id, l.debtor, l.item_name, l.year, l.count, l.amount_fen
      from unnest(${column(line => line.premisesId)}::uuid[], ${column(line => line.debtor)}::text[], ${column(line => line.itemName)}::text[],
        ${column(line => line.year)}::int[], ${column(line => line.count)}::int[], ${column(line => line.amountFen)}::bigint[])
        with ordinality as l(premises_id, debtor, item_name, year, count, amount_fen, n)`.execute(imports(tx))
    await voidSignature(tx, actor, importId, { fileName, isThere: lines.length > 0 })
    await tellUnsigned(tx, actor, importId)
  }
  return {
    ...(await listFormerDebtors(tx, actor, { importId })),
    kept: !wrong,
    problems: problems.slice(0, MOST_PROBLEMS).map(problem => ({
      ...{ sheet: problem.sheet, row: problem.row, field: problem.field },
      message: { 'zh-CN': problemSentence(problem, 'zh-CN'), en: problemSentence(problem, 'en') },
    })),
  }
}

async function voidSignature(
  tx: Tx,
  actor: Actor,
  importId: string,
  { fileName, isThere }: { fileName: string | null; isThere: boolean },
): Promise<void> {
  const by = isThere
    ? { debtorsBy: accountOf(actor), debtorsByName: actor.name, debtorsAt: now(), debtorsFile: fileName }
    : { debtorsBy: null, debtorsByName: null, debtorsAt: null, debtorsFile: null }
  await imports(tx)
    .updateTable('imports.controlSheet')
    .set({ ...by, signedBy: null, signedByName: null, signedAt: null, version: sql`version + 1` })
    .where('tenantId', '=', tenantOf(actor))
    .where('importId', '=', importId)
    .execute()
}
