import type { identity as contract, RequestOf } from '@anju/contract'
import { type Actor, accountOf } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import type { Door } from '../../platform/module.ts'
import { endSessionsOf } from '../sessions/end-sessions.ts'
import { provePassword } from './prove-password.ts'
import { setPassword } from './set-password.ts'

/**
 * Chooses a new password after proving the present one; every other session of the account ends.
 * Errors: identity.password_wrong, identity.locked_out, identity.password_weak.
 */
export async function changeMyPassword(
  door: Door,
  actor: Actor,
  input: RequestOf<typeof contract.changeMyPassword>,
): Promise<void> {
  await provePassword(door, actor, input.currentPassword)
  await door.run(actor, async tx => {
    const staffId = accountOf(actor)
    await setPassword(tx, actor, { staffId, password: input.newPassword, until: null, checked: true })
    await endSessionsOf(tx, actor, staffId, { except: actor.sessionId })
    audit(tx, 'identity.changeMyPassword', staffId)
  })
}
