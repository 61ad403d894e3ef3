import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { rooms } from '../../registry/index.ts'
import { imports } from '../tables.ts'

/** The relation under which premises are remembered. */
const PREMISES = 'registry.premises'

/** Premises that an import brought to other states by whom it wrote into them, with how many states they came to. */
type Followed = ReadonlyMap<string, number>

/** Read before the rows of the import are deleted, its own premises among them. */
export async function followedPlaces(tx: Tx, actor: Actor, stateIds: readonly string[]): Promise<Followed> {
  const followed = new Map<string, number>()
  for (const premisesId of await rooms.placesOfStates(tx, actor, stateIds))
    followed.set(premisesId, (followed.get(premisesId) ?? 0) + 1)
  return followed
}

/**
 * Those that were there before come back to the state they had. Nobody edited them, so an earlier import that made them may still be
 * taken back: it remembers them as they are now.
 */
export async function restoreFollowed(tx: Tx, actor: Actor, followed: Followed): Promise<void> {
  const restored = await rooms.restoreStates(tx, actor, [...followed.keys()])
  await sql`
    with stale as (
      delete from imports.created c using unnest(${restored.map(r => r.premisesId)}::uuid[], ${restored.map(r => r.version)}::int[],
        ${restored.map(r => r.version - 1 - (followed.get(r.premisesId) ?? 0))}::int[]) as r(id, version, before)
      where c.tenant_id = ${tenantOf(actor)} and c.relation = ${PREMISES} and c.object_id = r.id and c.version = r.before
      returning c.import_id, c.object_id, r.version)
    insert into imports.created (tenant_id, import_id, relation, object_id, version)
    select ${tenantOf(actor)}, s.import_id, ${PREMISES}, s.object_id, s.version from stale s`.execute(imports(tx))
}
