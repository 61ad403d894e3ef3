import { sql } from 'kysely'
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

/** The allocations with the payer and the item of their bills. */
export async function readParts(
  tx: Tx,
  actor: Actor,
  allocations: readonly (Allocation & { sourceId: string })[],
): Promise<SettledPart[]> {
  const { rows } = await sql<Omit<SettledPart, keyof Allocation | 'sourceId'> & { lineId: string }>`
    select l.id as line_id, l.premises_id, b.payer_person_id, b.payer_name, b.item_id, i.treatment, i.category, b.kind as bill_kind,
      l.tax_rate_percent
    from billing.bill_line l
    join billing.bill b on b.tenant_id = l.tenant_id and b.id = l.bill_id
    join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id
    where l.tenant_id = ${tenantOf(actor)}::uuid and l.id = any(${allocations.map(one => one.lineId)}::uuid[])`.execute(
    billing(tx),
  )
  const facts = new Map(rows.map(row => [row.lineId, row]))
  return allocations.flatMap(allocation => {
    const fact = facts.get(allocation.lineId)
    return fact ? [{ ...fact, ...allocation }] : []
  })
}
