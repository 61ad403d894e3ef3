import { sql } from 'kysely'
import { entityOf, openDay, type PostingInput, postEntries } from '../../ledger/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { accountOf, bearsTax } from '../items/treatment.ts'
import { billing } from '../tables.ts'
import { type LineTax, taxesOfBills, taxInside } from '../taxes/tax-inside.ts'
import { billNumber } from './bill-number.ts'

interface Issued {
  id: string
  serial: bigint
  premisesId: string
  itemId: string
  payerPersonId: string | null
  billingOn: string
  amountFen: bigint
  billKind: string
  treatment: string
  category: string
}

/**
 * Makes bills of a community receivables, each once: drafts among them are issued, all get their legal entity, the day they are posted
 * on (the billing date or, when that month is closed, today) and the tax inside their lines, frozen (E72); the ledger gets the entry
 * `billing.bill-issued`: debit 1122 of the payer, credit by the item's treatment. For bills of every kind; a correction's negative
 * amounts go the other way. Each bill is written once, for a run writes millions: a second update of a row costs as much as the first.
 */
export async function postIssued(tx: Tx, actor: Actor, communityId: string, billIds: readonly string[]): Promise<void> {
  if (billIds.length === 0) return
  const bills = await readBills(tx, actor, billIds)
  const dayOf = await postingDays(tx, actor, communityId, bills)
  await stampBills(tx, actor, communityId, bills, dayOf)
  const taxes = await freezeTaxes(tx, actor, communityId, bills)
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
        postings: postingsOf(bill, taxes.get(bill.id) ?? 0n),
      })),
  )
}

function postingsOf(bill: Issued, taxInBillFen: bigint): PostingInput[] {
  const owner = { premisesId: bill.premisesId, partyId: bill.payerPersonId }
  const account = accountOf(bill)
  const taxFen = bearsTax(bill) ? taxInBillFen : 0n
  return [
    { accountCode: '1122' as const, ...owner, amountFen: bill.amountFen },
    { accountCode: account, ...(account.startsWith('2241') ? owner : {}), amountFen: taxFen - bill.amountFen },
    { accountCode: '222101' as const, amountFen: -taxFen },
  ].filter(posting => posting.amountFen !== 0n)
}

/** Issues, names the entity that bills on the billing date (where none is named yet), and keeps the day, so that reports cut where the ledger does. */
async function stampBills(
  tx: Tx,
  actor: Actor,
  communityId: string,
  bills: readonly Issued[],
  dayOf: (on: string) => string,
): Promise<void> {
  const entities = new Map<string, string | null>()
  for (const on of new Set(bills.map(bill => bill.billingOn)))
    entities.set(on, await entityOf(tx, actor, communityId, on))
  // Joined by id: a list in `any()` may be looked for along an index of the whole community.
  await sql`
    update billing.bill b set state = 'issued', issued_at = coalesce(b.issued_at, ${now()}::timestamptz),
      legal_entity_id = coalesce(b.legal_entity_id, d.entity_id), posted_on = d.posted_on
    from unnest(${bills.map(bill => bill.id)}::uuid[], ${bills.map(bill => entities.get(bill.billingOn) ?? null)}::uuid[],
      ${bills.map(bill => dayOf(bill.billingOn))}::date[]) as d(id, entity_id, posted_on)
    where b.tenant_id = ${tenantOf(actor)}::uuid and b.id = d.id`.execute(billing(tx))
}

/**
 * The tax inside each bill, frozen: by the rate of the item on the billing date, the entity's own before the common one. Drafts of runs
 * hold it already, and what holds it is not written again.
 */
async function freezeTaxes(
  tx: Tx,
  actor: Actor,
  communityId: string,
  bills: readonly Issued[],
): Promise<ReadonlyMap<string, bigint>> {
  const taxOf = await taxesOfBills(tx, actor, communityId, bills)
  const rated = bills.flatMap(bill => {
    const tax = bill.billKind === 'opening' ? null : taxOf(bill)
    return tax === null ? [] : [{ id: bill.id, ...tax }]
  })
  // A draft holds the tax of its day: what has none any more keeps none. A correction takes back what was, whatever holds now.
  const withRate = new Set(rated.map(({ id }) => id))
  const untaxed = (bill: (typeof bills)[number]) =>
    !['revenue', 'public'].includes(bill.treatment) || (!withRate.has(bill.id) && bill.billKind !== 'correction')
  await clearTax(
    tx,
    actor,
    bills.filter(untaxed).map(bill => bill.id),
  )
  const found = await readTaxes(tx, actor, rated)
  const stale = rated.filter(({ id }) => found.get(id)?.isStale)
  await writeTax(
    tx,
    actor,
    stale.map(({ id }) => id),
  )
  const written = await readTaxes(tx, actor, stale)
  return new Map([...found, ...written].map(([id, { taxFen }]) => [id, taxFen]))
}

