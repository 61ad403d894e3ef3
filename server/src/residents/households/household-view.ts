import type { residents as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { maskName } from '../../platform/mask-name.ts'
import { openInvitationsOf } from '../invitations/invitation-view.ts'
import { residents } from '../tables.ts'
import { mayEndStay, type OccupantKind } from './household.ts'

type Detail = ResponseOf<typeof contract.readMyHousehold>

const KINDS: readonly OccupantKind[] = ['owner', 'tenant', 'family', 'temporary']

interface StayRow {
  occupancyId: string
  personId: string
  name: string
  kind: OccupantKind
  fromOn: string
  toOn: string | null
}

/** Who is somebody in a home today, owners first. */
export async function staysOf(tx: Tx, actor: Actor, premisesId: string): Promise<StayRow[]> {
  const { rows } = await sql<StayRow>`
    select o.id as occupancy_id, o.person_id, n.name, o.kind, o.from_on, o.to_on
    from registry.public_occupancy o
    join registry.public_person n on n.tenant_id = o.tenant_id and n.id = o.person_id
    where o.tenant_id = ${tenantOf(actor)} and o.premises_id = ${premisesId}
      and o.from_on <= ${today()}::date and (o.to_on is null or o.to_on >= ${today()}::date)
    order by array_position(${KINDS}::text[], o.kind), o.from_on, o.id
    limit 100`.execute(residents(tx))
  return rows
}

/** What the actor is in a home today; null when nothing. As owner before tenant before family. */
export async function kindIn(tx: Tx, actor: Actor, premisesId: string): Promise<OccupantKind | null> {
  const mine = (await staysOf(tx, actor, premisesId)).filter(stay => stay.personId === actor.personId)
  return mine[0]?.kind ?? null
}

/** One home of the resident: facts, who lives there (masked, the own name in full), open invitations for owners. */
export async function readMyHousehold(tx: Tx, actor: Actor, input: { premisesId: string }): Promise<Detail> {
  const { rows } = await sql<Omit<Detail, 'myKind' | 'mayInvite' | 'stays' | 'invitations'>>`
    select p.id as premises_id, p.label, c.name as community_name, c.address as community_address, o.name as company_name, p.use, p.floor,
      (select a.area_m2 from registry.public_premises_area a where a.tenant_id = p.tenant_id and a.premises_id = p.id
        and a.from_on <= ${today()}::date order by a.from_on desc limit 1) as area_m2
    from registry.public_premises p
    join registry.public_community c on c.tenant_id = p.tenant_id and c.id = p.community_id
    join identity.public_company o on o.tenant_id = p.tenant_id
    where p.tenant_id = ${tenantOf(actor)} and p.id = ${input.premisesId}`.execute(residents(tx))
  const [home] = rows
  const stays = await staysOf(tx, actor, input.premisesId)
  const mine = stays.find(stay => stay.personId === actor.personId)
  if (!home || !mine) throw refuse.notFound()
  const owner = mine.kind === 'owner'
  return {
    ...home,
    myKind: mine.kind,
    mayInvite: owner,
    stays: stays.map(({ personId, name, ...stay }) => {
      const isMe = personId === actor.personId
      return { ...stay, isMe, nameMasked: isMe ? name : maskName(name), mayEnd: mayEndStay(mine, { ...stay, isMe }) }
    }),
    invitations: owner ? await openInvitationsOf(tx, actor, input.premisesId) : [],
  }
}
