import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../errors.ts'
import { imports } from '../tables.ts'
import { comparedLines, controlRow } from './control-row.ts'
import { asked, differences, isControlled, lineUp, storedTotals, totalsFrom } from './control-total.ts'
import { requireDebtorsAgree } from './former-debtors-view.ts'
import { measureLoaded } from './measure-loaded.ts'

/**
 * What brings opening balances is written only under a signed control sheet that the file agrees with. Errors:
 * imports.control_missing, imports.control_unsigned, imports.control_differs, imports.debtors_differ.
 */
export async function requireSigned(tx: Tx, actor: Actor, importId: string): Promise<void> {
  const row = await controlRow(tx, actor, importId)
  if (!row.sheet && !isControlled(totalsFrom(row.found.fileTotals))) return
  if (!row.sheet) throw refuse.controlMissing()
  const { differing } = comparedLines(row)
  if (differing.length > 0) throw refuse.controlDiffers({ count: differing.length })
  await requireDebtorsAgree(tx, actor, importId)
  if (!row.sheet.signedAt) throw refuse.controlUnsigned()
}

/**
 * Measures what was loaded, inside the transaction that wrote it, and keeps it beside the signed sheet: one fen apart, and nothing
 * is written at all. Errors: imports.control_differs, imports.debtors_differ.
 */
export async function proveLoaded(
  tx: Tx,
  actor: Actor,
  place: { importId: string; communityId: string; sha256: Buffer },
): Promise<void> {
  const { found, sheet } = await controlRow(tx, actor, place.importId)
  if (!sheet && !isControlled(totalsFrom(found.fileTotals))) return
  if (!sheet) throw refuse.controlMissing()
  const legacy = totalsFrom(sheet.legacyTotals)
  const loaded = asked(await measureLoaded(tx, actor, place), legacy)
  const differing = differences(lineUp({ legacy, file: [], loaded }), 'loaded')
  if (differing.length > 0) throw refuse.controlDiffers({ count: differing.length })
  await requireDebtorsAgree(tx, actor, place.importId, 'books')
  await imports(tx)
    .updateTable('imports.controlSheet')
    .set({ loadedTotals: JSON.stringify(storedTotals(loaded)) })
    .where('tenantId', '=', tenantOf(actor))
    .where('importId', '=', place.importId)
    .execute()
}

/** The day on which the former system was frozen; today for an import without opening balances. */
export async function frozenOn(tx: Tx, actor: Actor, importId: string): Promise<string> {
  const { sheet } = await controlRow(tx, actor, importId)
  return sheet?.asOfOn ?? today()
}
