import type { imports as contract, RequestOf } from '@anju/contract'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { requireSomebodyElse } from '../../platform/duties.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { imports } from '../tables.ts'
import { comparedLines, controlRow } from './control-row.ts'
import { type ControlSheetAnswer, readControlSheet } from './control-sheet-view.ts'
import { requireDebtorsAgree } from './former-debtors-view.ts'
import { listRoomChecks } from './room-checks-view.ts'
import { closeControlNotices } from './tell-control.ts'

/**
 * Signs the entered totals before anything is written; the good rows of the file must come to the same, to the fen and to the row.
 * Errors: platform.not_found, platform.changed_meanwhile, platform.own_request (who entered them), imports.already_committed,
 * imports.not_planned, imports.control_missing, imports.control_differs, imports.debtors_differ.
 */
export async function signControlSheet(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.signControlSheet>,
): Promise<ControlSheetAnswer> {
  requireWholeCommunities(actor)
  const row = await controlRow(tx, actor, input.importId, { lock: true })
  const { found, sheet } = row
  if (['committing', 'committed', 'reverting', 'reverted'].includes(found.state)) throw refuse.alreadyCommitted()
  if (found.state !== 'planned') throw refuse.notPlanned()
  if (!sheet) throw refuse.controlMissing()
  if (sheet.version !== input.version) throw platformRefuse.changedMeanwhile({ version: sheet?.version ?? 0 })
  requireSomebodyElse(actor, sheet.enteredBy)
  if (sheet.debtorsBy) requireSomebodyElse(actor, sheet.debtorsBy)
  const { differing } = comparedLines(row)
  if (differing.length > 0) throw refuse.controlDiffers({ count: differing.length })
  await requireDebtorsAgree(tx, actor, input.importId)
  await change(tx, actor, input, { signedBy: accountOf(actor), signedByName: actor.name, signedAt: now() })
  return readControlSheet(tx, actor, input)
}

/**
 * Takes over what was loaded (domain.md §8, checklist 11): finance, and not who wrote it. Errors: platform.not_found,
 * platform.changed_meanwhile, platform.own_request, imports.not_committed, imports.control_missing, imports.control_differs,
 * imports.debtors_differ, imports.rooms_differ.
 */
export async function acceptControlSheet(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.acceptControlSheet>,
): Promise<ControlSheetAnswer> {
  requireWholeCommunities(actor)
  const row = await controlRow(tx, actor, input.importId, { lock: true })
  const { found, sheet } = row
  if (found.state !== 'committed') throw refuse.notCommitted()
  if (!sheet?.loadedTotals) throw refuse.controlMissing()
  if (sheet.version !== input.version) throw platformRefuse.changedMeanwhile({ version: sheet?.version ?? 0 })
  requireSomebodyElse(actor, sheet.enteredBy)
  if (sheet.debtorsBy) requireSomebodyElse(actor, sheet.debtorsBy)
  const { differing } = comparedLines(row)
  if (differing.length > 0) throw refuse.controlDiffers({ count: differing.length })
  await requireDebtorsAgree(tx, actor, input.importId)
  const { differences } = await listRoomChecks(tx, actor, input)
  if (differences > 0) throw refuse.roomsDiffer({ count: differences })
  const acceptedNote = input.note || null
  const signature = { acceptedBy: accountOf(actor), acceptedByName: actor.name, acceptedAt: now(), acceptedNote }
  await change(tx, actor, input, signature)
  return readControlSheet(tx, actor, input)
}

type Signature =
  | { signedBy: string; signedByName: string; signedAt: Date }
  | { acceptedBy: string; acceptedByName: string; acceptedAt: Date; acceptedNote: string | null }

async function change(tx: Tx, actor: Actor, { importId }: { importId: string }, signature: Signature): Promise<void> {
  await imports(tx)
    .updateTable('imports.controlSheet')
    .set(({ eb }) => ({ ...signature, version: eb('version', '+', 1) }))
    .where('tenantId', '=', tenantOf(actor))
    .where('importId', '=', importId)
    .execute()
  await closeControlNotices(tx, actor, importId)
}
