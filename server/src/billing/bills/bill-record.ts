import type { billing as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { historyOf } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { readFlights } from '../debits/flight-view.ts'
import { billing } from '../tables.ts'
import { billNumber } from './bill-number.ts'
import { readBillById } from './bill-view.ts'

export type BillRecord = ResponseOf<typeof contract.readBill>
type Chain = BillRecord['chain']

/** One bill with its lines, its settlements, and what became of it. Errors: platform.not_found. */
export async function readBillRecord(tx: Tx, actor: Actor, input: { billId: string }): Promise<BillRecord> {
  const detail = await readBillById(tx, actor, input)
  const row = await billing(tx)
    .selectFrom('billing.bill')
    .select(['issuedAt', 'heldAt', 'heldReason', 'voidedAt', 'voidedByName as voidedBy', 'voidReason'])
    .select(['voidForGood as isVoidForGood', 'correctionReason', 'correctsBillId'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.billId)
    .executeTakeFirst()
  if (!row) throw refuse.notFound()
  const freeze = await billing(tx)
    .selectFrom('billing.penaltyFreeze')
    .select(['frozenOn', 'reason', 'frozenByName as byName'])
    .where('tenantId', '=', tenantOf(actor))
    .where('billId', '=', input.billId)
    .where('thawedOn', 'is', null)
    .executeTakeFirst()
  const flights = await readFlights(tx, actor, { billId: input.billId })
  const { correctionReason, correctsBillId, ...facts } = row
  const [codes = '', note] = (correctionReason ?? '').split('|')
  const chain = await readChain(tx, actor, correctsBillId ?? input.billId)
  return {
    ...detail,
    ...facts,
    penaltyFreeze: freeze ?? null,
    debitBatchNumber: flights.get(input.billId) ?? null,
    because: codes === '' ? [] : codes.split(','),
    note: note ?? null,
    chain: chain.length > 1 ? chain : [],
  }
}

/** The first bill of a cycle and everything that corrects it. */
async function readChain(tx: Tx, actor: Actor, rootId: string): Promise<Chain> {
  const { rows } = await sql<Chain[number] & { serial: bigint }>`
    select b.id, b.serial, b.kind, b.payer_name, b.amount_fen, b.state, b.voided_at is not null as is_voided, b.issued_at,
      case when b.state = 'issued' then b.amount_fen - b.settled_fen else 0 end as outstanding_fen
    from billing.bill b
    where b.tenant_id = ${tenantOf(actor)}::uuid and (b.id = ${rootId}::uuid or b.corrects_bill_id = ${rootId}::uuid)
    order by b.revision, b.id`.execute(billing(tx))
  return rows.map(({ serial, ...bill }) => ({ ...bill, number: billNumber(serial) }))
}

/** Who did what with a bill. Errors: platform.not_found. */
export async function billHistory(tx: Tx, actor: Actor, input: RequestOf<typeof contract.billHistory>) {
  await readBillById(tx, actor, input)
  return historyOf(tx, actor, [input.billId], input)
}
