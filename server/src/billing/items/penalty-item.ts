import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { billing } from '../tables.ts'

const NAME = '违约金'

/** The charge item of penalties: the first active one of that category, made when the company has none. Answers its id. */
export async function penaltyItem(tx: Tx, actor: Actor): Promise<string> {
  const tenantId = tenantOf(actor)
  const find = () =>
    billing(tx)
      .selectFrom('billing.chargeItem')
      .select('id')
      .where('tenantId', '=', tenantId)
      .where('category', '=', 'penalty')
      .where('treatment', '=', 'revenue')
      .orderBy('active', 'desc')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst()
  const found = await find()
  if (found) return found.id
  await billing(tx)
    .insertInto('billing.chargeItem')
    .values({ tenantId, id: newId(), name: NAME, category: 'penalty', priority: 900 })
    .onConflict(conflict => conflict.columns(['tenantId', 'name']).doNothing())
    .execute()
  // An item of that name and another category: then that one.
  const item = (await find()) ?? (await named(tx, tenantId))
  return item.id
}

function named(tx: Tx, tenantId: string): Promise<{ id: string }> {
  return billing(tx)
    .selectFrom('billing.chargeItem')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('name', '=', NAME)
    .executeTakeFirstOrThrow()
}
