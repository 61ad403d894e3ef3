import type { identity as contract, RequestOf } from '@anju/contract'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Door } from '../../platform/module.ts'
import { refuse } from '../errors.ts'
import { passwordFits } from '../passwords/password.ts'
import { claimStaffTry, claimStrayTry, takeBackTry } from '../sign-in/claim-try.ts'
import { type FoundStaff, findStaff } from '../sign-in/find-staff.ts'
import { identity } from '../tables.ts'
import { takeCode } from '../totp/take-code.ts'

/**
 * Links one's account in another company with this one, by proving its password, and its second factor where it has one. Each row is
 * written within the walls of its own company. Wrong passwords count and lock as at the sign-in page.
 * Errors: identity.password_wrong, identity.locked_out, identity.totp_needed, identity.wrong_totp, identity.same_company.
 */
export async function linkAccount(
  door: Door,
  actor: Actor,
  input: RequestOf<typeof contract.linkAccount>,
): Promise<void> {
  if (actor.kind !== 'staff') throw platformRefuse.notFound()
  const account = input.account.normalize('NFKC').toLowerCase()
  const found = await door.run(actor, tx => findStaff(tx, account), { readOnly: true })
  if (found?.tenantId === tenantOf(actor)) throw refuse.sameCompany()
  const other = await proveOther(door, actor, { account, found }, input)
  const personKey = (await door.run(actor, tx => personKeyOf(tx, actor))) ?? newId()
  // Theirs first: should the second fail, a key that nobody else has links nothing.
  await door.run(other, tx => writeLink(tx, other, personKey))
  await door.run(actor, tx => writeLink(tx, actor, personKey))
}

/** The other account as an actor, once its password and second factor are proved. */
async function proveOther(
  door: Door,
  actor: Actor,
  asked: { account: string; found: FoundStaff | null },
  input: { password: string; code?: string },
): Promise<Actor> {
  const { account, found } = asked
  const guest: Actor = {
    ...actor,
    ...{ kind: 'anonymous', tenantId: found?.tenantId ?? null, id: null, sessionId: null, permissions: new Set() },
  }
  const lockedUntil = await door.run(guest, tx => (found ? claimStaffTry(tx, found) : claimStrayTry(tx, account)))
  const fits = await passwordFits(found?.passwordHash ?? null, input.password)
  if (!found || !fits || found.state !== 'active' || (found.passwordUntil !== null && found.passwordUntil <= now()))
    throw lockedUntil ? refuse.lockedOut({ until: lockedUntil.toISOString() }) : refuse.passwordWrong()
  const factor = await door.run(guest, async tx => {
    const enrolled = await identity(tx)
      .selectFrom('identity.staffTotp')
      .select('staffId')
      .where('tenantId', '=', found.tenantId)
      .where('staffId', '=', found.staffId)
      .where('enrolledAt', 'is not', null)
      .executeTakeFirst()
    if (!enrolled) return 'none'
    if (input.code === undefined) return 'missing'
    return (await takeCode(tx, guest, found.staffId, input.code)) ?? 'wrong'
  })
  // A wrong code stays a failure; one that was not asked for yet does not.
  if (factor === 'wrong') throw refuse.wrongTotp()
  await door.run(guest, tx => takeBackTry(tx, found))
  if (factor === 'missing') throw refuse.totpNeeded()
  return { ...guest, kind: 'staff', id: found.staffId, name: found.name }
}

/** The key that the actor's linked accounts share, or null. */
export async function personKeyOf(tx: Tx, actor: Actor): Promise<string | null> {
  const link = await identity(tx)
    .selectFrom('identity.accountLink')
    .select('personKey')
    .where('tenantId', '=', tenantOf(actor))
    .where('staffId', '=', accountOf(actor))
    .executeTakeFirst()
  return link?.personKey ?? null
}

/** Links the actor's account under a key, within the walls of its own company. */
export async function writeLink(tx: Tx, actor: Actor, personKey: string): Promise<void> {
  const link = { personKey, linkedAt: now() }
  await identity(tx)
    .insertInto('identity.accountLink')
    .values({ tenantId: tenantOf(actor), staffId: accountOf(actor), ...link })
    .onConflict(conflict => conflict.columns(['tenantId', 'staffId']).doUpdateSet(link))
    .execute()
  audit(tx, 'identity.linkAccount', accountOf(actor))
}
