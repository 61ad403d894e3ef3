import { type Call, identity, messaging, portal, registry, residents } from '@anju/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../src/platform/ids.ts'
import { openWorld, type World } from './world.ts'

/**
 * How people come into their homes, and out again: a phone that nobody knows applies and is let in; an owner invites a tenant by a code;
 * the stay ends, and the door closes.
 */
let world: World
let admin: Call
let communityId: string

beforeAll(async () => {
  world = await openWorld('2026-03-10 09:00')
  admin = await enterAsAdmin()
  const { items } = await admin(registry.listCommunities)
  communityId = items.find(community => community.name === '安居花园')?.id ?? ''
})
afterAll(async () => world?.close())

async function enterAsAdmin(): Promise<Call> {
  const browser = world.browser('console')
  const { accounts } = await browser(identity.signInOptions)
  const account = accounts.find(each => each.account === 'admin@anju')
  await browser(identity.signIn, { body: { app: 'console', account: 'admin@anju', password: account?.password ?? '' } })
  return browser
}

async function codeOf(phone: string): Promise<string> {
  const guest = world.browser('resident')
  await guest(identity.requestSignInCode, { body: { phone } })
  await world.settle()
  const { items } = await guest(messaging.demoInbox, { query: { phone } })
  return items[0]?.code ?? ''
}

async function enter(phone: string, companyId?: string): Promise<Call> {
  const browser = world.browser('resident')
  const code = await codeOf(phone)
  const answer = await browser(identity.signInByCode, { body: { phone, code, companyId } })
  expect(answer.kind).toBe('signed-in')
  return browser
}

const homesOf = async (call: Call) => (await call(portal.myHome)).households.map(home => home.label)
const kindsOf = async (call: Call) => (await call(messaging.listNotices, {})).items.map(notice => notice.kind)

