import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { type Browser, decide, openStaffDesk, PASSWORD, type StaffDesk } from '../testing/staff-desk.ts'

const START = new Date('2026-03-02T01:00:00Z')
const HOUR_MS = 3600 * 1000
let database: TestDatabase
let desk: StaffDesk
let company: { tenantId: string; code: string }
let admin: Browser
let cashierRole: string
let phones = 0

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
  admin = await desk.signedIn(`admin@${company.code}`)
  const { items } = (await admin.get('/identity/roles')).body
  cashierRole = items.find((role: { code: string }) => role.code === 'cashier').id
})
afterEach(() => setClock(null))

const later = (ms: number) => setClock(new Date(START.getTime() + ms))

async function account(changes: object = {}) {
  const body = {
    id: newId(),
    userName: `u${newId().slice(-8)}`,
    name: '钱丽',
    roleIds: [cashierRole],
    communityIds: null,
  }
  const made = await admin.post('/identity/staff', { ...body, ...changes })
  expect(made.body).toMatchObject({ id: body.id })
  return { id: body.id, userName: body.userName, at: `${body.userName}@${company.code}`, made: made.body }
}

const enter = (browser: Browser, at: string, password: string, app = 'console') =>
  browser.post('/identity/sign-in', { app, account: at, password })

/** An account with a password of its own. */
async function entered(password = 'green-mountain-41') {
  const staff = await account()
  const { code } = (await admin.post(`/identity/staff/${staff.id}/invite`)).body
  const browser = desk.browser()
  expect((await browser.post('/identity/invitations/accept', { app: 'console', code, password })).status).toBe(200)
  return { ...staff, browser, password }
}

/** As an administrator who looks at the account first. */
async function setState(staffId: string, state: 'active' | 'disabled') {
  const { version } = (await admin.get(`/identity/staff/${staffId}`)).body
  await admin.post(`/identity/staff/${staffId}/state`, { state, reason: '不来了', version })
}

describe('a password that an administrator resets', () => {
  it('is shown once, opens once until it is changed, and nothing else opens before', async () => {
    const staff = await account()
    expect(staff.made.access).toBe('none')
    const reset = (await admin.post(`/identity/staff/${staff.id}/reset-password`, { reason: '新员工' })).body
    expect(reset.password).toMatch(/^\w{5}-\w{5}-\w{5}$/)
    expect(reset.validUntil).toBe(new Date(START.getTime() + 72 * HOUR_MS).toISOString())
    expect((await admin.get(`/identity/staff/${staff.id}`)).body.access).toBe('one-time')
    const browser = desk.browser()
    expect((await enter(browser, staff.at, reset.password)).body).toMatchObject({ duties: ['change-password'] })
    expect(await browser.get('/identity/sessions')).toMatchObject({ status: 403, code: 'platform.duty_first' })
    expect((await browser.get('/identity/me')).body.duties).toEqual(['change-password'])
    expect((await browser.get('/identity/me/security')).status).toBe(200)
    const change = (currentPassword: string, newPassword: string) =>
      browser.post('/identity/me/password', { currentPassword, newPassword })
    expect(await change('wrong', 'green-mountain-41')).toMatchObject({ code: 'identity.password_wrong' })
    expect(await change(reset.password, reset.password)).toMatchObject({
      code: 'identity.password_weak',
      body: { params: { fault: 'used' } },
    })
    expect((await change(reset.password, 'green-mountain-41')).status).toBe(204)
    expect((await browser.get('/identity/sessions')).status).toBe(200)
    expect((await admin.get(`/identity/staff/${staff.id}`)).body.access).toBe('password')
  })

  it('opens nothing after 72 hours', async () => {
    const staff = await account()
    const { password } = (await admin.post(`/identity/staff/${staff.id}/reset-password`, { reason: '忘记' })).body
    later(72 * HOUR_MS)
    expect(await enter(desk.browser(), staff.at, password)).toMatchObject({
      code: 'identity.one_time_password_expired',
    })
  })

  it('ends the sessions; is not for oneself, nor for the mightier, nor for a disabled account', async () => {
    const staff = await entered()
    expect((await staff.browser.get('/identity/sessions')).status).toBe(200)
    await admin.post(`/identity/staff/${staff.id}/reset-password`, { reason: '忘记' })
    expect((await staff.browser.get('/identity/sessions')).status).toBe(401)
    const me = (await admin.get('/identity/me')).body.accountId
    const reset = (by: Browser, id: string) => by.post(`/identity/staff/${id}/reset-password`, { reason: '忘记' })
    expect((await reset(admin, me)).code).toBe('identity.not_for_self')
    await setState(staff.id, 'disabled')
    expect((await reset(admin, staff.id)).code).toBe('identity.account_disabled')
  })

  it('is written down without the password', async () => {
    const staff = await account()
    const { password } = (await admin.post(`/identity/staff/${staff.id}/reset-password`, { reason: '忘记' })).body
    const lines = await asOwner<{ text: string }>(
      database,
      `select a::text as text from platform.audit a where action = 'identity.resetPassword' and object = $1`,
      [staff.id],
    )
    expect(lines).toHaveLength(1)
    const everything = await asOwner<{ text: string }>(
      database,
      `select a::text as text from platform.audit a union all select i::text from platform.idempotency i
       union all select e::text from platform.event e union all select s::text from identity.staff_account s`,
    )
    for (const { text } of everything) expect(text).not.toContain(password)
  })
})

