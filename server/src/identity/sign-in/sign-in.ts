import type { identity as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import type { Actor } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { cookieOf } from '../../platform/http.ts'
import type { Door } from '../../platform/module.ts'
import { refuse } from '../errors.ts'
import { whoAmI } from '../sessions/me-view.ts'
import { openSession } from '../sessions/open-session.ts'
import { passwordFits } from '../staff/password.ts'
import { identity } from '../tables.ts'
import { claimStaffTry, claimStrayTry } from './claim-try.ts'

interface Candidate {
  tenantId: string
  staffId: string
  name: string
  passwordHash: string
  state: string
}

/**
 * Staff sign in by `name` or `name@company-code`. Unknown names, wrong passwords, disabled accounts and names that several
 * companies have get the same refusal after the same work; the fifth failure in a row locks.
 */
export async function signIn(
  door: Door,
  actor: Actor,
  input: RequestOf<typeof contract.signIn>,
): Promise<ResponseOf<typeof contract.signIn>> {
  const account = input.account.toLowerCase()
  const found = await door.run(actor, tx => findCandidate(tx, account), { readOnly: true })
  // Nobody yet, but already within the company's walls.
  const guest = { ...actor, tenantId: found?.tenantId ?? null }
  const lockedUntil = await door.run(guest, tx => (found ? claimStaffTry(tx, found) : claimStrayTry(tx, account)))
  const fits = await passwordFits(found?.passwordHash ?? null, input.password)
  const entered = found && fits ? await enter(door, actor, found, input.app) : null
  if (entered) {
    door.setCookie(cookieOf(input.app), entered.session.token, entered.session.expiresAt)
    return entered.me
  }
  if (found)
    await door.run(guest, async tx =>
      audit(tx, 'identity.signInFailed', found.staffId, { app: input.app, lockedUntil }),
    )
  throw lockedUntil ? refuse.lockedOut({ until: lockedUntil.toISOString() }) : refuse.wrongCredentials()
}

/** The one account of this name, or null when there is none or it is not the only one. */
async function findCandidate(tx: Tx, account: string): Promise<Candidate | null> {
  const [userName = '', companyCode = null] = account.split('@')
  const { rows } = await sql<Candidate>`select * from identity.find_staff_sign_in(${userName}, ${companyCode})`.execute(
    identity(tx),
  )
  return rows.length === 1 ? (rows[0] ?? null) : null
}

/** Takes the failure back, opens the session and writes it down; null when the account is disabled. */
async function enter(door: Door, actor: Actor, found: Candidate, app: 'console' | 'field') {
  const staff: Actor = { ...actor, kind: 'staff', tenantId: found.tenantId, id: found.staffId, name: found.name }
  return door.run(staff, async tx => {
    const entered = await identity(tx)
      .updateTable('identity.staffAccount')
      .set({ failedCount: 0, lockedUntil: null, lastSignInAt: now() })
      .where('tenantId', '=', found.tenantId)
      .where('id', '=', found.staffId)
      .where('state', '=', 'active')
      .returning('id')
      .executeTakeFirst()
    if (!entered) return null
    const rights = await identity(tx)
      .selectFrom('identity.publicStaff')
      .select(['permissions', 'communityIds'])
      .where('tenantId', '=', found.tenantId)
      .where('id', '=', found.staffId)
      .executeTakeFirstOrThrow()
    const session = await openSession(tx, staff, { app, device: door.device })
    audit(tx, 'identity.signIn', found.staffId, { app })
    const me = await whoAmI(tx, {
      ...staff,
      permissions: new Set(rights.permissions),
      communityIds: rights.communityIds,
    })
    return { me, session }
  })
}
