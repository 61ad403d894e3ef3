import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner, makeTenant, type Tenant } from '../../../testing/world.ts'
import { type Actor, systemActor } from '../../platform/actor.ts'
import { inTransaction, openDatabase, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { createCompany } from '../companies/create-company.ts'
import { ROLE_PRESETS } from '../roles/role-presets.ts'
import { listRoles } from '../roles/role-view.ts'
import { createStaff } from './create-staff.ts'
import { setStaffState } from './set-staff-state.ts'
import { listStaff } from './staff-view.ts'

let database: TestDatabase
let company: Tenant
let roles: Map<string, string>
let admin: Actor
let names = 0

beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  company = await makeTenant(database)
  admin = await company.staff({ name: '管理员' })
  roles = new Map()
  for (const preset of ROLE_PRESETS) {
    const id = newId()
    roles.set(preset.code, id)
    await asOwner(
      database,
      'insert into identity.role (tenant_id, id, code, name, permissions) values ($1, $2, $3, $4, $5)',
      [company.tenantId, id, preset.code, preset.name, [...preset.permissions]],
    )
  }
})

function as<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(database.db, actor, work)
}

function inputOf(overrides: Partial<Parameters<typeof createStaff>[2]> = {}) {
  return {
    id: newId(),
    userName: `staff${++names}`,
    name: '钱丽',
    password: 'a-first-password',
    roleIds: [roles.get('cashier') ?? ''],
    communityIds: null,
    buildingIds: null,
    ...overrides,
  }
}

const create = (actor: Actor, overrides: Parameters<typeof inputOf>[0] = {}) =>
  as(actor, tx => createStaff(tx, actor, inputOf(overrides)))

describe('createStaff', () => {
  it('opens an account with roles and scope', async () => {
    const communityIds = [newId()]
    const made = await create(admin, {
      name: '李工',
      roleIds: [roles.get('repairer') ?? '', roles.get('cashier') ?? ''],
      communityIds,
    })
    expect(made).toMatchObject({ name: '李工', state: 'active', communityIds, lockedUntil: null, lastSignInAt: null })
    expect(made.roles.map(role => role.name)).toEqual(expect.arrayContaining(['收费员', '维修工']))
  })

  it('refuses a taken name, also when asked for at once, but not one of another company', async () => {
    const results = await Promise.allSettled([
      create(admin, { userName: 'twice' }),
      create(admin, { userName: 'twice' }),
    ])
    expect(results.map(result => (result.status === 'rejected' ? result.reason.code : 'made')).sort()).toEqual([
      'identity.user_name_taken',
      'made',
    ])
    const other = await makeTenant(database, '邻里')
    const otherAdmin = await other.staff()
    const roleId = newId()
    await asOwner(
      database,
      `insert into identity.role (tenant_id, id, code, name, permissions) values ($1, $2, 'cashier', '收费员', '{}')`,
      [other.tenantId, roleId],
    )
    await expect(create(otherAdmin, { userName: 'twice', roleIds: [roleId] })).resolves.toBeDefined()
  })

  it('refuses roles that do not exist, also those of another company', async () => {
    const other = await makeTenant(database, '邻里')
    const foreign = await other.staff()
    const [row] = await asOwner<{ role_id: string }>(
      database,
      'select role_id from identity.staff_role where staff_id = $1',
      [foreign.id],
    )
    for (const roleId of [newId(), row?.role_id ?? ''])
      await expect(create(admin, { roleIds: [roleId] })).rejects.toMatchObject({
        code: 'identity.role_not_found',
        status: 422,
      })
  })

  it('gives no rights and no communities beyond the giver’s own', async () => {
    const here = newId()
    const lesser = await company.staff({
      permissions: [
        'identity.staff.manage',
        ...(ROLE_PRESETS.find(role => role.code === 'cashier')?.permissions ?? []),
      ],
      communityIds: [here],
    })
    const refused = { code: 'identity.beyond_own_authority', status: 403 }
    await expect(
      create(lesser, { communityIds: [here], roleIds: [roles.get('company-admin') ?? ''] }),
    ).rejects.toMatchObject(refused)
    await expect(create(lesser, { communityIds: null })).rejects.toMatchObject(refused)
    await expect(create(lesser, { communityIds: [here, newId()] })).rejects.toMatchObject(refused)
    await expect(create(lesser, { communityIds: [here] })).resolves.toMatchObject({ communityIds: [here] })
  })
})

describe('setStaffState', () => {
  it('disables and enables, but not oneself, not strangers, not the mightier', async () => {
    const made = await create(admin)
    const set = async (actor: Actor, staffId: string, state: 'active' | 'disabled', version?: number) => {
      const [row] = await asOwner<{ version: number }>(
        database,
        'select version from identity.staff_account where id = $1',
        [staffId],
      )
      const seen = version ?? row?.version ?? 1
      return as(actor, tx => setStaffState(tx, actor, { staffId, state, reason: '离职', version: seen }))
    }
    expect(await set(admin, made.id, 'disabled')).toMatchObject({ id: made.id, state: 'disabled' })
    expect(await set(admin, made.id, 'active')).toMatchObject({ state: 'active' })
    // Somebody else has enabled the account since it was looked at.
    await expect(set(admin, made.id, 'disabled', 1)).rejects.toMatchObject({
      ...{ code: 'platform.changed_meanwhile', params: { version: 3 } },
    })
    await expect(set(admin, admin.id ?? '', 'disabled')).rejects.toMatchObject({ code: 'identity.cannot_disable_self' })
    await expect(set(admin, newId(), 'disabled')).rejects.toMatchObject({ code: 'platform.not_found' })
    const stranger = await (await makeTenant(database, '邻里')).staff()
    await expect(set(stranger, made.id, 'disabled')).rejects.toMatchObject({ code: 'platform.not_found' })
    const lesser = await company.staff({ permissions: ['identity.staff.manage'] })
    await expect(set(lesser, admin.id ?? '', 'disabled')).rejects.toMatchObject({
      code: 'identity.beyond_own_authority',
    })
  })
})

