import { sql } from 'kysely'
import { openDay, postEntries } from '../../ledger/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { fenToYuan } from '../../platform/money.ts'
import { billNumber } from '../bills/bill-number.ts'
import type { OpeningExplanation } from '../bills/explanation.ts'
import { ensureItems } from '../rules/ensure-rules.ts'
import { billing } from '../tables.ts'

/** An arrear of a former system; `id` becomes the bill's. */
export interface OpeningDebt {
  id: string
  premisesId: string
  itemName: string
  periodFrom: string
  periodTo: string
  dueOn: string
  arrearsFen: bigint
  receivableFen: bigint | null
  paidFen: bigint | null
  waivedFen: bigint | null
  penaltyFen: bigint
  penaltyStopOn: string | null
  /** As the former system names who owes it; null: whoever owned the home when it fell due. */
  debtor: string | null
}

/**
 * Takes over arrears as bills of kind `opening` with their own period and due date, so that ages and penalties stay right
 * (domain.md §8, checklist 8): issued and posted on the day of the cut-over (or today, when that
 * month is closed), debit 1122 of who owes, credit 4103. The
 * former system's penalty is kept apart with the day it was counted to. Set-based; charge items are made when missing.
 */
export async function openDebts(
  tx: Tx,
  actor: Actor,
  { communityId, asOfOn }: { communityId: string; asOfOn: string },
  debts: readonly OpeningDebt[],
): Promise<void> {
  if (debts.length === 0) return
  const itemIds = await ensureItems(
    tx,
    actor,
    debts.map(debt => debt.itemName),
  )
  const postedOn = await openDay(tx, actor, communityId, asOfOn)
  const bills = await insertBills(tx, actor, { communityId, asOfOn, postedOn }, debts, itemIds)
  await insertLines(tx, actor, communityId, debts)
  await insertSnapshots(tx, actor, communityId, debts)
  await postEntries(
    tx,
    actor,
    bills.map(bill => ({
      ...{ id: newId(), communityId, postedOn, sourceKind: 'billing.bill-issued', sourceId: bill.id },
      memo: `期初欠费 ${billNumber(bill.serial)}`,
      postings: [
        { accountCode: '1122', premisesId: bill.premisesId, partyId: bill.payerPersonId, amountFen: bill.amountFen },
        { accountCode: '4103', amountFen: -bill.amountFen },
      ],
    })),
  )
}

interface OpenedBill {
  id: string
  serial: bigint
  premisesId: string
  payerPersonId: string | null
  amountFen: bigint
}

/**
 * Who owes: the occupant of that name, whenever; without a name the owner on the due date, else the owner known now. A
 * name that nobody there has stays a name. The rule of the item on these premises is named, so that penalties follow it.
 */
