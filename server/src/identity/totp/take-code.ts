import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { unseal } from '../../platform/seal.ts'
import { identity } from '../tables.ts'
import { recoveryCodeHash } from './recovery-code.ts'
import { stepOf } from './totp.ts'

/** How the second factor was proved; null when it was not. */
export type TakenCode = 'totp' | 'recovery' | null

/**
 * Takes a code of the authenticator app or a recovery code of an enrolled account, each once: of the app only codes of later steps
 * than the last one taken. The row is locked, so that of two at once one is refused.
 */
export async function takeCode(tx: Tx, actor: Actor, staffId: string, code: string): Promise<TakenCode> {
  const tenantId = tenantOf(actor)
  const factor = await identity(tx)
    .selectFrom('identity.staffTotp')
    .select(['secretSealed', 'lastStep'])
    .where('tenantId', '=', tenantId)
    .where('staffId', '=', staffId)
    .where('enrolledAt', 'is not', null)
    .forUpdate()
    .executeTakeFirst()
  if (!factor) return null
  if (!/^\d{6}$/.test(code)) return (await takeRecoveryCode(tx, tenantId, staffId, code)) ? 'recovery' : null
  const step = stepOf(unseal(factor.secretSealed), code, now())
  if (step === null || (factor.lastStep !== null && BigInt(step) <= factor.lastStep)) return null
  await identity(tx)
    .updateTable('identity.staffTotp')
    .set({ lastStep: BigInt(step) })
    .where('tenantId', '=', tenantId)
    .where('staffId', '=', staffId)
    .execute()
  return 'totp'
}

async function takeRecoveryCode(tx: Tx, tenantId: string, staffId: string, code: string): Promise<boolean> {
  const taken = await identity(tx)
    .updateTable('identity.recoveryCode')
    .set({ usedAt: now() })
    .where('tenantId', '=', tenantId)
    .where('staffId', '=', staffId)
    .where('codeHash', '=', recoveryCodeHash(staffId, code))
    .where('usedAt', 'is', null)
    .returning('staffId')
    .executeTakeFirst()
  return taken !== undefined
}
