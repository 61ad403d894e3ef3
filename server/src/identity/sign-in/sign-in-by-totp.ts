import type { identity as contract, RequestOf, ResponseOf } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import type { Door } from '../../platform/module.ts'
import { refuse } from '../errors.ts'
import { identity } from '../tables.ts'
import { takeCode } from '../totp/take-code.ts'
import { claimStaffTry } from './claim-try.ts'
import { enter } from './continue-sign-in.ts'
import { readTicket, tryTicket, useTicket } from './sign-in-ticket.ts'

/**
 * The second step of a sign-in: a code of the authenticator app, or a recovery code, each taken once. Wrong codes count and lock as
 * wrong passwords do, so that a known password is no way to guess codes. Errors: identity.ticket_expired, identity.wrong_totp,
 * identity.locked_out.
 */
export async function signInByTotp(
  door: Door,
  actor: Actor,
  input: RequestOf<typeof contract.signInByTotp>,
): Promise<ResponseOf<typeof contract.signInByTotp>> {
  const ticket = readTicket(input.ticket)
  const guest: Actor = { ...actor, tenantId: ticket.tenantId }
  const { staffId, app, name, lockedUntil } = await door.run(guest, async tx => {
    const row = await tryTicket(tx, ticket)
    const account = { tenantId: ticket.tenantId, staffId: row.staffId }
    const { name } = await identity(tx)
      .selectFrom('identity.staffAccount')
      .select('name')
      .where('tenantId', '=', account.tenantId)
      .where('id', '=', account.staffId)
      .executeTakeFirstOrThrow()
    return { ...row, name, lockedUntil: await claimStaffTry(tx, account) }
  })
  const taken = await door.run(guest, async tx => {
    const how = await takeCode(tx, guest, staffId, input.code)
    if (how !== null && !(await useTicket(tx, ticket))) throw refuse.ticketExpired()
    audit(tx, how ? 'identity.secondFactorProved' : 'identity.secondFactorFailed', staffId, { app, how, lockedUntil })
    return how
  })
  if (taken !== null) return enter(door, actor, { tenantId: ticket.tenantId, staffId, name }, app)
  throw lockedUntil ? refuse.lockedOut({ until: lockedUntil.toISOString() }) : refuse.wrongTotp()
}
