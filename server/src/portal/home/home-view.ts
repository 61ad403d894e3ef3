import type { portal as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { whereOpen } from '../../platform/features/open-communities.ts'
import { moduleIsOpenIn } from '../../platform/features/open-modules.ts'
import { OPEN_STATES, orderPage } from '../../service-desk/index.ts'
import { portal } from '../tables.ts'

type Home = ResponseOf<typeof contract.myHome>
type Household = Home['households'][number]

const MAX_HOUSEHOLDS = 100
const MAX_OPEN_ORDERS = 20

/**
 * The first page of the resident: who I am, my households with what each owes, and my open orders, newest first. Orders and debts only
 * where the company has these modules open.
 */
export async function myHome(tx: Tx, actor: Actor): Promise<Home> {
  const company = await portal(tx)
    .selectFrom('identity.publicCompany')
    .select('name')
    .where('tenantId', '=', tenantOf(actor))
    .executeTakeFirstOrThrow()
  const households = await householdsOf(tx, actor)
  return { name: actor.name, companyName: company.name, households, openOrders: await openOrdersOf(tx) }
}

async function openOrdersOf(tx: Tx): Promise<Home['openOrders']> {
  if (!(await moduleIsOpenIn(tx, 'service-desk', null))) return []
  const page = await whereOpen(tx, ['service-desk'], open =>
    orderPage(open, open.actor, { states: OPEN_STATES, limit: MAX_OPEN_ORDERS }),
  )
  return page.items
}

/** Nothing is owed where bills are not the company's to show. */
async function withoutClosed(tx: Tx, household: Household): Promise<Household> {
  const open = await moduleIsOpenIn(tx, 'billing', household.communityId)
  return open ? household : { ...household, outstandingFen: 0n, overdueFen: 0n }
}

/**
 * The premises where the resident is somebody today, each once (as owner before tenant before family), with the present area and
 * Σ (amount − settled) of its issued bills; overdue is what of this was due before today.
 */
async function householdsOf(tx: Tx, actor: Actor): Promise<Household[]> {
  const tenantId = tenantOf(actor)
  const { rows } = await sql<Household>`
    with mine as (
      select distinct on (o.premises_id) o.premises_id, o.kind
      from registry.public_occupancy o
      where o.tenant_id = ${tenantId} and o.person_id = ${actor.personId}
        and o.from_on <= ${today()}::date and (o.to_on is null or o.to_on >= ${today()}::date)
      order by o.premises_id, array_position(array['owner', 'tenant', 'family', 'temporary'], o.kind)
    ), owed as (
      select b.premises_id, sum(b.amount_fen - b.settled_fen)::bigint as outstanding_fen,
        coalesce(sum(b.amount_fen - b.settled_fen) filter (where b.due_on < ${today()}::date), 0)::bigint as overdue_fen
      from billing.public_bill b
      where b.tenant_id = ${tenantId} and b.state = 'issued' and b.premises_id in (select premises_id from mine)
      group by b.premises_id
    )
    select p.id as premises_id, p.label, p.community_id, c.name as community_name, m.kind,
      (select a.area_m2 from registry.public_premises_area a where a.tenant_id = p.tenant_id and a.premises_id = p.id
        and a.from_on <= ${today()}::date order by a.from_on desc limit 1) as area_m2,
      coalesce(w.outstanding_fen, 0) as outstanding_fen, coalesce(w.overdue_fen, 0) as overdue_fen
    from mine m
    join registry.public_premises p on p.tenant_id = ${tenantId} and p.id = m.premises_id
    join registry.public_community c on c.tenant_id = p.tenant_id and c.id = p.community_id
    left join owed w on w.premises_id = p.id
    order by c.name, p.label, p.id
    limit ${MAX_HOUSEHOLDS}`.execute(portal(tx))
  return Promise.all(rows.map(row => withoutClosed(tx, row)))
}
