/** What a file says home by home and debtor by debtor, for the check after it is loaded: domain.md §8, checklist 2 and 9. */
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { SourceRow } from '../kinds/kind.ts'
import { imports } from '../tables.ts'
import type { ImportPlan } from '../workbook/plan-import.ts'
import type { ControlledRow, ControlPart } from './control-total.ts'
import { type RowOwner, rowKey } from './opened-rows.ts'

export interface RoomTotal extends RowOwner {
  part: ControlPart
  /** Of arrears and penalties: the charge item, and the year of their period; else empty and 0. */
  itemName: string
  year: number
  count: number
  amountFen: bigint
}

type Opening = Pick<ImportPlan, 'debts' | 'purses' | 'deposits' | 'pastPayments'>

const NOT_TOLD = { itemName: '', year: 0 }

/** The amounts of the file's own cells, by home, debtor and part; rows that were not written belong to nobody and are in none. */
export function roomTotalsOf(plan: Opening, owners: ReadonlyMap<string, RowOwner>): RoomTotal[] {
  const totals = new Map<string, RoomTotal>()
  const add = (row: SourceRow, part: ControlPart, amountFen: bigint, { itemName, year } = NOT_TOLD) => {
    const owner = owners.get(rowKey(row))
    if (!owner) return
    const key = [owner.premisesId, part, owner.debtor, itemName, year].join('\n')
    const total = totals.get(key) ?? { ...owner, part, itemName, year, count: 0, amountFen: 0n }
    totals.set(key, { ...total, count: total.count + 1, amountFen: total.amountFen + amountFen })
  }
  for (const debt of plan.debts) {
    const of = { itemName: debt.itemName, year: Number(debt.periodFrom.slice(0, 4)) }
    add(debt, 'arrears', debt.arrearsFen, of)
    if (debt.penaltyFen > 0n) add(debt, 'penalties', debt.penaltyFen, of)
  }
  for (const purse of plan.purses) add(purse, 'purses', purse.amountFen)
  for (const deposit of plan.deposits) add(deposit, 'deposits', deposit.amountFen)
  for (const payment of plan.pastPayments) add(payment, 'past-payments', payment.paidFen)
  return [...totals.values()]
}

/** 欠费户 as the control sheet counts them: each debtor of each home once, with all that is owing there. */
export function controlledDebtors(totals: readonly RoomTotal[]): ControlledRow[] {
  const owing = new Map<string, bigint>()
  for (const { part, premisesId, debtor, amountFen } of totals) {
    const key = `${premisesId}\n${debtor}`
    if (part === 'arrears') owing.set(key, (owing.get(key) ?? 0n) + amountFen)
  }
  return [...owing.values()].map(amountFen => ({ part: 'debtors', itemName: '', year: 0, amountFen }))
}

/** Keeps them instead of those of an earlier dry run. */
export async function keepRoomTotals(
  tx: Tx,
  actor: Actor,
  { importId, communityId }: { importId: string; communityId: string },
  totals: readonly RoomTotal[],
): Promise<void> {
  await imports(tx)
    .deleteFrom('imports.roomTotal')
    .where('tenantId', '=', tenantOf(actor))
    .where('importId', '=', importId)
    .execute()
  if (totals.length === 0) return
  await sql`
    insert into imports.room_total (tenant_id, community_id, import_id, premises_id, debtor, part, item_name, year, count, amount_fen)
    select ${tenantOf(actor)}::uuid, ${communityId}::uuid, ${importId}::uuid, t.*
    from unnest(${totals.map(total => total.premisesId)}::uuid[], ${totals.map(total => total.debtor)}::text[],
      ${totals.map(total => total.part)}::text[], ${totals.map(total => total.itemName)}::text[],
      ${totals.map(total => total.year)}::int[], ${totals.map(total => total.count)}::int[], ${totals.map(total => total.amountFen)}::bigint[]) as t`.execute(
    imports(tx),
  )
}
