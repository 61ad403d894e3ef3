import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { billNumber } from '../bills/bill-number.ts'
import { readExcess } from '../penalties/penalty-view.ts'
import { billing } from '../tables.ts'
import { lockBill, takeBack, tellChanged } from './correct-by-hand.ts'

interface StoredLine {
  billId: string
  lineId: string
  ofLineId: string
  amountFen: bigint
  ofSerial: bigint
}

/**
 * Gives back what was charged as a penalty for a principal that was never owed: of chains of which more is stored than they cost, the
 * latest penalty lines are taken back by red ones, with what is right in blue; what had been paid goes to the payer's purse, what had been
 * waived is waived no more than is right. `billIds` are bills whose corrections are settled.
 */
export async function correctPenalties(tx: Tx, actor: Actor, billIds: readonly string[]): Promise<void> {
  for (const { lineIds, excessFen } of await readExcess(tx, actor, billIds, today())) {
    let left = excessFen
    for (const line of await readStored(tx, actor, lineIds)) {
      if (left <= 0n) break
      const over = left < line.amountFen ? left : line.amountFen
      left -= over
      await lower(tx, actor, line, line.amountFen - over)
    }
  }
}

async function lower(tx: Tx, actor: Actor, line: StoredLine, rightFen: bigint): Promise<void> {
  const bill = await lockBill(tx, actor, line.billId)
  const { redId, blueId } = await takeBack(tx, actor, bill, {
    ...{ code: 'penalty', note: billNumber(line.ofSerial) },
    amounts: new Map([[line.lineId, { fen: rightFen, ofLineId: line.ofLineId }]]),
  })
  await tellChanged(tx, { ...bill, id: blueId ?? redId })
}

/** Penalty lines of these lines that stand: issued, owed, neither void nor taken back; the latest first. */
async function readStored(tx: Tx, actor: Actor, ofLineIds: readonly string[]): Promise<StoredLine[]> {
  const { rows } = await sql<StoredLine>`
    select l.bill_id, l.id as line_id, l.of_line_id, l.amount_fen, ob.serial as of_serial
    from billing.bill_line l
    join billing.bill b on b.tenant_id = l.tenant_id and b.id = l.bill_id and b.state = 'issued' and b.voided_at is null
    join billing.bill_line o on o.tenant_id = l.tenant_id and o.id = l.of_line_id
    join billing.bill ob on ob.tenant_id = o.tenant_id and ob.id = o.bill_id
    where l.tenant_id = ${tenantOf(actor)}::uuid and l.of_line_id = any(${[...ofLineIds]}::uuid[]) and l.amount_fen > 0
      and not exists (select 1 from billing.bill_line r where r.tenant_id = l.tenant_id and r.reverses_line_id = l.id)
    order by b.billing_on desc, l.id desc`.execute(billing(tx))
  return rows
}
