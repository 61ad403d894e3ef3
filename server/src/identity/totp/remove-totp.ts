import type { identity as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import type { Door } from '../../platform/module.ts'
import { refuse } from '../errors.ts'
import { forgetLink } from '../links/forget-link.ts'
import { provePassword } from '../passwords/prove-password.ts'
import { endSessionsOf } from '../sessions/end-sessions.ts'
import { totpIsRequired } from '../settings.ts'
import { requireAccountToManage } from '../staff/require-account.ts'
import { identity } from '../tables.ts'
import { forgetRecoveryCodes, replaceRecoveryCodes } from './enrol-totp.ts'

async function forgetTotp(tx: Tx, actor: Actor, staffId: string): Promise<void> {
  await forgetRecoveryCodes(tx, tenantOf(actor), staffId)
  await identity(tx)
    .deleteFrom('identity.staffTotp')
    .where('tenantId', '=', tenantOf(actor))
    .where('staffId', '=', staffId)
    .execute()
}

/** Gives up the own second factor. Errors: identity.totp_required, identity.password_wrong, identity.locked_out. */
export async function removeTotp(
  door: Door,
  actor: Actor,
  input: RequestOf<typeof contract.removeTotp>,
): Promise<void> {
  await provePassword(door, actor, input.password)
  await door.run(actor, async tx => {
    if (await totpIsRequired(tx, actor.permissions)) throw refuse.totpRequired()
    await forgetTotp(tx, actor, accountOf(actor))
    audit(tx, 'identity.removeTotp', accountOf(actor))
  })
}

/** Ten new recovery codes. Errors: identity.totp_not_started, identity.password_wrong, identity.locked_out. */
export async function renewRecoveryCodes(
  door: Door,
  actor: Actor,
  input: RequestOf<typeof contract.renewRecoveryCodes>,
): Promise<ResponseOf<typeof contract.renewRecoveryCodes>> {
  await provePassword(door, actor, input.password)
  return door.run(actor, async tx => {
    const factor = await identity(tx)
      .selectFrom('identity.staffTotp')
      .select('staffId')
      .where('tenantId', '=', tenantOf(actor))
      .where('staffId', '=', accountOf(actor))
      .where('enrolledAt', 'is not', null)
      .executeTakeFirst()
    if (!factor) throw refuse.totpNotStarted()
    audit(tx, 'identity.renewRecoveryCodes', accountOf(actor))
    return { recoveryCodes: await replaceRecoveryCodes(tx, actor) }
  })
}

/**
 * Takes away somebody's second factor when the phone is lost; their sessions and the link to other companies end.
 * Errors: platform.not_found, identity.not_for_self, identity.beyond_own_authority.
 */
export async function resetTotp(tx: Tx, actor: Actor, input: RequestOf<typeof contract.resetTotp>): Promise<void> {
  await requireAccountToManage(tx, actor, input.staffId)
  await forgetTotp(tx, actor, input.staffId)
  await endSessionsOf(tx, actor, input.staffId)
  await forgetLink(tx, actor, input.staffId)
}