describe('an invitation', () => {
  it('says whose it is, is accepted once with a password of one’s own, in the field app too', async () => {
    const staff = await account()
    const { code, expiresAt } = (await admin.post(`/identity/staff/${staff.id}/invite`)).body
    expect(expiresAt).toBe(new Date(START.getTime() + 72 * HOUR_MS).toISOString())
    expect((await admin.get(`/identity/staff/${staff.id}`)).body.access).toBe('invited')
    const phone = desk.browser('field')
    const typed = code.toLowerCase().replaceAll('-', ' ')
    expect((await phone.post('/identity/invitations/read', { code: typed })).body).toMatchObject({
      name: '钱丽',
      account: staff.at,
      passwordRules: { minLength: 10 },
    })
    const accept = (password: string) => phone.post('/identity/invitations/accept', { app: 'field', code, password })
    expect(await accept('1234567890')).toMatchObject({ status: 422, code: 'identity.password_weak' })
    expect((await accept('green-mountain-41')).body).toMatchObject({ kind: 'staff', duties: [] })
    expect((await phone.get('/identity/me')).status).toBe(200)
    expect(await accept('green-mountain-42')).toMatchObject({ status: 410, code: 'identity.invitation_gone' })
    expect((await enter(desk.browser(), staff.at, 'green-mountain-41')).status).toBe(200)
    expect((await admin.post(`/identity/staff/${staff.id}/invite`)).code).toBe('identity.has_password')
  })

  it('ends after 72 hours, with a later one, with the account, and is nobody’s guess', async () => {
    const staff = await account()
    const read = (code: string) => desk.browser().post('/identity/invitations/read', { code })
    const invite = async () => (await admin.post(`/identity/staff/${staff.id}/invite`)).body.code
    const first = await invite()
    const second = await invite()
    expect((await read(first)).code).toBe('identity.invitation_gone')
    expect((await read(second)).status).toBe(200)
    await setState(staff.id, 'disabled')
    expect((await read(second)).code).toBe('identity.invitation_gone')
    await setState(staff.id, 'active')
    expect((await read(second)).code).toBe('identity.invitation_gone')
    const third = await invite()
    later(72 * HOUR_MS)
    expect((await read(third)).code).toBe('identity.invitation_gone')
    expect((await read('AAAA-BBBB-CCCC-DDDD-EEEE')).code).toBe('identity.invitation_gone')
  })

  it('accepted twice at once opens once', async () => {
    const staff = await account()
    const { code } = (await admin.post(`/identity/staff/${staff.id}/invite`)).body
    const answers = await Promise.all(
      [1, 2, 3].map(n =>
        desk.browser().post('/identity/invitations/accept', { app: 'console', code, password: `green-mountain-4${n}` }),
      ),
    )
    expect(answers.map(answer => answer.status).toSorted()).toEqual([200, 410, 410])
  })
})

