import type { identity as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { maskPhone } from '../../platform/seal.ts'
import { refuse } from '../errors.ts'
import { identity } from '../tables.ts'
import { requireAuthorityOver } from './authority.ts'
import { giveRoles, readRoles } from './give-roles.ts'
import { keepAdministrator } from './keep-administrator.ts'
import { requireAuthorityOverStaff } from './require-account.ts'
import { refusePhoneTaken, sealedPhone } from './staff-phone.ts'
import { readStaffById, type StaffView } from './staff-view.ts'

/**
 * Changes an account; rights and scope count at its next request. Neither what it had nor what it gets may reach beyond the caller.
 * Errors: platform.not_found, platform.changed_meanwhile, identity.user_name_taken, identity.phone_taken, identity.role_not_found,
 * identity.scope_wrong, identity.beyond_own_authority, identity.last_administrator.
 */
export async function editStaff(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.editStaff>,
): Promise<ResponseOf<typeof contract.editStaff>> {
  const { staffId, communityIds, buildingIds } = input
  if (buildingIds !== null && communityIds === null) throw refuse.scopeWrong()
  const before = await readStaffById(tx, actor, staffId)
  await requireAuthorityOverStaff(tx, actor, staffId)
  const roles = await readRoles(tx, actor, input.roleIds)
  requireAuthorityOver(actor, { permissions: roles.flatMap(role => role.permissions), communityIds, buildingIds })
  await refusePhoneTaken(tx, actor, staffId, input.phone ?? null)
  await refuseNameTaken(tx, actor, staffId, input.userName)
  await keepAdministrator(tx, actor, async () => {
    await writeAccount(tx, actor, input, before)
    const kept = new Set(roles.map(role => role.id))
    const lost = before.roles.filter(role => !kept.has(role.id)).map(role => role.id)
    if (lost.length > 0) {
      await identity(tx)
        .deleteFrom('identity.staffRole')
        .where('tenantId', '=', tenantOf(actor))
        .where('staffId', '=', staffId)
        .where('roleId', 'in', lost)
        .execute()
    }
    await giveRoles(
      tx,
      actor,
      staffId,
      roles.filter(role => !before.roles.some(held => held.id === role.id)),
    )
  })
  const after = await readStaffById(tx, actor, staffId)
  recordChanges(tx, words(before), { ...words(after), ...phoneWords(before, input.phone) })
  return after
}

async function writeAccount(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.editStaff>,
  before: StaffView,
): Promise<void> {
  const { userName, name, communityIds, buildingIds, phone } = input
  const changed = await identity(tx)
    .updateTable('identity.staffAccount')
    .set({ userName, name, communityIds, buildingIds, version: sql<number>`version + 1` })
    .$if(phone !== undefined, query => query.set(sealedPhone(phone ?? null)))
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.staffId)
    .where('version', '=', input.version)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw platformRefuse.changedMeanwhile({ version: before.version })
}

async function refuseNameTaken(tx: Tx, actor: Actor, staffId: string, userName: string): Promise<void> {
  const other = await identity(tx)
    .selectFrom('identity.staffAccount')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('userName', '=', userName)
    .where('id', '<>', staffId)
    .executeTakeFirst()
  if (other) throw refuse.userNameTaken()
}

/** What the audit line says of an account. */
function words(staff: StaffView) {
  return {
    userName: staff.userName,
    name: staff.name,
    phone: staff.phoneMasked,
    roles: staff.roles.map(role => role.name),
    communityIds: staff.communityIds,
    buildingIds: staff.buildingIds,
  }
}

/** Two phones may look alike when masked: that one was changed is said all the same. */
function phoneWords(before: StaffView, phone: string | null | undefined): { phone?: string } {
  return phone && maskPhone(phone) === before.phoneMasked ? { phone: `${before.phoneMasked} *` } : {}
}
