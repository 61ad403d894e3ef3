import { setTimeout as delay } from 'node:timers/promises'
import type { identity as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, systemActor } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import type { Door } from '../../platform/module.ts'
import { seal } from '../../platform/seal.ts'
import { refuse } from '../errors.ts'
import { signInCodeIssued } from '../events.ts'
import { identity } from '../tables.ts'
import { findCarrier, findResidents } from './find-residents.ts'
import {
  CODE_LIVES_SECONDS,
  CODES_PER_ADDRESS_AND_HOUR,
  CODES_PER_PHONE_AND_HOUR,
  type CodePurpose,
  codeHash,
  codeIndexOf,
  newCode,
  RESEND_AFTER_SECONDS,
} from './sign-in-code.ts'

/** The answer takes at least so long that sending or not sending does not show. */
const ANSWER_TAKES_MS = 120
const HOUR_MS = 3600 * 1000
const KEPT_MS = 24 * HOUR_MS

/**
 * Issues a code for a phone. Limits, code and answer are the same whether the phone is known or not: who is unknown may sign in
 * as well and apply for a home. The sending is announced in the company of the phone's first account, or in the installation's first.
 */
export async function requestSignInCode(
  door: Door,
  actor: Actor,
  input: RequestOf<typeof contract.requestSignInCode>,
): Promise<ResponseOf<typeof contract.requestSignInCode>> {
  const pause = delay(ANSWER_TAKES_MS)
  const carrier = await door.run(
    actor,
    async tx => (await findResidents(tx, input.phone))[0]?.tenantId ?? (await findCarrier(tx)),
    { readOnly: true },
  )
  const issuer = carrier ? { ...systemActor(carrier, actor.requestId), address: actor.address } : actor
  await door.run(issuer, async tx => {
    await issueCode(tx, input.phone, { address: door.address, purpose: 'sign-in', announce: carrier !== null })
  })
  await pause
  return { resendAfterSeconds: RESEND_AFTER_SECONDS, expiresInSeconds: CODE_LIVES_SECONDS }
}

/**
 * Makes a code of a purpose for a phone, within the limits, and announces it for sending in the company of the transaction.
 * Errors: identity.code_too_soon, platform.too_many_requests.
 */
export async function issueCode(
  tx: Tx,
  phone: string,
  { address, purpose, announce }: { address: string | null; purpose: CodePurpose; announce: boolean },
): Promise<void> {
  await keepLimits(tx, phone, address, purpose)
  const code = await storeCode(tx, phone, address, purpose)
  if (!announce) return
  await publish(tx, signInCodeIssued, {
    phoneSealed: seal(phone).toString('base64'),
    codeSealed: seal(code).toString('base64'),
  })
}

/** Refuses what comes too soon or too often. Requests for one phone, and from one address, are counted one after the other. */
async function keepLimits(tx: Tx, phone: string, address: string | null, purpose: CodePurpose): Promise<void> {
  const phoneIndex = codeIndexOf(phone, purpose)
  await lock(tx, phoneIndex.toString('hex'))
  if (address) await lock(tx, address)
  const at = now()
  const hourAgo = new Date(at.getTime() - HOUR_MS)
  const { rows } = await sql<{
    ofPhone: number
    ofAddress: number
    phoneFirst: Date | null
    phoneLast: Date | null
    addressFirst: Date | null
  }>`
    select p.*, a.* from
      (select count(*)::int as of_phone, min(created_at) as phone_first, max(created_at) as phone_last from identity.sign_in_code
        where phone_index = ${phoneIndex} and created_at > ${hourAgo}) p,
      (select count(*)::int as of_address, min(created_at) as address_first from identity.sign_in_code
        where address = ${address} and created_at > ${hourAgo}) a`.execute(identity(tx))
  const counted = rows[0]
  if (!counted) return
  const wait = counted.phoneLast ? secondsUntil(counted.phoneLast, RESEND_AFTER_SECONDS * 1000, at) : 0
  if (wait > 0) throw refuse.codeTooSoon({ retryAfterSeconds: wait })
  if (counted.ofPhone >= CODES_PER_PHONE_AND_HOUR && counted.phoneFirst)
    throw platformRefuse.tooManyRequests({ retryAfterSeconds: secondsUntil(counted.phoneFirst, HOUR_MS, at) })
  if (counted.ofAddress >= CODES_PER_ADDRESS_AND_HOUR && counted.addressFirst)
    throw platformRefuse.tooManyRequests({ retryAfterSeconds: secondsUntil(counted.addressFirst, HOUR_MS, at) })
}

function secondsUntil(from: Date, afterMs: number, at: Date): number {
  return Math.ceil((from.getTime() + afterMs - at.getTime()) / 1000)
}

async function lock(tx: Tx, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`identity.sign_in_code ${name}`}, 0))`.execute(identity(tx))
}

/** Stores a new code, which replaces the phone's earlier ones, and forgets codes of yesterday. */
async function storeCode(tx: Tx, phone: string, address: string | null, purpose: CodePurpose): Promise<string> {
  const code = newCode()
  const at = now()
  await identity(tx)
    .insertInto('identity.signInCode')
    .values({
      id: newId(),
      phoneIndex: codeIndexOf(phone, purpose),
      codeHash: codeHash(phone, code, purpose),
      createdAt: at,
      expiresAt: new Date(at.getTime() + CODE_LIVES_SECONDS * 1000),
      address,
    })
    .execute()
  await sql`delete from identity.sign_in_code where id in (
    select id from identity.sign_in_code where created_at < ${new Date(at.getTime() - KEPT_MS)} limit 100 for update skip locked)`.execute(
    identity(tx),
  )
  return code
}
