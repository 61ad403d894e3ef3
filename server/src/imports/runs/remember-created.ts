import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { JobDoor } from '../../platform/jobs.ts'
import { imports } from '../tables.ts'

interface WrittenRow {
  relation: string
  objectId: string
  version: number | null
}

/**
 * Remembers every row that this transaction made, in whatever table and by whatever command, so that the import can be taken back
 * as a whole. What another transaction sees already was there before and only changed: it is not remembered.
 */
export async function rememberCreated(door: JobDoor, tx: Tx, actor: Actor, importId: string): Promise<void> {
  const tenantId = tenantOf(actor)
  const { rows } = await sql<WrittenRow>`select relation, object_id, version from imports.written_here()`.execute(
    imports(tx),
  )
  for (const [relation, written] of Map.groupBy(rows, row => row.relation)) {
    const before = await seenOutside(door, relation, written)
    const made = written.filter(row => !before.has(row.objectId))
    await sql`insert into imports.created (tenant_id, import_id, relation, object_id, version)
      select ${tenantId}, ${importId}, ${relation}, m.id, m.version
      from unnest(${made.map(row => row.objectId)}::uuid[], ${made.map(row => row.version)}::int[]) as m(id, version)
      on conflict do nothing`.execute(imports(tx))
  }
  await sql`update imports.import set parts = coalesce(
      (select jsonb_object_agg(relation, n) from (select relation, sum(n) as n from imports.hanging_on(${importId}) where reason = 'part' group by 1) p), '{}')
    where tenant_id = ${tenantId} and id = ${importId}`.execute(imports(tx))
}

async function seenOutside(door: JobDoor, relation: string, rows: WrittenRow[]): Promise<Set<string>> {
  const ids = rows.map(row => row.objectId)
  const seen = await door.run(outside =>
    sql<{ id: string }>`select imports.seen(${relation}, ${ids}::uuid[]) as id`.execute(imports(outside)),
  )
  return new Set(seen.rows.map(row => row.id))
}
