import { type identity as contract, PERMISSIONS, type ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import type { z } from 'zod'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { identity } from '../tables.ts'
import { dutyConflicts, isSensitive } from './rights.ts'
import { ROLE_PRESETS } from './role-presets.ts'

export type RoleView = z.output<typeof contract.Role>

function roleRows(tx: Tx, actor: Actor) {
  return identity(tx)
    .selectFrom('identity.role as ro')
    .select(['ro.id', 'ro.version', 'ro.code', 'ro.name', 'ro.permissions'])
    .select(
      sql<number>`(select count(*)::int from identity.staff_role sr where sr.tenant_id = ro.tenant_id and sr.role_id = ro.id)`.as(
        'staffCount',
      ),
    )
    .where('ro.tenantId', '=', tenantOf(actor))
}

function view<R extends { permissions: string[] }>(role: R) {
  return { ...role, permissions: PERMISSIONS.filter(permission => role.permissions.includes(permission)) }
}

/** The company's roles by name, each with its permissions and how many hold it. */
export async function listRoles(tx: Tx, actor: Actor): Promise<ResponseOf<typeof contract.listRoles>> {
  const roles = await roleRows(tx, actor).orderBy('ro.name').orderBy('ro.id').execute()
  return { items: roles.map(view) }
}

/** One role of the company; otherwise not found. */
export async function readRoleById(tx: Tx, actor: Actor, roleId: string): Promise<RoleView> {
  const role = await roleRows(tx, actor).where('ro.id', '=', roleId).executeTakeFirst()
  if (!role) throw refuse.notFound()
  return view(role)
}

/** What the role editor must know besides the roles: the ready-made ones, what touches money or users, duties in conflict. */
export async function roleRules(tx: Tx, actor: Actor): Promise<ResponseOf<typeof contract.roleRules>> {
  const { items } = await listRoles(tx, actor)
  return {
    presets: ROLE_PRESETS.map(({ code, name, permissions }) => ({
      ...{ code, name, permissions: [...permissions] },
      roleId: items.find(role => role.code === code)?.id ?? null,
    })),
    sensitive: PERMISSIONS.filter(isSensitive),
    conflicts: dutyConflicts(),
  }
}
