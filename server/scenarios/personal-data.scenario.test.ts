import { ApiError, type Call, identity, messaging, platform, portal, registry, residents } from '@anju/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../src/platform/ids.ts'
import { verifyInvariants } from '../src/verify.ts'
import { openWorld, type World } from './world.ts'

/**
 * The rights of a person over the own data: a copy of everything, a correction, the account closed, and the person erased by two
 * colleagues once nothing stands in the way, so that no table tells the name any more and the audit chain still holds.
 */
let world: World
let admin: Call
let manager: Call
let resident: Call
let communityId: string
let premisesId: string
let personId: string

const NAME = '郝独特'
const PHONE = '13911119999'
const PLATE = '京A9X7Z3'

beforeAll(async () => {
  world = await openWorld('2026-03-10 09:00')
  admin = await staff('admin@anju')
  manager = await staff('manager@anju')
  const { items } = await admin(registry.listCommunities)
  communityId = items.find(community => community.name === '安居花园')?.id ?? ''
})
afterAll(async () => world?.close())

async function staff(wanted: string): Promise<Call> {
  const browser = world.browser('console')
  const { accounts } = await browser(identity.signInOptions)
  const account = accounts.find(each => each.account === wanted)
  if (!account) throw new Error(`No ${wanted} among ${accounts.map(each => each.account).join(', ')}`)
  await browser(identity.signIn, { body: { app: 'console', account: wanted, password: account.password ?? '' } })
  return browser
}

async function enter(phone: string): Promise<Call> {
  const browser = world.browser('resident')
  await browser(identity.requestSignInCode, { body: { phone } })
  await world.settle()
  const { items } = await browser(messaging.demoInbox, { query: { phone } })
  const found = await browser(residents.findCommunities, { query: { text: '安居花园' } })
  const companyId = found.items[0]?.companyId
  await browser(identity.signInByCode, { body: { phone, code: items[0]?.code ?? '', companyId } })
  return browser
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'fine',
    error => (error instanceof ApiError ? error.code : String(error)),
  )

