import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { type Browser, decide, openStaffDesk, type StaffDesk } from '../testing/staff-desk.ts'

const START = new Date('2026-03-02T01:00:00Z')
const MINUTE_MS = 60_000
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

const later = (minutes: number) => setClock(new Date(START.getTime() + minutes * MINUTE_MS))
const alive = async (browser: Browser) => (await browser.get('/identity/me')).status === 200

describe('how long a session lives', () => {
  it('is the company’s to decide, for sessions that begin after', async () => {
    await decide(database, company.tenantId, 'identity.consoleIdleMinutes', 5)
    await decide(database, company.tenantId, 'identity.consoleHours', 1)
    const strict = await desk.signedIn(at)
    later(4)
    expect(await alive(strict)).toBe(true)
    later(10)
    expect(await alive(strict)).toBe(false)
    expect(await alive(admin)).toBe(true)
    const busy = await desk.signedIn(at)
    for (let minute = 14; minute < 70; minute += 4) {
      later(minute)
      expect(await alive(busy)).toBe(true)
    }
    later(70)
    expect(await alive(busy)).toBe(false)
  })

  it('is the usual one where what is stored is out of bounds', async () => {
    await decide(database, company.tenantId, 'identity.consoleIdleMinutes', 1)
    const browser = await desk.signedIn(at)
    later(119)
    expect(await alive(browser)).toBe(true)
  })
})

describe('sessions of others', () => {
  it('all of one’s own but this one end at once', async () => {
    const [one, two] = [await desk.signedIn(at), await desk.signedIn(at)]
    expect((await one.post('/identity/sessions/end-others')).body).toEqual({ ended: 2 })
    expect(await alive(one)).toBe(true)
    expect([await alive(two), await alive(admin)]).toEqual([false, false])
  })

  it('are seen and ended by an administrator, within authority', async () => {
    const { items } = (await admin.get('/identity/roles')).body
    const roleIds = [items.find((role: { code: string }) => role.code === 'cashier').id]
    const body = { id: newId(), userName: 'cashier', name: '钱丽', roleIds, communityIds: null }
    await admin.post('/identity/staff', body)
    const { code } = (await admin.post(`/identity/staff/${body.id}/invite`)).body
    const staff = desk.browser()
    await staff.post('/identity/invitations/accept', { app: 'console', code, password: 'green-mountain-41' })
    const sessions = (await admin.get(`/identity/staff/${body.id}/sessions`)).body.items
    expect(sessions).toEqual([expect.objectContaining({ app: 'console', current: false })])
    const end = (payload: object) => admin.post(`/identity/staff/${body.id}/sessions/end`, payload as never)
    expect((await end({ sessionId: newId() })).code).toBe('platform.not_found')
    expect((await end({ sessionId: sessions[0].id })).body).toEqual({ ended: 1 })
    expect(await alive(staff)).toBe(false)
    expect((await staff.get(`/identity/staff/${body.id}/sessions`)).status).toBe(401)
    const other = await desk.company()
    const stranger = await desk.signedIn(`admin@${other.code}`)
    expect((await stranger.get(`/identity/staff/${body.id}/sessions`)).code).toBe('platform.not_found')
  })
})
