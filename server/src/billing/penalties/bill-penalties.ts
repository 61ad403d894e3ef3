import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { billNumber } from '../bills/bill-number.ts'
import { postIssued } from '../bills/post-issued.ts'
import { storedOf } from '../bills/stored-explanation.ts'
import type { Allocation } from '../collections/allocation.ts'
import { penaltyItem } from '../items/penalty-item.ts'
import { billing } from '../tables.ts'
import { penaltyExplanation } from './penalty-explanation.ts'
import type { PenaltyDue } from './penalty-view.ts'

/** A penalty that is to be stored, wholly or in part, because it is paid, waived or frozen now. */
export interface StoredPenalty {
  due: PenaltyDue
  fen: bigint
}

interface LateBill {
  id: string
  serial: bigint
  communityId: string
  premisesId: string
  payerPersonId: string | null
  payerName: string | null
  payerKey: string
  itemName: string
}

/** Of which line's lateness each new line is, ready to be settled. */
export interface PenaltyAllocation extends Allocation {
  ofLineId: string
}

/**
 * Makes and issues a bill of kind penalty for each bill whose lateness is paid, waived or frozen now, a line per line that is
 * late, and posts it, on a day (today unless the money came before). Ask under the lock of the bills. Answers the new lines with their amounts, to be settled.
 */
export async function billPenalties(
  tx: Tx,
  actor: Actor,
  stored: readonly StoredPenalty[],
  on = today(),
): Promise<PenaltyAllocation[]> {
  const parts = stored.filter(one => one.fen > 0n)
  if (parts.length === 0) return []
  const itemId = await penaltyItem(tx, actor)
  const bills = await readLate(tx, actor, [...new Set(parts.map(part => part.due.billId))])
  const allocations: PenaltyAllocation[] = []
  const made = new Map<string, string[]>()
  for (const bill of bills) {
    const its = parts.filter(part => part.due.billId === bill.id)
    const billId = await insertBill(tx, actor, bill, { itemId, on }, its)
    made.set(bill.communityId, [...(made.get(bill.communityId) ?? []), billId])
    for (const part of its) {
      const lineId = await insertLine(tx, actor, bill, billId, part)
      allocations.push({ billId, lineId, ofLineId: part.due.lineId, amountFen: part.fen })
    }
  }
  for (const [communityId, billIds] of made) await postIssued(tx, actor, communityId, billIds)
  return allocations
}

async function readLate(tx: Tx, actor: Actor, billIds: string[]): Promise<LateBill[]> {
  const { rows } = await sql<LateBill>`
    select b.id, b.serial, b.community_id, b.premises_id, b.payer_person_id, b.payer_name, b.payer_key, i.name as item_name
    from billing.bill b
    join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id
    where b.tenant_id = ${tenantOf(actor)}::uuid and b.id = any(${billIds}::uuid[])
    order by b.due_on, b.id`.execute(billing(tx))
  return rows
}

async function insertBill(
  tx: Tx,
  actor: Actor,
  of: LateBill,
  { itemId, on }: { itemId: string; on: string },
  parts: readonly StoredPenalty[],
): Promise<string> {
  const id = newId()
  const days = parts.flatMap(({ due }) => due.penalty.steps)
  await billing(tx)
    .insertInto('billing.bill')
    .values({
      ...{ tenantId: tenantOf(actor), id, communityId: of.communityId, premisesId: of.premisesId, itemId },
      ...{ kind: 'penalty', ofBillId: of.id },
      ...{ payerPersonId: of.payerPersonId, payerName: of.payerName, payerKey: of.payerKey },
      cycleStart: days.map(step => step.from).sort()[0] ?? on,
      cycleEnd:
        days
          .map(step => step.to)
          .sort()
          .at(-1) ?? on,
      ...{ billingOn: on, dueOn: on, state: 'issued', issuedAt: now() },
      amountFen: parts.reduce((sum, part) => sum + part.fen, 0n),
    })
    .execute()
  return id
}

async function insertLine(
  tx: Tx,
  actor: Actor,
  of: LateBill,
  billId: string,
  { due, fen }: StoredPenalty,
): Promise<string> {
  const id = newId()
  const explanation = penaltyExplanation(
    { itemName: of.itemName, ofBill: billNumber(of.serial), terms: due.terms },
    due.penalty,
    { storedFen: due.storedFen, nowFen: fen },
  )
  await billing(tx)
    .insertInto('billing.billLine')
    .values({
      ...{ tenantId: tenantOf(actor), id, billId, communityId: of.communityId, premisesId: of.premisesId },
      ...{ payerKey: of.payerKey, segmentStart: explanation.segmentStart, segmentEnd: explanation.segmentEnd },
      ...{ amountFen: fen, ofLineId: due.lineId, explanation: JSON.stringify(storedOf(explanation)) },
    })
    .execute()
  return id
}