describe('one’s own password', () => {
  it('keeps to the company’s rules; none of the last five comes back; other sessions end', async () => {
    const staff = await entered('green-mountain-00')
    const other = await desk.signedIn(staff.at, 'green-mountain-00')
    await decide(database, company.tenantId, 'identity.passwordClasses', 3)
    const change = (currentPassword: string, newPassword: string) =>
      staff.browser.post('/identity/me/password', { currentPassword, newPassword })
    expect((await change('green-mountain-00', 'green-mountains')).body.params).toMatchObject({
      fault: 'classes',
      classes: 3,
    })
    for (let n = 1; n <= 5; n++) {
      later(n * 1000)
      expect((await change(`green-mountain-0${n - 1}`, `green-mountain-0${n}`)).status).toBe(204)
    }
    expect((await other.get('/identity/me')).status).toBe(401)
    later(6000)
    expect((await change('green-mountain-05', 'green-mountain-01')).body.params.fault).toBe('used')
    expect((await change('green-mountain-05', 'green-mountain-00')).status).toBe(204)
    const [kept] = await asOwner<{ count: number }>(
      database,
      'select count(*)::int as count from identity.staff_password where staff_id = $1',
      [staff.id],
    )
    expect(kept?.count).toBe(4)
  })

  it('locks after five wrong proofs, as at the sign-in page', async () => {
    const staff = await entered()
    const change = (currentPassword: string) =>
      staff.browser.post('/identity/me/password', { currentPassword, newPassword: 'blue-mountain-99' })
    for (let n = 0; n < 4; n++) expect((await change('wrong')).code).toBe('identity.password_wrong')
    expect((await change('wrong')).code).toBe('identity.locked_out')
    expect((await change(staff.password)).code).toBe('identity.locked_out')
    expect((await enter(desk.browser(), staff.at, staff.password)).code).toBe('identity.locked_out')
  })

  it('that is too old must be changed first', async () => {
    const staff = await entered()
    await decide(database, company.tenantId, 'identity.passwordMaxAgeDays', 1)
    later(23 * HOUR_MS)
    await staff.browser.get('/identity/me')
    const fresh = await desk.signedIn(staff.at, staff.password)
    expect((await fresh.get('/identity/me')).body.duties).toEqual([])
    later(24 * HOUR_MS)
    expect(await fresh.get('/identity/sessions')).toMatchObject({ code: 'platform.duty_first' })
    const body = { currentPassword: staff.password, newPassword: 'blue-mountain-99' }
    expect((await fresh.post('/identity/me/password', body)).status).toBe(204)
    expect((await fresh.get('/identity/sessions')).status).toBe(200)
  })
})

describe('a phone', () => {
  it('signs in like a user name, alone or with the company, sealed in the database and masked in answers', async () => {
    const phone = `139${String(++phones).padStart(8, '0')}`
    const staff = await account({ phone })
    expect(staff.made.phoneMasked).toBe(`139****${phone.slice(-4)}`)
    const { code } = (await admin.post(`/identity/staff/${staff.id}/invite`)).body
    await desk.browser().post('/identity/invitations/accept', { app: 'console', code, password: 'green-mountain-41' })
    for (const name of [
      phone,
      `${phone}@${company.code}`,
      `+86 ${phone}`,
      phone.replace(/./g, d => String.fromCharCode(d.charCodeAt(0) + 0xfee0)),
    ])
      expect((await enter(desk.browser(), name, 'green-mountain-41')).status).toBe(200)
    const [row] = await asOwner<{ text: string }>(
      database,
      'select a::text as text from identity.staff_account a where id = $1',
      [staff.id],
    )
    expect(row?.text).not.toContain(phone)
    const twin = { id: newId(), userName: 'twin', name: '李', phone, roleIds: [cashierRole], communityIds: null }
    expect((await admin.post('/identity/staff', twin)).code).toBe('identity.phone_taken')
    expect((await admin.get(`/identity/staff?text=${phone}`)).body).toMatchObject({
      total: 1,
      items: [{ id: staff.id }],
    })
  })
})

describe('the administrator’s first password', () => {
  it('must be changed; the seed’s need not', async () => {
    const staff = await account({ password: 'a-first-password' })
    expect((await enter(desk.browser(), staff.at, 'a-first-password')).body.duties).toEqual(['change-password'])
    expect((await enter(desk.browser(), `admin@${company.code}`, PASSWORD)).body.duties).toEqual([])
    const weak = { id: newId(), userName: 'weak', name: '李', roleIds: [cashierRole], communityIds: null }
    expect((await admin.post('/identity/staff', { ...weak, password: 'weakweakweak' })).code).toBe(
      'identity.password_weak',
    )
  })
})
