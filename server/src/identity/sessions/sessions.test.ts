import { RESIDENT_PERMISSIONS } from '@anju/contract'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { makeDoor } from '../../../testing/door.ts'
import { asOwner, makeTenant, type Tenant } from '../../../testing/world.ts'
import { type Actor, ANONYMOUS } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { changeStaffState } from '../staff/set-staff-state.ts'
import { identity } from '../tables.ts'
import { revokeSession, signOut } from './end-sessions.ts'
import { isStillSignedIn } from './is-still-signed-in.ts'
import { whoAmI } from './me-view.ts'
import { openSession } from './open-session.ts'
import { resolveActor } from './resolve-actor.ts'
import type { AppName } from './session.ts'
import { listMySessions } from './session-view.ts'

const START = new Date('2026-03-02T01:00:00Z')
const HOUR = 3600 * 1000
let database: TestDatabase
let tenant: Tenant
let staff: Actor

beforeAll(async () => {
  database = await cloneDatabase()
  tenant = await makeTenant(database)
})
afterAll(() => database.drop())
beforeEach(async () => {
  setClock(START)
  staff = await tenant.staff({ permissions: ['payments.collect'] })
})
afterEach(() => setClock(null))

const open = (actor: Actor, app: AppName) =>
  inTransaction(database.db, actor, tx => openSession(tx, actor, { app, device: 'Firefox' }))
const resolve = (token: string, app: AppName) => resolveActor(database.db, token, app)
const list = (actor: Actor) => inTransaction(database.db, actor, tx => listMySessions(tx, actor), { readOnly: true })
const later = (ms: number) => setClock(new Date(START.getTime() + ms))

/** Comes by every so often, until a moment; answers whether the session still stands. */
async function alive(token: string, app: AppName, untilMs: number, everyMs: number): Promise<boolean> {
  for (let ms = everyMs; ms <= untilMs; ms += everyMs) {
    later(ms)
    if ((await resolve(token, app)).kind === 'anonymous') return false
  }
  return true
}

