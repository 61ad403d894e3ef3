import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { messaging } from '../tables.ts'
import { type NoticeInput, notify } from './notify-accounts.ts'

interface Told {
  place: string
  premisesId: string | null
  toOn: string
  names: string
  personIds: string[]
}

/**
 * A lease of a home or a space ends soon: who looks after it is told, else those who may write leases in the community; and the tenants
 * who have an account.
 */
export async function tellLeaseEnding(
  tx: Tx,
  actor: Actor,
  {
    leaseId,
    communityId,
    kind,
    daysLeft,
    staffId,
  }: { leaseId: string; communityId: string; kind: 'home' | 'space'; daysLeft: number; staffId: string | null },
): Promise<void> {
  const told = kind === 'home' ? await readHome(tx, actor, leaseId) : await readSpace(tx, actor, leaseId)
  if (!told?.premisesId) return
  const params = { place: told.place, name: told.names, date: told.toOn, days: String(daysLeft) }
  const permission = kind === 'home' ? 'registry.leases.manage' : 'registry.spaces.manage'
  const staff: NoticeInput = {
    ...{ kind: 'lease-ending', params },
    about: kind === 'home' ? { kind: 'lease', id: leaseId } : { kind: 'space', id: told.premisesId },
    to: staffId ? { staffIds: [staffId] } : { permission, communityId, ofPremisesId: told.premisesId },
  }
  const tenants: NoticeInput = {
    ...{ kind: 'my-lease-ending', params },
    about: kind === 'home' ? { kind: 'home', id: told.premisesId } : undefined,
    to: { personIds: told.personIds },
  }
  await notify(tx, actor, told.personIds.length > 0 ? [staff, tenants] : staff)
}

async function readHome(tx: Tx, actor: Actor, leaseId: string): Promise<Told | undefined> {
  const { rows } = await sql<Told>`
    select (select string_agg(p.label, '、' order by p.sort_key, p.id) from registry.public_leased_premises x
        join registry.public_premises p on p.tenant_id = x.tenant_id and p.id = x.premises_id where x.tenant_id = l.tenant_id and x.lease_id = l.id) as place,
      (select x.premises_id from registry.public_leased_premises x where x.tenant_id = l.tenant_id and x.lease_id = l.id order by x.premises_id limit 1) as premises_id,
      l.to_on, coalesce(t.names, '') as names, coalesce(t.ids, '{}') as person_ids
    from registry.public_lease l left join lateral (select string_agg(n.name, '、' order by q.position) as names, array_agg(q.person_id) as ids
      from registry.public_lease_party q join registry.public_person n on n.tenant_id = q.tenant_id and n.id = q.person_id
      where q.tenant_id = l.tenant_id and q.lease_id = l.id and q.role = 'tenant') t on true
    where l.tenant_id = ${tenantOf(actor)} and l.id = ${leaseId}`.execute(messaging(tx))
  return rows[0]
}

async function readSpace(tx: Tx, actor: Actor, leaseId: string): Promise<Told | undefined> {
  const { rows } = await sql<Told>`
    select string_agg(p.label, '、' order by p.label) as place, (array_agg(l.premises_id order by l.premises_id))[1] as premises_id,
      min(l.to_on) as to_on, min(n.name) as names, array_agg(distinct l.holder_id) as person_ids
    from registry.public_space_lease l join registry.public_premises p on p.tenant_id = l.tenant_id and p.id = l.premises_id
    join registry.public_person n on n.tenant_id = l.tenant_id and n.id = l.holder_id
    where l.tenant_id = ${tenantOf(actor)} and l.id = ${leaseId} group by l.id`.execute(messaging(tx))
  return rows[0]
}
