import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { refuse } from '../errors.ts'
import { registry } from '../tables.ts'
import { excessOf } from './shares.ts'

export interface HouseholdRow {
  id: string
  personId: string
  name: string
  kind: string
  fromOn: string
  toOn: string | null
  share: string | null
  relation: string | null
  resides: boolean
  note: string
  version: number
}

export interface LockedHousehold {
  premisesId: string
  communityId: string
  /** Every record of these premises, of all times. */
  occupancies: HouseholdRow[]
}

/** Locks premises, so that one change of their household waits for the other; answers who was there when. */
export async function lockHousehold(tx: Tx, actor: Actor, premisesId: string): Promise<LockedHousehold> {
  const premises = await registry(tx)
    .selectFrom('registry.premises')
    .select('communityId')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', premisesId)
    .forUpdate()
    .executeTakeFirst()
  if (!premises) throw platformRefuse.notFound()
  const { rows } = await sql<HouseholdRow>`
    select o.id, o.person_id, n.name, o.kind, o.from_on, o.to_on, o.share, o.relation, o.resides, o.note, o.version
    from registry.occupancy o join registry.person n on n.tenant_id = o.tenant_id and n.id = o.person_id
    where o.tenant_id = ${tenantOf(actor)} and o.premises_id = ${premisesId} order by o.from_on, o.id`.execute(
    registry(tx),
  )
  return { premisesId, communityId: premises.communityId, occupancies: rows }
}

/** Refuses shares above the whole, and somebody twice in one kind, before the database does. */
export function refuseImpossible(rows: readonly HouseholdRow[]): void {
  const excess = excessOf(rows)
  if (excess) throw refuse.sharesExceed(excess)
  for (const [index, row] of rows.entries()) {
    const twice = rows
      .slice(0, index)
      .some(other => other.personId === row.personId && other.kind === row.kind && overlap(other, row))
    if (twice) throw refuse.alreadyThere({ name: row.name })
  }
}

function overlap(a: HouseholdRow, b: HouseholdRow): boolean {
  return (a.toOn === null || a.toOn >= b.fromOn) && (b.toOn === null || b.toOn >= a.fromOn)
}

/** The names of people by id; somebody who is not there, was merged away or erased, refuses the whole. */
export async function namesOf(tx: Tx, actor: Actor, personIds: readonly string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(personIds)]
  const rows = await registry(tx)
    .selectFrom('registry.person')
    .select(['id', 'name'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', 'in', wanted)
    .where('mergedInto', 'is', null)
    .where('erasedOn', 'is', null)
    .execute()
  if (rows.length < wanted.length) throw platformRefuse.notFound()
  return new Map(rows.map(row => [row.id, row.name]))
}