describe('a session', () => {
  it('is somebody’s in its own app only', async () => {
    const session = await open(staff, 'console')
    expect(await resolve(session.token, 'console')).toMatchObject({
      kind: 'staff',
      id: staff.id,
      sessionId: session.id,
      tenantId: tenant.tenantId,
    })
    expect(await resolve(session.token, 'field')).toEqual(ANONYMOUS)
    expect(await resolve(session.token, 'resident')).toEqual(ANONYMOUS)
    expect(await resolve(`${session.token}x`, 'console')).toEqual(ANONYMOUS)
    expect(await resolve('', 'console')).toEqual(ANONYMOUS)
  })

  it.each<[AppName, number, number]>([
    ['console', 12 * HOUR, HOUR],
    ['field', 30 * 24 * HOUR, 24 * HOUR],
  ])('%s: ends when it is old, however busy', async (app, wholeMs, everyMs) => {
    const { token } = await open(staff, app)
    expect(await alive(token, app, wholeMs - everyMs, everyMs)).toBe(true)
    later(wholeMs)
    expect((await resolve(token, app)).kind).toBe('anonymous')
  })

  it.each<[AppName, number]>([
    ['console', 2 * HOUR],
    ['field', 7 * 24 * HOUR],
  ])('%s: ends when it is idle', async (app, idleMs) => {
    const { token } = await open(staff, app)
    later(idleMs - 1)
    expect((await resolve(token, app)).kind).toBe('staff')
    later(2 * idleMs - 2)
    expect((await resolve(token, app)).kind).toBe('staff')
    later(3 * idleMs - 2)
    expect((await resolve(token, app)).kind).toBe('anonymous')
  })

  it('of a resident lasts 90 days, idle or not', async () => {
    const resident = await tenant.resident(newId())
    const { token } = await open(resident, 'resident')
    later(90 * 24 * HOUR - 1)
    const actor = await resolve(token, 'resident')
    expect(actor).toMatchObject({ kind: 'resident', personId: resident.personId, communityIds: null })
    expect([...actor.permissions]).toEqual([...RESIDENT_PERMISSIONS])
    later(90 * 24 * HOUR)
    expect((await resolve(token, 'resident')).kind).toBe('anonymous')
  })

  it('writes down that it is alive at most once a minute', async () => {
    const { token, id } = await open(staff, 'console')
    const seen = async () =>
      (await asOwner<{ at: Date }>(database, 'select last_seen_at as at from identity.session where id = $1', [id]))[0]
        ?.at
    later(59_000)
    await resolve(token, 'console')
    expect(await seen()).toEqual(START)
    later(61_000)
    await Promise.all([resolve(token, 'console'), resolve(token, 'console')])
    expect(await seen()).toEqual(new Date(START.getTime() + 61_000))
    later(100_000)
    await resolve(token, 'console')
    expect(await seen()).toEqual(new Date(START.getTime() + 61_000))
  })

  it('dies with its account, and a scope or role changed counts at the next request', async () => {
    const { token } = await open(staff, 'console')
    const communityId = newId()
    await asOwner(database, 'update identity.staff_account set community_ids = $2 where id = $1', [
      staff.id,
      [communityId],
    ])
    expect((await resolve(token, 'console')).communityIds).toEqual([communityId])
    await asOwner(database, 'delete from identity.staff_role where staff_id = $1', [staff.id])
    expect((await resolve(token, 'console')).permissions.size).toBe(0)
    await asOwner(database, `update identity.staff_account set state = 'disabled' where id = $1`, [staff.id])
    expect((await resolve(token, 'console')).kind).toBe('anonymous')
  })

  it('stands for what stays open until it ends, and until its rights change', async () => {
    const stands = (actor: Actor) => isStillSignedIn(database.db, actor)
    const resident = await tenant.resident(newId())
    for (const [who, app] of [[staff, 'console'] as const, [resident, 'resident'] as const]) {
      const { token, id } = await open(who, app)
      const actor = await resolve(token, app)
      expect(await stands(actor)).toBe(true)
      await inTransaction(database.db, actor, tx => revokeSession(tx, actor, { sessionId: id }))
      expect(await stands(actor)).toBe(false)
    }
    const actor = await resolve((await open(staff, 'console')).token, 'console')
    later(2 * HOUR - 1)
    expect(await stands(actor)).toBe(true)
    later(2 * HOUR)
    expect(await stands(actor), 'watching is no sign of life').toBe(false)
    later(0)
    await asOwner(database, 'update identity.staff_account set community_ids = $2 where id = $1', [staff.id, [newId()]])
    expect(await stands(actor)).toBe(false)
    await asOwner(database, 'update identity.staff_account set community_ids = null where id = $1', [staff.id])
    expect(await stands(actor)).toBe(true)
    await asOwner(database, 'delete from identity.staff_role where staff_id = $1', [staff.id])
    expect(await stands(actor)).toBe(false)
  })

  it('does not come back when a disabled account is enabled', async () => {
    const { token } = await open(staff, 'console')
    for (const state of ['disabled', 'active'] as const) {
      await inTransaction(database.db, tenant.system, tx =>
        changeStaffState(tx, tenant.system, { staffId: staff.id ?? '', state }),
      )
    }
    expect((await resolve(token, 'console')).kind).toBe('anonymous')
  })
})

