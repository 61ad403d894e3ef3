import type { imports as contract, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { imports } from '../tables.ts'
import { differences, isControlled, lineUp, totalsFrom, unitOf } from './control-total.ts'

export type ControlSheetAnswer = ResponseOf<typeof contract.readControlSheet>

/** The row of a control sheet with its import's state and totals. */
export async function controlRow(tx: Tx, actor: Actor, importId: string, { lock = false } = {}) {
  const found = await imports(tx)
    .selectFrom('imports.import')
    .select(['id', 'state', 'communityId', 'fileName', 'fileTotals', 'fileSha256', 'committedByName', 'committedAt'])
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
