import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { collect } from '../src/billing/index.ts'
import { type JourneyWorld, makeJourneyWorld } from '../src/billing/testing/journey-world.ts'
import type { Actor } from '../src/platform/actor.ts'
import { Refusal } from '../src/platform/errors.ts'
import { newId } from '../src/platform/ids.ts'
import { verifyInvariants } from '../src/verify.ts'
import { cloneDatabase, type TestDatabase } from '../testing/database.ts'
import { asOwner } from '../testing/world.ts'

/** Many at one bill, two cashiers at one household: money is taken once, whoever comes second is told so. */
let database: TestDatabase
let world: JourneyWorld
beforeAll(async () => {
  database = await cloneDatabase()
  world = await makeJourneyWorld(database)
  await world.bill('2020-06', '2020-12')
}, 60_000)
afterAll(() => database.drop())

const look = <R extends Record<string, unknown>>(text: string, values: unknown[] = []) =>
  asOwner<R>(database, text, values)
const billsOf = (premisesId: string) =>
  look<{ id: string; open: string }>(
    'select id, (amount_fen - settled_fen)::text as open from billing.bill where premises_id = $1 order by due_on, id',
    [premisesId],
  )
/** `taken`, or the code of the refusal; anything else is a failure of the test. */
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'taken',
    error => {
      if (error instanceof Refusal) return error.code
      throw error
    },
  )
const pay = (premisesId: string, billIds: string[], amountFen: bigint, id = newId(), actor?: Actor) =>
  outcome(world.as((tx, who) => collect(tx, who, { id, premisesId, billIds, amountFen, method: 'transfer' }), actor))

describe('at once', () => {
  test('50 payments of one bill settle it once; 49 are told that it is settled', async () => {
    const premisesId = world.rooms['1011']
    const [bill] = await billsOf(premisesId)
    const billId = bill?.id ?? ''
    const all = await Promise.all(Array.from({ length: 50 }, () => pay(premisesId, [billId], 85758n)))
    expect(Map.groupBy(all, word => word).get('taken')).toHaveLength(1)
    expect(all.filter(word => word === 'billing.bill_not_payable')).toHaveLength(49)
    const [sums] = await look('select count(*)::int as n, sum(amount_fen)::int as fen from payments.payment')
    expect(sums).toEqual({ n: 1, fen: 85758 })
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })

  test('the same payment 50 times, as a line that breaks sends it, is one payment with one receipt', async () => {
    const premisesId = world.rooms['1012']
    const [bill] = await billsOf(premisesId)
    const id = newId()
    const all = await Promise.all(Array.from({ length: 50 }, () => pay(premisesId, [bill?.id ?? ''], 10000n, id)))
    expect(new Set(all)).toEqual(new Set(['taken']))
    expect(await look('select sum(amount_fen)::int as fen from payments.payment where id = $1', [id])).toEqual([
      { fen: 10000 },
    ])
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })

  test('two cashiers at one household in any order never take more than is owed', async () => {
    const premisesId = world.rooms['1014']
    const second = await world.tenant.staff({ name: '王收费' })
    const bills = await billsOf(premisesId)
    const ids = bills.map(bill => bill.id)
    const owed = bills.reduce((sum, bill) => sum + BigInt(bill.open), 0n)
    const words = await Promise.all(
      Array.from({ length: 24 }, (_, n) =>
        pay(
          premisesId,
          n % 3 === 0 ? ids : n % 3 === 1 ? ids.toReversed() : [ids[n % 4] ?? ''],
          20011n,
          newId(),
          n % 2 ? second : world.staff,
        ),
      ),
    )
    const taken = words.filter(word => word === 'taken').length
    expect(words.every(word => ['taken', 'billing.bill_not_payable', 'billing.more_than_owed'].includes(word))).toBe(
      true,
    )
    const [sums] = await look<{ settled: string; paid: string }>(
      `select sum(settled_fen)::text as settled, (select sum(amount_fen)::text from payments.payment where premises_id = $1) as paid
       from billing.bill where premises_id = $1`,
      [premisesId],
    )
    expect(sums).toEqual({ settled: String(20011 * taken), paid: String(20011 * taken) })
    expect(BigInt(20011 * taken) <= owed).toBe(true)
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })
})