/** Tables that tell a text anywhere, past every wall. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await world.look<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema|graphile)' order by 1`,
  )
  const found: string[] = []
  for (const { name } of tables) {
    const [row] = await world.look<{ n: number }>(
      `select count(*)::int as n from ${name} t where strpos(t::text, $1) > 0`,
      [text],
    )
    if ((row?.n ?? 0) > 0) found.push(name)
  }
  return found
}

const read = async (requestId: string, as = admin) => as(residents.readDataRequest, { params: { requestId } })

describe('a person and their data', () => {
  let requestId: string

  test('a resident comes in, registers a car, and is known by name in many places', async () => {
    resident = await enter(PHONE)
    const id = newId()
    const body = { communityId, room: '1栋1单元102室', kind: 'tenant' as const, note: `我是${NAME}` }
    await resident(residents.applyForHousehold, { body: { ...body, id, name: NAME } })
    await admin(residents.approveApplication, {
      params: { applicationId: id },
      body: { version: 1, personId: null, untilOn: null },
    })
    const home = await resident(portal.myHome)
    premisesId = home.households[0]?.premisesId ?? ''
    const people = await admin(registry.listPeople, { query: { text: NAME } })
    personId = people.items[0]?.id ?? ''
    const person = await admin(registry.readPerson, { params: { personId } })
    expect(person.name).toBe(NAME)
    await resident(registry.applyForMyVehicle, {
      body: { id: newId(), premisesId, plate: PLATE, kind: 'car', brand: '比亚迪', notes: '', photoIds: [] },
    })
    await admin(registry.revealPerson, { params: { personId }, body: { reason: `核对${NAME}的电话` } })
    await world.settle()
    expect(await tablesWith(NAME)).toEqual(
      expect.arrayContaining(['platform.audit', 'registry.person', 'residents.application']),
    )
  })

  test('everything is told in a file that is written in the background and fetched once', async () => {
    const id = newId()
    await resident(residents.startMyDataExport, { body: { id, format: 'json' } })
    await world.settle()
    expect((await resident(residents.listMyDataExports, {})).items).toMatchObject([{ id, state: 'ready' }])
    const params = { exportId: id }
    const file = JSON.parse(await (await resident(residents.fetchMyDataExport, { params })).text())
    expect(Object.keys(file)).toEqual(
      expect.arrayContaining([
        '账号',
        '登录记录',
        '基本信息',
        '电话',
        '房屋',
        '车辆登记申请',
        '入住申请',
        '谁看过完整号码',
      ]),
    )
    expect(file.电话[0].号码).toBe(PHONE)
    expect(await codeOf(resident(residents.fetchMyDataExport, { params }))).toBe('residents.export_gone')
    expect(await codeOf(manager(residents.fetchDataExport, { params }))).toBe('platform.not_found')
  })

  test('the log of reveals tells who saw the number and why', async () => {
    const { items } = await manager(residents.listReveals, { query: { text: NAME } })
    expect(items).toMatchObject([{ subjectId: personId, subjectName: NAME, reason: `核对${NAME}的电话` }])
  })

  test('a request is answered within fifteen working days; a late one shows', async () => {
    const id = newId()
    const body = { id, kind: 'correction', content: '我的姓名写错了' } as const
    const mine = await resident(residents.makeMyDataRequest, { body })
    // From Tuesday 10 March: three weeks of working days, no holiday between.
    expect([mine.state, mine.dueOn]).toEqual(['waiting', '2026-03-31'])
    const move = () => resident(residents.makeMyDataRequest, { body: { id: newId(), kind: 'transfer' } })
    expect([await codeOf(move()), await codeOf(move())]).toEqual(['fine', 'residents.request_open'])
    const list = await manager(residents.listDataRequests, {
      query: { pending: 'open', kind: 'correction', text: NAME },
    })
    expect(list.items).toMatchObject([{ id, requesterName: NAME, overdue: false }])
    const taken = await manager(residents.takeDataRequest, { params: { requestId: id }, body: { version: 1 } })
    const answer = '已更正，请核对。'
    const done = await manager(residents.completeDataRequest, {
      params: { requestId: id },
      body: { version: taken.version, answer },
    })
    expect([done.state, done.steps.map(step => step.step)]).toEqual(['done', ['asked', 'taken', 'done']])
    await world.settle()
    expect((await resident(residents.listMyDataRequests, {})).items).toContainEqual(
      expect.objectContaining({ state: 'done', answer }),
    )
  })

  test('closing the account needs the end of the phone, ends the session, and becomes a request to delete', async () => {
    requestId = newId()
    const close = (phoneTail: string) => codeOf(resident(residents.closeMyAccount, { body: { requestId, phoneTail } }))
    expect(await close('0000')).toBe('residents.phone_tail_wrong')
    expect(await close('9999')).toBe('fine')
    expect(await codeOf(resident(portal.myHome))).toBe('platform.not_signed_in')
    expect(await read(requestId)).toMatchObject({ kind: 'deletion', channel: 'account-closed', state: 'waiting' })
  })

  test('who lives here is not erased; the preview says so and changes nothing', async () => {
    const preview = await admin(residents.previewErasure, { params: { requestId } })
    expect(preview.hindrances).toMatchObject([{ kind: 'lives-here', text: '1栋1单元102室（租户）' }])
    expect(preview.parts).toEqual(expect.arrayContaining([{ title: '电话', rows: 1, fate: 'removed', reason: null }]))
    expect((await admin(registry.readPerson, { params: { personId } })).name).toBe(NAME)
    const refused = admin(residents.proposeErasure, { params: { requestId }, body: { version: 1, answer: '将删除' } })
    expect(await codeOf(refused)).toBe('residents.erasure_hindered')
  })

  test('moved out, the handler proposes and a colleague approves; nobody approves the own proposal', async () => {
    const { occupancies } = await admin(registry.readPerson, { params: { personId } })
    const [stay] = occupancies
    await admin(registry.moveOut, {
      params: { premisesId },
      body: {
        ...{ lastOn: '2026-03-10', withFamily: false, reason: 'lease-ended', note: '', forwarding: '寄到别处' },
        leavers: [{ occupancyId: stay?.id ?? '', version: stay?.version ?? 1 }],
      },
    })
    world.clockTo('2026-03-12 09:00')
    admin = await staff('admin@anju')
    manager = await staff('manager@anju')
    const params = { requestId }
    const proposed = await admin(residents.proposeErasure, {
      params,
      body: { version: 1, answer: '您的信息将被删除。' },
    })
    expect(proposed.state).toBe('approving')
    await world.settle()
    const body = { version: proposed.version }
    expect(await codeOf(admin(residents.approveErasure, { params, body }))).toBe('platform.own_request')
    const erased = await manager(residents.approveErasure, { params, body })
    expect([erased.state, erased.approvedByName !== null]).toEqual(['done', true])
    expect(erased.requesterName).toMatch(/^已删除用户-[0-9A-F]{8}$/)
    expect(erased.outcome?.map(part => part.title)).toEqual(expect.arrayContaining(['电话', '操作日志中的姓名和内容']))
    // Again is the same.
    expect((await manager(residents.approveErasure, { params, body })).version).toBe(erased.version)
  })

  test('no table tells the name, the plate or the phone any more, search finds nobody, and the audit chain holds', async () => {
    await world.settle()
    expect(await tablesWith(NAME)).toEqual([])
    expect(await tablesWith(PLATE)).toEqual([])
    expect(await tablesWith(PHONE)).toEqual([])
    const found = await admin(platform.search, { query: { text: NAME } })
    expect(found.hits).toEqual([])
    expect(await admin(platform.checkAudit, {})).toMatchObject({ ok: true, brokenSeq: null })
    expect(await verifyInvariants(world.database.adminUrl)).toEqual([])
    const lines = await world.look<{ detail: { lines: number } }>(
      `select detail from platform.audit where action = 'platform.auditRedacted'`,
    )
    expect(lines).toHaveLength(1)
  })

  test('a community that is not to be found is not, and its company alone says so', async () => {
    const found = async () => {
      const { items } = await world.browser('resident')(residents.findCommunities, { query: { text: '安居花园' } })
      return items.length
    }
    expect(await found()).toBe(1)
    const decide = (value: boolean, version: number) =>
      admin(platform.changeSetting, {
        params: { key: 'registry.findable' },
        body: { communityId, value, version, reason: '尚未交付' },
      })
    await decide(false, 0)
    expect(await found()).toBe(0)
    await decide(true, 1)
    expect(await found()).toBe(1)
  })

  test('an account that never had a home is erased as soon as it is closed', async () => {
    const guest = await enter('13911118888')
    await guest(residents.closeMyAccount, { body: { requestId: newId(), phoneTail: '8888' } })
    await world.settle()
    const rows = await world.look<{ name: string }>(
      `select name from identity.resident_account where closed_at is not null and person_id is null and name like '已删除用户-%'`,
    )
    expect(rows).toHaveLength(2)
  })
})
