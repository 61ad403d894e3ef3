import type { identity as contract, RequestOf, ResponseOf } from '@anju/contract'
import { renderSVG } from 'uqr'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { seal, unseal } from '../../platform/seal.ts'
import { refuse } from '../errors.ts'
import { identity } from '../tables.ts'
import { makeRecoveryCodes, recoveryCodeHash } from './recovery-code.ts'
import { newSecret, stepOf, totpUri } from './totp.ts'

/** A secret that was begun with stays the same so long: a page reloaded shows what was scanned. */
const BEGUN_STAYS_MS = 15 * 60 * 1000

async function lockFactor(tx: Tx, actor: Actor) {
  if (actor.kind !== 'staff') throw platformRefuse.notFound()
  return identity(tx)
    .selectFrom('identity.staffTotp')
    .select(['secretSealed', 'startedAt', 'enrolledAt'])
    .where('tenantId', '=', tenantOf(actor))
    .where('staffId', '=', accountOf(actor))
    .forUpdate()
    .executeTakeFirst()
}

/** Begins with a second factor: a secret that waits to be proved. Errors: platform.not_found, identity.totp_there. */
export async function startTotp(tx: Tx, actor: Actor): Promise<ResponseOf<typeof contract.startTotp>> {
  const factor = await lockFactor(tx, actor)
  if (factor?.enrolledAt) throw refuse.totpThere()
  const at = now()
  const fresh = factor && factor.startedAt.getTime() > at.getTime() - BEGUN_STAYS_MS
  const secret = fresh ? unseal(factor.secretSealed) : newSecret()
  if (!fresh) {
    const begun = { secretSealed: seal(secret), startedAt: at, lastStep: null }
    await identity(tx)
      .insertInto('identity.staffTotp')
      .values({ tenantId: tenantOf(actor), staffId: accountOf(actor), ...begun })
      .onConflict(conflict => conflict.columns(['tenantId', 'staffId']).doUpdateSet(begun))
      .execute()
  }
  const names = await identity(tx)
    .selectFrom('identity.staffAccount as a')
    .innerJoin('identity.company as c', 'c.tenantId', 'a.tenantId')
    .select(['a.userName', 'c.name', 'c.code'])
    .where('a.tenantId', '=', tenantOf(actor))
    .where('a.id', '=', accountOf(actor))
    .executeTakeFirstOrThrow()
  const uri = totpUri(secret, `${names.userName}@${names.code}`, names.name)
  return { secret, uri, qrSvg: renderSVG(uri, { border: 2 }) }
}

/**
 * Enrols the second factor after a code proved that the app has the secret. Answers the recovery codes, told once.
 * Errors: platform.not_found, identity.totp_not_started, identity.totp_there, identity.wrong_totp.
 */
export async function confirmTotp(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.confirmTotp>,
): Promise<ResponseOf<typeof contract.confirmTotp>> {
  const factor = await lockFactor(tx, actor)
  if (!factor) throw refuse.totpNotStarted()
  if (factor.enrolledAt) throw refuse.totpThere()
  const step = stepOf(unseal(factor.secretSealed), input.code, now())
  if (step === null) throw refuse.wrongTotp()
  await identity(tx)
    .updateTable('identity.staffTotp')
    .set({ enrolledAt: now(), lastStep: BigInt(step) })
    .where('tenantId', '=', tenantOf(actor))
    .where('staffId', '=', accountOf(actor))
    .execute()
  return { recoveryCodes: await replaceRecoveryCodes(tx, actor) }
}

/** Ten new recovery codes in the place of whatever there was. */
export async function replaceRecoveryCodes(tx: Tx, actor: Actor): Promise<string[]> {
  const [tenantId, staffId] = [tenantOf(actor), accountOf(actor)]
  await forgetRecoveryCodes(tx, tenantId, staffId)
  const codes = makeRecoveryCodes()
  await identity(tx)
    .insertInto('identity.recoveryCode')
    .values(codes.map(code => ({ tenantId, staffId, codeHash: recoveryCodeHash(staffId, code) })))
    .execute()
  return codes
}

/** Recovery codes of an account open nothing any more. */
export async function forgetRecoveryCodes(tx: Tx, tenantId: string, staffId: string): Promise<void> {
  await identity(tx)
    .deleteFrom('identity.recoveryCode')
    .where('tenantId', '=', tenantId)
    .where('staffId', '=', staffId)
    .execute()
}
