import type { identity as contract, RequestOf, ResponseOf } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Door } from '../../platform/module.ts'
import { refuse } from '../errors.ts'
import { passwordFits } from '../passwords/password.ts'
import { claimStaffTry, claimStrayTry } from './claim-try.ts'
import { continueSignIn } from './continue-sign-in.ts'
import { findStaff } from './find-staff.ts'

/**
 * Staff sign in by `name`, `name@company-code`, a phone, or `phone@company-code`. Unknown names, wrong passwords, disabled accounts
 * and names that several companies have get the same refusal after the same work; the fifth failure in a row locks. Where the
 * account has a second factor the answer is a ticket for it. Errors: identity.wrong_credentials, identity.locked_out,
 * identity.one_time_password_expired.
 */
export async function signIn(
  door: Door,
  actor: Actor,
  input: RequestOf<typeof contract.signIn>,
): Promise<ResponseOf<typeof contract.signIn>> {
  const account = input.account.normalize('NFKC').toLowerCase()
  const found = await door.run(actor, tx => findStaff(tx, account), { readOnly: true })
  // Nobody yet, but already within the company's walls.
  const guest = { ...actor, tenantId: found?.tenantId ?? null }
  const lockedUntil = await door.run(guest, tx => (found ? claimStaffTry(tx, found) : claimStrayTry(tx, account)))
  const fits = await passwordFits(found?.passwordHash ?? null, input.password)
  if (found && fits && found.state === 'active') {
    if (found.passwordUntil !== null && found.passwordUntil <= now()) throw refuse.oneTimePasswordExpired()
    return continueSignIn(door, actor, found, input.app)
  }
  if (found)
    await door.run(guest, async tx =>
      audit(tx, 'identity.signInFailed', found.staffId, { app: input.app, lockedUntil }),
    )
  throw lockedUntil ? refuse.lockedOut({ until: lockedUntil.toISOString() }) : refuse.wrongCredentials()
}
