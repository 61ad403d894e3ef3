import type { billing as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { requireWholeCompany } from '../../platform/whole-communities.ts'
import { lockCharges } from '../assignments/lock-charges.ts'
import { refuse, unlessBilled } from '../errors.ts'
import { billing } from '../tables.ts'
import { type ItemView, readItem } from './item-view.ts'

/**
 * Takes back a tax rate that was entered by mistake, so that the one before it goes on.
 * Errors: platform.not_found, platform.beyond_scope, billing.item_tax_billed (a bill of a day from it on, drafts as well), billing.item_tax_bought (the
 * last one on the margin, while purchases of the item count).
 */
export async function removeItemTax(
  tx: Tx,
  actor: Actor,
  { itemId, taxId }: RequestOf<typeof contract.removeItemTax>,
): Promise<ItemView> {
  requireWholeCompany(actor)
  const item = await readItem(tx, actor, itemId)
  const tax = item.taxes.find(({ id }) => id === taxId)
  if (!tax) throw refusePlatform.notFound()
  const { effectiveFrom, ratePercent } = tax
  await lockCharges(tx, actor, 'take-back')
  await refuseBought(tx, actor, item, taxId)
  await unlessBilled(
    'item_tax_billed',
    () => refuse.itemTaxBilled({ effectiveFrom }),
    () =>
      billing(tx)
        .deleteFrom('billing.chargeItemTax')
        .where('tenantId', '=', tenantOf(actor))
        .where('itemId', '=', itemId)
        .where('id', '=', taxId)
        .execute(),
  )
  const gone = { effectiveFrom: null, ratePercent: null }
  recordChanges<{ [K in keyof typeof gone]: string | null }>(tx, { effectiveFrom, ratePercent }, gone)
  return readItem(tx, actor, itemId)
}

/** Purchases of an item without a margin would be taxed nowhere. Errors: billing.item_tax_bought. */
async function refuseBought(tx: Tx, actor: Actor, { id, taxes }: ItemView, taxId: string): Promise<void> {
  const onMargin = taxes.filter(({ regime }) => regime === 'margin')
  if (onMargin.length !== 1 || onMargin[0]?.id !== taxId) return
  const { count } = await billing(tx)
    .selectFrom('billing.purchase')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('tenantId', '=', tenantOf(actor))
    .where('itemId', '=', id)
    .where('voidedAt', 'is', null)
    .executeTakeFirstOrThrow()
  if (count > 0) throw refuse.itemTaxBought({ count })
}
