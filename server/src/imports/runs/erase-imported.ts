import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { type Erasing, type ErasurePart, erased } from '../../platform/personal-data.ts'
import { imports } from '../tables.ts'

/** What an import changed of a person (earlier phones, sealed) and the outside number that named them go; it can no longer be taken back for them. */
export async function eraseImported(tx: Tx, actor: Actor, { personIds }: Erasing): Promise<ErasurePart[]> {
  const tenantId = tenantOf(actor)
  const db = imports(tx)
  const changed =
    await sql`delete from imports.changed where tenant_id = ${tenantId} and object_id = any(${personIds}::uuid[])`.execute(
      db,
    )
  const refs = await sql`delete from imports.external_ref
    where tenant_id = ${tenantId} and kind = 'owner' and object_id = any(${personIds}::uuid[])`.execute(db)
  return [
    erased('导入时改过的电话', changed.numAffectedRows, 'removed'),
    erased('原系统里的编号', refs.numAffectedRows, 'removed'),
  ]
}
