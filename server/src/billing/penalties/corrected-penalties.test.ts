import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { approveRequest } from '../../approvals/requests/decide-request.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { changeSetting } from '../../platform/settings/change-setting.ts'
import { addPeople } from '../../registry/index.ts'
import { verifyInvariants } from '../../verify.ts'
import { holdBill, releaseBill } from '../corrections/hold-bill.ts'
import { readdressBill } from '../corrections/readdress-bill.ts'
import { voidBill } from '../corrections/void-bill.ts'
import { issueBillRun, startBillRun } from '../index.ts'
import { askReversal } from '../refunds/reverse-payment.ts'
import { mergeOwner } from '../testing/merge-owner.ts'
import { type MoneyWorld, makeMoneyWorld } from '../testing/money-world.ts'
import { openPenalties, principalsOf } from './chain.ts'

/** Penalties after a payment was taken back and after the principal was corrected. 1000.00 at 0.05 % are 0.50 a day. */
let database: TestDatabase
let world: MoneyWorld
beforeEach(async () => {
  database = await cloneDatabase()
  setClock(new Date('2026-02-01T02:00:00Z'))
  world = await makeMoneyWorld(database)
  await world.charge('物业费', '1000', '2026-02-01', { penalty })
  await world.bill('2026-02')
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
const penaltyFirst = () =>
  world.as((tx, actor) =>
    changeSetting({ requireCommunity: async () => undefined })(tx, actor, {
      ...{
        key: 'billing.penaltyOrder',
        communityId: world.communityId,
        version: 0,
        value: 'penalty-first',
        reason: '',
      },
    }),
  )
/** The price of the month becomes so much, and a run corrects what was issued. */
async function correct(yuan: string): Promise<void> {
  await asOwner(database, 'update billing.rule_version set fixed_amount = $1::numeric', [yuan])
  const id = newId()
  const { communityId } = world
  await world.as((tx, actor) =>
    startBillRun(tx, actor, { id, communityId, from: '2026-02', to: '2026-02', correctFrom: '2026-02' }),
  )
  await world.settle()
  await world.as((tx, actor) => issueBillRun(tx, actor, { billRunId: id }))
  await world.settle()
}
async function takeBack(paymentId: string, cause: 'mistake' | 'bounced') {
  const boss = await world.tenant.staff({ name: '王总' })
  const asked = await world.as((tx, actor) =>
    askReversal(tx, actor, { id: newId(), paymentId, cause, reason: '退票', photoIds: [] }),
  )
  const decision = { requestId: asked.requestId ?? '', version: 1, note: '' }
  await inTransaction(database.db, boss, tx => approveRequest(tx, boss, decision))
  return asked
}
const owed = async () => {
  const { outstandingFen, penaltyFen, prepaidFen } = await world.household()
  return { outstandingFen, penaltyFen, prepaidFen }
}
const charged = async () => -((await world.balances()).get('6301') ?? 0n)

describe('a payment that is taken back days later', () => {
  it.each([
    ['mistake', 10_00n],
    ['bounced', 15_00n],
  ] as const)('by %s: was there for these days, or never', async (cause, fen) => {
    world.at('2026-02-11')
    const id = newId()
    await world.take(1000_00n, { id })
    world.at('2026-02-21')
    expect(await takeBack(id, cause)).toMatchObject({ cause })
    world.at('2026-03-03')
    // 2–11 February and 22 February – 3 March; or all thirty days.
    expect(await owed()).toMatchObject({ outstandingFen: 1000_00n, penaltyFen: fen })
  })

  it('takes the penalty that it paid along: it is counted through again', async () => {
    world.at('2026-02-11')
    const id = newId()
    await world.take(1005_00n, { id, withPenalty: true })
    expect(await charged()).toBe(5_00n)
    world.at('2026-02-21')
    await takeBack(id, 'bounced')
    expect([await charged(), (await owed()).penaltyFen]).toEqual([0n, 10_00n])
  })
})

describe('a principal that is corrected', () => {
  it('whose payer has another record since: old and new bills are of one person still', async () => {
    world.at('2026-02-11')
    await world.take(1005_00n, { withPenalty: true })
    await mergeOwner(world)
    world.at('2026-02-20')
    await correct('600')
    expect(await owed()).toEqual({ outstandingFen: 0n, penaltyFen: 0n, prepaidFen: 402_00n })
  })

  it('paid late with its penalty: what was paid too much of both goes to the purse', async () => {
    world.at('2026-02-11')
    const id = newId()
    await world.take(1005_00n, { id, withPenalty: true })
    world.at('2026-02-20')
    await correct('600')
    // 600.00 for ten days are 3.00: of the principal 400.00, of the penalty 2.00.
    expect(await owed()).toEqual({ outstandingFen: 0n, penaltyFen: 0n, prepaidFen: 402_00n })
    expect(await charged()).toBe(3_00n)
    const words = await asOwner<{ reason: string }>(
      database,
      "select correction_reason as reason from billing.bill where correction_reason like 'penalty|%' order by revision",
    )
    expect(words.map(row => row.reason.slice(0, 10))).toEqual(['penalty|ZD', 'penalty|ZD'])
    // Corrected once more: the blue penalty is what is lowered then.
    await correct('500')
    expect(await owed()).toEqual({ outstandingFen: 0n, penaltyFen: 0n, prepaidFen: 502_50n })
    expect(await charged()).toBe(2_50n)
  })

  it('whose payment is taken back after all is owed again as it stands, and what was given back is still there', async () => {
    world.at('2026-02-11')
    const id = newId()
    await world.take(1005_00n, { id, withPenalty: true })
    world.at('2026-02-20')
    await correct('600')
    world.at('2026-02-21')
    await takeBack(id, 'bounced')
    // What had been credited of the money is in the purse: what is owed less what is prepaid is 600.00 with twenty days of it.
    const after = await owed()
    expect(after.outstandingFen + after.penaltyFen - after.prepaidFen).toBe(606_00n)
  })

  it('still owed, its penalty paid: the blue line does not charge these days again', async () => {
    await penaltyFirst()
    world.at('2026-02-11')
    await world.take(5_00n, { withPenalty: true })
    expect(await owed()).toMatchObject({ outstandingFen: 1000_00n, penaltyFen: 0n })
    world.at('2026-02-20')
    await correct('800')
    world.at('2026-02-21')
    // 800.00 for twenty days are 8.00, of which 5.00 are paid.
    expect(await owed()).toEqual({ outstandingFen: 800_00n, penaltyFen: 3_00n, prepaidFen: 0n })
    await world.take(803_00n, { withPenalty: true })
    expect([await charged(), (await owed()).penaltyFen]).toEqual([8_00n, 0n])
  })

  it('raised: what was late stays late, and only what is more is due later', async () => {
    await penaltyFirst()
    world.at('2026-02-11')
    await world.take(5_00n, { withPenalty: true })
    world.at('2026-02-20')
    await correct('1200')
    // 1000.00 for nineteen days, of which 5.00 are paid.
    expect(await owed()).toEqual({ outstandingFen: 1200_00n, penaltyFen: 4_50n, prepaidFen: 0n })
    expect((await world.household()).bills.map(bill => bill.dueOn)).toEqual(['2026-02-01'])
    world.at('2026-03-12')
    // 1000.00 for 39 days are 19.50, 200.00 for twenty from the day of the correction 2.00.
    expect((await owed()).penaltyFen).toBe(16_50n)
    // Raised again, and lowered: what is more goes first.
    await correct('1300')
    world.at('2026-03-22')
    expect((await owed()).penaltyFen).toBe(16_50n + 6_50n)
    await correct('1100')
    expect((await owed()).penaltyFen).toBe(24_50n + 1_50n - 5_00n)
    expect(await charged()).toBe(5_00n)
  })

  it('raised after all of it was paid: what is more is due from the correction on', async () => {
    await world.take(1000_00n)
    world.at('2026-02-20')
    await correct('1200')
    expect((await world.household()).bills.map(bill => [bill.dueOn, bill.outstandingFen])).toEqual([
      ['2026-02-20', 200_00n],
    ])
    world.at('2026-03-02')
    expect(await owed()).toEqual({ outstandingFen: 200_00n, penaltyFen: 1_00n, prepaidFen: 0n })
  })

  it('raised after a part was paid late: that part is paid of what was late', async () => {
    world.at('2026-02-11')
    await world.take(400_00n)
    world.at('2026-02-21')
    await correct('1200')
    world.at('2026-03-03')
    // 400.00 for ten days, 600.00 for thirty, 200.00 for ten.
    expect(await owed()).toEqual({ outstandingFen: 800_00n, penaltyFen: 2_00n + 9_00n + 1_00n, prepaidFen: 0n })
  })

  it('readdressed: what lateness cost until then stays with whoever owed it, and a hold with the bill', async () => {
    world.at('2026-02-11')
    const [bill] = (await world.household()).bills
    const billId = bill?.id ?? ''
    const payerPersonId = newId()
    const hold = { billId, reason: '异议' }
    await world.as(async (tx, actor) => {
      await addPeople(tx, actor, world.communityId, [
        { id: payerPersonId, name: '买方', sex: null, phone: null, idNumber: null },
      ])
      await holdBill(tx, actor, hold)
      await readdressBill(tx, actor, { billId, payerPersonId, reason: '过户' })
    })
    const bills = async () =>
      (await world.household()).bills
        .map(one => [one.payerName, one.itemName, one.outstandingFen, one.penaltyFen, one.isHeld])
        .toSorted()
    expect(await bills()).toEqual([
      ['买方', '物业费', 1000_00n, 0n, true],
      ['王业主', '违约金', 4_50n, 0n, true],
    ])
    // Nine days: the day on which it is held does not count.
    expect(await charged()).toBe(4_50n)
    const moved = (await world.household()).bills.find(one => one.payerName === '买方')?.id ?? ''
    await world.as((tx, actor) => releaseBill(tx, actor, { billId: moved }))
    world.at('2026-02-21')
    expect(await bills()).toEqual([
      ['买方', '物业费', 1000_00n, 5_00n, false],
      ['王业主', '违约金', 4_50n, 0n, true],
    ])
    // And back: its own days count from then on, beside those that are billed.
    const payer = { payerPersonId: world.ownerId, reason: '撤销' }
    await world.as((tx, actor) => readdressBill(tx, actor, { billId: moved, ...payer }))
    world.at('2026-03-03')
    expect(await owed()).toMatchObject({ outstandingFen: 1000_00n + 4_50n + 5_00n, penaltyFen: 5_00n })
  })

  it('void for good: its penalty was none', async () => {
    await penaltyFirst()
    world.at('2026-02-11')
    await world.take(5_00n, { withPenalty: true })
    const [bill] = (await world.household()).bills
    await world.as((tx, actor) => voidBill(tx, actor, { billId: bill?.id ?? '', reason: '重复收费', forGood: true }))
    expect(await owed()).toEqual({ outstandingFen: 0n, penaltyFen: 0n, prepaidFen: 5_00n })
    expect(await charged()).toBe(0n)
  })
})

describe('a chain of corrections', () => {
  const line = (lineId: string, month: string, revision: number, amountFen: bigint, principalFen: bigint) => ({
    ...{ lineId, segmentStart: `2026-${month}-01`, segmentEnd: `2026-${month}-28`, revision, amountFen, principalFen },
  })
  it('takes what was credited off the lines whose right amount is smaller', () => {
    const lines = [
      line('jan', '01', 0, 100n, 100n),
      line('feb', '02', 0, 100n, 100n),
      line('jan2', '01', 2, 100n, 0n),
      line('feb2', '02', 2, 60n, 0n),
    ]
    const taken = lines.slice(0, 2).map(({ segmentStart, segmentEnd, amountFen }) => ({
      ...{ segmentStart, segmentEnd, amountFen },
    }))
    const reds = [{ revision: 1, creditFen: 40n, lines: taken }]
    expect(Object.fromEntries(principalsOf(lines, reds))).toEqual({ jan: 100n, feb: 60n, jan2: 0n, feb2: 0n })
    // More credited than the days account for: the rest off the first.
    const more = [{ revision: 1, creditFen: 50n, lines: taken }]
    expect(Object.fromEntries(principalsOf(lines, more))).toEqual({ jan: 90n, feb: 60n, jan2: 0n, feb2: 0n })
  })
  it('counts what was stored for one line against the others', () => {
    const { open, excessFen } = openPenalties([
      { lineId: 'red', costFen: 0n, storedFen: 500n },
      { lineId: 'blue', costFen: 800n, storedFen: 100n },
    ])
    expect([open.get('blue'), excessFen]).toEqual([{ openFen: 200n, elsewhereFen: 500n }, 0n])
    expect(openPenalties([{ lineId: 'red', costFen: 3n, storedFen: 5n }]).excessFen).toBe(2n)
  })
})
