import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { billing } from '../tables.ts'
import type { Allocation } from './allocation.ts'

/** A part of a line that was settled, with what posting it needs to know. */
export interface SettledPart extends Allocation {
  sourceId: string
  premisesId: string
  payerPersonId: string | null
  payerName: string | null
  itemId: string
  treatment: string
  category: string
  billKind: string
  taxRatePercent: string | null
}

/** What posting needs to know of a line. */
export type Fact = Omit<SettledPart, keyof Allocation | 'sourceId'> & { lineId: string }

/** The allocations with the payer and the item of their bills. */
export async function readParts(
  tx: Tx,
  actor: Actor,
  allocations: readonly (Allocation & { sourceId: string })[],
): Promise<SettledPart[]> {
  const { rows } = await selectFacts(actor, allocations).execute(billing(tx))
  return partsOf(allocations, rows)
}

/** What posting needs of the lines: a statement of its own, or the end of one that writes. */
export function selectFacts(actor: Actor, allocations: readonly Allocation[]): RawBuilder<Fact> {
  return sql<Fact>`
    select l.id as line_id, l.premises_id, b.payer_person_id, b.payer_name, b.item_id, i.treatment, i.category, b.kind as bill_kind,
      l.tax_rate_percent
    from billing.bill_line l
    join billing.bill b on b.tenant_id = l.tenant_id and b.id = l.bill_id
    join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id
    where l.tenant_id = ${tenantOf(actor)}::uuid and l.id = any(${allocations.map(one => one.lineId)}::uuid[])`
}

/** The allocations, each with the facts of its line. */
export function partsOf(
  allocations: readonly (Allocation & { sourceId: string })[],
  facts: readonly Fact[],
): SettledPart[] {
  const byLine = new Map(facts.map(fact => [fact.lineId, fact]))
  return allocations.flatMap(allocation => {
    const fact = byLine.get(allocation.lineId)
    return fact ? [{ ...fact, ...allocation }] : []
  })
}