/** The tax inside bills, and whether a line has another rate than it should, or waits for that of the line it takes back. */
async function readTaxes(
  tx: Tx,
  actor: Actor,
  rated: readonly ({ id: string } & LineTax)[],
): Promise<Map<string, { taxFen: bigint; isStale: boolean }>> {
  if (rated.length === 0) return new Map()
  const { rows } = await sql<{ id: string; taxFen: bigint; isStale: boolean }>`
    select d.id, coalesce(sum(l.tax_fen), 0)::bigint as tax_fen,
      bool_or(l.reverses_line_id is not null or (l.tax_rate_percent, l.tax_basis) is distinct from (d.rate_percent, d.tax_basis)) as is_stale
    from unnest(${rated.map(({ id }) => id)}::uuid[], ${rated.map(({ ratePercent }) => ratePercent)}::numeric[],
      ${rated.map(({ basis }) => basis)}::text[]) as d(id, rate_percent, tax_basis)
    cross join lateral (
      select tax_fen, tax_rate_percent, tax_basis, reverses_line_id from billing.bill_line
      where tenant_id = ${tenantOf(actor)}::uuid and bill_id = d.id offset 0) l
    group by d.id`.execute(billing(tx))
  return new Map(rows.map(row => [row.id, row]))
}

/**
 * An item may have become a deposit, or somebody else's money, since the drafts were written. There is hardly ever any such line: they are looked
 * for bill by bill, or every chunk of a run would read all lines of a company that knows no rates.
 */
async function clearTax(tx: Tx, actor: Actor, billIds: readonly string[]): Promise<void> {
  if (billIds.length === 0) return
  const { rows } = await sql<{ id: string }>`
    select l.id from unnest(${[...billIds]}::uuid[]) as d(id)
    cross join lateral (
      select id, tax_fen, reverses_line_id from billing.bill_line where tenant_id = ${tenantOf(actor)}::uuid and bill_id = d.id offset 0) l
    where l.tax_fen is not null and l.reverses_line_id is null`.execute(billing(tx))
  if (rows.length === 0) return
  await billing(tx)
    .updateTable('billing.billLine')
    .set({ taxRatePercent: null, taxFen: null, taxBasis: null })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', sql<string>`any(${rows.map(row => row.id)}::uuid[])`)
    .execute()
}

/**
 * Writes rate and tax, and why there is none, onto lines that bear tax. Net is rounded once, symmetric; the tax is what is left, and the last line of a bill takes what
 * is left of the tax of all (E74). A red line mirrors the line it takes back, and without a known rate nothing is said.
 */
async function writeTax(tx: Tx, actor: Actor, billIds: readonly string[]): Promise<void> {
  if (billIds.length === 0) return
  const own = taxInside(sql`l.amount_fen`, sql`r.rate_percent`)
  const left = sql`${taxInside(sql`sum(l.amount_fen) over of_bill`, sql`r.rate_percent`)} - (sum(${own}) over of_bill)::bigint`
  await sql`
    with rated as (
      select b.id, case when t.regime = 'margin' then 0 else t.rate_percent end as rate_percent, nullif(t.regime, 'full') as tax_basis
      from unnest(${[...billIds]}::uuid[]) as d(id)
      join billing.bill b on b.tenant_id = ${tenantOf(actor)}::uuid and b.id = d.id and b.kind <> 'opening'
      join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id and i.treatment in ('revenue', 'public')
      cross join lateral (
        select t.rate_percent, t.regime from billing.charge_item_tax t
        where t.tenant_id = b.tenant_id and t.item_id = b.item_id and t.effective_from <= b.billing_on
          and (t.legal_entity_id is null or t.legal_entity_id = b.legal_entity_id)
        order by t.legal_entity_id is null, t.effective_from desc limit 1) t
    )
    update billing.bill_line l set tax_rate_percent = f.rate_percent, tax_fen = f.tax_fen, tax_basis = f.tax_basis
    from (
      select l.id, coalesce(o.tax_rate_percent, r.rate_percent) as rate_percent,
        coalesce(-o.tax_fen, ${own} + case when l.reverses_line_id is null and row_number() over w = 1 then ${left} else 0 end) as tax_fen,
        case when o.tax_rate_percent is null then r.tax_basis else o.tax_basis end as tax_basis
      from rated r
      join billing.bill_line l on l.tenant_id = ${tenantOf(actor)}::uuid and l.bill_id = r.id
      left join billing.bill_line o on o.tenant_id = l.tenant_id and o.id = l.reverses_line_id
      window of_bill as (partition by l.bill_id, l.reverses_line_id is null),
        w as (partition by l.bill_id, l.reverses_line_id is null
          order by l.amount_fen = 0, l.segment_start desc, l.segment_end desc, l.id desc)
    ) f
    where l.tenant_id = ${tenantOf(actor)}::uuid and l.id = f.id
      and (l.tax_rate_percent, l.tax_fen, l.tax_basis) is distinct from (f.rate_percent, f.tax_fen, f.tax_basis)`.execute(
    billing(tx),
  )
}

/** Each looked up by its id: a join may walk all bills of a company while the statistics of a young table know of none. */
/** With what their items are, which stays so until they are issued (`editItem` waits). */
async function readBills(tx: Tx, actor: Actor, billIds: readonly string[]): Promise<Issued[]> {
  const { rows } = await sql<Issued>`
    select b.id, b.serial, b.premises_id, b.item_id, b.payer_person_id, b.billing_on, b.amount_fen, b.kind as bill_kind, i.treatment, i.category
    from unnest(${[...billIds]}::uuid[]) as d(id)
    cross join lateral (select * from billing.bill where tenant_id = ${tenantOf(actor)}::uuid and id = d.id offset 0) b
    join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id
    order by b.id for key share of i`.execute(billing(tx))
  return rows
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
