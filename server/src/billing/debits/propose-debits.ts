import type { billing as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { unseal } from '../../platform/seal.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { requireCommunity } from '../../registry/index.ts'
import { billNumber } from '../bills/bill-number.ts'
import { personNow } from '../bills/person-now.ts'
import { readDebitFormat } from '../debit-formats/format-view.ts'
import { obstacleOf } from '../debit-formats/layout.ts'
import { refuse } from '../errors.ts'
import { homeNow } from '../mandates/home-now.ts'
import { readPenalties } from '../penalties/penalty-view.ts'
import { billing } from '../tables.ts'
import { type ActiveMandate, type Matched, matchBills, type OpenBill } from './matching.ts'

export type Wanted = RequestOf<typeof contract.previewDebits>

const MOST_BILLS = 20_000
const SHOWN = 500

/** What a batch would ask of the bank. Errors: platform.not_found (community, item or format), platform.beyond_scope, billing.debits_too_many. */
export async function previewDebits(
  tx: Tx,
  actor: Actor,
  input: Wanted,
): Promise<ResponseOf<typeof contract.previewDebits>> {
  requireWholeCommunities(actor)
  const { debits, exceptions } = await proposeDebits(tx, actor, input)
  return {
    ...sumsOf(debits),
    debits: debits.slice(0, SHOWN).map(({ mandate, bills, amountFen }) => {
      const { id, premisesId, premisesLabel, holderName, bankName, accountMasked } = mandate
      return {
        ...{ mandateId: id, premisesId, premisesLabel, holderName, bankName, accountMasked },
        ...{ billCount: bills.length, amountFen },
      }
    }),
    exceptions: exceptions.slice(0, SHOWN).map(({ bill, obstacle, characters = '' }) => {
      const { billId, serial, premisesLabel, itemName, payerName, openFen } = bill
      const told = { billId, number: billNumber(serial), premisesLabel, itemName, payerName, amountFen: openFen }
      return { ...told, obstacle, characters }
    }),
    exceptionCount: exceptions.length,
    exceptionFen: exceptions.reduce((sum, { bill }) => sum + bill.openFen, 0n),
  }
}

/** How many rows and bills, and how much. */
export function sumsOf(debits: Matched['debits']) {
  return {
    count: debits.length,
    billCount: debits.reduce((sum, debit) => sum + debit.bills.length, 0),
    totalFen: debits.reduce((sum, debit) => sum + debit.amountFen, 0n),
    penaltyFen: debits.flatMap(debit => debit.bills).reduce((sum, bill) => sum + bill.penaltyFen, 0n),
  }
}

/**
 * Matches the open bills that are wanted with the mandates that are valid on the day; with `lockedIds` no others than these.
 * Errors: as `previewDebits`.
 */
export async function proposeDebits(
  tx: Tx,
  actor: Actor,
  wanted: Wanted,
  lockedIds: readonly string[] | null = null,
): Promise<Matched> {
  await requireCommunity(tx, actor, wanted.communityId)
  await requireItems(tx, actor, wanted.itemIds)
  const { request } = await readDebitFormat(tx, actor, wanted.formatId)
  const mandates = await readMandates(tx, actor, wanted)
  const bills = await readBills(tx, actor, wanted, lockedIds)
  const matched = matchBills(
    wanted.withPenalty ? await withPenalties(tx, actor, bills, wanted.debitOn) : bills,
    mandates,
  )
  const batch = { batchNumber: 'DK000000', debitOn: wanted.debitOn, count: 0, totalFen: 0n }
  const debits: Matched['debits'] = []
  const exceptions = [...matched.exceptions]
  for (const debit of matched.debits) {
    const { mandate, amountFen } = debit
    const found = obstacleOf(request, batch, { ...mandate, amountFen, reference: '0'.repeat(12) })
    if (found === null) debits.push(debit)
    else exceptions.push(...debit.bills.map(bill => ({ bill, ...found })))
  }
  return { debits, exceptions }
}

/** Errors: platform.not_found. */
export async function requireItems(tx: Tx, actor: Actor, itemIds: readonly string[] | null): Promise<void> {
  if (itemIds === null) return
  const items = await billing(tx)
    .selectFrom('billing.chargeItem')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', 'in', [...itemIds])
    .execute()
  if (items.length !== new Set(itemIds).size) throw refusePlatform.notFound()
}

/**
 * The ids of the bills that may be taken, locked in their order: what is proposed of them stays so until the transaction ends. One that comes
 * to be owed meanwhile is not among them, and somebody may be paying it.
 */
export async function lockDebitable(tx: Tx, actor: Actor, wanted: Wanted): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select b.id from billing.bill b where ${openOf(actor, wanted)} order by b.id for update`.execute(billing(tx))
  return rows.map(row => row.id)
}

function openOf(actor: Actor, { communityId, dueUntil, itemIds, debitOn }: Wanted) {
  return sql`b.tenant_id = ${tenantOf(actor)}::uuid and b.community_id = ${communityId}::uuid and b.voided_at is null
    and b.id in (select o.bill_id from billing.open_bill o where o.tenant_id = b.tenant_id and o.community_id = ${communityId}::uuid
      and o.due_on <= ${dueUntil}::date and o.open_fen > 0)
    and (${itemIds}::uuid[] is null or b.item_id = any(${itemIds}::uuid[]))
    and exists (select from billing.charge_item i where i.tenant_id = b.tenant_id and i.id = b.item_id and 'bank' = any(i.collected_by))
    and b.premises_id in (select h.premises_id from billing.mandate m
      join billing.mandate_home h on h.tenant_id = m.tenant_id and h.mandate_id = m.id where ${validOn(actor, communityId, debitOn)})`
}

function validOn(actor: Actor, communityId: string, day: string) {
  return sql`m.tenant_id = ${tenantOf(actor)}::uuid and m.community_id = ${communityId}::uuid and m.ended_at is null
    and m.valid_from <= ${day}::date and (m.valid_until is null or m.valid_until >= ${day}::date)`
}

async function readBills(
  tx: Tx,
  actor: Actor,
  wanted: Wanted,
  lockedIds: readonly string[] | null,
): Promise<OpenBill[]> {
  const draftOf = sql`c.tenant_id = b.tenant_id and c.kind = 'correction' and c.state = 'draft'`
  const { rows } = await sql<OpenBill>`
    select b.id as bill_id, b.serial, b.premises_id, p.label as premises_label, b.item_id, i.name as item_name,
      ${personNow(actor, sql`b.payer_person_id`)} as payer_now, b.payer_name, (b.amount_fen - b.settled_fen)::bigint as open_fen,
      0::bigint as penalty_fen,
      b.held_at is not null as is_held,
      exists (select from billing.debit_bill f where f.tenant_id = b.tenant_id and f.bill_id = b.id and f.in_flight) as is_in_flight,
      exists (select from billing.bill c where ${draftOf} and c.corrects_bill_id = b.id)
        or exists (select from billing.bill c where ${draftOf} and c.corrects_bill_id = b.corrects_bill_id) as has_draft
    from billing.bill b
    join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id
    join registry.public_premises p on p.tenant_id = b.tenant_id and p.id = b.premises_id
    where ${openOf(actor, wanted)} and (${lockedIds}::uuid[] is null or b.id = any(${lockedIds}::uuid[]))
    order by b.due_on, b.id limit ${MOST_BILLS + 1}`.execute(billing(tx))
  if (rows.length > MOST_BILLS) throw refuse.debitsTooMany({ most: MOST_BILLS })
  return rows
}

async function readMandates(tx: Tx, actor: Actor, { communityId, debitOn }: Wanted): Promise<ActiveMandate[]> {
  const { rows } = await sql<Omit<ActiveMandate, 'accountNumber'> & { accountSealed: Buffer }>`
    select m.id, p.id as premises_id, p.label as premises_label,
      array(select h.premises_id from billing.mandate_home h where h.tenant_id = m.tenant_id and h.mandate_id = m.id) as home_ids,
      ${personNow(actor, sql`m.payer_person_id`)} as payer_now, m.holder_name,
      m.bank_name, m.account_sealed, m.account_masked, m.agreement_number, m.item_ids
    from billing.mandate m
    join registry.public_premises p on p.tenant_id = m.tenant_id and p.id = ${homeNow(sql`m`)}
    where ${validOn(actor, communityId, debitOn)}
    order by p.label, m.signed_on, m.id`.execute(billing(tx))
  return rows.map(({ accountSealed, ...mandate }) => ({ ...mandate, accountNumber: unseal(accountSealed) }))
}

/** What their lateness costs as of the day of the debit: what is asked for then, whatever day the bank takes it. */
async function withPenalties(tx: Tx, actor: Actor, bills: readonly OpenBill[], on: string): Promise<OpenBill[]> {
  const ids = bills.map(bill => bill.billId)
  const dues = Map.groupBy(await readPenalties(tx, actor, ids, on), due => due.billId)
  return bills.map(bill => ({
    ...bill,
    penaltyFen: (dues.get(bill.billId) ?? []).reduce((sum, due) => sum + due.openFen, 0n),
  }))
}
