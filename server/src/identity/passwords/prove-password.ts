import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import type { Door } from '../../platform/module.ts'
import { refuse } from '../errors.ts'
import { claimStaffTry, takeBackTry } from '../sign-in/claim-try.ts'
import { identity } from '../tables.ts'
import { passwordFits } from './password.ts'

/**
 * Makes sure that who sits at the screen knows the account's password. Wrong ones count and lock as at the sign-in page.
 * Errors: platform.not_found (no staff), identity.password_wrong, identity.locked_out.
 */
export async function provePassword(door: Door, actor: Actor, password: string): Promise<void> {
  if (actor.kind !== 'staff') throw platformRefuse.notFound()
  const account = { tenantId: tenantOf(actor), staffId: accountOf(actor) }
  const { lockedUntil, passwordHash } = await door.run(actor, async tx => ({
    lockedUntil: await claimStaffTry(tx, account),
    ...(await identity(tx)
      .selectFrom('identity.staffAccount')
      .select('passwordHash')
      .where('tenantId', '=', account.tenantId)
      .where('id', '=', account.staffId)
      .executeTakeFirstOrThrow()),
  }))
  if (await passwordFits(passwordHash, password)) return door.run(actor, tx => takeBackTry(tx, account))
  await door.run(actor, async tx => audit(tx, 'identity.passwordProofFailed', account.staffId, { lockedUntil }))
  throw lockedUntil ? refuse.lockedOut({ until: lockedUntil.toISOString() }) : refuse.passwordWrong()
}
