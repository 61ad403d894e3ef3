import type { billing as contract, ResponseOf } from '@anju/contract'
import type { PaymentMethod } from '../../payments/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { phones } from '../../registry/index.ts'
import { readOpenBills } from '../bills/bill-view.ts'
import { billing } from '../tables.ts'
import { readOutstanding } from './outstanding-view.ts'

type Household = ResponseOf<typeof contract.readHousehold>

/** As many bills as one collection may take; the sums cover all. */
const MAX_BILLS = 200
const MAX_PAYMENTS = 20
const MAX_OWNERS = 10

/** What a household owes, who owns it and what it paid last: the cashier's page. Errors: platform.not_found. */
export async function readHousehold(tx: Tx, actor: Actor, input: { premisesId: string }): Promise<Household> {
  const { premisesId } = input
  const place = await billing(tx)
    .selectFrom('registry.publicPremises as p')
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'p.tenantId').onRef('c.id', '=', 'p.communityId'),
    )
    .select(['p.label', 'c.name as communityName'])
    .where('p.tenantId', '=', tenantOf(actor))
    .where('p.id', '=', premisesId)
    .executeTakeFirst()
  if (!place) throw refuse.notFound()
  return {
    premisesId,
    ...place,
    owners: await readOwners(tx, actor, premisesId),
    areaM2: await readArea(tx, actor, premisesId),
    ...(await readOutstanding(tx, actor, premisesId)),
    bills: await readOpenBills(tx, actor, premisesId, MAX_BILLS),
    payments: await readPayments(tx, actor, premisesId),
  }
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
