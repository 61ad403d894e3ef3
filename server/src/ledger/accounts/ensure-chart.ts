import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { ledger } from '../tables.ts'
import { ACCOUNTS } from './account.ts'

/** Gives the company the accounts of the chart that it does not have yet. Running it again changes nothing, and only looks. */
export async function ensureChart(tx: Tx, actor: Actor): Promise<void> {
  const tenantId = tenantOf(actor)
  const { count } = await ledger(tx)
    .selectFrom('ledger.account')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('tenantId', '=', tenantId)
    .executeTakeFirstOrThrow()
  if (count >= ACCOUNTS.length) return
  await ledger(tx)
    .insertInto('ledger.account')
    .values(ACCOUNTS.map(account => ({ tenantId, ...account })))
    .onConflict(conflict => conflict.doNothing())
    .execute()
}
