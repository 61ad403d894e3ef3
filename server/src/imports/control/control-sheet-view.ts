import type { imports as contract, ResponseOf } from '@anju/contract'
import { type Actor, accountOf, can, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { imports } from '../tables.ts'
import { differences, isControlled, lineUp, totalsFrom, unitOf } from './control-total.ts'

export type ControlSheetAnswer = ResponseOf<typeof contract.readControlSheet>

/** The row of a control sheet with its import's state and totals. */
export async function controlRow(tx: Tx, actor: Actor, importId: string, { lock = false } = {}) {
  const found = await imports(tx)
    .selectFrom('imports.import')
    .select(['id', 'state', 'communityId', 'fileName', 'fileTotals', 'committedByName', 'committedAt'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', importId)
    .$if(lock, query => query.forNoKeyUpdate())
    .executeTakeFirst()
  if (!found) throw platformRefuse.notFound()
  const sheet = await imports(tx)
    .selectFrom('imports.controlSheet')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .where('importId', '=', importId)
    .executeTakeFirst()
  return { found, sheet: sheet ?? null }
}

type ControlRow = Awaited<ReturnType<typeof controlRow>>

/** All three sides in one list, and what of them does not agree. */
export function comparedLines({ found, sheet }: ControlRow) {
  const legacy = totalsFrom(sheet?.legacyTotals)
  const loaded = totalsFrom(sheet?.loadedTotals)
  const lines = lineUp({ legacy, file: totalsFrom(found.fileTotals), loaded })
  return { lines, differing: differences(lines, sheet?.loadedTotals ? 'loaded' : 'file') }
}

/** A cut-over has a handful of them open. */
const MOST_WAITING = 200

/** How many sheets wait for the actor, who may sign and did not enter them: those that agree, to be signed; those that are loaded, to be taken over. */
export async function countWaitingControlSheets(tx: Tx, actor: Actor): Promise<{ waiting: number }> {
  if (!can(actor, 'imports.control.sign') || actor.buildingIds !== null) return { waiting: 0 }
  const rows = await imports(tx)
    .selectFrom('imports.controlSheet as s')
    .innerJoin('imports.import as i', join =>
      join.onRef('i.tenantId', '=', 's.tenantId').onRef('i.id', '=', 's.importId'),
    )
    .select(['i.fileTotals', 's.legacyTotals', 's.loadedTotals', 's.signedAt', 'i.state'])
    .where('s.tenantId', '=', tenantOf(actor))
    .where('s.enteredBy', '<>', accountOf(actor))
    .where('s.acceptedAt', 'is', null)
    .where('i.state', 'in', ['planned', 'committed'])
    .limit(MOST_WAITING)
    .execute()
  const waiting = rows.filter(({ state, signedAt, fileTotals, legacyTotals, loadedTotals }) => {
    if (state === 'committed') return loadedTotals !== null
    const sides = { legacy: totalsFrom(legacyTotals), file: totalsFrom(fileTotals), loaded: [] }
    return signedAt === null && differences(lineUp(sides), 'file').length === 0
  })
  return { waiting: waiting.length }
}

/** The control sheet of an import; empty beside the file's totals until somebody enters it. Errors: platform.not_found. */
export async function readControlSheet(
  tx: Tx,
  actor: Actor,
  { importId }: { importId: string },
): Promise<ControlSheetAnswer> {
  const row = await controlRow(tx, actor, importId)
  const { sheet, found } = row
  const { lines, differing } = comparedLines(row)
  return {
    importId,
    needed: isControlled(totalsFrom(found.fileTotals)),
    version: sheet?.version ?? null,
    asOfOn: sheet?.asOfOn ?? null,
    lines: lines.map(line => ({ ...line, unit: unitOf(line) })),
    differences: differing.length,
    entered: signature(sheet?.enteredByName, sheet?.enteredAt),
    signed: signature(sheet?.signedByName, sheet?.signedAt),
    accepted: sheet?.acceptedAt
      ? { by: sheet.acceptedByName ?? '', at: sheet.acceptedAt, note: sheet.acceptedNote }
      : null,
  }
}

function signature(by: string | null | undefined, at: Date | null | undefined) {
  return at ? { by: by ?? '', at } : null
}
