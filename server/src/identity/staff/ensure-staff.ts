import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../errors.ts'
import { identity } from '../tables.ts'
import { createStaff } from './create-staff.ts'

export interface EnsureStaff {
  userName: string
  name: string
  /** Only for a new account; an existing one keeps its own. */
  password: string
  roleCode: string
  communityIds: string[] | null
}

/** The account of this user name, opened if there is none; an existing one stays as it is. For seeds. Answers its id. */
export async function ensureStaff(tx: Tx, actor: Actor, input: EnsureStaff): Promise<string> {
  const tenantId = tenantOf(actor)
  const existing = await identity(tx)
    .selectFrom('identity.staffAccount')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('userName', '=', input.userName)
    .executeTakeFirst()
  if (existing) return existing.id
  const role = await identity(tx)
    .selectFrom('identity.role')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('code', '=', input.roleCode)
    .executeTakeFirst()
  if (!role) throw refuse.roleNotFound()
  const { userName, name, password, communityIds } = input
  const made = await createStaff(tx, actor, { id: newId(), userName, name, password, roleIds: [role.id], communityIds })
  return made.id
}
