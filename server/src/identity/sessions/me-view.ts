import { identity as contract, PERMISSIONS } from '@anju/contract'
import type { z } from 'zod'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { decisionsMet } from '../../platform/features/open-communities.ts'
import { identity } from '../tables.ts'

/** Who is signed in: company, roles, permissions and scope. */
export async function whoAmI(tx: Tx, actor: Actor): Promise<z.output<typeof contract.Me>> {
  const tenantId = tenantOf(actor)
  const company = await identity(tx)
    .selectFrom('identity.company')
    .select('name')
    .where('tenantId', '=', tenantId)
    .executeTakeFirstOrThrow()
  const roles = await identity(tx)
    .selectFrom('identity.staffRole as sr')
    .innerJoin('identity.role as ro', join =>
      join.onRef('ro.tenantId', '=', 'sr.tenantId').onRef('ro.id', '=', 'sr.roleId'),
    )
    .select('ro.name')
    .where('sr.tenantId', '=', tenantId)
    .where('sr.staffId', '=', accountOf(actor))
    .orderBy('ro.name')
    .execute()
  return {
    kind: actor.kind === 'resident' ? 'resident' : 'staff',
    accountId: accountOf(actor),
    name: actor.name,
    company: { id: tenantId, name: company.name },
    permissions: PERMISSIONS.filter(permission => actor.permissions.has(permission)),
    roles: roles.map(role => role.name),
    communityIds: actor.communityIds === null ? null : [...actor.communityIds],
    buildingIds: actor.buildingIds === null ? null : [...actor.buildingIds],
    duties: actor.duties.map(duty => contract.Duty.parse(duty)),
    modules: await decisionsMet(tx),
  }
}