describe('into the home and out again', () => {
  let applicant: Call

  test('a phone that nobody knows finds the place, signs in, applies for a room it names, and sees nothing yet', async () => {
    const phone = '13911110001'
    const guest = world.browser('resident')
    const code = await codeOf(phone)
    expect((await guest(identity.signInByCode, { body: { phone, code } })).kind).toBe('unknown-phone')
    const { items } = await guest(residents.findCommunities, { query: { text: '安居花' } })
    expect(items).toMatchObject([{ id: communityId, name: '安居花园', companyName: '安居示范物业' }])
    const companyId = items[0]?.companyId ?? ''
    expect((await guest(identity.signInByCode, { body: { phone, code, companyId } })).kind).toBe('signed-in')
    applicant = guest
    expect(await homesOf(applicant)).toEqual([])

    const rooms = await applicant(residents.findRooms, { query: { communityId, text: '1栋1单元102室' } })
    expect(rooms.items).toEqual([{ label: '1栋1单元102室' }])
    expect((await applicant(residents.findRooms, { query: { communityId, text: '1-1-1' } })).items).toEqual([])
    const body = { id: newId(), communityId, room: '1栋1单元102室', kind: 'family', name: '李小宝' } as const
    await applicant(residents.applyForHousehold, { body })
    await expect(applicant(residents.applyForHousehold, { body: { ...body, id: newId() } })).rejects.toMatchObject({
      code: 'residents.already_applied',
    })
    expect(await homesOf(applicant)).toEqual([])
    await world.settle()
    expect(await kindsOf(admin)).toEqual(['application-waiting'])
  })

  test('staff approve: from this moment the home is open, and no other', async () => {
    const [waiting] = (await admin(residents.listApplications, { query: { state: 'waiting' } })).items
    const params = { applicationId: waiting?.id ?? '' }
    const detail = await admin(residents.readApplication, { params })
    expect(detail).toMatchObject({ applicantName: '李小宝', phoneMasked: '139****0001', state: 'waiting' })
    expect(detail.occupants.map(occupant => occupant.name)).toEqual(['李秀英'])
    await expect(admin(residents.approveApplication, { params, body: { version: 7 } })).rejects.toMatchObject({
      code: 'platform.changed_meanwhile',
    })
    const approved = await admin(residents.approveApplication, { params, body: { version: detail.version } })
    expect(approved.state).toBe('approved')
    await expect(
      admin(residents.rejectApplication, { params, body: { version: approved.version, reason: '又不行了' } }),
    ).rejects.toMatchObject({ code: 'residents.already_decided' })
    expect(await homesOf(applicant)).toEqual(['1栋1单元102室'])
    const [lived] = (await admin(registry.listPremises, { query: { text: '1-1-102' } })).items
    expect(lived?.state).toBe('occupied')
    await world.settle()
    expect(await kindsOf(applicant)).toEqual(['application-approved'])
    const people = await admin(registry.listPeople, { query: { text: '李小宝' } })
    expect(people.items.map(person => person.phoneMasked)).toEqual(['139****0001'])
  })

  test('an owner invites a tenant by a code; it works once; wrong codes run out', async () => {
    const owner = await enter('13800000001')
    const [home] = (await owner(portal.myHome)).households
    const premisesId = home?.premisesId ?? ''
    const { code } = await owner(residents.inviteToMyHousehold, {
      params: { premisesId },
      body: { id: newId(), kind: 'tenant', name: '周租客', untilOn: '2027-03-09' },
    })
    expect(code).toMatch(/^[A-Z0-9]{8}$/)
    const guest = world.browser('resident')
    const { companyId } = await guest(residents.lookUpInvitation, { body: { code: code ?? '' } })
    const tenant = await enter('13911110002', companyId)
    expect(
      await tenant(residents.acceptInvitation, { body: { code: `${code?.slice(0, 4)}-${code?.slice(4)}` } }),
    ).toEqual({
      label: home?.label,
      communityName: '安居花园',
    })
    expect(await homesOf(tenant)).toEqual([home?.label])
    const [rented] = (await admin(registry.listPremises, { query: { text: home?.label ?? '' } })).items
    expect(rented?.state).toBe('let')
    await world.settle()
    expect(await kindsOf(owner)).toEqual(['invitation-accepted'])
    await expect(applicant(residents.acceptInvitation, { body: { code: code ?? '' } })).rejects.toMatchObject({
      code: 'residents.invitation_wrong',
    })
    for (let time = 1; time < 10; time++)
      await applicant(residents.acceptInvitation, { body: { code: 'ZZZZZZZZ' } }).catch(() => undefined)
    await expect(applicant(residents.acceptInvitation, { body: { code: 'ZZZZZZZZ' } })).rejects.toMatchObject({
      code: 'platform.too_many_requests',
    })

    const detail = await owner(residents.readMyHousehold, { params: { premisesId } })
    expect(detail.stays.map(stay => [stay.nameMasked, stay.kind, stay.mayEnd])).toEqual([
      ['王小明', 'owner', false],
      ['周*客', 'tenant', true],
    ])
    await expect(
      tenant(residents.inviteToMyHousehold, { params: { premisesId }, body: { id: newId(), kind: 'family' } }),
    ).rejects.toMatchObject({ code: 'residents.owners_only' })

    const stay = detail.stays.find(each => each.kind === 'tenant')
    await owner(residents.endStay, { params: { premisesId, occupancyId: stay?.occupancyId ?? '' } })
    await world.settle()
    expect(await kindsOf(tenant)).toContain('stay-ended')
    world.clockTo('2026-03-11 08:00')
    expect(await homesOf(tenant)).toEqual([])
    expect((await tenant(portal.listMyBills, {})).total).toBe(0)
    await expect(tenant(residents.readMyHousehold, { params: { premisesId } })).rejects.toMatchObject({
      code: 'platform.not_found',
    })
  })

  test('a code is good for 72 hours, and until it is taken back', async () => {
    const owner = await enter('13800000001')
    const premisesId = (await owner(portal.myHome)).households[0]?.premisesId ?? ''
    const invite = async () => {
      const body = { id: newId(), kind: 'family' } as const
      const { code } = await owner(residents.inviteToMyHousehold, { params: { premisesId }, body })
      return { id: body.id, code: code ?? '' }
    }
    const [late, back] = [await invite(), await invite()]
    await owner(residents.revokeMyInvitation, { params: { invitationId: back.id } })
    const late2 = await enter('13911110002')
    await expect(late2(residents.acceptInvitation, { body: { code: back.code } })).rejects.toMatchObject({
      code: 'residents.invitation_wrong',
    })
    world.clockTo('2026-03-14 08:00')
    await expect(late2(residents.acceptInvitation, { body: { code: late.code } })).rejects.toMatchObject({
      code: 'residents.invitation_expired',
    })
  })

  test('the code of who has sold the home lets nobody in', async () => {
    const owner = await enter('13800000001')
    const [home] = (await owner(portal.myHome)).households
    const premisesId = home?.premisesId ?? ''
    const body = { id: newId(), kind: 'family' } as const
    const { code } = await owner(residents.inviteToMyHousehold, { params: { premisesId }, body })
    admin = await enterAsAdmin()
    const [buyer] = (await admin(registry.listPeople, { query: { text: '李小宝' } })).items
    await admin(registry.transferOwnership, {
      params: { premisesId },
      body: {
        ...{ on: '2026-03-14', oldFamily: 'ends', note: '', forwarding: null },
        owners: [{ id: newId(), personId: buyer?.id ?? '', share: '1', resides: false }],
      },
    })
    const stranger = await enter('13911110002')
    await expect(stranger(residents.acceptInvitation, { body: { code: code ?? '' } })).rejects.toMatchObject({
      code: 'residents.invitation_expired',
    })
  })
})
