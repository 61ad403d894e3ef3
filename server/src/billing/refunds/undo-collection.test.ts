import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { verifyInvariants } from '../../verify.ts'
import { type MoneyWorld, makeMoneyWorld } from '../testing/money-world.ts'
import { reversePayment } from './reverse-payment.ts'

/** A reversal takes back the whole collection, not only what its payment settled. */
let database: TestDatabase
let world: MoneyWorld
beforeEach(async () => {
  database = await cloneDatabase()
  setClock(new Date('2026-01-01T02:00:00Z'))
  world = await makeMoneyWorld(database)
})
afterEach(async () => {
  setClock(null)
  expect(await verifyInvariants(database.adminUrl)).toEqual([])
  await database.drop()
})

const penalty = {
  rate: { by: 'day' as const, percent: '0.05' },
  ...{ graceDays: 0, countedFrom: 'end-of-grace' as const, capPercent: '100' },
}
const reverse = (paymentId: string) =>
  world.as((tx, actor) => reversePayment(tx, actor, { id: newId(), paymentId, reason: '选错房号' }))
const prepay = (fen: bigint, more = {}) => world.take(fen, { billIds: [], overpayment: 'prepay', ...more })

describe('a payment that is reversed', () => {
  it('leaves no bill of the penalty that it paid: the penalty is worked out on read again, and paid again', async () => {
    await world.charge('物业费', '254.70', '2026-01-31', { penalty, cycleMonths: 12, kind: 'one-off' })
    await world.bill('2026-01')
    world.at('2026-04-10')
    const id = newId()
    await world.take(263_49n, { id, withPenalty: true })
    await reverse(id)
    const after = await world.household()
    expect(after.bills.map(bill => [bill.itemName, bill.outstandingFen, bill.penaltyFen])).toEqual([
      ['物业费', 254_70n, 8_79n],
    ])
    expect([after.outstandingFen, after.penaltyFen]).toEqual([254_70n, 8_79n])
    const balances = await world.balances()
    expect(['1002', '1122', '6301'].map(code => balances.get(code) ?? 0n)).toEqual([0n, 254_70n, 0n])
    await world.take(263_49n, { withPenalty: true })
    expect((await world.household()).bills).toEqual([])
    expect((await world.balances()).get('6301')).toBe(-8_79n)
  })

  it('keeps the bill of a penalty that somebody else paid a part of', async () => {
    await world.charge('物业费', '254.70', '2026-01-31', { penalty, cycleMonths: 12, kind: 'one-off' })
    await world.bill('2026-01')
    world.at('2026-04-10')
    const [first, second] = [newId(), newId()]
    await world.take(256_70n, { id: first, withPenalty: true })
    await world.take(6_79n, { id: second, withPenalty: true })
    await reverse(second)
    const after = await world.household()
    expect([after.outstandingFen, after.penaltyFen]).toEqual([0n, 6_79n])
    expect((await world.balances()).get('6301')).toBe(-2_00n)
  })

  it('puts prepaid money back that the same collection used, and takes away what it kept', async () => {
    const parking = await world.item('停车费')
    await world.charge('物业费', '254.70', '2026-01-01')
    await world.bill('2026-01')
    await prepay(100_00n)
    await prepay(30_00n, { prepayItemId: parking })
    const before = await world.household()
    const id = newId()
    await world.take(200_00n, { id, purseFen: 100_00n, overpayment: 'prepay' })
    expect((await world.household()).prepaidFen).toBe(30_00n + 45_30n)
    await reverse(id)
    const after = await world.household()
    expect(after.purses.map(purse => purse.balanceFen)).toEqual(before.purses.map(purse => purse.balanceFen))
    expect(after.outstandingFen).toBe(254_70n)
    const balances = await world.balances()
    expect(['1002', '1122', '2204'].map(code => balances.get(code))).toEqual([130_00n, 254_70n, -130_00n])
  })

  it('does not hold a deposit any more that was paid from both', async () => {
    const kept = await world.item('装修押金', { category: 'deposit', refundable: true })
    await world.charge('装修押金', '2000', '2026-01-01', { kind: 'deposit' })
    await world.bill('2026-01')
    await prepay(100_00n)
    await prepay(50_00n, { prepayItemId: kept })
    const id = newId()
    await world.take(1850_00n, { id, purseFen: 150_00n })
    expect((await world.household()).depositFen).toBe(2000_00n)
    await reverse(id)
    const after = await world.household()
    expect([after.depositFen, after.outstandingFen, after.prepaidFen]).toEqual([0n, 2000_00n, 150_00n])
    const moved = await asOwner<{ fen: bigint }>(
      database,
      "select sum(amount_fen)::bigint as fen from billing.deposit_movement where kind = 'reversal'",
    )
    expect(moved).toEqual([{ fen: -2000_00n }])
  })
})
