import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwner } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { newId } from '../../platform/ids.ts'
import { makeParkingWorld, type ParkingWorld } from '../testing/parking-world.ts'
import { addPeople } from './add-people.ts'
import { maskAddress, maskEmail } from './contact-data.ts'
import { editPerson } from './edit-person.ts'
import { readPerson } from './person-detail-view.ts'
import { listPeople } from './person-view.ts'
import { revealPerson } from './reveal-person.ts'
import { sealContactData } from './seal-contact-data.ts'

let world: ParkingWorld
let admin: Actor

beforeAll(async () => {
  world = await makeParkingWorld()
  admin = world.admin
})

afterAll(() => world.database.drop())

const EMAIL = 'Chen.Jing@example.com'
const ADDRESS = '北京市朝阳区安居路 8 号'
const stored = async (id: string) => {
  const [row] = await asOwner<{ row: string; plain: number }>(
    world.database,
    'select p::text as row, (case when email is null then 0 else 1 end + case when postal_address is null then 0 else 1 end) as plain from registry.person p where id = $1',
    [id],
  )
  return row
}
const read = (personId: string) => world.as(admin, tx => readPerson(tx, admin, { personId }))
const facts = {
  ...{ type: 'person', name: '陈静', formerNames: [], sex: null, birthday: null, idType: null, idNumber: null },
  ...{ legalRepresentative: null, note: '', phones: [], contacts: [], pets: [], tagIds: [] },
} as const

test('e-mail and address lie sealed, leave masked, are found, and seen in full with a reason only', async () => {
  const id = newId()
  await world.as(admin, tx =>
    addPeople(tx, admin, world.communityId, [
      { id, name: '陈静', sex: null, phone: null, idNumber: null, email: EMAIL, postalAddress: ADDRESS },
    ]),
  )
  expect((await stored(id))?.row).not.toMatch(/example|安居路/)
  const person = await read(id)
  expect([person.emailMasked, person.postalAddressMasked]).toEqual(['C***@example.com', '北京市朝阳区***'])
  const found = await world.as(admin, tx => listPeople(tx, admin, { limit: 5, text: 'chen.jing@EXAMPLE.com' }))
  expect(found.items.map(one => one.id)).toEqual([id])
  const revealed = await world.as(admin, tx => revealPerson(tx, admin, { personId: id, reason: '寄合同' }))
  expect([revealed.email, revealed.postalAddress]).toEqual([EMAIL, ADDRESS])
  // Left out they stay; null takes them away.
  const kept = await world.as(admin, tx =>
    editPerson(tx, admin, { ...structuredClone(facts), personId: id, version: person.version } as Parameters<
      typeof editPerson
    >[2]),
  )
  expect(kept.emailMasked).toBe('C***@example.com')
  const cleared = await world.as(admin, tx =>
    editPerson(tx, admin, {
      ...structuredClone(facts),
      ...{ personId: id, version: kept.version, email: null, postalAddress: '上海' },
    } as Parameters<typeof editPerson>[2]),
  )
  expect([cleared.emailMasked, cleared.postalAddressMasked]).toEqual([null, '上***'])
})

test('what was written plain is shown masked, sealed by the cron, and the plain is gone; again nothing', async () => {
  const { id } = world.zhang
  await asOwner(world.database, 'update registry.person set email = $2, postal_address = $3 where id = $1', [
    id,
    EMAIL,
    ADDRESS,
  ])
  expect((await read(id)).emailMasked).toBe('C***@example.com')
  expect(await world.as(admin, tx => sealContactData(tx, admin))).toBe(1)
  expect(await world.as(admin, tx => sealContactData(tx, admin))).toBe(0)
  const row = await stored(id)
  expect(row?.plain).toBe(0)
  expect(row?.row).not.toMatch(/example|安居路/)
  expect((await read(id)).postalAddressMasked).toBe('北京市朝阳区***')
  const found = await world.as(admin, tx => listPeople(tx, admin, { limit: 5, text: EMAIL }))
  expect(found.items.map(one => one.id)).toEqual([id])
})

test.each([
  ['a@b.cn', 'a***@b.cn'],
  ['@b.cn', '***'],
])('%s is masked as %s', (email, masked) => {
  expect(maskEmail(email)).toBe(masked)
  expect(maskAddress('甲')).toBe('***')
})
