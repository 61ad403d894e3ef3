import { type RawBuilder, sql } from 'kysely'
import { entityOf } from '../../ledger/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { billing } from '../tables.ts'
import { type DatedRate, rateOn, type TaxRegime } from './tax.ts'

/** The tax inside a gross amount at a rate in percent, as SQL: `splitTax` where the rows are (E72). */
export function taxInside(amountFen: RawBuilder<unknown>, ratePercent: RawBuilder<unknown>): RawBuilder<bigint> {
  return sql<bigint>`(${amountFen} - round(${amountFen} * 100 / (100 + ${ratePercent})))::bigint`
}

/** What issuing freezes on a line: its rate; 0 where the tax is of the month's margin, and why it is. */
export interface LineTax {
  ratePercent: string
  basis: 'margin' | null
}

/**
 * The tax in force for bills of a community, by item and billing date; null where the item bears no tax or no rate is known.
 * It is what issuing freezes, known already when drafts are written.
 */
export async function taxesOfBills(
  tx: Tx,
  actor: Actor,
  communityId: string,
  bills: readonly { itemId: string; billingOn: string }[],
): Promise<(bill: { itemId: string; billingOn: string }) => LineTax | null> {
  const itemIds = [...new Set(bills.map(bill => bill.itemId))]
  const { rows } = await sql<DatedRate & { itemId: string; regime: TaxRegime; isSale: boolean }>`
    select t.item_id, t.legal_entity_id, t.effective_from, t.rate_percent, t.tax_code, t.regime,
      i.treatment = 'revenue' and i.category <> 'penalty' as is_sale
    from billing.charge_item_tax t
    join billing.charge_item i on i.tenant_id = t.tenant_id and i.id = t.item_id and i.treatment in ('revenue', 'public')
    where t.tenant_id = ${tenantOf(actor)}::uuid and t.item_id = any(${itemIds}::uuid[])`.execute(billing(tx))
  const byItem = Map.groupBy(rows, row => row.itemId)
  const entities = new Map<string, string | null>()
  if (rows.length > 0)
    for (const on of new Set(bills.map(bill => bill.billingOn)))
      entities.set(on, await entityOf(tx, actor, communityId, on))
  const known = new Map<string, LineTax | null>()
  return ({ itemId, billingOn }) => {
    const key = `${itemId}/${billingOn}`
    const found = known.get(key)
    if (found !== undefined) return found
    const tax = lineTax(rateOn(byItem.get(itemId) ?? [], entities.get(billingOn) ?? null, billingOn))
    known.set(key, tax)
    return tax
  }
}

function lineTax(rate: { ratePercent: string; regime: TaxRegime; isSale: boolean } | null): LineTax | null {
  if (rate === null) return null
  if (rate.regime === 'full') return { ratePercent: rate.ratePercent, basis: null }
  return rate.isSale ? { ratePercent: '0', basis: 'margin' } : null
}
