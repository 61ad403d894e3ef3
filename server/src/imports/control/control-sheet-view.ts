import type { imports as contract, ResponseOf } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { comparedLines, controlRow } from './control-row.ts'
import { isControlled, totalsFrom, unitOf } from './control-total.ts'
import { countDebtorDifferences } from './former-debtors-view.ts'

export type ControlSheetAnswer = ResponseOf<typeof contract.readControlSheet>

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
    debtorDifferences: await countDebtorDifferences(tx, actor, importId),
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
