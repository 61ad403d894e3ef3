import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { JobDoor } from '../../platform/jobs.ts'
import { imports } from '../tables.ts'

interface WrittenRow {
  objectId: string
  version: number | null
}

/** From so many rows on the tables are looked at anew, or the planner takes them for empty and compares each row with each. */
const MANY = 1000
const PART = 5000

/**
 * Remembers every row that this transaction made, in whatever table and by whatever command, so that the import can be taken back
 * as a whole. What another transaction sees already was there before and only changed: it is not remembered.
 */
export async function rememberCreated(door: JobDoor, tx: Tx, actor: Actor, importId: string): Promise<void> {
  const tenantId = tenantOf(actor)
  const tables = await sql<{ relation: string }>`select relation from imports.writable_tables()`.execute(imports(tx))
  let many = false
  for (const { relation } of tables.rows) {
    const { rows } = await sql<WrittenRow>`select object_id, version from imports.written_in(${relation})`.execute(
      imports(tx),
    )
    many ||= rows.length > MANY
    for (let start = 0; start < rows.length; start += PART)
      await rememberRows(door, tx, { tenantId, importId, relation }, rows.slice(start, start + PART))
  }
  if (many) await sql`select imports.refresh_statistics()`.execute(imports(tx))
  await sql`update imports.import set parts = coalesce(
      (select jsonb_object_agg(relation, n) from (select relation, sum(n) as n from imports.parts_of(${importId}) group by 1) p), '{}')
    where tenant_id = ${tenantId} and id = ${importId}`.execute(imports(tx))
}

async function rememberRows(
  door: JobDoor,
  tx: Tx,
  { tenantId, importId, relation }: { tenantId: string; importId: string; relation: string },
  rows: readonly WrittenRow[],
): Promise<void> {
  const before = await seenOutside(door, relation, rows)
  const made = rows.filter(row => !before.has(row.objectId))
  await sql`insert into imports.created (tenant_id, import_id, relation, object_id, version)
    select ${tenantId}, ${importId}, ${relation}, m.id, m.version
    from unnest(${made.map(row => row.objectId)}::uuid[], ${made.map(row => row.version)}::int[]) as m(id, version)
    on conflict do nothing`.execute(imports(tx))
}

async function seenOutside(door: JobDoor, relation: string, rows: readonly WrittenRow[]): Promise<Set<string>> {
  const ids = rows.map(row => row.objectId)
  const seen = await door.run(outside =>
    sql<{ id: string }>`select imports.seen(${relation}, ${ids}::uuid[]) as id`.execute(imports(outside)),
  )
  return new Set(seen.rows.map(row => row.id))
}
