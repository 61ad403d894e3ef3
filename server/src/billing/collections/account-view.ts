import type { portal as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { readOpenBills } from '../bills/bill-view.ts'
import { readHouseholdPenalties } from '../penalties/household-penalties.ts'
import { readPaidLate } from '../penalties/penalty-view.ts'
import { billing } from '../tables.ts'

type Account = ResponseOf<typeof contract.readMyAccount>

const MAX_BILLS = 200
const MAX_MOVEMENTS = 50

/**
 * What is prepaid and held for a household, and its penalties as of today. The walls of the database leave a resident only what is the
 * own or of whoever lives there: what an owner paid ahead is not the tenant's to know.
 */
export async function readAccount(tx: Tx, actor: Actor, { premisesId }: { premisesId: string }): Promise<Account> {
  const asOf = today()
  const penalties = await readPenaltiesOf(tx, actor, premisesId, asOf)
  const purses = await readPurses(tx, actor, premisesId)
  const deposits = await readDeposits(tx, actor, premisesId)
  return {
    ...{ asOf, penalties, purses, deposits },
    penaltyFen: penalties.reduce((sum, one) => sum + one.openFen, 0n),
    prepaidFen: purses.reduce((sum, one) => sum + one.balanceFen, 0n),
    depositFen: deposits.reduce((sum, one) => sum + one.heldFen, 0n),
    movements: await readMovements(tx, actor, premisesId),
  }
}

async function readPenaltiesOf(tx: Tx, actor: Actor, premisesId: string, asOf: string): Promise<Account['penalties']> {
  const paidLate = await readPaidLate(tx, actor, premisesId, asOf)
  const bills = await readOpenBills(tx, actor, premisesId, MAX_BILLS, paidLate)
  const names = new Map(bills.map(bill => [bill.id, bill.itemName]))
  const open = await readHouseholdPenalties(tx, actor, bills, asOf)
  return open.map(one => ({ ...one, itemName: names.get(one.billId) ?? '' }))
}

async function readPurses(tx: Tx, actor: Actor, premisesId: string): Promise<Account['purses']> {
  const { rows } = await sql<Account['purses'][number]>`
    select p.id, p.balance_fen, (select array_agg(i.name order by i.name) from billing.charge_item i
      where i.tenant_id = p.tenant_id and i.id = any(p.item_ids)) as item_names
    from billing.purse p
    where p.tenant_id = ${tenantOf(actor)}::uuid and p.premises_id = ${premisesId}::uuid and p.balance_fen > 0
    order by p.item_ids is null, p.id`.execute(billing(tx))
  return rows
}

async function readMovements(tx: Tx, actor: Actor, premisesId: string): Promise<Account['movements']> {
  const { rows } = await sql<Account['movements'][number]>`
    select m.id, m.moved_on, m.kind, m.amount_fen, m.balance_after_fen from billing.purse_movement m
    where m.tenant_id = ${tenantOf(actor)}::uuid and m.purse_id in (select p.id from billing.purse p
      where p.tenant_id = ${tenantOf(actor)}::uuid and p.premises_id = ${premisesId}::uuid)
    order by m.serial desc limit ${MAX_MOVEMENTS}`.execute(billing(tx))
  return rows
}

async function readDeposits(tx: Tx, actor: Actor, premisesId: string): Promise<Account['deposits']> {
  const { rows } = await sql<Account['deposits'][number]>`
    select d.id, i.name as item_name, d.received_on, d.received_fen, d.deducted_fen, d.refunded_fen, d.held_fen
    from billing.deposit d join billing.charge_item i on i.tenant_id = d.tenant_id and i.id = d.item_id
    where d.tenant_id = ${tenantOf(actor)}::uuid and d.premises_id = ${premisesId}::uuid and d.received_fen > 0
    order by d.received_on desc, d.serial desc`.execute(billing(tx))
  return rows
}
