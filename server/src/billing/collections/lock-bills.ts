import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import type { LineExplanation } from '../bills/explanation.ts'
import { personNow } from '../bills/person-now.ts'
import { explanationOf } from '../bills/stored-explanation.ts'
import { billing } from '../tables.ts'
import type { OpenLine } from './allocation.ts'

export interface PayableBill {
  id: string
  serial: bigint
  communityId: string
  premisesId: string
  premisesLabel: string
  itemId: string
  itemName: string
  /** Who may collect it: counter, online, bank. */
  collectedBy: string[]
  priority: number
  dueOn: string
  kind: string
  state: 'draft' | 'issued' | 'void'
  amountFen: bigint
  settledFen: bigint
  payerPersonId: string | null
  /** The payer as that person is known now (a merged record's survivor). */
  payerNow: string | null
  payerName: string | null
}

export interface PayableLine extends OpenLine {
  billId: string
  segmentEnd: string
  explanation: LineExplanation
}

/**
 * The chosen bills, of a household or of others of its community, locked until the transaction ends; always in the order of
 * their ids, so that two cashiers never wait for each other in a circle. Their lines are changed under this lock only.
 * Errors: platform.not_found when the household or one of the bills is not within reach.
 */
export async function lockBills(
  tx: Tx,
  actor: Actor,
  premisesId: string,
  billIds: readonly string[],
): Promise<PayableBill[]> {
  return payableBills(tx, actor, premisesId, billIds, sql`for update of b`)
}

/** As `lockBills`, for a look: nothing is held. Errors: the same. */
export async function readBills(
  tx: Tx,
  actor: Actor,
  premisesId: string,
  billIds: readonly string[],
): Promise<PayableBill[]> {
  return payableBills(tx, actor, premisesId, billIds, sql``)
}

async function payableBills(
  tx: Tx,
  actor: Actor,
  premisesId: string,
  billIds: readonly string[],
  lock: RawBuilder<unknown>,
): Promise<PayableBill[]> {
  const ids = [...new Set(billIds)]
  const { rows } = await sql<PayableBill>`
    select b.id, b.serial, b.community_id, b.premises_id, p.label as premises_label, b.item_id, i.name as item_name, i.collected_by, i.priority, b.due_on,
      b.kind, b.state, b.amount_fen, b.settled_fen, b.payer_person_id, b.payer_name,
      ${personNow(actor, sql`b.payer_person_id`)} as payer_now
    from billing.bill b
    join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id
    join registry.public_premises p on p.tenant_id = b.tenant_id and p.id = b.premises_id
    where b.tenant_id = ${tenantOf(actor)}::uuid and b.id = any(${ids}::uuid[])
      and b.community_id = (select h.community_id from registry.public_premises h
        where h.tenant_id = ${tenantOf(actor)}::uuid and h.id = ${premisesId}::uuid)
    order by b.id
    ${lock}`.execute(billing(tx))
  if (rows.length !== ids.length) throw refuse.notFound()
  return rows
}

/** The lines of bills, by bill and days. Ask under the lock. */
export async function readLines(tx: Tx, actor: Actor, billIds: readonly string[]): Promise<Map<string, PayableLine[]>> {
  const rows = await billing(tx)
    .selectFrom('billing.billLine')
    .select(['billId', 'id', 'segmentStart', 'segmentEnd', 'amountFen', 'settledFen', 'explanation'])
    .where('tenantId', '=', tenantOf(actor))
    .where('billId', '=', sql<string>`any(${billIds}::uuid[])`)
    .orderBy('segmentStart')
    .orderBy('id')
    .execute()
  return Map.groupBy(
    rows.map(row => ({ ...row, explanation: explanationOf(row) })),
    row => row.billId,
  )
}
