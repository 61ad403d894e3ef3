import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { seal, unseal } from '../../platform/seal.ts'
import { phoneIndexOf } from '../residents/phone.ts'
import { type Browser, openStaffDesk, PASSWORD, type StaffDesk } from '../testing/staff-desk.ts'
import { codeAt } from '../totp/totp.ts'

const START = new Date('2026-03-02T01:00:00Z')
let database: TestDatabase
let desk: StaffDesk
let here: { tenantId: string; code: string }
let there: { tenantId: string; code: string }
let browser: Browser

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
  here = await desk.company()
  there = await desk.company()
  browser = await desk.signedIn(`admin@${here.code}`)
})
afterEach(() => setClock(null))

const link = (password = PASSWORD, more: object = {}) =>
  browser.post('/identity/me/companies', { account: `admin@${there.code}`, password, ...more })
const change = (companyId: string) => browser.post(`/identity/me/companies/${companyId}/switch`, { app: 'console' })
const companyNow = async () => (await browser.get('/identity/me')).body.company?.id

describe('accounts in two companies', () => {
  it('are linked by proving the other password, and changed between without it', async () => {
    expect((await browser.get('/identity/me/companies')).body.items).toEqual([])
    expect(await link('wrong')).toMatchObject({ status: 422, code: 'identity.password_wrong' })
    expect((await link()).status).toBe(204)
    expect((await browser.get('/identity/me/companies')).body.items).toEqual([
      expect.objectContaining({ companyId: expect.any(String), open: true }),
      expect.objectContaining({ companyId: expect.any(String), open: true }),
    ])
    const before = browser.token()
    expect((await change(there.tenantId)).body).toMatchObject({ kind: 'staff', company: { id: there.tenantId } })
    expect(await companyNow()).toBe(there.tenantId)
    const old = await desk.server.inject({
      url: '/api/v1/identity/me',
      headers: { authorization: `Bearer ${before}` },
    })
    expect(old.statusCode).toBe(401)
    expect((await change(here.tenantId)).status).toBe(200)
    expect(await companyNow()).toBe(here.tenantId)
  })

  it('that are not linked, of the same company, or unlinked open nothing', async () => {
    expect((await change(there.tenantId)).code).toBe('platform.not_found')
    const same = { account: `admin@${here.code}`, password: PASSWORD }
    expect((await browser.post('/identity/me/companies', same)).code).toBe('identity.same_company')
    await link()
    expect((await browser.post('/identity/me/companies/unlink')).status).toBe(204)
    expect((await change(there.tenantId)).code).toBe('platform.not_found')
  })

  it('are linked by a code that proves the phone they share; one of another phone is not', async () => {
    const phone = '13700001234'
    const third = await desk.company()
    for (const [company, number] of [
      [here, phone],
      [there, phone],
      [third, '13700009999'],
    ] as const)
      await asOwner(
        database,
        'update identity.staff_account set phone_index = $2, phone_sealed = $3 where tenant_id = $1',
        [company.tenantId, phoneIndexOf(number), seal(number)],
      )
    expect((await browser.post('/identity/me/companies/by-phone', { code: '123456' })).code).toBe(
      'identity.code_expired',
    )
    const sent = await browser.post('/identity/me/companies/code')
    expect([sent.status, sent.body.phoneMasked]).toEqual([200, '137****1234'])
    expect((await browser.post('/identity/me/companies/code')).code).toBe('identity.code_too_soon')
    const [issued] = await asOwner<{ payload: { codeSealed: string } }>(
      database,
      `select payload from platform.event where tenant_id = $1 and name = 'identity.signInCodeIssued' order by seq desc limit 1`,
      [here.tenantId],
    )
    const code = unseal(Buffer.from(issued?.payload.codeSealed ?? '', 'base64'))
    // It opens no door of a resident.
    const resident = desk.browser()
    expect((await resident.post('/identity/sign-in-by-code', { phone, code })).code).toBe('identity.code_expired')
    const wrong = code === '000000' ? '000001' : '000000'
    expect((await browser.post('/identity/me/companies/by-phone', { code: wrong })).code).toBe('identity.wrong_code')
    const linked = await browser.post('/identity/me/companies/by-phone', { code })
    expect([linked.status, linked.body.linked.length]).toEqual([200, 1])
    expect((await browser.post('/identity/me/companies/by-phone', { code })).code).toBe('identity.code_expired')
    expect((await change(there.tenantId)).body).toMatchObject({ kind: 'staff', company: { id: there.tenantId } })
    expect((await change(third.tenantId)).code).toBe('platform.not_found')
  })

  it('ask for the other’s second factor, when linking and when changing', async () => {
    const other = await desk.signedIn(`admin@${there.code}`)
    const { secret } = (await other.post('/identity/me/totp/start')).body
    await other.post('/identity/me/totp/confirm', { code: codeAt(secret, START) })
    expect((await link()).code).toBe('identity.totp_needed')
    expect((await link(PASSWORD, { code: '000000' })).code).toBe('identity.wrong_totp')
    setClock(new Date(START.getTime() + 60_000))
    const code = () => codeAt(secret, new Date(START.getTime() + 60_000))
    expect((await link(PASSWORD, { code: code() })).status).toBe(204)
    const step = (await change(there.tenantId)).body
    expect(step.kind).toBe('totp-needed')
    expect(await companyNow()).toBe(here.tenantId)
    setClock(new Date(START.getTime() + 120_000))
    const next = codeAt(secret, new Date(START.getTime() + 120_000))
    expect((await browser.post('/identity/sign-in/totp', { ticket: step.ticket, code: next })).status).toBe(200)
    expect(await companyNow()).toBe(there.tenantId)
  })

  it('lose their link when somebody else resets the password here: an administrator comes into no other company', async () => {
    const admin = browser
    const { items } = (await admin.get('/identity/roles')).body
    const body = { id: newId(), userName: 'both', name: '两边', roleIds: [items[0].id], communityIds: null }
    await admin.post('/identity/staff', body)
    const invitation = (await admin.post(`/identity/staff/${body.id}/invite`)).body.code
    browser = desk.browser()
    await browser.post('/identity/invitations/accept', {
      app: 'console',
      code: invitation,
      password: 'green-mountain-41',
    })
    await link()
    expect((await browser.get('/identity/me/companies')).body.items).toHaveLength(2)
    const { password } = (await admin.post(`/identity/staff/${body.id}/reset-password`, { reason: '偷偷' })).body
    browser = desk.browser()
    await browser.post('/identity/sign-in', { app: 'console', account: `both@${here.code}`, password })
    await browser.post('/identity/me/password', { currentPassword: password, newPassword: 'green-mountain-42' })
    expect((await browser.get('/identity/me/companies')).body.items).toEqual([])
    expect((await change(there.tenantId)).code).toBe('platform.not_found')
  })
})
