import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { ledger } from '../tables.ts'

/**
 * The balance of each account that has postings, in fen, debit positive. Of the whole company within the caller's
 * scope, or of one community, or of one household (its receivable).
 */
export async function readBalances(
  tx: Tx,
  actor: Actor,
  of: { communityId?: string; premisesId?: string } = {},
): Promise<Map<string, bigint>> {
  const rows = await ledger(tx)
    .selectFrom('ledger.posting')
    .select(['accountCode', sql<bigint>`sum(amount_fen)::bigint`.as('fen')])
    .where('tenantId', '=', tenantOf(actor))
    .$if(of.communityId !== undefined, query => query.where('communityId', '=', of.communityId ?? ''))
    .$if(of.premisesId !== undefined, query => query.where('premisesId', '=', of.premisesId ?? ''))
    .groupBy('accountCode')
    .orderBy('accountCode')
    .execute()
  return new Map(rows.map(row => [row.accountCode, row.fen]))
}
