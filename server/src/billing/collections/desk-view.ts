import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { personNow } from '../bills/person-now.ts'
import { billing } from '../tables.ts'

/** Who stands at the desk: the premises, their community, the owner who came first, and everybody who has to do with them today. */
export interface Desk {
  communityId: string
  label: string
  ownerId: string | null
  ownerName: string | null
  /** Owners first, then tenants and the rest; a merged record as its survivor. */
  peopleNow: string[]
}

/** How movements of purses name a collection. */
const PREPAID_BY = ['billing.collection', 'payments.payment']

/** With whether a collection of that id was made before: each settled something or moved prepaid money. Errors: platform.not_found. */
export async function readDesk(
  tx: Tx,
  actor: Actor,
  premisesId: string,
  collectionId: string,
): Promise<Desk & { isRepeated: boolean }> {
  const on = today()
  const { rows } = await sql<Desk & { isRepeated: boolean }>`
    select p.community_id, p.label, o.person_id as owner_id, o.name as owner_name,
      array(select ${personNow(actor, sql`h.person_id`)} from registry.public_occupancy h
        where h.tenant_id = p.tenant_id and h.premises_id = p.id
          and h.from_on <= ${on}::date and (h.to_on is null or h.to_on >= ${on}::date)
        order by h.kind <> 'owner', h.kind <> 'tenant', h.from_on, h.id) as people_now,
      exists (select from billing.settlement k where k.tenant_id = p.tenant_id and k.source_kind in ('payment', 'rounding', 'discount')
        and k.source_id = ${collectionId}::uuid and k.reverses_id is null)
      or exists (select from billing.purse_movement m where m.tenant_id = p.tenant_id
        and m.source_kind = any(${PREPAID_BY}::text[]) and m.source_id = ${collectionId}::uuid) as is_repeated
    from registry.public_premises p
    left join lateral (
      select o.person_id, n.name from registry.public_occupancy o
      join registry.public_person n on n.tenant_id = o.tenant_id and n.id = o.person_id
      where o.tenant_id = p.tenant_id and o.premises_id = p.id and o.kind = 'owner'
        and o.from_on <= ${on}::date and (o.to_on is null or o.to_on >= ${on}::date)
      order by o.from_on, o.id limit 1) o on true
    where p.tenant_id = ${tenantOf(actor)}::uuid and p.id = ${premisesId}::uuid`.execute(billing(tx))
  const [place] = rows
  if (!place) throw refuse.notFound()
  return place
}
