import type { identity as contract, ResponseOf } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { cookieOf } from '../../platform/http.ts'
import type { Door } from '../../platform/module.ts'
import { readSetting } from '../../platform/settings/read-setting.ts'
import { refuse } from '../errors.ts'
import { dutiesOf } from '../sessions/duty.ts'
import { whoAmI } from '../sessions/me-view.ts'
import { openSession } from '../sessions/open-session.ts'
import { passwordMaxAgeDays, totpFor } from '../settings.ts'
import { identity } from '../tables.ts'
import { takeBackTry } from './claim-try.ts'
import { issueTicket } from './sign-in-ticket.ts'

export interface Entering {
  tenantId: string
  staffId: string
  name: string
}

type StaffApp = 'console' | 'field'

/**
 * Who proved the password goes on: to the second factor where the account has one, else inside. A claimed try is taken back.
 * Errors: identity.wrong_credentials when the account was disabled meanwhile.
 */
export async function continueSignIn(
  door: Door,
  actor: Actor,
  found: Entering,
  app: StaffApp,
): Promise<ResponseOf<typeof contract.signIn>> {
  const guest: Actor = { ...actor, tenantId: found.tenantId }
  const ticket = await door.run(guest, async tx => {
    const factor = await identity(tx)
      .selectFrom('identity.staffTotp')
      .select('staffId')
      .where('tenantId', '=', found.tenantId)
      .where('staffId', '=', found.staffId)
      .where('enrolledAt', 'is not', null)
      .executeTakeFirst()
    if (!factor) return null
    await takeBackTry(tx, found)
    return issueTicket(tx, found, app)
  })
  return ticket ? { kind: 'totp-needed', ...ticket } : enter(door, actor, found, app)
}

/** Opens the session, sets its cookie and writes it down. Error: identity.wrong_credentials when the account is disabled. */
export async function enter(door: Door, actor: Actor, found: Entering, app: StaffApp) {
  const staff: Actor = { ...actor, kind: 'staff', tenantId: found.tenantId, id: found.staffId, name: found.name }
  const entered = await door.run(staff, async tx => {
    const account = await identity(tx)
      .updateTable('identity.staffAccount')
      .set({ failedCount: 0, lockedUntil: null, lastSignInAt: now() })
      .where('tenantId', '=', found.tenantId)
      .where('id', '=', found.staffId)
      .where('state', '=', 'active')
      .returning('id')
      .executeTakeFirst()
    if (!account) return null
    const session = await openSession(tx, staff, { app, device: door.device })
    audit(tx, 'identity.signIn', found.staffId, { app })
    return { me: await whoAmI(tx, await standingOf(tx, staff, found)), session }
  })
  if (!entered) throw refuse.wrongCredentials()
  door.setCookie(cookieOf(app), entered.session.token, entered.session.expiresAt)
  return entered.me
}

/** The account as an actor with its rights, scope and duties, as the next request will find them. */
async function standingOf(tx: Tx, staff: Actor, found: Entering): Promise<Actor> {
  const row = await identity(tx)
    .selectFrom('identity.publicStaff as s')
    .innerJoin('identity.staffAccount as a', join =>
      join.onRef('a.tenantId', '=', 's.tenantId').onRef('a.id', '=', 's.id'),
    )
    .leftJoin('identity.staffTotp as t', join =>
      join.onRef('t.tenantId', '=', 's.tenantId').onRef('t.staffId', '=', 's.id').on('t.enrolledAt', 'is not', null),
    )
    .select(['s.permissions', 's.communityIds', 's.buildingIds', 'a.mustChangePassword', 'a.passwordChangedAt'])
    .select('t.staffId as totp')
    .where('s.tenantId', '=', found.tenantId)
    .where('s.id', '=', found.staffId)
    .executeTakeFirstOrThrow()
  const rules = {
    maxAgeDays: await readSetting(tx, passwordMaxAgeDays),
    totpFor: await readSetting(tx, totpFor),
  }
  const duties = dutiesOf({ ...row, ...rules, hasTotp: row.totp !== null }, now())
  const { communityIds, buildingIds } = row
  return { ...staff, permissions: new Set(row.permissions), communityIds, buildingIds, duties }
}
