import type { billing as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { billing } from '../tables.ts'
import { formerHomes } from './former-homes-view.ts'

type Homes = ResponseOf<typeof contract.listOtherHomes>

const MOST_HOMES = 20

/**
 * Other premises of the community that are owned or rented today by who owns or rents these, with what they owe; and the ones that these came
 * from by a merger or split, while they owe something. Errors: platform.not_found.
 */
export async function listOtherHomes(tx: Tx, actor: Actor, { premisesId }: { premisesId: string }): Promise<Homes> {
  const place = await billing(tx)
    .selectFrom('registry.publicPremises')
    .select('communityId')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', premisesId)
    .executeTakeFirst()
  if (!place) throw refuse.notFound()
  const { rows: items } = await sql<Homes['items'][number]>`
    with holder as (
      select distinct o.person_id from registry.public_occupancy o
      where o.tenant_id = ${tenantOf(actor)}::uuid and o.premises_id = ${premisesId}::uuid and o.kind in ('owner', 'tenant')
        and o.from_on <= ${today()}::date and (o.to_on is null or o.to_on >= ${today()}::date)
    ), home as (
      select distinct o.premises_id from registry.public_occupancy o
      join holder h on h.person_id = o.person_id
      where o.tenant_id = ${tenantOf(actor)}::uuid and o.community_id = ${place.communityId}::uuid
        and o.premises_id <> ${premisesId}::uuid and o.kind in ('owner', 'tenant')
        and o.from_on <= ${today()}::date and (o.to_on is null or o.to_on >= ${today()}::date)
    ), former as (${formerHomes(actor, premisesId)}), found as (
      select h.premises_id, false as is_former from home h
      union all
      select f.premises_id, true from former f where exists (select from billing.bill b where b.tenant_id = ${tenantOf(actor)}::uuid
        and b.premises_id = f.premises_id and b.state = 'issued' and b.settled_fen < b.amount_fen)
    )
    select p.id as premises_id, p.label, n.is_former,
      coalesce((select sum(b.amount_fen - b.settled_fen) from billing.bill b
        where b.tenant_id = p.tenant_id and b.premises_id = p.id and b.state = 'issued'), 0)::bigint as outstanding_fen
    from found n join registry.public_premises p on p.tenant_id = ${tenantOf(actor)}::uuid and p.id = n.premises_id
    order by is_former desc, outstanding_fen desc, p.label limit ${MOST_HOMES}`.execute(billing(tx))
  return { items }
}
