import { sql } from 'kysely'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { ROLE_PRESETS } from '../roles/role-presets.ts'
import { identity } from '../tables.ts'

/**
 * Opens a company with the preset roles. Only the owner of the database may: `adminTx` is a transaction of
 * `openDatabase(adminUrl)`, since the application's own role cannot write companies.
 * @param input.code short name for signing in (`cashier@code`), unique: a taken one breaks the unique key
 */
export async function createCompany(adminTx: Tx, input: { id: string; code: string; name: string }): Promise<void> {
  await sql`insert into identity.company (tenant_id, code, name, created_at) values (${input.id}, ${input.code}, ${input.name}, ${now()})`.execute(
    identity(adminTx),
  )
  await identity(adminTx)
    .insertInto('identity.role')
    .values(
      ROLE_PRESETS.filter(preset => preset.first).map(preset => ({
        tenantId: input.id,
        id: newId(),
        code: preset.code,
        name: preset.name,
        permissions: [...preset.permissions],
      })),
    )
    .execute()
}
