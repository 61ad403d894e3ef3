import { RESIDENT_PERMISSIONS } from '@anju/contract'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { makeDoor } from '../../../testing/door.ts'
import { asOwner, makeTenant, type Tenant } from '../../../testing/world.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { maskPhone, unseal } from '../../platform/seal.ts'
import { ensureResidents } from '../residents/ensure-residents.ts'
import { resolveActor } from '../sessions/resolve-actor.ts'
import { requestSignInCode } from './request-sign-in-code.ts'
import { signInByCode } from './sign-in-by-code.ts'

const START = new Date('2026-03-02T01:00:00Z')
let database: TestDatabase
let tenant: Tenant
let other: Tenant
let phone: string
let phones = 0
let addresses = 0

beforeAll(async () => {
  database = await cloneDatabase()
  tenant = await makeTenant(database, '甲物业')
  other = await makeTenant(database, '乙物业')
})
afterAll(() => database.drop())
beforeEach(() => {
  setClock(START)
  phone = `138${String(++phones).padStart(8, '0')}`
})
afterEach(() => setClock(null))

const later = (seconds: number) => setClock(new Date(START.getTime() + seconds * 1000))

async function residentOf(of: Tenant, name = '王小明'): Promise<string> {
  const personId = newId()
  await inTransaction(database.db, of.system, tx => ensureResidents(tx, of.system, [{ personId, name, phone }]))
  return personId
}

/** Asks for a code, each time from another address unless one is said. */
function ask(options: { phone?: string; address?: string | null } = {}) {
  const address = options.address === undefined ? `198.51.100.${++addresses}` : options.address
  const door = makeDoor(database, { address })
  return requestSignInCode(door, door.guest, { phone: options.phone ?? phone })
}

/** The code last sent, out of the event. */
async function sentCode(): Promise<string> {
  const rows = await asOwner<{ payload: { phoneSealed: string; codeSealed: string } }>(
    database,
    `select payload from platform.event where name = 'identity.signInCodeIssued' order by seq desc`,
  )
  const mine = rows.find(row => unseal(Buffer.from(row.payload.phoneSealed, 'base64')) === phone)
  return mine ? unseal(Buffer.from(mine.payload.codeSealed, 'base64')) : ''
}

function enter(code: string, companyId?: string) {
  const door = makeDoor(database)
  return signInByCode(door, door.guest, { phone, code, companyId }).then(answer => ({ answer, door }))
}

const notThis = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

describe('codes', () => {
  it('sign a resident in once, for 90 days', async () => {
    const personId = await residentOf(tenant)
    expect(await ask()).toEqual({ resendAfterSeconds: 60, expiresInSeconds: 300 })
    const code = await sentCode()
    expect(code).toMatch(/^\d{6}$/)
    const { answer, door } = await enter(code)
    expect(answer).toMatchObject({
      kind: 'signed-in',
      me: {
        kind: 'resident',
        name: '王小明',
        company: { id: tenant.tenantId, name: '甲物业' },
        permissions: [...RESIDENT_PERMISSIONS],
        roles: [],
      },
    })
    const cookie = door.cookies.get('anju_resident')
    expect(cookie?.expires).toEqual(new Date(START.getTime() + 90 * 24 * 3600 * 1000))
    expect(await resolveActor(database.db, cookie?.value ?? '', 'resident')).toMatchObject({
      kind: 'resident',
      personId,
      tenantId: tenant.tenantId,
      communityIds: null,
    })
    await expect(enter(code)).rejects.toMatchObject({ code: 'identity.code_expired', status: 410 })
  })

  it('are stored as a hash and sent sealed', async () => {
    await residentOf(tenant)
    await ask()
    const code = await sentCode()
    const [stored] = await asOwner<{ text: string }>(
      database,
      'select c::text as text from identity.sign_in_code c order by id desc limit 1',
    )
    const [event] = await asOwner<{ text: string }>(
      database,
      'select e::text as text from platform.event e order by seq desc limit 1',
    )
    for (const text of [stored?.text, event?.text]) {
      expect(text).not.toContain(phone)
      expect(text).not.toMatch(new RegExp(`(^|\\D)${code}(\\D|$)`))
    }
  })

  it('answer the same for an unknown phone, and let it in without a home, where it says', async () => {
    expect(await ask()).toEqual({ resendAfterSeconds: 60, expiresInSeconds: 300 })
    await expect(ask()).rejects.toMatchObject({ code: 'identity.code_too_soon' })
    const code = await sentCode()
    await expect(enter(notThis(code))).rejects.toMatchObject({ code: 'identity.wrong_code' })
    expect((await enter(code)).answer).toEqual({ kind: 'unknown-phone' })
    await expect(enter(code, newId())).rejects.toMatchObject({ code: 'identity.no_household', status: 403 })
    const { answer, door } = await enter(code, other.tenantId)
    expect(answer).toMatchObject({
      kind: 'signed-in',
      me: { name: maskPhone(phone), company: { id: other.tenantId } },
    })
    expect(await resolveActor(database.db, door.cookies.get('anju_resident')?.value ?? '', 'resident')).toMatchObject({
      kind: 'resident',
      personId: null,
    })
    // Recorded by this phone, the person goes on in the same account and session.
    const personId = await residentOf(other, '新住户')
    expect(await resolveActor(database.db, door.cookies.get('anju_resident')?.value ?? '', 'resident')).toMatchObject({
      personId,
      name: '新住户',
    })
  })

  it('are refused when there is none, or after five minutes', async () => {
    await residentOf(tenant)
    await expect(enter('123456')).rejects.toMatchObject({ code: 'identity.code_expired' })
    await ask()
    const code = await sentCode()
    later(300)
    await expect(enter(code)).rejects.toMatchObject({ code: 'identity.code_expired' })
    await expect(enter(notThis(code))).rejects.toMatchObject({ code: 'identity.code_expired' })
  })

  it('are replaced by the next one', async () => {
    await residentOf(tenant)
    await ask()
    const first = await sentCode()
    later(61)
    await ask()
    const second = await sentCode()
    if (first !== second) await expect(enter(first)).rejects.toMatchObject({ code: 'identity.wrong_code' })
    expect((await enter(second)).answer.kind).toBe('signed-in')
  })

  it('bear five tries, also when they come at once', async () => {
    await residentOf(tenant)
    await ask()
    const code = await sentCode()
    const guesses = await Promise.allSettled(Array.from({ length: 12 }, () => enter(notThis(code))))
    const codes = guesses.map(guess => (guess.status === 'rejected' ? guess.reason.code : 'in'))
    expect(codes.filter(answer => answer === 'identity.wrong_code')).toHaveLength(5)
    expect(codes.filter(answer => answer === 'identity.code_expired')).toHaveLength(7)
    await expect(enter(code)).rejects.toMatchObject({ code: 'identity.code_expired' })
  })

  it('let one of two calls at once in', async () => {
    await residentOf(tenant)
    await ask()
    const code = await sentCode()
    const calls = await Promise.allSettled([enter(code), enter(code), enter(code)])
    expect(calls.filter(call => call.status === 'fulfilled')).toHaveLength(1)
  })
})

