import { type Call, identity, messaging, portal, registry } from '@anju/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../src/platform/ids.ts'
import { openWorld, type World } from './world.ts'

/** A flat changes hands: one family moves out, another moves in the next day; then it is sold. What residents see follows the day. */

let world: World
let admin: Call
let communityId: string
let premisesId: string
const [old, fresh, buyer] = [newId(), newId(), newId()]

beforeAll(async () => {
  world = await openWorld('2026-03-01 09:00')
  admin = await signInAdmin()
  const rooms = await admin(registry.listPremises, { query: { text: '1-1-102' } })
  premisesId = rooms.items[0]?.id ?? ''
  communityId = rooms.items[0]?.communityId ?? ''
})
afterAll(() => world?.close())

const facts = { type: 'person', sex: null, birthday: null, idType: null, email: null } as const
const more = {
  formerNames: [],
  postalAddress: null,
  legalRepresentative: null,
  note: '',
  contacts: [],
  pets: [],
  tagIds: [],
}

async function signInAdmin(): Promise<Call> {
  const browser = world.browser('console')
  const { accounts } = await browser(identity.signInOptions)
  const found = accounts.find(account => account.app === 'console' && /管理员/.test(account.label) && account.password)
  await browser(identity.signIn, {
    body: { app: 'console', account: found?.account ?? '', password: found?.password ?? '' },
  })
  return browser
}

async function register(id: string, name: string, phone: string): Promise<void> {
  const phones = [{ id: newId(), kind: 'mobile', number: phone, primary: true, verified: true }] as const
  await admin(registry.createPerson, { body: { ...facts, ...more, id, communityId, name, phones: [...phones] } })
}

async function signIn(phone: string): Promise<Call> {
  const browser = world.browser('resident')
  await browser(identity.requestSignInCode, { body: { phone } })
  await world.settle()
  const { items } = await browser(messaging.demoInbox, { query: { phone } })
  const code = items[0]?.code ?? ''
  await browser(identity.signInByCode, { body: { phone, code } })
  return browser
}

async function homesOf(resident: Call): Promise<string[]> {
  const home = await resident(portal.myHome)
  return home.households.map(household => household.premisesId)
}

const move = { share: null, relation: null, resides: true, toOn: null, note: '' } as const
const here = (on: string) => admin(registry.readHouseholdOn, { params: { premisesId }, query: { on } })

describe('a flat changes hands', () => {
  let oldFamily: Call
  let newFamily: Call

  test('one family moves out on a day, another moves in on the next; each sees the home on its own days', async () => {
    const before = await here('2026-03-01')
    for (const { id, version } of before.occupancies) {
      await admin(registry.removeOccupancy, {
        params: { occupancyId: id },
        body: { version, reason: '演示数据，重新登记' },
      })
    }
    await register(old, '旧住户', '13755550001')
    await register(fresh, '新住户', '13755550002')
    await admin(registry.moveIn, {
      params: { premisesId },
      body: { on: '2025-01-01', movers: [{ ...move, id: newId(), personId: old, kind: 'owner', share: '1' }] },
    })
    oldFamily = await signIn('13755550001')
    expect(await homesOf(oldFamily)).toEqual([premisesId])

    const [owner] = (await here('2026-03-01')).occupancies
    await admin(registry.moveOut, {
      params: { premisesId },
      body: {
        ...{ lastOn: '2026-03-31', withFamily: true, reason: 'moved-out', note: '', forwarding: '深圳' },
        leavers: [{ occupancyId: owner?.id ?? '', version: owner?.version ?? 0 }],
      },
    })
    await admin(registry.moveIn, {
      params: { premisesId },
      body: { on: '2026-04-01', movers: [{ ...move, id: newId(), personId: fresh, kind: 'owner', share: '1' }] },
    })
    newFamily = await signIn('13755550002')
    world.clockTo('2026-03-31 23:30')
    expect([await homesOf(oldFamily), await homesOf(newFamily)]).toEqual([[premisesId], []])
    world.clockTo('2026-04-01 00:30')
    expect([await homesOf(oldFamily), await homesOf(newFamily)]).toEqual([[], [premisesId]])
  })

  test('who lives there now is all the new family sees of its home', async () => {
    const people = await world.look<{ name: string }>(
      'select n.name from registry.occupancy o join registry.person n on n.id = o.person_id where o.premises_id = $1 order by o.from_on',
      [premisesId],
    )
    expect(people.map(person => person.name)).toEqual(['旧住户', '新住户'])
    const seen = JSON.stringify(await newFamily(portal.myHome))
    expect(seen).not.toContain('旧住户')
  })

  test('it is sold: the buyers own it from the day on, the seller sees nothing of it any more, and the transfer is told', async () => {
    world.clockTo('2026-04-30 12:00')
    admin = await signInAdmin()
    await register(buyer, '买房人', '13755550003')
    await world.newEvents()
    const after = await admin(registry.transferOwnership, {
      params: { premisesId },
      body: {
        ...{ on: '2026-05-01', oldFamily: 'ends', note: '二手房', forwarding: null },
        owners: [
          { id: newId(), personId: buyer, share: '0.5', resides: true },
          { id: newId(), personId: old, share: '0.5', resides: false },
        ],
      },
    })
    expect([after.shareTotal, after.sharesComplete]).toEqual(['1', true])
    expect(await world.newEvents()).toContain('registry.ownershipTransferred')
    const buyers = await signIn('13755550003')
    const [newOnes, oldOnes] = [await signIn('13755550002'), await signIn('13755550001')]
    expect([await homesOf(newOnes), await homesOf(buyers)]).toEqual([[premisesId], []])
    world.clockTo('2026-05-01 00:01')
    expect([await homesOf(newOnes), await homesOf(buyers), await homesOf(oldOnes)]).toEqual([
      [],
      [premisesId],
      [premisesId],
    ])
    admin = await signInAdmin()
    expect((await here('2026-02-01')).occupancies.map(one => one.personName)).toEqual(['旧住户'])
    expect((await here('2026-04-15')).occupancies.map(one => one.personName)).toEqual(['新住户'])
  })
})
