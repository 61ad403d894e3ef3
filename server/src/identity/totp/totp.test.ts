import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { type Browser, decide, openStaffDesk, PASSWORD, type StaffDesk } from '../testing/staff-desk.ts'
import { codeAt } from './totp.ts'

const START = new Date('2026-03-02T01:00:00Z')
let database: TestDatabase
let desk: StaffDesk
let company: { tenantId: string; code: string }
let admin: Browser
let at: string

beforeAll(async () => {
  database = await cloneDatabase()
  desk = await openStaffDesk(database)
})
afterAll(async () => {
  await desk.server.close()
  await database.drop()
})
beforeEach(async () => {
  setClock(START)
  company = await desk.company()
  at = `admin@${company.code}`
  admin = await desk.signedIn(at)
})
afterEach(() => setClock(null))

const clock = (seconds: number) => new Date(START.getTime() + seconds * 1000)
const later = (seconds: number) => setClock(clock(seconds))

/** Enrols the browser's account; answers the secret and the recovery codes. */
async function enrol(browser: Browser, seconds = 0) {
  const { secret, uri, qrSvg } = (await browser.post('/identity/me/totp/start')).body
  expect(uri).toContain(`secret=${secret}`)
  expect(qrSvg).toContain('<svg')
  const { recoveryCodes } = (await browser.post('/identity/me/totp/confirm', { code: codeAt(secret, clock(seconds)) }))
    .body
  expect(new Set(recoveryCodes).size).toBe(10)
  return { secret, recoveryCodes }
}

async function ticketOf(browser: Browser, account = at, password = PASSWORD): Promise<string> {
  const step = (await browser.post('/identity/sign-in', { app: 'console', account, password })).body
  expect(step).toMatchObject({ kind: 'totp-needed', expiresInSeconds: 300 })
  expect(browser.token()).toBeUndefined()
  return step.ticket
}

const prove = (browser: Browser, ticket: string, code: string) =>
  browser.post('/identity/sign-in/totp', { ticket, code })

describe('a second factor', () => {
  it('is enrolled after a code proved it, with a secret that is sealed', async () => {
    const started = (await admin.post('/identity/me/totp/start')).body
    expect((await admin.post('/identity/me/totp/start')).body.secret).toBe(started.secret)
    const wrong = String((Number(codeAt(started.secret, START)) + 1) % 1_000_000).padStart(6, '0')
    expect((await admin.post('/identity/me/totp/confirm', { code: wrong })).code).toBe('identity.wrong_totp')
    await enrol(admin)
    expect((await admin.post('/identity/me/totp/start')).code).toBe('identity.totp_there')
    const rows = await asOwner<{ text: string }>(
      database,
      `select t::text as text from identity.staff_totp t union all select c::text from identity.recovery_code c
       union all select a::text from platform.audit a`,
    )
    for (const { text } of rows) expect(text).not.toContain(started.secret)
    expect((await admin.get('/identity/me/security')).body.totp).toMatchObject({
      enrolledAt: START.toISOString(),
      required: false,
      recoveryCodesLeft: 10,
    })
  })

  it('is asked for after the password; no cookie before, a code works once', async () => {
    const { secret } = await enrol(admin)
    const browser = desk.browser()
    const used = codeAt(secret, START)
    expect((await prove(browser, await ticketOf(browser), used)).code).toBe('identity.wrong_totp')
    later(30)
    const ticket = await ticketOf(browser)
    const code = codeAt(secret, clock(30))
    expect((await prove(browser, ticket, code)).body).toMatchObject({ kind: 'staff', duties: [] })
    expect((await browser.get('/identity/me')).status).toBe(200)
    const thief = desk.browser()
    expect((await prove(thief, ticket, code)).code).toBe('identity.ticket_expired')
    expect((await prove(thief, await ticketOf(thief), code)).code).toBe('identity.wrong_totp')
  })

  it('proved twice at once opens once', async () => {
    const { secret } = await enrol(admin)
    later(60)
    const ticket = await ticketOf(desk.browser())
    const code = codeAt(secret, clock(60))
    const answers = await Promise.all([1, 2, 3].map(() => prove(desk.browser(), ticket, code)))
    expect(answers.map(answer => answer.status).filter(status => status === 200)).toHaveLength(1)
  })

  it('bears five wrong codes, counted over all tickets, then locks', async () => {
    const { secret } = await enrol(admin)
    later(60)
    const codes: string[] = []
    for (let n = 0; n < 6; n++) {
      const browser = desk.browser()
      const step = await browser.post('/identity/sign-in', { app: 'console', account: at, password: PASSWORD })
      if (step.status !== 200) codes.push(step.code)
      else codes.push((await prove(browser, step.body.ticket, '000000')).code)
    }
    expect(codes).toEqual([...Array(4).fill('identity.wrong_totp'), 'identity.locked_out', 'identity.locked_out'])
    later(60 + 15 * 60 + 1)
    const browser = desk.browser()
    const code = codeAt(secret, clock(60 + 15 * 60 + 1))
    expect((await prove(browser, await ticketOf(browser), code)).status).toBe(200)
  })

  it('is awaited five minutes; forged and foreign tickets open nothing', async () => {
    const { secret } = await enrol(admin)
    const browser = desk.browser()
    const ticket = await ticketOf(browser)
    later(300)
    const code = codeAt(secret, clock(300))
    expect((await prove(browser, ticket, code)).code).toBe('identity.ticket_expired')
    const fresh = await ticketOf(browser)
    const [tenant, id, secretPart = ''] = fresh.split('.')
    const forged = `${tenant}.${id}.${secretPart.split('').reverse().join('')}`
    const foreign = `${newId()}.${id}.${secretPart}`
    for (const one of [forged, foreign, 'nonsense'])
      expect((await prove(browser, one, code)).code).toBe('identity.ticket_expired')
  })
})