describe('companies and families', () => {
  it('asks which company, and the code stays good for the answer', async () => {
    await residentOf(tenant)
    const personId = await residentOf(other)
    await ask()
    const code = await sentCode()
    for (let time = 0; time < 4; time++) await enter(notThis(code)).catch(() => undefined)
    expect((await enter(code)).answer).toEqual({
      kind: 'choose-company',
      companies: expect.arrayContaining([
        { id: tenant.tenantId, name: '甲物业' },
        { id: other.tenantId, name: '乙物业' },
      ]),
    })
    const { answer, door } = await enter(code, other.tenantId)
    expect(answer).toMatchObject({ kind: 'signed-in', me: { company: { id: other.tenantId } } })
    expect(await resolveActor(database.db, door.cookies.get('anju_resident')?.value ?? '', 'resident')).toMatchObject({
      personId,
    })
    await expect(enter(code, tenant.tenantId)).rejects.toMatchObject({ code: 'identity.code_expired' })
  })

  it('opens an account without a home in a company that does not know the phone', async () => {
    await residentOf(tenant)
    await ask()
    const { answer } = await enter(await sentCode(), other.tenantId)
    expect(answer).toMatchObject({ kind: 'signed-in', me: { company: { id: other.tenantId } } })
  })

  it('opens the oldest account of a family’s phone', async () => {
    const first = await residentOf(tenant, '爷爷')
    later(1)
    await residentOf(tenant, '奶奶')
    await ask()
    const { door } = await enter(await sentCode())
    expect(await resolveActor(database.db, door.cookies.get('anju_resident')?.value ?? '', 'resident')).toMatchObject({
      personId: first,
      name: '爷爷',
    })
  })
})

describe('limits', () => {
  it('one code a minute for a phone', async () => {
    await ask()
    later(20)
    await expect(ask()).rejects.toMatchObject({
      code: 'identity.code_too_soon',
      status: 429,
      params: { retryAfterSeconds: 40 },
    })
    later(60)
    await ask()
  })

  it('five an hour for a phone', async () => {
    for (let minute = 0; minute < 5; minute++) {
      later(minute * 60)
      await ask()
    }
    later(300)
    await expect(ask()).rejects.toMatchObject({
      code: 'platform.too_many_requests',
      params: { retryAfterSeconds: 3300 },
    })
    later(3601)
    await ask()
  })

  it('twenty an hour for an address, counted also when they come at once', async () => {
    const asked = await Promise.allSettled(
      Array.from({ length: 25 }, (_, index) => ask({ phone: `1390000${1000 + index}`, address: '203.0.113.9' })),
    )
    expect(asked.filter(result => result.status === 'fulfilled')).toHaveLength(20)
    for (const result of asked)
      if (result.status === 'rejected') expect(result.reason.code).toBe('platform.too_many_requests')
    later(3601)
    await ask({ address: '203.0.113.9' })
  })

  it('one code, when a phone asks ten times at once', async () => {
    const asked = await Promise.allSettled(Array.from({ length: 10 }, () => ask()))
    expect(asked.filter(result => result.status === 'fulfilled')).toHaveLength(1)
  })
})
