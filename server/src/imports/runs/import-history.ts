import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { SharedLine } from '../../platform/record-history.ts'
import { unseal } from '../../platform/seal.ts'
import { imports } from '../tables.ts'

interface Found {
  importId: string
  fileName: string
  /** Of premises whose state the import said. */
  states: { before: string | null; after: string }[] | null
}

/**
 * The imports that made or changed records, for their histories: one line each, derived when read, since an import of a hundred thousand
 * rows is one line of the audit log (ADR 8). Phones and areas that it changed have lines of their own. Behind the wall of the import.
 */
export async function importHistory(tx: Tx, actor: Actor, objectIds: readonly string[]): Promise<SharedLine[]> {
  const { rows } = await sql<Found>`
    with touched as (
      select c.import_id from imports.created c where c.tenant_id = ${tenantOf(actor)} and c.object_id = any(${objectIds}::uuid[])
      union select h.import_id from imports.changed h where h.tenant_id = ${tenantOf(actor)} and h.object_id = any(${objectIds}::uuid[])
      union select o.import_id from imports.opening_row o where o.tenant_id = ${tenantOf(actor)} and o.object_id = any(${objectIds}::uuid[]))
    select i.id as import_id, i.file_name,
      (select json_agg(json_build_object('before', encode(h.before_sealed, 'base64'), 'after', encode(h.after_sealed, 'base64')) order by h.n)
        from imports.changed h where h.tenant_id = i.tenant_id and h.import_id = i.id and h.field = 'state'
          and h.object_id = any(${objectIds}::uuid[])) as states
    from imports.import i where i.tenant_id = ${tenantOf(actor)} and i.id in (select import_id from touched)`.execute(
    imports(tx),
  )
  return rows.map(({ importId, fileName, states }) => ({
    object: importId,
    action: 'imports.importCommitted',
    changes: [
      { field: 'importFile', before: null, after: fileName },
      ...(states ?? []).map(({ before, after }) => ({ field: 'state', before: opened(before), after: opened(after) })),
    ],
  }))
}

function opened(sealed: string | null): string | null {
  return sealed === null ? null : unseal(Buffer.from(sealed, 'base64'))
}
