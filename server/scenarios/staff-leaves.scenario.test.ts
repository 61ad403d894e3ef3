import { type Call, identity, registry, serviceDesk } from '@anju/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../src/platform/ids.ts'
import { openWorld, type World } from './world.ts'

/** Somebody is hired by invitation, works, and leaves: the sessions die, the work waits for the dispatcher again. */

let world: World
let admin: Call

beforeAll(async () => {
  world = await openWorld('2026-03-02 09:00')
  admin = world.browser('console')
  const { accounts } = await admin(identity.signInOptions)
  const found = accounts.find(account => account.app === 'console' && /管理员/.test(account.label) && account.password)
  const body = { app: 'console', account: found?.account ?? '', password: found?.password ?? '' } as const
  await admin(identity.signIn, { body })
})
afterAll(() => world?.close())

const staffId = newId()
const orderId = newId()
let phone: Call

describe('staff leaves', () => {
  test('is invited, chooses a password on the phone, and is given an order', async () => {
    const roles = (await admin(identity.listRoles)).items
    const roleIds = roles.filter(role => role.code === 'repairer').map(role => role.id)
    const body = { id: staffId, userName: 'xin.ren', name: '新师傅', roleIds, communityIds: null }
    await admin(identity.createStaff, { body })
    const { code } = await admin(identity.inviteStaff, { params: { staffId } })
    phone = world.browser('field')
    await phone(identity.acceptInvitation, { body: { app: 'field', code, password: 'green-mountain-41' } })
    const home = (await admin(registry.listPremises, { query: { text: '1-1-102' } })).items[0]
    await admin(serviceDesk.reportOrder, {
      body: {
        id: orderId,
        communityId: home?.communityId ?? '',
        premisesId: home?.id ?? null,
        category: 'water',
        urgency: 'normal',
        description: '厨房水龙头滴水',
        reporterName: '前台',
        photoIds: [],
      },
    })
    await admin(serviceDesk.assignOrder, { params: { orderId }, body: { assigneeId: staffId, version: 1 } })
    await phone(serviceDesk.acceptOrder, { params: { orderId } })
    await world.newEvents()
  })

  test('is disabled: the phone is out at once, and the order waits for the dispatcher with a line that says why', async () => {
    const { version } = await admin(identity.readStaff, { params: { staffId } })
    await admin(identity.setStaffState, { params: { staffId }, body: { state: 'disabled', reason: '离职', version } })
    await expect(phone(identity.whoAmI)).rejects.toMatchObject({ status: 401 })
    expect(await world.newEvents()).toEqual(
      expect.arrayContaining(['identity.staffDisabled', 'service-desk.orderDeclined', 'service-desk.taskChanged']),
    )
    const order = await admin(serviceDesk.readOrder, { params: { orderId } })
    expect(order).toMatchObject({ state: 'reported', assigneeId: null })
    expect(order.log.at(-1)).toMatchObject({ action: 'declined', note: '账号已停用，工单退回待派' })
    const account = { app: 'field', account: 'xin.ren@anju', password: 'green-mountain-41' } as const
    await expect(phone(identity.signIn, { body: account })).rejects.toMatchObject({
      code: 'identity.wrong_credentials',
    })
  })
})
