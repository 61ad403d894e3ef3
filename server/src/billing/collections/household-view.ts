import type { billing as contract, ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import type { PaymentMethod } from '../../payments/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import { type Tx, together } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { phones } from '../../registry/index.ts'
import { readOpenBills } from '../bills/bill-view.ts'
import { personNow } from '../bills/person-now.ts'
import { readFlights } from '../debits/flight-view.ts'
import { showPrepayOffers } from '../discounts/prepay-offers.ts'
import { readHouseholdPenalties } from '../penalties/household-penalties.ts'
import { readPaidLate } from '../penalties/penalty-view.ts'
import { holdersNow } from '../purses/move-purse.ts'
import { billing } from '../tables.ts'
import { readFormerHomes } from './former-homes-view.ts'
import { readOutstanding } from './outstanding-view.ts'
import { readPayers, readPeopleIds } from './payers-view.ts'

type Household = ResponseOf<typeof contract.readHousehold>

/** As many bills as one collection may take; the sums cover all. */
const MAX_BILLS = 200
const MAX_PAYMENTS = 20
const MAX_OWNERS = 10
const MAX_REQUESTS = 20

/** What a household owes, who owns it and what it paid last: the cashier's page. Errors: platform.not_found. */
export async function readHousehold(
  tx: Tx,
  actor: Actor,
  input: { premisesId: string; asOf?: string },
): Promise<Household> {
  const { premisesId, asOf = today() } = input
  const place = await billing(tx)
    .selectFrom('registry.publicPremises as p')
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'p.tenantId').onRef('c.id', '=', 'p.communityId'),
    )
    .select(['p.label', 'c.name as communityName', 'c.id as communityId'])
    .where('p.tenantId', '=', tenantOf(actor))
    .where('p.id', '=', premisesId)
    .executeTakeFirst()
  if (!place) throw refuse.notFound()
  // None of these needs the answer of another.
  const [owners, peopleIds, areaM2, outstanding, owed, kept, prepayOffers, prepayItems, requests, former, payments] =
    await together(tx, [
      () => readOwners(tx, actor, premisesId),
      () => readPeopleIds(tx, actor, premisesId),
      () => readArea(tx, actor, premisesId),
      () => readOutstanding(tx, actor, premisesId),
      () => readOwed(tx, actor, premisesId, asOf),
      () => readKept(tx, actor, premisesId),
      () => showPrepayOffers(tx, actor, place.communityId),
      () => readCharged(tx, actor, premisesId),
      () => readWaiting(tx, actor, premisesId),
      () => readFormerHomes(tx, actor, premisesId),
      () => readPayments(tx, actor, premisesId),
    ])
  return {
    ...{ premisesId, ...place, owners, peopleIds, areaM2, ...outstanding, ...owed, ...kept },
    ...{ prepayOffers, prepayItems, requests, former, payments },
  }
}

/** Open bills with their penalties as of a day, and bills of which nothing but the penalty is open. */
async function readOwed(
  tx: Tx,
  actor: Actor,
  premisesId: string,
  asOf: string,
): Promise<Pick<Household, 'asOf' | 'penaltyFen' | 'bills'>> {
  const paidLate = await readPaidLate(tx, actor, premisesId, asOf)
  const bills = await readOpenBills(tx, actor, premisesId, MAX_BILLS, paidLate)
  const [penaltiesDue, held, disputes, frozen, flights, elsewhere, payers] = await together(tx, [
    () => readHouseholdPenalties(tx, actor, bills, asOf),
    () => readHeld(tx, actor, premisesId),
    () => readDisputes(tx, actor, premisesId),
    () => readFrozen(tx, actor, premisesId),
    () => readFlights(tx, actor, { premisesId }),
    () => readNotAtCounter(tx, actor),
    () =>
      readPayers(
        tx,
        actor,
        premisesId,
        bills.map(bill => bill.id),
      ),
  ])
  const byBill = Map.groupBy(penaltiesDue, penalty => penalty.billId)
  const owed = bills
    .map(bill => {
      const penalties = byBill.get(bill.id) ?? []
      return {
        ...bill,
        ...(payers.get(bill.id) ?? { payerId: null, payerIs: 'unknown' as const }),
        penalties,
        heldReason: held.get(bill.id) ?? null,
        disputeId: disputes.get(bill.id) ?? null,
        isPenaltyFrozen: frozen.has(bill.id),
        debitBatchNumber: flights.get(bill.id) ?? null,
        isAtCounter: !elsewhere.has(bill.itemName),
        penaltyFen: penalties.reduce((sum, one) => sum + one.openFen, 0n),
      }
    })
    .filter(bill => bill.outstandingFen > 0n || bill.penaltyFen > 0n)
  return { asOf, bills: owed, penaltyFen: owed.reduce((sum, bill) => sum + bill.penaltyFen, 0n) }
}

/** Names of items that only others than the counter collect. */
async function readNotAtCounter(tx: Tx, actor: Actor): Promise<Set<string>> {
  const rows = await billing(tx)
    .selectFrom('billing.chargeItem')
    .select('name')
    .where('tenantId', '=', tenantOf(actor))
    .where(sql<SqlBool>`not 'counter' = any(collected_by)`)
    .execute()
  return new Set(rows.map(row => row.name))
}

/** Why bills of a household are held, by their ids. */
async function readHeld(tx: Tx, actor: Actor, premisesId: string): Promise<Map<string, string>> {
  const rows = await billing(tx)
    .selectFrom('billing.bill')
    .select(['id', 'heldReason'])
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', premisesId)
    .where('state', '=', 'issued')
    .where('heldAt', 'is not', null)
    .execute()
  return new Map(rows.map(row => [row.id, row.heldReason ?? '']))
}

