import { sql } from 'kysely'
import { ANONYMOUS } from '../../platform/actor.ts'
import { type Database, inTransaction } from '../../platform/db.ts'
import { identity } from '../tables.ts'

/** The ids of every company, for what happens by the clock. */
export async function listTenants(db: Database): Promise<string[]> {
  const { rows } = await inTransaction(
    db,
    ANONYMOUS,
    tx => sql<{ id: string }>`select identity.list_tenants() as id`.execute(identity(tx)),
    { readOnly: true },
  )
  return rows.map(row => row.id)
}
