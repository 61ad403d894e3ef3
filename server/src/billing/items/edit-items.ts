import type { billing as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { requireWholeCompany } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'
import { type ItemView, readItem } from './item-view.ts'
import { accountOf, type Treated } from './treatment.ts'

/** Adds a charge item. Errors: platform.beyond_scope, billing.item_name_taken. */
export async function createItem(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.createItem>,
): Promise<ItemView> {
  requireWholeCompany(actor)
  const added = await billing(tx)
    .insertInto('billing.chargeItem')
    .values({ ...input, ...treated(input), tenantId: tenantOf(actor) })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refuse.itemNameTaken({ name: input.name })
  return readItem(tx, actor, input.id)
}

/**
 * Changes a charge item, from the version that was read; its name changes on what is printed from now on. What decides the account
 * stays once a bill of it was issued: waivers, corrections and refunds of that bill go by the item, and would move other money than it did.
 * Errors: platform.not_found, platform.beyond_scope, platform.changed_meanwhile, billing.item_name_taken, billing.item_billed,
 * billing.margin_not_sale (it is taxed by its margin).
 */
export async function editItem(tx: Tx, actor: Actor, input: RequestOf<typeof contract.editItem>): Promise<ItemView> {
  requireWholeCompany(actor)
  const { itemId, version, ...sent } = input
  const facts = { ...sent, ...treated(sent) }
  const before = await readItem(tx, actor, itemId)
  const taken = await billing(tx)
    .selectFrom('billing.chargeItem')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('name', '=', facts.name)
    .where('id', '<>', itemId)
    .executeTakeFirst()
  if (taken) throw refuse.itemNameTaken({ name: facts.name })
  if (accountOfCharges(facts) !== accountOfCharges(before)) await refuseBilled(tx, actor, before, facts)
  if (before.taxes.some(tax => tax.regime === 'margin')) requireSale({ ...before, ...facts })
  const changed = await billing(tx)
    .updateTable('billing.chargeItem')
    .set({ ...facts, version: version + 1 })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', itemId)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw refusePlatform.changedMeanwhile({ version: before.version })
  recordChanges(tx, before, facts)
  return readItem(tx, actor, itemId)
}

const accountOfCharges = (item: Omit<Treated, 'billKind'>) => accountOf({ ...item, billKind: 'charge' })

/**
 * Under the lock of the item, which whoever issues bills of it waits for (`postIssued`). The sums know of every bill that was issued.
 * Errors: billing.item_billed.
 */
async function refuseBilled(tx: Tx, actor: Actor, before: ItemView, facts: Pick<ItemView, 'treatment'>): Promise<void> {
  const tenantId = tenantOf(actor)
  await sql`select from billing.charge_item where tenant_id = ${tenantId}::uuid and id = ${before.id}::uuid for update`.execute(
    billing(tx),
  )
  const billed = await billing(tx)
    .selectFrom('billing.chargeSum')
    .select('itemId')
    .where('tenantId', '=', tenantId)
    .where('itemId', '=', before.id)
    .limit(1)
    .executeTakeFirst()
  const field = facts.treatment === before.treatment ? 'category' : 'treatment'
  if (billed) throw refuse.itemBilled({ name: before.name, field })
}

/** Errors: billing.margin_not_sale. */
function requireSale(item: Pick<ItemView, 'name' | 'treatment' | 'category'>): void {
  if (accountOfCharges(item) !== '6001') throw refuse.marginNotSale({ name: item.name })
}

/** Refundable and the treatment deposit are one thing; the treatment, where it is said, decides. */
function treated(sent: { refundable: boolean; treatment?: ItemView['treatment'] }) {
  const treatment = sent.treatment ?? (sent.refundable ? 'deposit' : 'revenue')
  return { treatment, refundable: treatment === 'deposit' }
}

type Tax = RequestOf<typeof contract.addItemTax>

/**
 * A tax code and rate from a date on, of the whole amount or of a month's margin; what was billed before keeps its own.
 * Errors: platform.not_found (item or entity), platform.beyond_scope, billing.item_tax_taken (one of that entity and date is there), billing.margin_not_sale.
 */
export async function addItemTax(
  tx: Tx,
  actor: Actor,
  { regime = 'full', ...given }: Omit<Tax, 'regime'> & Partial<Pick<Tax, 'regime'>>,
): Promise<ItemView> {
  const input = { ...given, regime }
  requireWholeCompany(actor)
  const item = await readItem(tx, actor, input.itemId)
  if (input.regime === 'margin') requireSale(item)
  if (input.legalEntityId !== null) {
    const entity = await billing(tx)
      .selectFrom('ledger.publicLegalEntity')
      .select('id')
      .where('tenantId', '=', tenantOf(actor))
      .where('id', '=', input.legalEntityId)
      .executeTakeFirst()
    if (!entity) throw refusePlatform.notFound()
  }
  const added = await billing(tx)
    .insertInto('billing.chargeItemTax')
    .values({ ...input, tenantId: tenantOf(actor), createdAt: now() })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refuse.itemTaxTaken({ effectiveFrom: input.effectiveFrom })
  return readItem(tx, actor, input.itemId)
}
