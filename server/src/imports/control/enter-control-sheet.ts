import type { imports as contract, RequestOf } from '@anju/contract'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { imports } from '../tables.ts'
import { controlRow } from './control-row.ts'
import { type ControlSheetAnswer, readControlSheet } from './control-sheet-view.ts'
import { storedTotals, totalsFrom } from './control-total.ts'
import { tellUnsigned } from './tell-control.ts'

const WRITTEN = ['committing', 'committed', 'reverting', 'reverted']

/**
 * Keeps the totals that the former system's own report shows (domain.md §8, checklist 2). Entered anew, a signature that was there
 * is void. Errors: platform.not_found, platform.changed_meanwhile, imports.already_committed, imports.control_not_needed,
 * imports.control_line_twice, imports.control_date_future.
 */
export async function enterControlSheet(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.enterControlSheet>,
): Promise<ControlSheetAnswer> {
  requireWholeCommunities(actor)
  const { found, sheet } = await controlRow(tx, actor, input.importId, { lock: true })
  if (WRITTEN.includes(found.state)) throw refuse.alreadyCommitted()
  if (totalsFrom(found.fileTotals).length === 0) throw refuse.controlNotNeeded()
  if ((sheet?.version ?? null) !== input.version)
    throw platformRefuse.changedMeanwhile({ version: sheet?.version ?? 0 })
  if (input.asOfOn > today()) throw refuse.controlDateFuture()
  const keys = new Set(input.lines.map(({ part, itemName, year }) => `${part}\n${itemName}\n${year}`))
  if (keys.size < input.lines.length) throw refuse.controlLineTwice()
  const values = {
    asOfOn: input.asOfOn,
    legacyTotals: JSON.stringify(storedTotals(input.lines)),
    enteredBy: accountOf(actor),
    enteredByName: actor.name,
    enteredAt: now(),
    ...{ signedBy: null, signedByName: null, signedAt: null },
  }
  const tenantId = tenantOf(actor)
  await imports(tx)
    .insertInto('imports.controlSheet')
    .values({ tenantId, importId: input.importId, communityId: found.communityId, ...values })
    .onConflict(conflict =>
      conflict
        .columns(['tenantId', 'importId'])
        .doUpdateSet(({ eb }) => ({ ...values, version: eb('imports.controlSheet.version', '+', 1) })),
    )
    .execute()
  await tellUnsigned(tx, actor, input.importId)
  return readControlSheet(tx, actor, input)
}
