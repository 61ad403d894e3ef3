import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { requireCommunity } from '../../registry/index.ts'
import { tillChanged } from '../events.ts'
import { payments } from '../tables.ts'

export interface Till {
  id: string
  communityId: string
  cashierId: string
  cashierName: string
  createdAt: Date
}

/**
 * The actor's own drawer in a community, made when it is first needed, and locked: what is done to one drawer is done one after
 * the other. Errors: platform.not_found when the community is not within reach.
 */
export async function lockOwnTill(tx: Tx, actor: Actor, communityId: string): Promise<Till> {
  await requireCommunity(tx, actor, communityId)
  await payments(tx)
    .insertInto('payments.till')
    .values({
      tenantId: tenantOf(actor),
      id: newId(),
      communityId,
      cashierId: accountOf(actor),
      cashierName: actor.name,
      createdAt: now(),
    })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${tenantOf(actor)}${communityId}${accountOf(actor)}`}, 80))`.execute(
    payments(tx),
  )
  const till = await findTill(tx, actor, communityId, accountOf(actor))
  if (!till) throw refuse.notFound()
  return till
}

/** A cashier's drawer in a community, or null while there is none. */
export async function findTill(tx: Tx, actor: Actor, communityId: string, cashierId: string): Promise<Till | null> {
  const row = await payments(tx)
    .selectFrom('payments.till')
    .select(['id', 'communityId', 'cashierId', 'cashierName', 'createdAt'])
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', communityId)
    .where('cashierId', '=', cashierId)
    .executeTakeFirst()
  return row ?? null
}

/** Tells open screens that something changed at a drawer. */
export function tellTill(tx: Tx, till: Till): Promise<void> {
  return publish(tx, tillChanged, { communityId: till.communityId, tillId: till.id })
}