describe('recovery codes', () => {
  it('open once each; new ones void the old', async () => {
    const { recoveryCodes } = await enrol(admin)
    const [first = '', second = ''] = recoveryCodes
    const browser = desk.browser()
    const typed = first.toLowerCase().replace('-', '')
    expect((await prove(browser, await ticketOf(browser), typed)).status).toBe(200)
    expect((await browser.get('/identity/me/security')).body.totp.recoveryCodesLeft).toBe(9)
    const again = desk.browser()
    expect((await prove(again, await ticketOf(again), first)).code).toBe('identity.wrong_totp')
    const renew = (password: string) => browser.post('/identity/me/totp/recovery-codes', { password })
    expect((await renew('wrong')).code).toBe('identity.password_wrong')
    expect((await renew(PASSWORD)).body.recoveryCodes).toHaveLength(10)
    const old = desk.browser()
    expect((await prove(old, await ticketOf(old), second)).code).toBe('identity.wrong_totp')
  })
})

describe('a company that requires it', () => {
  it('of who touches money or users: they enrol before anything else, others need not', async () => {
    const { items } = (await admin.get('/identity/roles')).body
    const roleOf = (code: string) => items.find((role: { code: string }) => role.code === code).id
    const open = async (code: string) => {
      const body = {
        id: newId(),
        userName: `u${newId().slice(-8)}`,
        name: '员工',
        roleIds: [roleOf(code)],
        communityIds: null,
      }
      await admin.post('/identity/staff', body)
      const invitation = (await admin.post(`/identity/staff/${body.id}/invite`)).body.code
      const browser = desk.browser()
      await browser.post('/identity/invitations/accept', {
        app: 'console',
        code: invitation,
        password: 'green-mountain-41',
      })
      return browser
    }
    const [cashier, repairer] = [await open('cashier'), await open('repairer')]
    expect((await cashier.get('/identity/sessions')).status).toBe(200)
    await decide(database, company.tenantId, 'identity.totpFor', 'sensitive')
    // At the next request, in sessions that are open already.
    expect(await cashier.get('/identity/sessions')).toMatchObject({
      status: 403,
      code: 'platform.duty_first',
      body: { params: { duty: 'enrol-totp' } },
    })
    expect((await repairer.get('/identity/sessions')).status).toBe(200)
    await enrol(cashier)
    expect((await cashier.get('/identity/sessions')).status).toBe(200)
    expect((await cashier.post('/identity/me/totp/remove', { password: 'green-mountain-41' })).code).toBe(
      'identity.totp_required',
    )
    await decide(database, company.tenantId, 'identity.totpFor', 'nobody')
    expect((await cashier.post('/identity/me/totp/remove', { password: 'green-mountain-41' })).status).toBe(204)
  })

  it('an administrator takes away a lost one, which ends sessions and is written down', async () => {
    const { items } = (await admin.get('/identity/roles')).body
    const body = { id: newId(), userName: 'lost', name: '丢了', roleIds: [items[0].id], communityIds: null }
    await admin.post('/identity/staff', body)
    const invitation = (await admin.post(`/identity/staff/${body.id}/invite`)).body.code
    const staff = desk.browser()
    await staff.post('/identity/invitations/accept', {
      app: 'console',
      code: invitation,
      password: 'green-mountain-41',
    })
    await enrol(staff)
    expect((await admin.get(`/identity/staff/${body.id}`)).body.totp).toBe(true)
    expect((await admin.post(`/identity/staff/${body.id}/reset-totp`, { reason: '手机丢失' })).status).toBe(204)
    expect((await staff.get('/identity/me')).status).toBe(401)
    const entered = await staff.post('/identity/sign-in', {
      app: 'console',
      account: `lost@${company.code}`,
      password: 'green-mountain-41',
    })
    expect(entered.body.kind).toBe('staff')
    const lines = await asOwner<{ detail: { reason: string } }>(
      database,
      `select detail from platform.audit where action = 'identity.resetTotp' and object = $1`,
      [body.id],
    )
    expect(lines.map(line => line.detail.reason)).toEqual(['手机丢失'])
    const me = (await admin.get('/identity/me')).body.accountId
    expect((await admin.post(`/identity/staff/${me}/reset-totp`, { reason: 'x' })).code).toBe('identity.not_for_self')
  })
})
