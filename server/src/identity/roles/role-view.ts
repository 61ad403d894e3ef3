import { type identity as contract, PERMISSIONS, type ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { identity } from '../tables.ts'

/** The company's roles by name, each with its permissions and how many hold it. */
export async function listRoles(tx: Tx, actor: Actor): Promise<ResponseOf<typeof contract.listRoles>> {
  const roles = await identity(tx)
    .selectFrom('identity.role as ro')
    .select(['ro.id', 'ro.code', 'ro.name', 'ro.permissions'])
    .select(
      sql<number>`(select count(*)::int from identity.staff_role sr where sr.tenant_id = ro.tenant_id and sr.role_id = ro.id)`.as(
        'staffCount',
      ),
    )
    .where('ro.tenantId', '=', tenantOf(actor))
    .orderBy('ro.name')
    .orderBy('ro.id')
    .execute()
  return {
    items: roles.map(role => ({
      ...role,
      permissions: PERMISSIONS.filter(permission => role.permissions.includes(permission)),
    })),
  }
}
