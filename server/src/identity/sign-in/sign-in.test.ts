import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { makeDoor } from '../../../testing/door.ts'
import { asOwner, makeTenant, type Tenant } from '../../../testing/world.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { resolveActor } from '../sessions/resolve-actor.ts'
import { createStaff } from '../staff/create-staff.ts'
import { changeStaffState } from '../staff/set-staff-state.ts'
import { signIn } from './sign-in.ts'

const PASSWORD = 'right-horse-battery'
const START = new Date('2026-03-02T01:00:00Z')

let database: TestDatabase
let tenant: Tenant
let companyCode: string
let userName: string
let staffId: string
let names = 0

beforeAll(async () => {
  database = await cloneDatabase()
  tenant = await makeTenant(database)
  const [row] = await asOwner<{ code: string }>(database, 'select code from identity.company where tenant_id = $1', [
    tenant.tenantId,
  ])
  companyCode = row?.code ?? ''
})
afterAll(() => database.drop())
beforeEach(async () => {
  setClock(START)
  userName = `cashier${++names}`
  staffId = await staffOf(tenant, userName)
})
afterEach(() => setClock(null))

async function staffOf(of: Tenant, name: string): Promise<string> {
  const id = newId()
  const roleId = newId()
  await asOwner(
    database,
    'insert into identity.role (tenant_id, id, code, name, permissions) values ($1, $2, $3, $4, $5)',
    [of.tenantId, roleId, `role-${roleId}`, `收费员 ${name}`, ['payments.collect', 'registry.premises.read']],
  )
  await inTransaction(database.db, of.system, tx =>
    createStaff(tx, of.system, {
      id,
      userName: name,
      name: '钱丽',
      password: PASSWORD,
      roleIds: [roleId],
      communityIds: null,
      buildingIds: null,
    }),
  )
  return id
}

function attempt(password: string, account = userName, app: 'console' | 'field' = 'console') {
  const door = makeDoor(database, { device: 'Firefox' })
  return signIn(door, door.guest, { app, account, password }).then(step => {
    if (step.kind === 'totp-needed') throw new Error('No second factor was expected.')
    return { me: step, door }
  })
}

async function failTimes(times: number, account = userName): Promise<void> {
  for (let time = 0; time < times; time++) await attempt('wrong', account).catch(() => undefined)
}

const later = (minutes: number) => setClock(new Date(START.getTime() + minutes * 60_000))

