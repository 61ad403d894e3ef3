import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner, makeTenant, type Tenant } from '../../../testing/world.ts'
import { inTransaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { identity } from '../tables.ts'
import { ensureResidents, type ResidentInput } from './ensure-residents.ts'
import { mobileOf, phoneIndexOf } from './phone.ts'

let database: TestDatabase
let tenant: Tenant
beforeAll(async () => {
  database = await cloneDatabase()
  tenant = await makeTenant(database)
})
afterAll(() => database.drop())

const ensure = (people: ResidentInput[], of = tenant) =>
  inTransaction(database.db, of.system, tx => ensureResidents(tx, of.system, people))

function accounts(personId: string) {
  return asOwner<{ id: string; name: string; phone_index: Buffer }>(
    database,
    'select id, name, phone_index from identity.resident_account where tenant_id = $1 and person_id = $2',
    [tenant.tenantId, personId],
  )
}

describe('ensureResidents', () => {
  it('opens an account per person with a mobile number, and none without', async () => {
    const [first, second, third] = [newId(), newId(), newId()]
    await ensure([
      { personId: first, name: '王小明', phone: '138 1234 1234' },
      { personId: second, name: '李四', phone: null },
      { personId: third, name: '赵五', phone: '010-62345678' },
    ])
    const rows = await accounts(first)
    expect(rows).toHaveLength(1)
    expect(rows[0]?.phone_index).toEqual(phoneIndexOf('13812341234'))
    expect(await accounts(second)).toEqual([])
    expect(await accounts(third)).toEqual([])
  })

  it('changes nothing when it is said again, corrects name and phone, and leaves the account when the phone is unknown', async () => {
    const personId = newId()
    await ensure([{ personId, name: '王', phone: '13800000001' }])
    const before = await accounts(personId)
    await ensure([{ personId, name: '王', phone: '13800000001' }])
    await ensure([{ personId, name: '王', phone: null }])
    expect(await accounts(personId)).toEqual(before)
    await ensure([
      { personId, name: '王', phone: '13800000001' },
      { personId, name: '王大', phone: '13800000002' },
    ])
    expect(await accounts(personId)).toEqual([
      { id: before[0]?.id, name: '王大', phone_index: phoneIndexOf('13800000002') },
    ])
  })

  it('ends the sessions of an account whose phone changes, and only those', async () => {
    const [moved, stays] = [newId(), newId()]
    await ensure([
      { personId: moved, name: '甲', phone: '13800000003' },
      { personId: stays, name: '乙', phone: '13800000004' },
    ])
    for (const personId of [moved, stays]) {
      await asOwner(
        database,
        `insert into identity.session (tenant_id, id, token_hash, app, account_kind, account_id, started_at, last_seen_at, expires_at)
         select tenant_id, $2, $3, 'resident', 'resident', id, now(), now(), now() + interval '1 day'
         from identity.resident_account where tenant_id = $1 and person_id = $4`,
        [tenant.tenantId, newId(), Buffer.from(personId), personId],
      )
    }
    await ensure([
      { personId: moved, name: '甲', phone: '13800000005' },
      { personId: stays, name: '乙乙', phone: '13800000004' },
    ])
    const open = await asOwner<{ person_id: string }>(
      database,
      `select r.person_id from identity.session s join identity.resident_account r on r.tenant_id = s.tenant_id and r.id = s.account_id
       where s.ended_at is null and r.person_id = any($1)`,
      [[moved, stays]],
    )
    expect(open).toEqual([{ person_id: stays }])
  })

  it('opens 20,000 accounts quickly', async () => {
    const people = Array.from({ length: 20_000 }, (_, index) => ({
      personId: newId(),
      name: `人${index}`,
      phone: `139${String(index).padStart(8, '0')}`,
    }))
    const started = performance.now()
    await ensure(people)
    expect(performance.now() - started).toBeLessThan(20_000)
    const [row] = await asOwner<{ count: number }>(
      database,
      'select count(*)::int as count from identity.resident_account where person_id = any($1)',
      [people.map(person => person.personId)],
    )
    expect(row?.count).toBe(20_000)
  })

  it('keeps the same person of two companies apart, and lets a resident see only the own account', async () => {
    const other = await makeTenant(database, '另一家')
    const personId = newId()
    await ensure([{ personId, name: '丙', phone: '13800000006' }])
    await ensure([{ personId, name: '丙', phone: '13800000006' }], other)
    const actor = await tenant.resident(newId())
    const seen = await inTransaction(database.db, actor, tx =>
      identity(tx).selectFrom('identity.residentAccount').select('id').execute(),
    )
    expect(seen).toEqual([{ id: actor.id }])
    const seenByOther = await inTransaction(database.db, other.system, tx =>
      identity(tx).selectFrom('identity.residentAccount').select('personId').execute(),
    )
    expect(seenByOther).toEqual([{ personId }])
  })
})

describe('mobileOf', () => {
  it.each([
    ['13812341234', '13812341234'],
    ['+86 138-1234-1234', '13812341234'],
    ['0086 13812341234', '13812341234'],
    ['12812341234', null],
    ['0755-88888888', null],
    ['', null],
    [null, null],
  ])('%s → %s', (phone, mobile) => expect(mobileOf(phone)).toBe(mobile))
})
