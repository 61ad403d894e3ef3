import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { dec } from '../../platform/decimals.ts'
import { roundToFen, yuanOf } from '../rules/rounding.ts'
import { billing } from '../tables.ts'
import type { DiscountView } from './discount-view.ts'

/** What a discount leaves to pay on a day, of 100; before its first day what it leaves then. */
export function percentOn({ versions }: Pick<DiscountView, 'versions'>, day: string): string | null {
  const sorted = versions.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))
  return (sorted.findLast(({ effectiveFrom }) => effectiveFrom <= day) ?? sorted[0])?.percent ?? null
}

/**
 * What a month costs less, judged by the last full line of each rule of the premises: for who approves, not for charging. Null where nothing that the
 * discount is of was billed yet.
 */
export async function monthlySaving(
  tx: Tx,
  actor: Actor,
  premisesId: string,
  { itemIds }: Pick<DiscountView, 'itemIds'>,
  percent: string | null,
): Promise<bigint | null> {
  const { rows } = await sql<{ fen: bigint | null }>`
    select sum(last.amount_fen)::bigint as fen from (
      select distinct on (b.assignment_id) l.amount_fen from billing.bill b
      join billing.bill_line l on l.tenant_id = b.tenant_id and l.bill_id = b.id
      join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id
      join billing.rule r on r.tenant_id = b.tenant_id and r.id = b.rule_id
      where b.tenant_id = ${tenantOf(actor)} and b.premises_id = ${premisesId} and b.kind = 'charge' and b.state = 'issued'
        and l.segment_start <= ${today()}::date
        and billing.discount_reaches(${itemIds}::uuid[], b.item_id, i.treatment, r.kind)
      order by b.assignment_id, l.segment_start desc, l.amount_fen desc) last`.execute(billing(tx))
  const charged = rows[0]?.fen ?? 0n
  if (charged <= 0n || percent === null) return null
  const less = dec('100').minus(percent)
  return less.isNegative() ? 0n : roundToFen(yuanOf(charged).times(less).div(100))
}
