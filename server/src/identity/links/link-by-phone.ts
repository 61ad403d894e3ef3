import { timingSafeEqual } from 'node:crypto'
import type { identity as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Door } from '../../platform/module.ts'
import { maskPhone, unseal } from '../../platform/seal.ts'
import { refuse } from '../errors.ts'
import { mobileOf, phoneIndexOf } from '../residents/phone.ts'
import type { FoundStaff } from '../sign-in/find-staff.ts'
import { issueCode } from '../sign-in/request-sign-in-code.ts'
import { claimTry } from '../sign-in/sign-in-by-code.ts'
import { CODE_LIVES_SECONDS, codeHash, RESEND_AFTER_SECONDS } from '../sign-in/sign-in-code.ts'
import { identity } from '../tables.ts'
import { linkedAccounts } from './company-view.ts'
import { personKeyOf, writeLink } from './link-account.ts'

/** The mobile phone of one's own account. Errors: platform.not_found (no staff), identity.no_phone. */
async function ownPhone(tx: Tx, actor: Actor): Promise<string> {
  if (actor.kind !== 'staff') throw platformRefuse.notFound()
  const row = await identity(tx)
    .selectFrom('identity.staffAccount')
    .select('phoneSealed')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', accountOf(actor))
    .executeTakeFirst()
  const phone = mobileOf(row?.phoneSealed ? unseal(row.phoneSealed) : null)
  if (!phone) throw refuse.noPhone()
  return phone
}

/** Sends a code to the phone of one's own account. Errors: identity.no_phone, identity.code_too_soon, platform.too_many_requests. */
export async function sendLinkCode(tx: Tx, actor: Actor): Promise<ResponseOf<typeof contract.sendLinkCode>> {
  const phone = await ownPhone(tx, actor)
  await issueCode(tx, phone, { address: actor.address, purpose: 'link', announce: true })
  return {
    phoneMasked: maskPhone(phone),
    resendAfterSeconds: RESEND_AFTER_SECONDS,
    expiresInSeconds: CODE_LIVES_SECONDS,
  }
}

/**
 * Links every active account that has the same phone in another company, once the phone is proved. A second factor is still asked where
 * one goes on there. Errors: identity.no_phone, identity.code_expired, identity.wrong_code, identity.no_other_account.
 */
export async function linkByPhone(
  door: Door,
  actor: Actor,
  input: RequestOf<typeof contract.linkByPhone>,
): Promise<ResponseOf<typeof contract.linkByPhone>> {
  const phone = await door.run(actor, tx => ownPhone(tx, actor), { readOnly: true })
  // Counted before it is compared, and kept when it was wrong.
  const claimed = await door.run(actor, tx => claimTry(tx, phone, 'link'))
  if (!claimed) throw refuse.codeExpired()
  if (!timingSafeEqual(claimed.codeHash, codeHash(phone, input.code, 'link'))) throw refuse.wrongCode()
  const others = await door.run(actor, tx => useUp(tx, actor, { codeId: claimed.id, phone }))
  if (others.length === 0) throw refuse.noOtherAccount()
  const personKey = (await door.run(actor, tx => personKeyOf(tx, actor))) ?? newId()
  const nobody = { ...actor, sessionId: null, permissions: new Set<string>(), communityIds: null, buildingIds: null }
  for (const { tenantId, staffId, name } of others) {
    const other: Actor = { ...nobody, tenantId, id: staffId, name }
    await door.run(other, tx => writeLink(tx, other, personKey))
  }
  await door.run(actor, tx => writeLink(tx, actor, personKey))
  const linked = await door.run(actor, linkedAccounts, { readOnly: true })
  return { linked: linked.filter(each => each.tenantId !== tenantOf(actor)).map(each => each.companyName) }
}

/** Of two calls with one code a single one links; answers the accounts of the phone in other companies. */
async function useUp(
  tx: Tx,
  actor: Actor,
  { codeId, phone }: { codeId: string; phone: string },
): Promise<FoundStaff[]> {
  const used = await identity(tx)
    .updateTable('identity.signInCode')
    .set({ usedAt: now() })
    .where('id', '=', codeId)
    .where('usedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!used) throw refuse.codeExpired()
  const { rows } =
    await sql<FoundStaff>`select * from identity.find_staff_sign_in(null, ${phoneIndexOf(phone)}, null)`.execute(
      identity(tx),
    )
  return rows.filter(row => row.tenantId !== tenantOf(actor) && row.state === 'active')
}