async function insertBills(
  tx: Tx,
  actor: Actor,
  { communityId, asOfOn, postedOn }: { communityId: string; asOfOn: string; postedOn: string },
  debts: readonly OpeningDebt[],
  itemIds: ReadonlyMap<string, string>,
): Promise<OpenedBill[]> {
  const column = <T>(of: (debt: OpeningDebt) => T) => debts.map(of)
  const { rows } = await sql<OpenedBill>`
    insert into billing.bill (tenant_id, community_id, kind, state, issued_at, posted_on, billing_on, id, premises_id, item_id, rule_id, cycle_start,
      cycle_end, due_on, amount_fen, payer_person_id, payer_name, payer_key)
    select ${tenantOf(actor)}::uuid, ${communityId}::uuid, 'opening', 'issued', ${postedOn}::timestamp at time zone 'Asia/Shanghai', ${postedOn}::date, ${asOfOn}::date, d.id, d.premises_id,
      d.item_id, r.id, d.period_from, d.period_to, d.due_on, d.fen, o.person_id, coalesce(d.debtor, o.name),
      case when d.debtor is null then 'owner' else coalesce('person:' || o.person_id, 'former') end
    from unnest(
      ${column(debt => debt.id)}::uuid[], ${column(debt => debt.premisesId)}::uuid[],
      ${column(debt => itemIds.get(debt.itemName) ?? '')}::uuid[], ${column(debt => debt.periodFrom)}::date[],
      ${column(debt => debt.periodTo)}::date[], ${column(debt => debt.dueOn)}::date[],
      ${column(debt => debt.arrearsFen)}::bigint[], ${column(debt => debt.debtor)}::text[]
    ) as d(id, premises_id, item_id, period_from, period_to, due_on, fen, debtor)
    left join lateral (
      select o.person_id, n.name from registry.public_occupancy o
      join registry.public_person n on n.tenant_id = o.tenant_id and n.id = o.person_id
      where o.tenant_id = ${tenantOf(actor)}::uuid and o.premises_id = d.premises_id
        and case when d.debtor is null then o.kind = 'owner' else n.name = d.debtor end
      order by (o.from_on <= d.due_on and coalesce(o.to_on >= d.due_on, true)) desc, coalesce(o.to_on >= ${asOfOn}::date, true) desc, o.from_on, o.id
      limit 1) o on true
    left join lateral (
      select r.id from billing.assignment a join billing.rule r on r.tenant_id = a.tenant_id and r.id = a.rule_id
      where a.tenant_id = ${tenantOf(actor)}::uuid and a.premises_id = d.premises_id and r.item_id = d.item_id
      order by a.starts_on desc, a.id limit 1) r on true
    returning id, serial, premises_id, payer_person_id, amount_fen`.execute(billing(tx))
  return rows
}

async function insertLines(tx: Tx, actor: Actor, communityId: string, debts: readonly OpeningDebt[]): Promise<void> {
  const column = <T>(of: (debt: OpeningDebt) => T) => debts.map(of)
  await sql`
    insert into billing.bill_line (tenant_id, community_id, id, bill_id, premises_id, payer_key, segment_start, segment_end, amount_fen,
      explanation)
    select ${tenantOf(actor)}::uuid, ${communityId}::uuid, l.id, b.id, b.premises_id, b.payer_key, b.cycle_start, b.cycle_end, b.amount_fen,
      l.explanation
    from unnest(${debts.map(() => newId())}::uuid[], ${column(debt => debt.id)}::uuid[],
      ${column(debt => JSON.stringify(explanationOf(debt)))}::jsonb[]) as l(id, bill_id, explanation)
    join billing.bill b on b.tenant_id = ${tenantOf(actor)}::uuid and b.id = l.bill_id`.execute(billing(tx))
}

function explanationOf(debt: OpeningDebt): Omit<OpeningExplanation, 'segmentStart' | 'segmentEnd'> {
  const yuan = (fen: bigint | null) => (fen === null ? null : fenToYuan(fen))
  return {
    ...{ kind: 'opening', itemName: debt.itemName, receivable: yuan(debt.receivableFen), paid: yuan(debt.paidFen) },
    ...{ waived: yuan(debt.waivedFen), exact: fenToYuan(debt.arrearsFen), exactIsCut: false },
    roundedFen: Number(debt.arrearsFen),
  }
}

async function insertSnapshots(tx: Tx, actor: Actor, communityId: string, debts: readonly OpeningDebt[]) {
  const column = <T>(of: (debt: OpeningDebt) => T) => debts.map(of)
  await sql`
    insert into billing.opening_debt (tenant_id, community_id, bill_id, premises_id, receivable_fen, paid_fen, waived_fen, penalty_fen,
      penalty_stop_on)
    select ${tenantOf(actor)}::uuid, ${communityId}::uuid, d.*
    from unnest(${column(debt => debt.id)}::uuid[], ${column(debt => debt.premisesId)}::uuid[],
      ${column(debt => debt.receivableFen)}::bigint[], ${column(debt => debt.paidFen)}::bigint[],
      ${column(debt => debt.waivedFen)}::bigint[], ${column(debt => debt.penaltyFen)}::bigint[],
      ${column(debt => debt.penaltyStopOn)}::date[]) as d`.execute(billing(tx))
}
