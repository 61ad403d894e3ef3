import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { newId } from '../../platform/ids.ts'
import { type Browser, openStaffDesk, type StaffDesk } from '../testing/staff-desk.ts'

let database: TestDatabase
let desk: StaffDesk
let company: { tenantId: string; code: string }
let admin: Browser
let roles: Map<string, string>

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
  const { items } = (await admin.get('/identity/roles')).body as { items: { code: string; id: string }[] }
  roles = new Map(items.map(role => [role.code, role.id]))
})

async function account(changes: object = {}) {
  const userName = `u${newId().slice(-8)}`
  const body = { id: newId(), userName, name: '钱丽', roleIds: [roles.get('cashier')], communityIds: null, ...changes }
  const answer = await admin.post('/identity/staff', body)
  return { ...body, answer }
}

/** Lets somebody in. */
async function enter(staffId: string): Promise<Browser> {
  const { code } = (await admin.post(`/identity/staff/${staffId}/invite`)).body
  const browser = desk.browser()
  await browser.post('/identity/invitations/accept', { app: 'console', code, password: 'green-mountain-41' })
  return browser
}

describe('editing an account', () => {
  it('changes name, phone, roles and scope at once; two editors lose nothing; the audit line says what changed', async () => {
    const { id } = await account({ phone: '13911110001' })
    const browser = await enter(id)
    const communityIds = [newId()]
    const edit = (version: number, changes: object) =>
      admin.send('PUT', `/identity/staff/${id}`, {
        ...{ version, userName: 'new.name', name: '钱丽丽', roleIds: [roles.get('repairer')], communityIds },
        ...changes,
      })
    expect((await edit(1, {})).body).toMatchObject({
      ...{ version: 2, userName: 'new.name', name: '钱丽丽', communityIds, phoneMasked: '139****0001' },
      roles: [{ name: '维修工' }],
    })
    expect((await browser.get('/identity/me')).body).toMatchObject({ name: '钱丽丽', communityIds })
    expect((await edit(1, {})).code).toBe('platform.changed_meanwhile')
    expect((await edit(2, { phone: null })).body).toMatchObject({ phoneMasked: null, version: 3 })
    const lines = await asOwner<{ detail: { changes: { field: string }[] } }>(
      database,
      `select detail from platform.audit where action = 'identity.editStaff' and object = $1 order by seq`,
      [id],
    )
    expect(lines.map(line => line.detail.changes.map(change => change.field).toSorted())).toEqual([
      ['communityIds', 'name', 'roles', 'userName'],
      ['phone'],
    ])
    expect(JSON.stringify(lines)).not.toContain('13911110001')
  })

  it('refuses names and phones that are taken, and buildings without their communities', async () => {
    const first = await account({ phone: '13911110002' })
    const second = await account()
    const edit = (changes: object) =>
      admin.send('PUT', `/identity/staff/${second.id}`, {
        ...{ version: 1, userName: second.userName, name: '钱丽', roleIds: second.roleIds, communityIds: null },
        ...changes,
      })
    expect((await edit({ userName: first.userName })).code).toBe('identity.user_name_taken')
    expect((await edit({ phone: '13911110002' })).code).toBe('identity.phone_taken')
    expect((await edit({ buildingIds: [newId()] })).code).toBe('identity.scope_wrong')
    expect((await edit({ roleIds: [newId()] })).code).toBe('identity.role_not_found')
  })

  it('gives no building beyond the giver’s own, and touches nobody mightier', async () => {
    const role = (
      await admin.post('/identity/roles', {
        ...{ id: newId(), name: '楼长', permissions: ['identity.staff.read', 'identity.staff.manage'] },
      })
    ).body
    const [communityId, one, two] = [newId(), newId(), newId()]
    const scope = { communityIds: [communityId], buildingIds: [one] }
    const keeper = await account({ roleIds: [role.id], ...scope })
    const browser = await enter(keeper.id)
    expect((await browser.get('/identity/me')).body).toMatchObject(scope)
    const body = { userName: `v${newId().slice(-8)}`, name: '楼管', roleIds: [role.id], communityIds: [communityId] }
    const open = (buildingIds: string[] | null) =>
      browser.post('/identity/staff', { ...body, id: newId(), buildingIds })
    expect((await open(null)).code).toBe('identity.beyond_own_authority')
    expect((await open([one, two])).code).toBe('identity.beyond_own_authority')
    expect((await open([one])).body).toMatchObject({ buildingIds: [one] })
    const me = (await admin.get('/identity/me')).body.accountId
    const change = { version: 1, userName: 'admin', name: '别人', roleIds: [role.id], ...scope }
    expect((await browser.send('PUT', `/identity/staff/${me}`, change)).code).toBe('identity.beyond_own_authority')
    expect((await browser.post(`/identity/staff/${me}/reset-password`, { reason: '试试' })).code).toBe(
      'identity.beyond_own_authority',
    )
  })
})

describe('finding accounts', () => {
  it('by permission, state and community; the export has the same filters', async () => {
    const communityId = newId()
    const cashier = await account({ communityIds: [communityId] })
    const other = await account({ communityIds: [newId()], roleIds: [roles.get('repairer')] })
    const found = async (query: string) =>
      (await admin.get(`/identity/staff?${query}`)).body.items.map((item: { id: string }) => item.id)
    const collecting = await found('permission=payments.collect')
    expect(collecting).toContain(cashier.id)
    expect(collecting).not.toContain(other.id)
    expect(await found(`communityId=${communityId}&state=not-in-yet`)).toEqual([cashier.id])
    expect(await found('state=locked')).toEqual([])
    const { version } = (await admin.get(`/identity/staff/${other.id}`)).body
    await admin.post(`/identity/staff/${other.id}/state`, { state: 'disabled', reason: '离职', version })
    expect(await found('state=disabled')).toEqual([other.id])
    const file = await desk.server.inject({
      url: '/api/v1/identity/staff/export?state=disabled&format=csv',
      cookies: { anju_console: admin.token() ?? '' },
    })
    expect(file.body).toContain(other.userName)
    expect(file.body).not.toContain(cashier.userName)
  })
})
