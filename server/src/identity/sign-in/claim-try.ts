import { sql } from 'kysely'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { blindIndex } from '../../platform/seal.ts'
import { refuse } from '../errors.ts'
import { identity } from '../tables.ts'
import { lockAfter } from './lockout.ts'

interface Tries {
  failedCount: number
  lockedUntil: Date | null
}

/**
 * Counts one more failure before the password is looked at, so that guesses made at the same moment cannot exceed the limit; a
 * success takes it back. Refuses while locked, counting nothing.
 */
function oneMore(tries: Tries): Tries {
  const at = now()
  if (tries.lockedUntil && tries.lockedUntil > at) throw refuse.lockedOut({ until: tries.lockedUntil.toISOString() })
  const failedCount = tries.failedCount + 1
  return { failedCount, lockedUntil: lockAfter(failedCount, at) }
}

/** Claims a try at a staff account, in its tenant. Answers the lock that stands if the try fails. */
export async function claimStaffTry(tx: Tx, account: { tenantId: string; staffId: string }): Promise<Date | null> {
  const tries = await identity(tx)
    .selectFrom('identity.staffAccount')
    .select(['failedCount', 'lockedUntil'])
    .where('tenantId', '=', account.tenantId)
    .where('id', '=', account.staffId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const claimed = oneMore(tries)
  await identity(tx)
    .updateTable('identity.staffAccount')
    .set(claimed)
    .where('tenantId', '=', account.tenantId)
    .where('id', '=', account.staffId)
    .execute()
  return claimed.lockedUntil
}

/** Takes a claimed try back: it was right. Failures before it still count, a lock that it brought does not. */
export async function takeBackTry(tx: Tx, account: { tenantId: string; staffId: string }): Promise<void> {
  await identity(tx)
    .updateTable('identity.staffAccount')
    .set({ failedCount: sql<number>`greatest(failed_count - 1, 0)`, lockedUntil: null })
    .where('tenantId', '=', account.tenantId)
    .where('id', '=', account.staffId)
    .execute()
}

const STRAY_KEPT_MS = 48 * 3600 * 1000

/** Claims a try at a name that is no one account; it locks as a real one would. */
export async function claimStrayTry(tx: Tx, account: string): Promise<Date | null> {
  const accountIndex = blindIndex('stray-sign-in', account)
  const at = now()
  const tries = await identity(tx)
    .insertInto('identity.straySignIn')
    .values({ accountIndex, failedCount: 0, lockedUntil: null, lastAt: at })
    .onConflict(conflict => conflict.column('accountIndex').doUpdateSet({ lastAt: at }))
    .returning(['failedCount', 'lockedUntil'])
    .executeTakeFirstOrThrow()
  const claimed = oneMore(tries)
  await identity(tx).updateTable('identity.straySignIn').set(claimed).where('accountIndex', '=', accountIndex).execute()
  await sql`delete from identity.stray_sign_in where account_index in (
    select account_index from identity.stray_sign_in where last_at < ${new Date(at.getTime() - STRAY_KEPT_MS)} limit 100 for update skip locked)`.execute(
    identity(tx),
  )
  return claimed.lockedUntil
}