/** The disputes of a household that nobody has answered, by their bills. */
async function readDisputes(tx: Tx, actor: Actor, premisesId: string): Promise<Map<string, string>> {
  const rows = await billing(tx)
    .selectFrom('billing.dispute')
    .select(['billId', 'id'])
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', premisesId)
    .where('state', '=', 'open')
    .execute()
  return new Map(rows.map(row => [row.billId, row.id]))
}

/** The bills of a household whose penalty is frozen. */
async function readFrozen(tx: Tx, actor: Actor, premisesId: string): Promise<Set<string>> {
  const rows = await billing(tx)
    .selectFrom('billing.penaltyFreeze')
    .select('billId')
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', premisesId)
    .where('thawedOn', 'is', null)
    .execute()
  return new Set(rows.map(row => row.billId))
}

/** The items that are charged here today, deposits aside. */
async function readCharged(tx: Tx, actor: Actor, premisesId: string): Promise<Household['prepayItems']> {
  const { rows } = await sql<Household['prepayItems'][number]>`
    select distinct i.id, i.name, i.priority from billing.assignment a
    join billing.rule r on r.tenant_id = a.tenant_id and r.id = a.rule_id
    join billing.charge_item i on i.tenant_id = r.tenant_id and i.id = r.item_id and i.treatment <> 'deposit'
    where a.tenant_id = ${tenantOf(actor)}::uuid and a.premises_id = ${premisesId}::uuid
      and ${today()}::date between a.starts_on and coalesce(a.ends_on, 'infinity')
    order by i.priority, i.name`.execute(billing(tx))
  return rows.map(({ id, name }) => ({ id, name }))
}

/** What was asked for the household and waits to be decided. */
async function readWaiting(tx: Tx, actor: Actor, premisesId: string): Promise<Household['requests']> {
  const rows = await billing(tx)
    .selectFrom('approvals.publicRequest')
    .select(['id', 'kind', 'amountFen', 'askedByName', 'askedAt'])
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', premisesId)
    .where('state', '=', 'waiting')
    .orderBy('askedAt')
    .orderBy('id')
    .limit(MAX_REQUESTS)
    .execute()
  return rows.map(row => ({ ...row, kind: row.kind as Household['requests'][number]['kind'] }))
}

/** What is kept for the household: prepaid money and deposits. */
async function readKept(
  tx: Tx,
  actor: Actor,
  premisesId: string,
): Promise<Pick<Household, 'purses' | 'prepaidFen' | 'depositFen'>> {
  const { rows: purses } = await sql<Household['purses'][number]>`
    select p.id, p.balance_fen, n.name as holder_name, ${holdersNow(actor, 'p')} as holder_ids,
      (select array_agg(i.name order by i.name) from billing.charge_item i
        where i.tenant_id = p.tenant_id and i.id = any(p.item_ids)) as item_names
    from billing.purse p
    left join registry.public_person n on n.tenant_id = p.tenant_id and n.id = ${personNow(actor, sql`p.holder_person_id`)}
    where p.tenant_id = ${tenantOf(actor)}::uuid and p.premises_id = ${premisesId}::uuid and p.balance_fen > 0
    order by p.item_ids is null, p.id`.execute(billing(tx))
  const { depositFen } = await billing(tx)
    .selectFrom('billing.deposit')
    .select(sql<bigint>`coalesce(sum(held_fen), 0)::bigint`.as('depositFen'))
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', premisesId)
    .executeTakeFirstOrThrow()
  return { purses, prepaidFen: purses.reduce((sum, purse) => sum + purse.balanceFen, 0n), depositFen }
}

async function readArea(tx: Tx, actor: Actor, premisesId: string): Promise<string | null> {
  const row = await billing(tx)
    .selectFrom('registry.publicPremisesArea')
    .select('areaM2')
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', premisesId)
    .where('fromOn', '<=', today())
    .orderBy('fromOn', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.areaM2 ?? null
}

async function readOwners(tx: Tx, actor: Actor, premisesId: string): Promise<Household['owners']> {
  const rows = await billing(tx)
    .selectFrom('registry.publicOccupancy as o')
    .innerJoin('registry.publicPerson as n', join =>
      join.onRef('n.tenantId', '=', 'o.tenantId').onRef('n.id', '=', 'o.personId'),
    )
    .select(['n.name', 'o.personId'])
    .where('o.tenantId', '=', tenantOf(actor))
    .where('o.premisesId', '=', premisesId)
    .where('o.kind', '=', 'owner')
    .where('o.fromOn', '<=', today())
    .where(eb => eb.or([eb('o.toOn', 'is', null), eb('o.toOn', '>=', today())]))
    .orderBy('o.fromOn')
    .orderBy('o.id')
    .limit(MAX_OWNERS)
    .execute()
  const owners: Household['owners'] = []
  for (const { personId, name } of rows) {
    const { phoneMasked } = await phones.readPerson(tx, actor, { personId })
    owners.push({ name, phoneMasked })
  }
  return owners
}

async function readPayments(tx: Tx, actor: Actor, premisesId: string): Promise<Household['payments']> {
  const rows = await billing(tx)
    .selectFrom('payments.publicPayment')
    .select(['id', 'paidOn', 'method', 'amountFen', 'receiptId', 'receiptNumber', 'cashierName'])
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', premisesId)
    .orderBy('paidAt', 'desc')
    .orderBy('id', 'desc')
    .limit(MAX_PAYMENTS)
    .execute()
  return rows.map(row => ({ ...row, method: row.method as PaymentMethod }))
}
