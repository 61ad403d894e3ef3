import type { registry as contract } from '@anju/contract'
import { sql } from 'kysely'
import type { z } from 'zod'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { occupancyChanged } from '../events.ts'
import { registry } from '../tables.ts'
import { unlessEnded } from '../unless-ended.ts'
import { followPlaces } from './follow-days.ts'

export interface OccupancyInput {
  premisesId: string
  personId: string
  kind: 'owner' | 'family' | 'tenant' | 'temporary'
  fromOn: string
  /** The last day; null or absent while it lasts. */
  toOn?: string | null
  /** Of an owner: `0.5`; the shares of a day may not exceed the whole. */
  share?: string | null
  /** Of a family member. */
  relation?: z.infer<typeof contract.Relation> | null
  /** Lives there; true unless said otherwise. */
  resides?: boolean
}

/**
 * Records who lives where from when; somebody already there in that kind stays as recorded. Premises that `follows` names come to the
 * state of who lives there today where somebody new does; none when it is left out, since whoever writes says the states. Answers how
 * many were new. Set-based.
 * Errors: platform.not_found for people who are not there, not the actor's to see, or were merged into others.
 */
export async function ensureOccupancies(
  tx: Tx,
  actor: Actor,
  occupancies: OccupancyInput[],
  { follows = () => false }: { follows?: (premisesId: string) => boolean } = {},
): Promise<number> {
  if (occupancies.length === 0) return 0
  const people = [...new Set(occupancies.map(one => one.personId))]
  const { rows } = await sql<{ known: number }>`select count(*)::int as known from registry.person n
    where n.tenant_id = ${tenantOf(actor)} and n.id = any(${people}::uuid[]) and n.merged_into is null`.execute(
    registry(tx),
  )
  if (rows[0]?.known !== people.length) throw refuse.notFound()
  const added = await unlessEnded(() =>
    sql<{ communityId: string; premisesId: string; livesThere: boolean }>`
    insert into registry.occupancy (tenant_id, id, community_id, premises_id, person_id, kind, from_on, to_on, share, relation, resides, created_at)
    select p.tenant_id, r.id, p.community_id, p.id, r.person_id, r.kind, r.from_on, r.to_on, r.share, r.relation, r.resides, ${now()}
    from unnest(${occupancies.map(() => newId())}::uuid[], ${occupancies.map(o => o.premisesId)}::uuid[], ${occupancies.map(o => o.personId)}::uuid[],
      ${occupancies.map(o => o.kind)}::text[], ${occupancies.map(o => o.fromOn)}::date[], ${occupancies.map(o => o.toOn ?? null)}::date[],
      ${occupancies.map(o => (o.kind === 'owner' ? (o.share ?? null) : null))}::numeric[],
      ${occupancies.map(o => (o.kind === 'family' ? (o.relation ?? null) : null))}::text[],
      ${occupancies.map(o => o.resides ?? true)}::boolean[])
      as r(id, premises_id, person_id, kind, from_on, to_on, share, relation, resides)
    join registry.premises p on p.tenant_id = ${tenantOf(actor)} and p.id = r.premises_id
    on conflict do nothing returning community_id, premises_id,
      resides and from_on <= ${today()}::date and coalesce(to_on, ${today()}::date) >= ${today()}::date as lives_there`.execute(
      registry(tx),
    ),
  )
  for (const communityId of new Set(added.rows.map(row => row.communityId))) {
    await publish(tx, occupancyChanged, {
      communityId,
      count: added.rows.filter(row => row.communityId === communityId).length,
    })
  }
  const places = added.rows.flatMap(row => (row.livesThere && follows(row.premisesId) ? [row.premisesId] : []))
  if (places.length > 0) await followPlaces(tx, actor, sql`select r.id from unnest(${places}::uuid[]) as r(id)`)
  return added.rows.length
}
