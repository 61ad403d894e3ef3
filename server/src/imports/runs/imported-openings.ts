import { openings } from '../../billing/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { imports } from '../tables.ts'

type Openings = Parameters<typeof openings.takeBackOpenings>[2]

/** What an import took over, by what became of its rows; past payments are rows of their own and go like any other. */
export async function openingsOf(tx: Tx, actor: Actor, importId: string): Promise<Openings> {
  const rows = await imports(tx)
    .selectFrom('imports.openingRow')
    .select(['part', 'objectId'])
    .where('tenantId', '=', tenantOf(actor))
    .where('importId', '=', importId)
    .execute()
  const ids = (part: string) => rows.flatMap(row => (row.part === part ? [row.objectId] : []))
  return { billIds: ids('arrears'), movementIds: ids('purses'), depositIds: ids('deposits') }
}

/** As the revert shows it: how much was taken over, and how much of it has had business since. */
export async function shownOpenings(tx: Tx, actor: Actor, importId: string) {
  const taken = await openingsOf(tx, actor, importId)
  const used = await openings.openingsInUse(tx, actor, taken)
  const made = [
    { relation: 'billing.opening_debt', count: taken.billIds.length, inUse: used.bills },
    { relation: 'billing.purse_movement', count: taken.movementIds.length, inUse: used.purses },
    { relation: 'billing.deposit', count: taken.depositIds.length, inUse: used.deposits },
  ].filter(({ count }) => count > 0)
  return {
    created: made.map(({ relation, count }) => ({ relation, count })),
    blockers: made.flatMap(({ relation, inUse }) =>
      inUse > 0 ? [{ relation, reason: 'refers' as const, count: inUse }] : [],
    ),
  }
}

/**
 * Charge items that came with opening balances stay when these are taken back: their void bills name them. Asked when an import
 * has committed.
 */
export async function keepItems(tx: Tx, actor: Actor, importId: string): Promise<void> {
  const { billIds, movementIds, depositIds } = await openingsOf(tx, actor, importId)
  if (billIds.length + movementIds.length + depositIds.length === 0) return
  await imports(tx)
    .deleteFrom('imports.created')
    .where('tenantId', '=', tenantOf(actor))
    .where('importId', '=', importId)
    .where('relation', '=', 'billing.charge_item')
    .execute()
}