describe('signing out and revoking', () => {
  it('signs this session out and forgets its cookie, leaving the others', async () => {
    const [here, there] = [await open(staff, 'console'), await open(staff, 'field')]
    const door = makeDoor(database)
    door.setCookie('anju_console', here.token, here.expiresAt)
    door.setCookie('anju_field', there.token, there.expiresAt)
    await signOut(door, await resolve(here.token, 'console'))
    expect([...door.cookies.keys()]).toEqual(['anju_field'])
    expect((await resolve(here.token, 'console')).kind).toBe('anonymous')
    expect((await resolve(there.token, 'field')).kind).toBe('staff')
    const lines = await asOwner(
      database,
      `select actor_id from platform.audit where action = 'identity.signOut' and object = $1`,
      [here.id],
    )
    expect(lines).toEqual([{ actor_id: staff.id }])
  })

  it('lists one’s own open sessions, the current one marked, and revokes one of them', async () => {
    const phone = await open(staff, 'field')
    later(1000)
    const desk = await open(staff, 'console')
    const me = await resolve(desk.token, 'console')
    expect((await list(me)).items).toMatchObject([
      { id: desk.id, app: 'console', current: true, device: 'Firefox' },
      { id: phone.id, app: 'field', current: false },
    ])
    await inTransaction(database.db, me, tx => revokeSession(tx, me, { sessionId: phone.id }))
    expect((await resolve(phone.token, 'field')).kind).toBe('anonymous')
    expect((await list(me)).items.map(item => item.id)).toEqual([desk.id])
    await expect(
      inTransaction(database.db, me, tx => revokeSession(tx, me, { sessionId: phone.id })),
    ).rejects.toMatchObject({ code: 'platform.not_found' })
  })

  it('lists none that is over', async () => {
    await open(staff, 'console')
    const phone = await open(staff, 'field')
    later(3 * HOUR)
    expect((await list(staff)).items.map(item => item.id)).toEqual([phone.id])
  })

  it('reaches nobody else’s session', async () => {
    const { id, token } = await open(staff, 'console')
    const colleague = await tenant.staff()
    const stranger = await (await makeTenant(database, '邻里')).staff()
    const resident = await tenant.resident(newId())
    for (const actor of [colleague, stranger, resident]) {
      expect((await list(actor)).items).toEqual([])
      await expect(
        inTransaction(database.db, actor, tx => revokeSession(tx, actor, { sessionId: id })),
      ).rejects.toMatchObject({ status: 404 })
    }
    expect((await resolve(token, 'console')).kind).toBe('staff')
  })
})

describe('the walls', () => {
  it('hide sessions, roles and staff from residents, and everything from other companies and from nobody', async () => {
    const resident = await tenant.resident(newId())
    await open(staff, 'console')
    const own = await open(resident, 'resident')
    const see = (actor: Actor, table: 'session' | 'role' | 'staffAccount' | 'staffRole') =>
      inTransaction(database.db, actor, tx => identity(tx).selectFrom(`identity.${table}`).select('tenantId').execute())
    expect(
      await inTransaction(database.db, resident, tx =>
        identity(tx).selectFrom('identity.session').select('id').execute(),
      ),
    ).toEqual([{ id: own.id }])
    for (const table of ['role', 'staffAccount', 'staffRole'] as const) {
      expect(await see(resident, table)).toEqual([])
      expect(await see(ANONYMOUS, table)).toEqual([])
      expect((await see(staff, table)).length).toBeGreaterThan(0)
    }
    const stranger = await (await makeTenant(database, '邻里')).staff()
    expect(await see(stranger, 'session')).toEqual([])
    expect(await see(stranger, 'staffAccount')).toHaveLength(1)
    expect(await see(ANONYMOUS, 'session')).toEqual([])
  })
})

describe('whoAmI', () => {
  it('tells company, roles, permissions and scope', async () => {
    const scoped = await tenant.staff({
      name: '钱丽',
      permissions: ['payments.collect', 'service-desk.orders.work'],
      communityIds: [newId()],
    })
    expect(await inTransaction(database.db, scoped, tx => whoAmI(tx, scoped), { readOnly: true })).toEqual({
      kind: 'staff',
      accountId: scoped.id,
      name: '钱丽',
      company: { id: tenant.tenantId, name: '测试物业' },
      permissions: ['payments.collect', 'service-desk.orders.work'],
      roles: [expect.stringContaining('测试角色')],
      communityIds: scoped.communityIds,
      buildingIds: null,
      modules: [],
      duties: [],
    })
  })
})