describe('listStaff', () => {
  it('pages in order, with a total, and filters by text and role', async () => {
    for (let index = 0; index < 7; index++) await create(admin, { userName: `page${index}x`, name: `页${index}` })
    const first = await as(admin, tx => listStaff(tx, admin, { limit: 3, text: 'page' }))
    expect(first).toMatchObject({
      total: 7,
      items: [{ userName: 'page0x' }, { userName: 'page1x' }, { userName: 'page2x' }],
    })
    const second = await as(admin, tx => listStaff(tx, admin, { limit: 10, text: 'page', cursor: first.next ?? '' }))
    expect(second.items.map(item => item.userName)).toEqual(['page3x', 'page4x', 'page5x', 'page6x'])
    expect(second.next).toBeNull()
    const byName = await as(admin, tx => listStaff(tx, admin, { limit: 2, text: '页', sort: '-name' }))
    expect(byName.items.map(item => item.name)).toEqual(['页6', '页5'])
    expect((await as(admin, tx => listStaff(tx, admin, { limit: 50, roleId: roles.get('cashier') }))).total).toBe(7)
    expect((await as(admin, tx => listStaff(tx, admin, { limit: 50, roleId: roles.get('repairer') }))).total).toBe(0)
    expect((await as(admin, tx => listStaff(tx, admin, { limit: 50, text: '%' }))).total).toBe(0)
    await expect(as(admin, tx => listStaff(tx, admin, { limit: 50, sort: 'passwordHash' }))).rejects.toMatchObject({
      code: 'platform.sort_wrong',
    })
  })

  it.each(['userName', 'name', 'state', 'createdAt', 'lastSignInAt'])(
    'sorts by %s without losing or repeating anybody',
    async sort => {
      for (let index = 0; index < 3; index++) await create(admin)
      for (const direction of ['', '-']) {
        const seen: string[] = []
        let cursor: string | undefined
        do {
          const page = await as(admin, tx => listStaff(tx, admin, { limit: 1, sort: `${direction}${sort}`, cursor }))
          seen.push(...page.items.map(item => item.id))
          cursor = page.next ?? undefined
        } while (cursor)
        expect(new Set(seen).size).toBe(4)
        expect(seen).toHaveLength(4)
      }
    },
  )

  it('shows nobody of another company, and to scoped staff those who work in their communities', async () => {
    const [here, there] = [newId(), newId()]
    const [near, far] = [
      await create(admin, { communityIds: [here, there] }),
      await create(admin, { communityIds: [there] }),
    ]
    const scoped = await company.staff({ communityIds: [here] })
    const seen = (await as(scoped, tx => listStaff(tx, scoped, { limit: 50 }))).items.map(item => item.id)
    expect(seen).toEqual(expect.arrayContaining([near.id, admin.id, scoped.id]))
    expect(seen).not.toContain(far.id)
    const stranger = await (await makeTenant(database, '邻里')).staff()
    expect((await as(stranger, tx => listStaff(tx, stranger, { limit: 50 }))).items.map(item => item.id)).toEqual([
      stranger.id,
    ])
    const resident = await company.resident(newId())
    expect((await as(resident, tx => listStaff(tx, resident, { limit: 50 }))).items).toEqual([])
  })
})

describe('companies and roles', () => {
  it('createCompany brings the preset roles; only the owner of the database may', async () => {
    const id = newId()
    const system = systemActor(id)
    const input = { id, code: `k${id.slice(-10)}`, name: '新物业' }
    await expect(inTransaction(database.db, system, tx => createCompany(tx, input))).rejects.toThrow(
      /permission denied/,
    )
    const owner = openDatabase(database.adminUrl, { maxConnections: 1 })
    await inTransaction(owner, system, tx => createCompany(tx, input)).finally(() => owner.close())
    const { items } = await as(system, tx => listRoles(tx, system))
    expect(items.map(role => role.code).sort()).toEqual(
      ROLE_PRESETS.filter(preset => preset.first)
        .map(preset => preset.code)
        .sort(),
    )
    expect(items.find(role => role.code === 'repairer')).toMatchObject({
      name: '维修工',
      permissions: expect.arrayContaining(['service-desk.orders.work']),
      staffCount: 0,
    })
  })

  it('listRoles counts the holders and shows only the own company’s', async () => {
    await create(admin)
    await create(admin)
    const { items } = await as(admin, tx => listRoles(tx, admin))
    expect(items.find(role => role.code === 'cashier')?.staffCount).toBe(2)
    const stranger = await (await makeTenant(database, '邻里')).staff()
    expect((await as(stranger, tx => listRoles(tx, stranger))).items).toHaveLength(1)
  })
})
