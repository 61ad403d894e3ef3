import { STAFF_PERMISSIONS } from '@anju/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { newId } from '../../platform/ids.ts'
import { type Browser, decide, openStaffDesk, type StaffDesk } from '../testing/staff-desk.ts'
import { dutyConflicts, isSensitive } from './rights.ts'
import { ROLE_PRESETS } from './role-presets.ts'

let database: TestDatabase
let desk: StaffDesk
let company: { tenantId: string; code: string }
let admin: Browser

beforeAll(async () => {
  database = await cloneDatabase()
  desk = await openStaffDesk(database)
})
afterAll(async () => {
  await desk.server.close()
  await database.drop()
})
beforeEach(async () => {
  company = await desk.company()
  admin = await desk.signedIn(`admin@${company.code}`)
})

const make = (by: Browser, name: string, permissions: string[], id = newId()) =>
  by.post('/identity/roles', { id, name, permissions })

async function roleOf(code: string) {
  const { items } = (await admin.get('/identity/roles')).body
  return items.find((role: { code: string }) => role.code === code)
}

/** Somebody with these roles, signed in. */
async function staffWith(roleIds: string[], changes: object = {}) {
  const body = { id: newId(), userName: `u${newId().slice(-8)}`, name: '员工', roleIds, communityIds: null, ...changes }
  expect((await admin.post('/identity/staff', body)).status).toBe(200)
  const { code } = (await admin.post(`/identity/staff/${body.id}/invite`)).body
  const browser = desk.browser()
  await browser.post('/identity/invitations/accept', { app: 'console', code, password: 'green-mountain-41' })
  return { ...body, browser }
}

describe('presets', () => {
  it('are there for everybody of product.md, and give only what there is', () => {
    expect(ROLE_PRESETS.map(preset => preset.code)).toEqual([
      ...['company-admin', 'boss', 'finance-director', 'it-admin', 'project-manager', 'cashier', 'front-desk'],
      ...['dispatcher', 'meter-reader', 'repairer', 'guard', 'cleaner', 'gardener', 'inspector', 'control-room'],
      'merchant',
    ])
    expect(new Set(ROLE_PRESETS.map(preset => preset.name)).size).toBe(ROLE_PRESETS.length)
    const boss = ROLE_PRESETS.find(preset => preset.code === 'boss')
    expect(boss?.permissions.every(permission => permission.endsWith('.read'))).toBe(true)
  })

  it('of a merchant opens nothing of the company, and is no way around it', async () => {
    const id = newId()
    expect((await admin.post('/identity/role-presets/merchant', { id })).body).toMatchObject({ id, permissions: [] })
    const { browser } = await staffWith([id])
    expect((await browser.get('/identity/me')).body).toMatchObject({ permissions: [] })
    expect((await browser.get('/identity/staff')).status).toBe(403)
  })

  it('of the grounds are their own, and know nobody’s name', () => {
    const grounds = ROLE_PRESETS.filter(({ code }) => ['guard', 'cleaner', 'gardener', 'inspector'].includes(code))
    for (const { code, permissions } of grounds) {
      expect(permissions, code).not.toContain('registry.people.read')
      expect(permissions, code).toContain('workforce.self')
    }
    const homes = grounds.filter(({ permissions }) =>
      (permissions as readonly string[]).includes('registry.premises.read'),
    )
    expect(homes.map(({ code }) => code)).toEqual(['guard', 'inspector'])
  })

  it('not there from the beginning are added once', async () => {
    const { presets } = (await admin.get('/identity/role-rules')).body
    expect(presets.find((preset: { code: string }) => preset.code === 'boss').roleId).toBeNull()
    const id = newId()
    expect((await admin.post('/identity/role-presets/boss', { id })).body).toMatchObject({
      id,
      name: '公司领导（只看）',
    })
    expect((await admin.post('/identity/role-presets/boss', { id: newId() })).body.id).toBe(id)
    expect((await admin.post('/identity/role-presets/nobody', { id: newId() })).code).toBe('platform.not_found')
  })
})

