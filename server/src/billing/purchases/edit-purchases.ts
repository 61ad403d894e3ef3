import type { billing as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { requireOpenMonth } from '../../ledger/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { requireCommunity } from '../../registry/index.ts'
import { lockCharges } from '../assignments/lock-charges.ts'
import { refuse } from '../errors.ts'
import { readItem } from '../items/item-view.ts'
import { billing } from '../tables.ts'
import { type PurchaseView, readPurchase } from './purchase-view.ts'

/**
 * Enters an invoice of the supplier of what is resold, while its month is open.
 * Errors: platform.not_found (community, item), platform.beyond_scope, platform.already_there, billing.item_not_on_margin, billing.purchase_taken,
 * ledger.month_closed.
 */
export async function addPurchase(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.addPurchase>,
): Promise<PurchaseView> {
  const { id, communityId, itemId } = input
  requireWholeCommunities(actor)
  await requireCommunity(tx, actor, communityId)
  // Whoever takes back the rate waits, or was before.
  await lockCharges(tx, actor, 'bill')
  const item = await readItem(tx, actor, itemId)
  if (!item.taxes.some(tax => tax.regime === 'margin')) throw refuse.itemNotOnMargin({ name: item.name })
  await requireOpenMonth(tx, actor, communityId, input.month)
  await requireNewInvoice(tx, actor, input)
  const added = await billing(tx)
    .insertInto('billing.purchase')
    .values({ ...input, tenantId: tenantOf(actor), createdBy: actor.id, createdAt: now() })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refusePlatform.alreadyThere()
  return readPurchase(tx, actor, { purchaseId: id })
}

/**
 * Corrects an invoice, from the version that was read, while its month and the one that it goes to are open.
 * Errors: platform.not_found, platform.beyond_scope, platform.changed_meanwhile, billing.purchase_taken, billing.purchase_void, ledger.month_closed.
 */
export async function editPurchase(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.editPurchase>,
): Promise<PurchaseView> {
  const { purchaseId, version, ...facts } = input
  const before = await openPurchase(tx, actor, purchaseId)
  await requireOpenMonth(tx, actor, before.communityId, facts.month)
  await requireNewInvoice(tx, actor, { ...before, reference: facts.reference })
  await change(tx, actor, before, version, facts)
  recordChanges(tx, factsOf(before), facts)
  return readPurchase(tx, actor, { purchaseId })
}

/**
 * An invoice was entered wrongly: it does not count any more. Only while its month is open.
 * Errors: platform.not_found, platform.beyond_scope, platform.changed_meanwhile, billing.purchase_void, ledger.month_closed.
 */
export async function voidPurchase(
  tx: Tx,
  actor: Actor,
  { purchaseId, version, reason }: RequestOf<typeof contract.voidPurchase>,
): Promise<PurchaseView> {
  const before = await openPurchase(tx, actor, purchaseId)
  await change(tx, actor, before, version, { voidedAt: now(), voidReason: reason })
  recordChanges<{ voidReason: string | null }>(tx, { voidReason: null }, { voidReason: reason })
  return readPurchase(tx, actor, { purchaseId })
}

/** One that may be changed: it counts, and its month is open, which whoever closes it waits for. */
async function openPurchase(tx: Tx, actor: Actor, purchaseId: string): Promise<PurchaseView> {
  requireWholeCommunities(actor)
  const before = await readPurchase(tx, actor, { purchaseId })
  await requireOpenMonth(tx, actor, before.communityId, before.month)
  if (before.voidedAt !== null) throw refuse.purchaseVoid()
  return before
}

type Change = Partial<Pick<PurchaseView, 'month' | 'supplier' | 'reference' | 'amountFen' | 'note'>> & {
  voidedAt?: Date
  voidReason?: string
}

async function change(tx: Tx, actor: Actor, before: PurchaseView, version: number, to: Change): Promise<void> {
  const changed = await billing(tx)
    .updateTable('billing.purchase')
    .set({ ...to, version: version + 1 })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', before.id)
    .where('version', '=', version)
    .where('voidedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw refusePlatform.changedMeanwhile({ version: before.version })
}

/** An invoice counts once for an item of a community. Errors: billing.purchase_taken. */
async function requireNewInvoice(
  tx: Tx,
  actor: Actor,
  { id, communityId, itemId, reference }: Pick<PurchaseView, 'id' | 'communityId' | 'itemId' | 'reference'>,
): Promise<void> {
  // Two who enter the same one wait for each other; who issues bills of the item does not.
  await sql`select from billing.charge_item where tenant_id = ${tenantOf(actor)}::uuid and id = ${itemId}::uuid for no key update`.execute(
    billing(tx),
  )
  const other = await billing(tx)
    .selectFrom('billing.purchase')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', communityId)
    .where('itemId', '=', itemId)
    .where('reference', '=', reference)
    .where('voidedAt', 'is', null)
    .where('id', '<>', id)
    .executeTakeFirst()
  if (other) throw refuse.purchaseTaken({ reference })
}

function factsOf({ month, supplier, reference, amountFen, note }: PurchaseView) {
  return { month, supplier, reference, amountFen, note }
}
