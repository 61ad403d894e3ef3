import type { registry as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { refuse } from '../errors.ts'
import { peopleParted } from '../events.ts'
import { followResident } from '../people/follow-resident.ts'
import { registry } from '../tables.ts'
import { readMerge } from './merge-view.ts'
import { REFERENCES, restoreSnapshot, takeSnapshot } from './take-snapshot.ts'

interface Stored {
  personId: string
  mergedId: string
  before: string
  after: string
  moved: { relation: string; column: string; ids: string[] }[]
  undoneAt: Date | null
}

/** Takes merged people apart: every row of both is as it was before. Refused once either was changed since: then nothing would be exact. */
export async function undoMerge(
  tx: Tx,
  actor: Actor,
  input: { mergeId: string },
): Promise<ResponseOf<typeof contract.undoMerge>> {
  const tenantId = tenantOf(actor)
  const { rows } =
    await sql<Stored>`select person_id, merged_id, before::text as before, after::text as after, moved, undone_at
    from registry.person_merge where tenant_id = ${tenantId} and id = ${input.mergeId} for update`.execute(registry(tx))
  const [merge] = rows
  if (!merge) throw platformRefuse.notFound()
  if (merge.undoneAt) throw refuse.mergeUndone()
  const { personId, mergedId } = merge
  const both = [personId, mergedId]
  await sql`select id from registry.person where tenant_id = ${tenantId} and id = any(${both}::uuid[]) order by id for update`.execute(
    registry(tx),
  )
  if ((await takeSnapshot(tx, actor, both)) !== merge.after) throw refuse.changedSinceMerge()
  await restoreSnapshot(tx, actor, both, merge.before)
  for (const { relation, column, ids } of merge.moved.filter(isReference)) {
    await sql`update ${sql.table(`registry.${relation}`)} set ${sql.ref(column)} = ${mergedId}
      where tenant_id = ${tenantId} and id = any(${ids}::uuid[]) and ${sql.ref(column)} = ${personId}`.execute(
      registry(tx),
    )
  }
  await sql`update registry.person_merge set undone_at = ${now()}, undone_by_name = ${actor.name}
    where tenant_id = ${tenantId} and id = ${input.mergeId}`.execute(registry(tx))
  // Somebody said that they are two: the next search does not ask again.
  await sql`update registry.duplicate_pair set state = 'dismissed', decided_by_name = ${actor.name}, decided_at = ${now()}
    where tenant_id = ${tenantId} and person_id = least(${personId}::uuid, ${mergedId}::uuid) and other_id = greatest(${personId}::uuid, ${mergedId}::uuid)`.execute(
    registry(tx),
  )
  await followResident(tx, actor, personId)
  await followResident(tx, actor, mergedId)
  const told = await readMerge(tx, actor, input.mergeId)
  await publish(tx, peopleParted, { personId, mergedId })
  return told
}

function isReference({ relation, column }: { relation: string; column: string }): boolean {
  return REFERENCES.some(one => one.relation === relation && one.column === column)
}
