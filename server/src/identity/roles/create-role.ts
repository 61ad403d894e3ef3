import type { identity as contract, RequestOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { refuse } from '../errors.ts'
import { identity } from '../tables.ts'
import { requireRoleAuthority } from './require-role-authority.ts'
import { ROLE_PRESETS } from './role-presets.ts'
import { type RoleView, readRoleById } from './role-view.ts'

/** Makes a role. Errors: identity.role_name_taken, identity.beyond_own_authority, platform.beyond_scope. */
export async function createRole(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.createRole>,
): Promise<RoleView> {
  return insertRole(tx, actor, { ...input, code: `own-${input.id}` })
}

/** Adds a ready-made role; a company has each once, and is answered the one that is there. Errors as `createRole`, platform.not_found. */
export async function addRolePreset(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.addRolePreset>,
): Promise<RoleView> {
  const preset = ROLE_PRESETS.find(({ code }) => code === input.code)
  if (!preset) throw platformRefuse.notFound()
  const there = await identity(tx)
    .selectFrom('identity.role')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('code', '=', preset.code)
    .executeTakeFirst()
  const { code, name, permissions } = preset
  requireRoleAuthority(actor, permissions)
  if (there) return readRoleById(tx, actor, there.id)
  return insertRole(tx, actor, { id: input.id, code, name, permissions: [...permissions] })
}

async function insertRole(
  tx: Tx,
  actor: Actor,
  input: { id: string; code: string; name: string; permissions: string[] },
): Promise<RoleView> {
  const permissions = [...new Set(input.permissions)]
  requireRoleAuthority(actor, permissions)
  const added = await identity(tx)
    .insertInto('identity.role')
    .values({ tenantId: tenantOf(actor), id: input.id, code: input.code, name: input.name, permissions })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refuse.roleNameTaken()
  return readRoleById(tx, actor, input.id)
}
