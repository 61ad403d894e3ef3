import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { registry } from '../tables.ts'

interface Carrying {
  kind: 'merge' | 'split'
  old: { id: string }[]
  into: { id: string }[]
  fromOn: string
  carryOccupancies: boolean
}

interface Row {
  id: string
  communityId: string
  premisesId: string
  personId: string
  kind: string
  toOn: string | null
  share: string | null
  relation: string | null
  resides: boolean
}

/**
 * Whoever is in the old premises leaves them the day before; if chosen, they begin in each of the new ones, once a kind. Shares go
 * along where the owners of all the old premises were the same with the same shares; else they are to be said anew.
 */
export async function carryOccupancies(tx: Tx, actor: Actor, input: Carrying) {
  const { rows } = await sql<Row>`
    select o.id, o.community_id, o.premises_id, o.person_id, o.kind, o.to_on, o.share, o.relation, o.resides from registry.occupancy o
    where o.tenant_id = ${tenantOf(actor)}::uuid and o.premises_id = any(${input.old.map(one => one.id)}::uuid[])
      and (o.to_on is null or o.to_on >= ${input.fromOn}::date)
    order by o.from_on, o.id for update`.execute(registry(tx))
  await sql`
    update registry.occupancy o set to_on = ${input.fromOn}::date - 1, end_reason = 'other', version = o.version + 1,
      end_note = ${input.kind === 'merge' ? '房产合并' : '房产拆分'}
    where o.tenant_id = ${tenantOf(actor)}::uuid and o.id = any(${rows.map(row => row.id)}::uuid[])`.execute(
    registry(tx),
  )
  const begun = input.carryOccupancies ? await beginAgain(tx, actor, input, rows) : []
  return {
    endedOccupancyIds: rows.map(row => row.id),
    endedOccupancyTo: rows.map(row => row.toOn) as string[],
    begunOccupancyIds: begun,
  }
}

async function beginAgain(tx: Tx, actor: Actor, { old, into, fromOn }: Carrying, rows: Row[]): Promise<string[]> {
  const ownersOf = (premisesId: string) =>
    rows
      .filter(row => row.premisesId === premisesId && row.kind === 'owner')
      .map(row => `${row.personId} ${row.share}`)
      .sort()
      .join()
  const same = new Set(old.map(one => ownersOf(one.id))).size === 1
  const people = new Map(rows.map(row => [`${row.personId} ${row.kind}`, row]))
  const wanted = into.flatMap(one =>
    [...people.values()].map(row => ({
      ...row,
      id: newId(),
      premisesId: one.id,
      share: same ? row.share : null,
    })),
  )
  await sql`
    insert into registry.occupancy (tenant_id, id, community_id, premises_id, person_id, kind, from_on, to_on, share, relation, resides, created_at)
    select ${tenantOf(actor)}, r.id, r.community_id, r.premises_id, r.person_id, r.kind, ${fromOn}::date, r.to_on, r.share, r.relation, r.resides, ${now()}
    from unnest(${wanted.map(r => r.id)}::uuid[], ${wanted.map(r => r.communityId)}::uuid[], ${wanted.map(r => r.premisesId)}::uuid[],
      ${wanted.map(r => r.personId)}::uuid[], ${wanted.map(r => r.kind)}::text[], ${wanted.map(r => r.toOn)}::date[],
      ${wanted.map(r => r.share)}::numeric[], ${wanted.map(r => r.relation)}::text[], ${wanted.map(r => r.resides)}::boolean[])
      as r(id, community_id, premises_id, person_id, kind, to_on, share, relation, resides)`.execute(registry(tx))
  return wanted.map(row => row.id)
}