describe('signing in', () => {
  it('opens a session whose token is the cookie and is nowhere stored', async () => {
    const { me, door } = await attempt(PASSWORD)
    expect(me).toMatchObject({
      kind: 'staff',
      accountId: staffId,
      name: '钱丽',
      company: { id: tenant.tenantId, name: '测试物业' },
      roles: [`收费员 ${userName}`],
    })
    expect(me.permissions).toEqual(['registry.premises.read', 'payments.collect'])
    const cookie = door.cookies.get('anju_console')
    expect(cookie?.value).toMatch(/^[\w-]{43}$/)
    expect(cookie?.expires).toEqual(new Date(START.getTime() + 12 * 3600 * 1000))
    const actor = await resolveActor(database.db, cookie?.value ?? '', 'console')
    expect(actor).toMatchObject({
      kind: 'staff',
      id: staffId,
      tenantId: tenant.tenantId,
      name: '钱丽',
      communityIds: null,
    })
    expect([...actor.permissions].sort()).toEqual(['payments.collect', 'registry.premises.read'])
    const [stored] = await asOwner<{ text: string; address: string; device: string }>(
      database,
      'select s::text as text, address, device from identity.session s where account_id = $1',
      [staffId],
    )
    expect(stored).toMatchObject({ address: '192.0.2.1', device: 'Firefox' })
    expect(stored?.text).not.toContain(cookie?.value)
  })

  it('finds the account by name@company too, whatever the letters’ case, and each app has its own cookie', async () => {
    const { door } = await attempt(PASSWORD, `${userName.toUpperCase()}@${companyCode.toUpperCase()}`, 'field')
    expect([...door.cookies.keys()]).toEqual(['anju_field'])
  })

  it('takes a password written in full-width letters for the same', async () => {
    await expect(attempt('ｒｉｇｈｔ－horse-battery')).resolves.toBeDefined()
  })

  it('stores argon2id, never the password', async () => {
    const [row] = await asOwner<{ hash: string }>(
      database,
      'select password_hash as hash from identity.staff_account where id = $1',
      [staffId],
    )
    expect(row?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  it('refuses a wrong password, an unknown name and an unknown company alike', async () => {
    await expect(attempt('wrong')).rejects.toMatchObject({
      code: 'identity.wrong_credentials',
      status: 401,
      params: {},
    })
    await expect(attempt(PASSWORD, 'nobody-here')).rejects.toMatchObject({
      code: 'identity.wrong_credentials',
      params: {},
    })
    await expect(attempt(PASSWORD, `${userName}@nowhere`)).rejects.toMatchObject({
      code: 'identity.wrong_credentials',
      params: {},
    })
  })

  it('refuses a name that two companies have unless the company is said', async () => {
    const other = await makeTenant(database, '邻里')
    await staffOf(other, userName)
    await expect(attempt(PASSWORD)).rejects.toMatchObject({ code: 'identity.wrong_credentials' })
    expect((await attempt(PASSWORD, `${userName}@${companyCode}`)).me.accountId).toBe(staffId)
  })

  it('refuses a disabled account as if the password were wrong', async () => {
    await inTransaction(database.db, tenant.system, tx =>
      changeStaffState(tx, tenant.system, { staffId, state: 'disabled' }),
    )
    await expect(attempt(PASSWORD)).rejects.toMatchObject({ code: 'identity.wrong_credentials' })
  })

  it('writes success and failure into the audit log', async () => {
    await attempt('wrong').catch(() => undefined)
    await attempt(PASSWORD)
    const lines = await asOwner(
      database,
      'select action, actor_kind, actor_name, address from platform.audit where object = $1 order by seq',
      [staffId],
    )
    expect(lines).toEqual([
      { action: 'identity.signInFailed', actor_kind: 'anonymous', actor_name: '', address: '192.0.2.1' },
      { action: 'identity.signIn', actor_kind: 'staff', actor_name: '钱丽', address: '192.0.2.1' },
    ])
  })
})

describe('lockout', () => {
  it('locks for 15 minutes at the fifth failure, then for twice as long each round', async () => {
    await failTimes(4)
    await expect(attempt('wrong')).rejects.toMatchObject({
      code: 'identity.locked_out',
      status: 423,
      params: { until: '2026-03-02T01:15:00.000Z' },
    })
    await expect(attempt(PASSWORD)).rejects.toMatchObject({
      code: 'identity.locked_out',
      params: { until: '2026-03-02T01:15:00.000Z' },
    })
    later(14.9)
    await expect(attempt(PASSWORD)).rejects.toMatchObject({ code: 'identity.locked_out' })
    later(15)
    await failTimes(4)
    await expect(attempt('wrong')).rejects.toMatchObject({ params: { until: '2026-03-02T01:45:00.000Z' } })
    later(45)
    await failTimes(4)
    await expect(attempt('wrong')).rejects.toMatchObject({ params: { until: '2026-03-02T02:45:00.000Z' } })
    later(106)
    await attempt(PASSWORD)
  })

  it('starts again from nothing after a success', async () => {
    await failTimes(4)
    await attempt(PASSWORD)
    await failTimes(4)
    await expect(attempt(PASSWORD)).resolves.toBeDefined()
    await failTimes(4)
    await expect(attempt('wrong')).rejects.toMatchObject({ params: { until: '2026-03-02T01:15:00.000Z' } })
  })

  it('lets twenty guesses made at once look at the password five times', async () => {
    const guesses = await Promise.allSettled([
      ...Array.from({ length: 19 }, () => attempt('wrong')),
      attempt('wrong too'),
    ])
    const codes = guesses.map(guess => (guess.status === 'rejected' ? guess.reason.code : 'in'))
    expect(codes.filter(code => code === 'identity.wrong_credentials')).toHaveLength(4)
    expect(codes.filter(code => code === 'identity.locked_out')).toHaveLength(16)
    const [row] = await asOwner<{ failed: number }>(
      database,
      'select failed_count as failed from identity.staff_account where id = $1',
      [staffId],
    )
    expect(row?.failed).toBe(5)
  })

  it('locks a name that nobody has in the same way, so that a lock does not tell who exists', async () => {
    await failTimes(4, 'nobody-at-all')
    await expect(attempt('wrong', 'Nobody-At-All')).rejects.toMatchObject({
      code: 'identity.locked_out',
      params: { until: '2026-03-02T01:15:00.000Z' },
    })
    await expect(attempt('wrong', 'nobody-at-all')).rejects.toMatchObject({ code: 'identity.locked_out' })
    later(60 * 24 * 3)
    await attempt('wrong', 'another-nobody').catch(() => undefined)
    const [row] = await asOwner<{ count: number }>(
      database,
      'select count(*)::int as count from identity.stray_sign_in',
    )
    expect(row?.count).toBe(1)
  })

  it('is lifted when the account is enabled again', async () => {
    await failTimes(5)
    await inTransaction(database.db, tenant.system, tx =>
      changeStaffState(tx, tenant.system, { staffId, state: 'active' }),
    )
    await expect(attempt(PASSWORD)).resolves.toBeDefined()
  })
})
