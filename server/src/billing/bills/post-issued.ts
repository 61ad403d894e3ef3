import { sql } from 'kysely'
import { entityOf, openDay, type PostingInput, postEntries } from '../../ledger/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { accountOf, bearsTax } from '../items/treatment.ts'
import { billing } from '../tables.ts'
import { billNumber } from './bill-number.ts'

interface Issued {
  id: string
  serial: bigint
  premisesId: string
  payerPersonId: string | null
  billingOn: string
  amountFen: bigint
  taxFen: bigint
  billKind: string
  treatment: string
  category: string
}

/**
 * What follows when bills of a community become receivables, each once: their legal entity, the tax inside their lines,
 * frozen (E72), and the ledger entry `billing.bill-issued`: debit 1122 of the payer, credit by the item's treatment, on the
 * billing date or, when that month is closed, today. For bills of every kind; a correction's negative amounts go the other way.
 * Call it in the transaction that issues them.
 */
export async function postIssued(tx: Tx, actor: Actor, communityId: string, billIds: readonly string[]): Promise<void> {
  if (billIds.length === 0) return
  await nameEntity(tx, actor, communityId, billIds)
  await freezeTax(tx, actor, billIds)
  const bills = await readIssued(tx, actor, billIds)
  const dayOf = await postingDays(tx, actor, communityId, bills)
  await keepPostingDays(tx, actor, bills, dayOf)
  await postEntries(
    tx,
    actor,
    bills
      .filter(bill => bill.amountFen !== 0n)
      .map(bill => ({
        id: newId(),
        communityId,
        postedOn: dayOf(bill.billingOn),
        sourceKind: 'billing.bill-issued',
        sourceId: bill.id,
        memo: `账单 ${billNumber(bill.serial)}`,
        postings: postingsOf(bill),
      })),
  )
}

function postingsOf(bill: Issued): PostingInput[] {
  const owner = { premisesId: bill.premisesId, partyId: bill.payerPersonId }
  const account = accountOf(bill)
  const taxFen = bearsTax(bill) ? bill.taxFen : 0n
  return [
    { accountCode: '1122' as const, ...owner, amountFen: bill.amountFen },
    { accountCode: account, ...(account.startsWith('2241') ? owner : {}), amountFen: taxFen - bill.amountFen },
    { accountCode: '222101' as const, amountFen: -taxFen },
  ].filter(posting => posting.amountFen !== 0n)
}

/** Who bills: the entity of the community on the billing date. Only where it is not named yet. */
async function nameEntity(tx: Tx, actor: Actor, communityId: string, billIds: readonly string[]): Promise<void> {
  const { rows } = await sql<{ billingOn: string }>`
    select distinct billing_on from billing.bill
    where tenant_id = ${tenantOf(actor)}::uuid and id = any(${[...billIds]}::uuid[]) and legal_entity_id is null`.execute(
    billing(tx),
  )
  for (const { billingOn } of rows) {
    const entityId = await entityOf(tx, actor, communityId, billingOn)
    if (entityId === null) continue
    await sql`
      update billing.bill set legal_entity_id = ${entityId}::uuid
      where tenant_id = ${tenantOf(actor)}::uuid and id = any(${[...billIds]}::uuid[]) and billing_on = ${billingOn}::date
        and legal_entity_id is null`.execute(billing(tx))
  }
}

/**
 * Writes rate and tax onto lines that bear tax, by the rate of their item on the billing date: the entity's own before the
 * common one. Net is rounded once, symmetric; the tax is what is left. Lines that hold it already are not touched, a red line
 * mirrors the line it takes back, and without a known rate nothing is said.
 */
async function freezeTax(tx: Tx, actor: Actor, billIds: readonly string[]): Promise<void> {
  await sql`
    with rated as (
      select b.id, t.rate_percent
      from billing.bill b
      join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id and i.treatment in ('revenue', 'public')
      cross join lateral (
        select t.rate_percent from billing.charge_item_tax t
        where t.tenant_id = b.tenant_id and t.item_id = b.item_id and t.effective_from <= b.billing_on
          and (t.legal_entity_id is null or t.legal_entity_id = b.legal_entity_id)
        order by t.legal_entity_id is null, t.effective_from desc limit 1) t
      where b.tenant_id = ${tenantOf(actor)}::uuid and b.id = any(${[...billIds]}::uuid[]) and b.kind <> 'opening'
    )
    update billing.bill_line l set tax_rate_percent = f.rate_percent, tax_fen = f.tax_fen
    from (
      select l.id, coalesce(o.tax_rate_percent, r.rate_percent) as rate_percent,
        coalesce(-o.tax_fen, l.amount_fen - round(l.amount_fen * 100 / (100 + r.rate_percent)))::bigint as tax_fen
      from rated r
      join billing.bill_line l on l.tenant_id = ${tenantOf(actor)}::uuid and l.bill_id = r.id
      left join billing.bill_line o on o.tenant_id = l.tenant_id and o.id = l.reverses_line_id
    ) f
    where l.tenant_id = ${tenantOf(actor)}::uuid and l.id = f.id
      and (l.tax_rate_percent, l.tax_fen) is distinct from (f.rate_percent, f.tax_fen)`.execute(billing(tx))
}

async function readIssued(tx: Tx, actor: Actor, billIds: readonly string[]): Promise<Issued[]> {
  const { rows } = await sql<Issued>`
    select b.id, b.serial, b.premises_id, b.payer_person_id, b.billing_on, b.amount_fen, b.kind as bill_kind, i.treatment, i.category,
      coalesce((select sum(l.tax_fen) from billing.bill_line l where l.tenant_id = b.tenant_id and l.bill_id = b.id), 0)::bigint as tax_fen
    from billing.bill b
    join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id
    where b.tenant_id = ${tenantOf(actor)}::uuid and b.id = any(${[...billIds]}::uuid[])
    order by b.id`.execute(billing(tx))
  return rows
}

/** The bills keep the day, so that reports cut where the ledger does. */
async function keepPostingDays(
  tx: Tx,
  actor: Actor,
  bills: readonly Issued[],
  dayOf: (on: string) => string,
): Promise<void> {
  await sql`
    update billing.bill b set posted_on = d.posted_on
    from unnest(${bills.map(bill => bill.id)}::uuid[], ${bills.map(bill => dayOf(bill.billingOn))}::date[]) as d(id, posted_on)
    where b.tenant_id = ${tenantOf(actor)}::uuid and b.id = d.id`.execute(billing(tx))
}

/** The day on which each billing date is posted; closed months are asked for once per day there is. */
async function postingDays(
  tx: Tx,
  actor: Actor,
  communityId: string,
  bills: readonly Issued[],
): Promise<(on: string) => string> {
  const days = new Map<string, string>()
  for (const { billingOn } of bills) {
    if (!days.has(billingOn)) days.set(billingOn, await openDay(tx, actor, communityId, billingOn))
  }
  return on => days.get(on) ?? on
}
