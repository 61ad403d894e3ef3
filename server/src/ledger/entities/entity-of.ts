import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { ledger } from '../tables.ts'

/** The legal entity that bills and pays taxes for a community on a day; null while none is named. */
export async function entityOf(tx: Tx, actor: Actor, communityId: string, on: string): Promise<string | null> {
  const row = await ledger(tx)
    .selectFrom('ledger.communityEntity')
    .select('legalEntityId')
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', communityId)
    .where('fromOn', '<=', on)
    .orderBy('fromOn', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.legalEntityId ?? null
}