describe('rights over money or users, and duties in conflict', () => {
  it('are known', () => {
    expect(
      ['payments.collect', 'identity.staff.manage', 'approvals.requests.decide', 'imports.control.sign'].every(
        isSensitive,
      ),
    ).toBe(true)
    expect(['payments.receipts.read', 'identity.staff.read', 'service-desk.orders.work'].some(isSensitive)).toBe(false)
    expect(dutyConflicts()).toContainEqual({
      ...{ code: 'ask-and-approve', one: 'billing.refunds.request', other: 'approvals.requests.decide' },
    })
    const known = new Set<string>(STAFF_PERMISSIONS)
    for (const { one, other } of dutyConflicts()) {
      expect(known.has(one) && known.has(other)).toBe(true)
      expect(one).not.toBe(other)
    }
  })
})

describe('a role', () => {
  it('is made, renamed, changed and deleted; two names are not the same', async () => {
    const made = (await make(admin, '夜班前台', ['registry.premises.read', 'registry.premises.read'])).body
    expect(made).toMatchObject({ name: '夜班前台', permissions: ['registry.premises.read'], version: 1, staffCount: 0 })
    expect((await make(admin, '夜班前台', [])).code).toBe('identity.role_name_taken')
    const edit = (version: number, name: string, permissions: string[]) =>
      admin.send('PUT', `/identity/roles/${made.id}`, { version, name, permissions })
    expect((await edit(1, '夜班', ['registry.people.read'])).body).toMatchObject({
      version: 2,
      permissions: ['registry.people.read'],
    })
    expect(await edit(1, '白班', [])).toMatchObject({
      code: 'platform.changed_meanwhile',
      body: { params: { version: 2 } },
    })
    expect((await edit(2, '收费员', [])).code).toBe('identity.role_name_taken')
    const [line] = await asOwner<{ detail: { changes: object[] } }>(
      database,
      `select detail from platform.audit where action = 'identity.editRole' and object = $1`,
      [made.id],
    )
    expect(line?.detail.changes).toEqual(
      expect.arrayContaining([
        { field: 'name', before: '夜班前台', after: '夜班' },
        { field: 'gained', before: [], after: ['registry.people.read'] },
      ]),
    )
    const holder = await staffWith([made.id])
    const remove = (seen: number) => admin.send('DELETE', `/identity/roles/${made.id}?version=${seen}`)
    expect(await remove(2)).toMatchObject({
      code: 'identity.role_held',
      body: { params: { staffCount: 1 } },
    })
    const { version } = (await admin.get(`/identity/staff/${holder.id}`)).body
    const cashier = (await roleOf('cashier')).id
    const { userName, name, communityIds } = holder
    const moved = { version, userName, name, communityIds, roleIds: [cashier] }
    expect((await admin.send('PUT', `/identity/staff/${holder.id}`, moved)).status).toBe(200)
    expect((await remove(1)).code).toBe('platform.changed_meanwhile')
    expect((await remove(2)).status).toBe(204)
    expect((await remove(2)).code).toBe('platform.not_found')
  })

  it('changed counts at the next request of who holds it', async () => {
    const role = (await make(admin, '看员工', ['identity.staff.read'])).body
    const { browser } = await staffWith([role.id])
    expect((await browser.get('/identity/staff')).status).toBe(200)
    await admin.send('PUT', `/identity/roles/${role.id}`, { version: 1, name: '看员工', permissions: [] })
    expect((await browser.get('/identity/staff')).status).toBe(403)
    expect((await browser.get('/identity/me')).body.permissions).toEqual([])
  })

  it('gains and loses only what the editor holds, over the whole company, and never a resident’s right', async () => {
    const role = (await make(admin, '管角色', ['identity.roles.manage', 'identity.staff.read'])).body
    const lesser = (await staffWith([role.id])).browser
    expect((await make(lesser, '更大', ['payments.collect'])).code).toBe('identity.beyond_own_authority')
    expect((await make(lesser, '一样', ['identity.staff.read'])).status).toBe(200)
    const cashier = await roleOf('cashier')
    const edit = (permissions: string[]) =>
      lesser.send('PUT', `/identity/roles/${cashier.id}`, { version: cashier.version, name: '收费员', permissions })
    expect((await edit([])).code).toBe('identity.beyond_own_authority')
    expect((await edit([...cashier.permissions, 'identity.staff.read'])).status).toBe(200)
    expect((await lesser.send('DELETE', `/identity/roles/${cashier.id}?version=${cashier.version}`)).code).toBe(
      'identity.beyond_own_authority',
    )
    expect((await make(admin, '业主', ['my.bills.read'])).code).toBe('identity.permission_not_for_staff')
    const scoped = (await staffWith([role.id], { communityIds: [newId()] })).browser
    expect((await make(scoped, '小区的', ['identity.staff.read'])).code).toBe('platform.beyond_scope')
    const other = await desk.company()
    const stranger = await desk.signedIn(`admin@${other.code}`)
    expect((await stranger.send('DELETE', `/identity/roles/${role.id}?version=1`)).code).toBe('platform.not_found')
  })

  it('leaves the company somebody who can put everything right', async () => {
    const role = await roleOf('company-admin')
    const without = role.permissions.filter((permission: string) => permission !== 'identity.roles.manage')
    const body = { version: role.version, name: role.name, permissions: without }
    expect((await admin.send('PUT', `/identity/roles/${role.id}`, body)).code).toBe('identity.last_administrator')
    const me = (await admin.get('/identity/me')).body
    const cashier = (await roleOf('cashier')).id
    const demote = { version: 1, userName: 'admin', name: '安平', communityIds: null, roleIds: [cashier] }
    expect((await admin.send('PUT', `/identity/staff/${me.accountId}`, demote)).code).toBe(
      'identity.last_administrator',
    )
    await staffWith([role.id])
    expect((await admin.send('PUT', `/identity/staff/${me.accountId}`, demote)).status).toBe(200)
    expect((await admin.get('/identity/staff')).status).toBe(403)
  })
})

