import { type RawBuilder, sql } from 'kysely'
import { type Closing, closedThrough, entityOf } from '../../ledger/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { type CivilMonth, monthRange } from '../../platform/period.ts'
import { billing } from '../tables.ts'
import { type DatedRate, type MarginMonth, type MarginTax, rateOn, taxMargins } from './tax.ts'

/** What closing a month says of the margin of an item in a month. */
export type ItemMargin = MarginTax & { itemId: string; itemName: string }

type Fact = Pick<MarginMonth, 'month' | 'soldFen' | 'boughtFen'> & { itemId: string; itemName: string }

/**
 * The margins of a community since its last closing until a month (E75), by item and month: sold is what was posted of lines that are taxed
 * by margin, red ones as they are, less what was waived, rounded off or let off; bought is what was entered. What earlier closings left of
 * what was bought goes on. Written off is a loss, not less sold.
 */
export async function readMargins(
  tx: Tx,
  actor: Actor,
  { communityId, month, lastDay }: Pick<Closing, 'communityId' | 'month' | 'lastDay'>,
): Promise<ItemMargin[]> {
  const after = await closedThrough(tx, actor, communityId)
  const { rows: facts } = await sql<Fact>`
    select f.item_id, i.name as item_name, f.month, sum(f.sold)::bigint as sold_fen, sum(f.bought)::bigint as bought_fen
    from (${marginFacts(tenantOf(actor), communityId, after, month, lastDay)}) f
    join billing.charge_item i on i.tenant_id = ${tenantOf(actor)}::uuid and i.id = f.item_id
    group by f.item_id, i.name, f.month having sum(f.sold) <> 0 or sum(f.bought) <> 0
    order by i.name, f.item_id, f.month`.execute(billing(tx))
  if (facts.length === 0) return []
  const rates = await readRates(tx, actor, [...new Set(facts.map(fact => fact.itemId))])
  const entities = new Map<CivilMonth, string | null>()
  for (const one of new Set(facts.map(fact => fact.month)))
    entities.set(one, await entityOf(tx, actor, communityId, monthRange(one).to))
  const before = await readCarried(tx, actor, communityId)
  return [...Map.groupBy(facts, fact => fact.itemId)].flatMap(([itemId, its]) => {
    const months = its.map(({ month: at, soldFen, boughtFen }) => {
      const legalEntityId = entities.get(at) ?? null
      const ratePercent = marginRate(rates.get(itemId) ?? [], legalEntityId, monthRange(at).to)
      return { month: at, legalEntityId, ratePercent, soldFen, boughtFen }
    })
    const itemName = its[0]?.itemName ?? ''
    return taxMargins(months, before.get(itemId) ?? null).map(margin => ({ itemId, itemName, ...margin }))
  })
}

function marginFacts(
  tenantId: string,
  communityId: string,
  after: CivilMonth | null,
  month: CivilMonth,
  lastDay: string,
): RawBuilder<unknown> {
  const firstDay = after === null ? null : monthRange(after).to
  const within = (on: RawBuilder<unknown>) =>
    sql`${on} <= ${lastDay}::date and (${firstDay}::date is null or ${on} > ${firstDay}::date)`
  const line = sql`billing.bill_line l join billing.bill b on b.tenant_id = l.tenant_id and b.id = l.bill_id and b.state = 'issued'`
  const ours = sql`l.tenant_id = ${tenantId}::uuid and l.community_id = ${communityId}::uuid and l.tax_basis = 'margin'`
  return sql`
    select b.item_id, to_char(b.posted_on, 'YYYY-MM') as month, l.amount_fen as sold, 0::bigint as bought
    from ${line} where ${ours} and ${within(sql`b.posted_on`)}
    union all
    select b.item_id, to_char(s.settled_on, 'YYYY-MM'), -s.amount_fen, 0
    from ${line} join billing.settlement s on s.tenant_id = l.tenant_id and s.bill_line_id = l.id
    where ${ours} and s.source_kind in ('waiver', 'rounding', 'discount') and ${within(sql`s.settled_on`)}
    union all
    select p.item_id, p.month, 0, p.amount_fen from billing.purchase p
    where p.tenant_id = ${tenantId}::uuid and p.community_id = ${communityId}::uuid and p.voided_at is null
      and p.month <= ${month} and (${after}::text is null or p.month > ${after}::text)`
}

/** The rates of items on the margin, whatever holds now. */
async function readRates(tx: Tx, actor: Actor, itemIds: readonly string[]): Promise<Map<string, DatedRate[]>> {
  const rows = await billing(tx)
    .selectFrom('billing.chargeItemTax')
    .select(['itemId', 'legalEntityId', 'effectiveFrom', 'ratePercent', 'taxCode'])
    .where('tenantId', '=', tenantOf(actor))
    .where('itemId', '=', sql<string>`any(${[...itemIds]}::uuid[])`)
    .where('regime', '=', 'margin')
    .orderBy('effectiveFrom')
    .execute()
  return Map.groupBy(rows, row => row.itemId)
}

/** The rate of the day; of sales billed before it was in force, its own first, else the common one. */
function marginRate(rates: readonly DatedRate[], legalEntityId: string | null, on: string): string {
  const first =
    rates.find(rate => rate.legalEntityId === legalEntityId) ?? rates.find(rate => rate.legalEntityId === null)
  return (rateOn(rates, legalEntityId, on) ?? first)?.ratePercent ?? '0'
}

/** What the closings that hold left of what was bought, by item, and whose it is. */
async function readCarried(tx: Tx, actor: Actor, communityId: string) {
  const { rows } = await sql<{ itemId: string; legalEntityId: string | null; carriedFen: bigint }>`
    select distinct on (m.item_id) m.item_id, m.legal_entity_id, greatest(m.carried_fen + m.bought_fen - m.sold_fen, 0)::bigint as carried_fen
    from billing.public_margin_tax m where m.tenant_id = ${tenantOf(actor)}::uuid and m.community_id = ${communityId}::uuid
    order by m.item_id, m.month desc`.execute(billing(tx))
  return new Map(rows.map(({ itemId, ...carried }) => [itemId, carried]))
}
