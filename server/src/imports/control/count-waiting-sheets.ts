import { type SqlBool, sql } from 'kysely'
import { type Actor, accountOf, can, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { imports } from '../tables.ts'
import { differences, lineUp, totalsFrom } from './control-total.ts'
import { countDebtorDifferences } from './former-debtors-view.ts'

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
    .select(['i.id', 'i.fileTotals', 's.legacyTotals', 's.loadedTotals', 's.signedAt', 'i.state'])
    .where('s.tenantId', '=', tenantOf(actor))
    .where('s.enteredBy', '<>', accountOf(actor))
    .where(sql<SqlBool>`s.debtors_by is distinct from ${accountOf(actor)}::uuid`)
    .where('s.acceptedAt', 'is', null)
    .where('i.state', 'in', ['planned', 'committed'])
    .limit(MOST_WAITING)
    .execute()
  const agreeing = rows.filter(({ state, signedAt, fileTotals, legacyTotals, loadedTotals }) => {
    if (state === 'committed') return loadedTotals !== null
    const sides = { legacy: totalsFrom(legacyTotals), file: totalsFrom(fileTotals), loaded: [] }
    return signedAt === null && differences(lineUp(sides), 'file').length === 0
  })
  let waiting = 0
  for (const { id } of agreeing) if ((await countDebtorDifferences(tx, actor, id)) === 0) waiting += 1
  return { waiting }
}