describe('a grant that needs a second administrator', () => {
  it('waits, is agreed to by another, and is nobody’s own', async () => {
    const second = (await staffWith([(await roleOf('company-admin')).id])).browser
    await decide(database, company.tenantId, 'identity.roleGrantsNeedApproval', true)
    const [cashier, repairer] = [await roleOf('cashier'), await roleOf('repairer')]
    const staff = await staffWith([cashier.id, repairer.id])
    expect((await admin.get(`/identity/staff/${staff.id}`)).body).toMatchObject({
      roles: [{ name: '维修工' }],
      pendingRoles: ['收费员'],
    })
    expect((await staff.browser.get('/identity/me')).body.permissions).not.toContain('payments.collect')
    const [grant] = (await second.get('/identity/role-grants?state=asked')).body.items
    expect(grant).toMatchObject({ state: 'asked', roleName: '收费员', askedBy: '安平', staff: { id: staff.id } })
    const decideIt = (by: Browser, decision: string) =>
      by.post(`/identity/role-grants/${grant.id}/decide`, { decision, note: '核对过' })
    expect((await decideIt(admin, 'approved')).code).toBe('platform.own_request')
    expect((await decideIt(second, 'withdrawn')).code).toBe('platform.not_found')
    expect((await decideIt(second, 'approved')).body).toMatchObject({ state: 'approved', note: '核对过' })
    expect((await decideIt(second, 'refused')).code).toBe('identity.grant_decided')
    const file = await desk.server.inject({
      url: '/api/v1/identity/role-grants/export?state=approved&format=csv',
      cookies: { anju_console: second.token() ?? '' },
    })
    expect(file.body).toMatch(/,收费员,已同意,安平,.*,核对过/)
    expect((await staff.browser.get('/identity/me')).body.permissions).toContain('payments.collect')
    const more = [...repairer.permissions, 'payments.collect']
    const edit = { version: repairer.version, name: repairer.name, permissions: more }
    expect((await admin.send('PUT', `/identity/roles/${repairer.id}`, edit)).code).toBe(
      'identity.needs_second_administrator',
    )
  })

  it('is taken back by who asked', async () => {
    await decide(database, company.tenantId, 'identity.roleGrantsNeedApproval', true)
    const staff = await staffWith([(await roleOf('cashier')).id])
    const [grant] = (await admin.get('/identity/role-grants')).body.items
    const back = await admin.post(`/identity/role-grants/${grant.id}/decide`, { decision: 'withdrawn' })
    expect(back.body.state).toBe('withdrawn')
    expect((await admin.get(`/identity/staff/${staff.id}`)).body).toMatchObject({ roles: [], pendingRoles: [] })
  })
})
