import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../errors.ts'
import { ONE_TIME_LIVES_MS } from '../passwords/one-time-password.ts'
import { setPassword } from '../passwords/set-password.ts'
import { addRolePreset } from '../roles/create-role.ts'
import { ROLE_PRESETS } from '../roles/role-presets.ts'
import { identity } from '../tables.ts'
import { createStaff } from './create-staff.ts'

export interface EnsureStaff {
  userName: string
  name: string
  /** Only for a new account; an existing one keeps its own. */
  password: string
  roleCode: string
  communityIds: string[] | null
  /** Left out: all of the communities. */
  buildingIds?: string[] | null
  /** The password is to be changed at the first sign-in, and opens only for three days until then. */
  oneTime?: boolean
}

/** The account of this user name, opened if there is none; an existing one stays as it is. For seeds and commands. Answers its id. */
export async function ensureStaff(tx: Tx, actor: Actor, input: EnsureStaff): Promise<string> {
  const tenantId = tenantOf(actor)
  const existing = await identity(tx)
    .selectFrom('identity.staffAccount')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('userName', '=', input.userName)
    .executeTakeFirst()
  if (existing) return existing.id
  const roleId = await roleOf(tx, actor, input.roleCode)
  const { userName, name, password, communityIds, buildingIds = null } = input
  const scope = { communityIds, buildingIds }
  const made = await createStaff(tx, actor, { id: newId(), userName, name, password, roleIds: [roleId], ...scope })
  if (input.oneTime) {
    const until = new Date(now().getTime() + ONE_TIME_LIVES_MS)
    await setPassword(tx, actor, { staffId: made.id, password, until, checked: false })
  }
  return made.id
}

/** The role of this code; a ready-made one is added where the company has not got it yet. Error: identity.role_not_found. */
async function roleOf(tx: Tx, actor: Actor, code: string): Promise<string> {
  const role = await identity(tx)
    .selectFrom('identity.role')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('code', '=', code)
    .executeTakeFirst()
  if (role) return role.id
  if (!ROLE_PRESETS.some(preset => preset.code === code)) throw refuse.roleNotFound()
  return (await addRolePreset(tx, actor, { code, id: newId() })).id
}
