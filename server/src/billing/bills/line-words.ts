import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { billing } from '../tables.ts'
import { wordsOf } from './explain-line.ts'
import { explanationOf } from './stored-explanation.ts'

/** How the amounts of lines come about, in words, by the line's id. */
export async function lineWords(
  tx: Tx,
  actor: Actor,
  lineIds: readonly string[],
): Promise<ReadonlyMap<string, ReturnType<typeof wordsOf>>> {
  const rows = await billing(tx)
    .selectFrom('billing.billLine')
    .select(['id', 'segmentStart', 'segmentEnd', 'explanation'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', sql<string>`any(${[...lineIds]}::uuid[])`)
    .execute()
  return new Map(rows.map(row => [row.id, wordsOf(explanationOf(row))]))
}
