import { timingSafeEqual } from 'node:crypto'
import { type identity as contract, RESIDENT_PERMISSIONS, type RequestOf, type ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import type { Actor } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { cookieOf } from '../../platform/http.ts'
import { newId } from '../../platform/ids.ts'
import type { Door } from '../../platform/module.ts'
import { maskPhone } from '../../platform/seal.ts'
import { refuse } from '../errors.ts'
import { openAccount } from '../residents/open-account.ts'
import { whoAmI } from '../sessions/me-view.ts'
import { openSession } from '../sessions/open-session.ts'
import { identity } from '../tables.ts'
import { type FoundResident, findResidents } from './find-residents.ts'
import { type CodePurpose, codeHash, codeIndexOf, TRIES_PER_CODE } from './sign-in-code.ts'

/** Somebody at the door of a company; `residentId` null: the account is opened now. */
type Entering = Omit<FoundResident, 'residentId'> & { residentId: string | null }

/**
 * Residents sign in by the last code of their phone. A phone known to several companies is asked which one; the code stays good
 * for the second call. Of several accounts in one company (a family's phone) the oldest opens. A phone that nobody knows is asked where the home is, and
 * enters that company without one.
 */
export async function signInByCode(
  door: Door,
  actor: Actor,
  input: RequestOf<typeof contract.signInByCode>,
): Promise<ResponseOf<typeof contract.signInByCode>> {
  const claimed = await door.run(actor, tx => claimTry(tx, input.phone))
  if (!claimed) throw refuse.codeExpired()
  if (!timingSafeEqual(claimed.codeHash, codeHash(input.phone, input.code))) throw refuse.wrongCode()
  const residents = await door.run(actor, tx => findResidents(tx, input.phone), { readOnly: true })
  if (residents.length === 0 && !input.companyId) {
    await door.run(actor, tx => giveTryBack(tx, claimed.id))
    return { kind: 'unknown-phone' }
  }
  const companies = new Map(
    residents.map(resident => [resident.tenantId, { id: resident.tenantId, name: resident.companyName }]),
  )
  if (companies.size > 1 && !input.companyId) {
    await door.run(actor, tx => giveTryBack(tx, claimed.id))
    return { kind: 'choose-company', companies: [...companies.values()] }
  }
  const known = residents.find(candidate => !input.companyId || candidate.tenantId === input.companyId)
  const found = known ?? (await newcomer(door, actor, input.companyId ?? ''))
  const { me, session } = await enter(door, actor, found, claimed.id, input.phone)
  door.setCookie(cookieOf('resident'), session.token, session.expiresAt)
  return { kind: 'signed-in', me }
}

/**
 * Counts a try at the phone's last code before it is compared: guesses made at the same moment queue at the row and stop at the
 * fifth. Null when there is no code, or it is too old, used, or tried out.
 */
export async function claimTry(
  tx: Tx,
  phone: string,
  purpose: CodePurpose = 'sign-in',
): Promise<{ id: string; codeHash: Buffer } | null> {
  const { rows } = await sql<{ id: string; codeHash: Buffer }>`
    update identity.sign_in_code set tries = tries + 1
    where id = (select id from identity.sign_in_code where phone_index = ${codeIndexOf(phone, purpose)} order by created_at desc, id desc limit 1)
      and tries < ${TRIES_PER_CODE} and used_at is null and expires_at > ${now()}
    returning id, code_hash`.execute(identity(tx))
  return rows[0] ?? null
}

/** The right code, asked which company: the try was none. */
async function giveTryBack(tx: Tx, codeId: string): Promise<void> {
  await sql`update identity.sign_in_code set tries = tries - 1 where id = ${codeId} and tries > 0`.execute(identity(tx))
}

/** Whoever a company does not know yet may enter it without a home. Errors: identity.no_household where there is no such company. */
async function newcomer(door: Door, actor: Actor, companyId: string): Promise<Entering> {
  const company = await door.run(
    { ...actor, tenantId: companyId },
    tx =>
      identity(tx).selectFrom('identity.company').select('name').where('tenantId', '=', companyId).executeTakeFirst(),
    { readOnly: true },
  )
  if (!company) throw refuse.noHousehold()
  return { tenantId: companyId, residentId: null, personId: null, name: '', companyName: company.name }
}

/** Uses the code up and opens the session, together: of two calls with one code a single one enters. */
async function enter(door: Door, actor: Actor, found: Entering, codeId: string, phone: string) {
  const opened = found.residentId ?? newId()
  const resident: Actor = {
    ...actor,
    kind: 'resident',
    tenantId: found.tenantId,
    id: opened,
    personId: found.personId,
    name: found.name || maskPhone(phone),
    permissions: new Set(RESIDENT_PERMISSIONS),
    communityIds: null,
    buildingIds: null,
  }
  return door.run(resident, async tx => {
    if (found.residentId === null) await openAccount(tx, resident, phone)
    const used = await identity(tx)
      .updateTable('identity.signInCode')
      .set({ usedAt: now() })
      .where('id', '=', codeId)
      .where('usedAt', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!used) throw refuse.codeExpired()
    await identity(tx)
      .updateTable('identity.residentAccount')
      .set({ lastSignInAt: now() })
      .where('tenantId', '=', found.tenantId)
      .where('id', '=', opened)
      .execute()
    const session = await openSession(tx, resident, { app: 'resident', device: door.device })
    audit(tx, 'identity.signInByCode', opened)
    return { me: await whoAmI(tx, resident), session }
  })
}
