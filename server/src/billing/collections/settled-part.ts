import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
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
  /** Of a part that is given away, or taken back: the tax inside it. Null where it bears none, or is no gift. */
  taxFen: bigint | null
}

/** What posting needs to know of a part, by its line and its source. */
export type Fact = Omit<SettledPart, keyof Allocation> & { lineId: string }

/** What posting needs of settlements just written: the end of a statement whose `added` has their `bill_line_id, source_id` and `tax_fen`. */
export function selectFacts(actor: Actor, allocations: readonly Allocation[]): RawBuilder<Fact> {
  return sql<Fact>`
    select l.id as line_id, a.source_id, l.premises_id, b.payer_person_id, b.payer_name, b.item_id, i.treatment, i.category,
      b.kind as bill_kind, a.tax_fen
    from billing.bill_line l
    join added a on a.bill_line_id = l.id
    join billing.bill b on b.tenant_id = l.tenant_id and b.id = l.bill_id
    join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id
    where l.tenant_id = ${tenantOf(actor)}::uuid and l.id = any(${allocations.map(one => one.lineId)}::uuid[])`
}

/** The allocations, each with its facts. */
export function partsOf(
  allocations: readonly (Allocation & { sourceId: string })[],
  facts: readonly Fact[],
): SettledPart[] {
  const known = new Map(facts.map(fact => [`${fact.lineId}/${fact.sourceId}`, fact]))
  return allocations.flatMap(allocation => {
    const fact = known.get(`${allocation.lineId}/${allocation.sourceId}`)
    return fact ? [{ ...fact, ...allocation }] : []
  })
}

/** By what a part is given away: what was credited for it, and the tax inside, is taken back. */
export const GIVEN_AWAY = sql`('waiver', 'rounding', 'discount')`
