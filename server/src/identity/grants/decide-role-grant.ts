import type { identity as contract, RequestOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { requireSomebodyElse } from '../../platform/duties.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { refuse } from '../errors.ts'
import { roleGrantDecided } from '../events.ts'
import { requireAuthorityOver } from '../staff/authority.ts'
import { requireAuthorityOverStaff } from '../staff/require-account.ts'
import { identity } from '../tables.ts'
import { type GrantView, readGrantById } from './grant-view.ts'

/**
 * Decides over a role asked for somebody. To agree one must be another than who asked and than who gets it, and hold what the role
 * gives; only who asked takes it back. Errors: platform.not_found, platform.own_request, identity.grant_decided,
 * identity.role_not_found, identity.beyond_own_authority.
 */
export async function decideRoleGrant(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.decideRoleGrant>,
): Promise<GrantView> {
  const grant = await readGrantById(tx, actor, input.grantId)
  if (input.decision === 'withdrawn') {
    if (grant.askedById !== actor.id) throw platformRefuse.notFound()
  } else {
    requireSomebodyElse(actor, grant.askedById)
    requireSomebodyElse(actor, grant.staff.id)
    await requireAuthorityOverStaff(tx, actor, grant.staff.id)
  }
  const decided = await identity(tx)
    .updateTable('identity.roleGrant')
    .set({
      state: input.decision,
      decidedBy: actor.id,
      decidedByName: actor.name,
      decidedAt: now(),
      note: input.note || null,
    })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.grantId)
    .where('state', '=', 'asked')
    .returning('id')
    .executeTakeFirst()
  if (!decided) throw refuse.grantDecided()
  if (input.decision === 'approved') await giveRole(tx, actor, grant)
  await publish(tx, roleGrantDecided, { grantId: grant.id })
  return readGrantById(tx, actor, input.grantId)
}

async function giveRole(tx: Tx, actor: Actor, grant: GrantView): Promise<void> {
  const tenantId = tenantOf(actor)
  const role = await identity(tx)
    .selectFrom('identity.role')
    .select('permissions')
    .where('tenantId', '=', tenantId)
    .where('id', '=', grant.roleId)
    .executeTakeFirst()
  if (!role) throw refuse.roleNotFound()
  requireAuthorityOver(actor, {
    permissions: role.permissions,
    communityIds: actor.communityIds,
    buildingIds: actor.buildingIds,
  })
  await identity(tx)
    .insertInto('identity.staffRole')
    .values({ tenantId, staffId: grant.staff.id, roleId: grant.roleId })
    .onConflict(conflict => conflict.doNothing())
    .execute()
}
