import { sql } from 'kysely'
import { z } from 'zod'
import { openDay } from '../../ledger/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { defineManualJob } from '../../platform/jobs.ts'
import { collect } from '../collections/collect.ts'
import { debitsChanged } from '../events.ts'
import { billing } from '../tables.ts'
import { batchNumber } from './batch.ts'
import { finishBatch } from './finish-batch.ts'

/**
 * Books what the bank reported as taken, debit by debit, a transaction each: the payment has the debit's id, so a crash between two of
 * them, or a second worker, books nothing twice. One that cannot be booked does not hold the others back; the job tries it again.
 */
export const settleDebits = defineManualJob(
  'billing.settleDebits',
  z.object({ batchId: z.uuid() }),
  async (door, actor, { batchId }) => {
    const failures: unknown[] = []
    const tried: string[] = []
    for (;;) {
      const id = await door.run(tx => nextReported(tx, actor, batchId, tried))
      if (id === null) break
      tried.push(id)
      await door
        .run(tx => settleDebit(tx, actor, id))
        .catch((error: unknown) => {
          failures.push(error)
        })
    }
    await door.run(async tx => {
      await finishBatch(tx, actor, batchId)
      await tell(tx, actor, batchId)
    })
    if (failures.length > 0) throw failures[0]
  },
)

async function tell(tx: Tx, actor: Actor, batchId: string): Promise<void> {
  const batch = await billing(tx)
    .selectFrom('billing.debitBatch')
    .select('communityId')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', batchId)
    .executeTakeFirst()
  if (batch) await publish(tx, debitsChanged, { communityId: batch.communityId, batchId })
}

/** The next debit that the bank reported as taken and nobody has tried in this go. */
async function nextReported(tx: Tx, actor: Actor, batchId: string, tried: readonly string[]): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from billing.debit where tenant_id = ${tenantOf(actor)}::uuid and batch_id = ${batchId}::uuid and state = 'reported'
      and id <> all(${[...tried]}::uuid[]) order by place limit 1`.execute(billing(tx))
  return rows[0]?.id ?? null
}

interface Reported {
  id: string
  premisesId: string
  amountFen: bigint
  communityId: string
  debitedOn: string
  /** The day as of which penalties were asked for; null: none were. */
  penaltiesOn: string | null
  serial: bigint
  bankName: string
  accountMasked: string
  importedBy: string | null
  importedByName: string
  billIds: string[]
}

/**
 * Books one debit in the name of who brought the bank's answer: its bills land, and at once the payment settles them as they were fixed, on the
 * day on which the bank took it, or today when that month is closed. A penalty that costs less by now (it was frozen meanwhile) leaves the rest
 * as prepaid money; what it has grown by stays owed.
 * Nothing happens when it is booked already.
 */
export async function settleDebit(tx: Tx, actor: Actor, debitId: string): Promise<void> {
  const debit = await lockReported(tx, actor, debitId)
  if (!debit) return
  const tenantId = tenantOf(actor)
  await sql`select id from billing.bill where tenant_id = ${tenantId}::uuid and id = any(${debit.billIds}::uuid[]) order by id for update`.execute(
    billing(tx),
  )
  await sql`update billing.debit_bill set in_flight = false where tenant_id = ${tenantId}::uuid and debit_id = ${debitId}::uuid`.execute(
    billing(tx),
  )
  const taker: Actor = { ...actor, id: debit.importedBy, name: debit.importedByName }
  await collect(tx, taker, {
    ...{ id: debit.id, premisesId: debit.premisesId, billIds: debit.billIds, amountFen: debit.amountFen },
    ...{ method: 'direct-debit', reference: batchNumber(debit.serial) },
    overpayment: debit.penaltiesOn === null ? 'refuse' : 'prepay',
    debited: {
      paidOn: await openDay(tx, actor, debit.communityId, debit.debitedOn),
      penaltiesOn: debit.penaltiesOn,
    },
    remark: `${debit.bankName} ${debit.accountMasked}`.slice(0, 100),
  })
  await billing(tx)
    .updateTable('billing.debit')
    .set({ state: 'settled', paymentId: debit.id })
    .where('tenantId', '=', tenantId)
    .where('id', '=', debitId)
    .execute()
}

async function lockReported(tx: Tx, actor: Actor, debitId: string): Promise<Reported | null> {
  const { rows } = await sql<Reported>`
    select d.id, d.premises_id, d.community_id, d.amount_fen, coalesce(d.debited_on, least(b.debit_on, ${today()}::date)) as debited_on,
      case when b.with_penalty then b.debit_on end as penalties_on, b.serial, m.bank_name, m.account_masked, r.imported_by, r.imported_by_name,
      array(select f.bill_id from billing.debit_bill f where f.tenant_id = d.tenant_id and f.debit_id = d.id order by f.bill_id) as bill_ids
    from billing.debit d
    join billing.debit_batch b on b.tenant_id = d.tenant_id and b.id = d.batch_id
    join billing.mandate m on m.tenant_id = d.tenant_id and m.id = d.mandate_id
    join billing.debit_result r on r.tenant_id = d.tenant_id and r.id = d.result_id
    where d.tenant_id = ${tenantOf(actor)}::uuid and d.id = ${debitId}::uuid and d.state = 'reported'
    for update of d`.execute(billing(tx))
  return rows[0] ?? null
}
