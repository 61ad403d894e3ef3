import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'
import { batchNumber } from './batch.ts'

/** The bills of a household, or one bill, that the bank is asked for, with the number of the batch. */
export async function readFlights(
  tx: Tx,
  actor: Actor,
  of: { premisesId: string } | { billId: string },
): Promise<Map<string, string>> {
  const which = 'billId' in of ? sql`f.bill_id = ${of.billId}::uuid` : sql`f.premises_id = ${of.premisesId}::uuid`
  const { rows } = await sql<{ billId: string; serial: bigint }>`
    select f.bill_id, b.serial from billing.debit_bill f
    join billing.debit d on d.tenant_id = f.tenant_id and d.id = f.debit_id
    join billing.debit_batch b on b.tenant_id = d.tenant_id and b.id = d.batch_id
    where f.tenant_id = ${tenantOf(actor)}::uuid and f.in_flight and ${which}`.execute(billing(tx))
  return new Map(rows.map(row => [row.billId, batchNumber(row.serial)]))
}

/**
 * Before a run is issued: what it corrects is not in flight. (A batch takes no bill that a draft is about to correct, so none can come in
 * between.) Errors: billing.bill_in_flight.
 */
export async function refuseFlightOfRun(tx: Tx, actor: Actor, billRunId: string): Promise<void> {
  const { rows } = await sql<{ billId: string; serial: bigint }>`
    with root as materialized (
      select distinct r.corrects_bill_id as id from billing.bill r
      where r.tenant_id = ${tenantOf(actor)}::uuid and r.bill_run_id = ${billRunId}::uuid and r.kind = 'correction' and r.state = 'draft'
    )
    select f.bill_id, b.serial from (
      select id from root
      union select s.id from root join billing.bill s on s.tenant_id = ${tenantOf(actor)}::uuid and s.corrects_bill_id = root.id
    ) of
    join billing.debit_bill f on f.tenant_id = ${tenantOf(actor)}::uuid and f.bill_id = of.id and f.in_flight
    join billing.debit d on d.tenant_id = f.tenant_id and d.id = f.debit_id
    join billing.debit_batch b on b.tenant_id = d.tenant_id and b.id = d.batch_id
    order by f.bill_id limit 1`.execute(billing(tx))
  const [flight] = rows
  if (flight) throw refuse.billInFlight({ billId: flight.billId, batchNumber: batchNumber(flight.serial) })
}
