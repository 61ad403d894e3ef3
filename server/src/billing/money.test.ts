import { describe, expect, it } from 'vitest'
import type { TestDatabase } from '../../testing/database.ts'
import { asOwner } from '../../testing/world.ts'
import { readReceiptById } from '../payments/index.ts'
import { newId } from '../platform/ids.ts'
import { decideSetting } from '../platform/settings/change-setting.ts'
import type { SettingDefinition } from '../platform/settings/define-setting.ts'
import { verifyInvariants } from '../verify.ts'
import { readBillById } from './index.ts'
import { penaltyOrder } from './settings.ts'
import { approveBy, codeOf, type FreshWorld, inFreshWorlds, taxItem } from './testing/fresh-world.ts'
import type { MoneyWorld } from './testing/money-world.ts'
import { askWaiver } from './waivers/ask-waiver.ts'

/** Numbered examples of domain.md §1.4 about money, through the verbs, each in a database of its own. */
let database: TestDatabase
let world: MoneyWorld
let fresh: FreshWorld
inFreshWorlds(made => {
  fresh = made
  world = made.world
  database = made.database
})

const decide = (setting: SettingDefinition, value: unknown) =>
  world.as(tx => decideSetting(tx, setting, { communityId: world.communityId, version: 0, reason: '约定', value }))
const daily = (percent: string, change = {}) => ({
  penalty: {
    ...{ rate: { by: 'day' as const, percent }, graceDays: 0, countedFrom: 'end-of-grace' as const, capPercent: '100' },
    ...change,
  },
})

describe('tax and treatment', () => {
  it('E72: tax is frozen at issue and posted beside the net', async () => {
    await world.item('物业费')
    await taxItem(fresh, '物业费', '6')
    await taxItem(fresh, '物业费', '1', '2026-02-01')
    await world.charge('物业费', '254.70', '2026-01-01')
    await world.bill('2026-01')
    const balances = await world.balances()
    expect([balances.get('1122'), balances.get('6001'), balances.get('222101')]).toEqual([254_70n, -240_28n, -14_42n])
    await world.bill('2026-02')
    expect((await world.balances()).get('222101')).toBe(-14_42n - 2_52n)
  })

  it('posts what is not ours to liabilities, and a paid deposit is held', async () => {
    await world.item('装修押金', { category: 'deposit', refundable: true })
    await world.item('代收水费', { treatment: 'agency' })
    await world.item('公共停车', { treatment: 'public' })
    await world.charge('装修押金', '2000', '2026-01-01', { kind: 'deposit' })
    await world.charge('代收水费', '58.65', '2026-01-01')
    await world.charge('公共停车', '300', '2026-01-01')
    await world.bill('2026-01')
    const before = await world.balances()
    expect(['6001', '224101', '224102', '224103'].map(code => before.get(code) ?? 0n)).toEqual([
      0n,
      -2000_00n,
      -58_65n,
      -300_00n,
    ])
    expect((await world.household()).depositFen).toBe(0n)
    await world.take(2358_65n)
    expect((await world.household()).depositFen).toBe(2000_00n)
  })
})

describe('prepaid money', () => {
  it('E57: pays bills at issue in their order; money for parking pays none of these', async () => {
    const [, , parking] = [
      await world.item('物业费', { priority: 10 }),
      await world.item('水费', { priority: 20 }),
      await world.item('停车费', { priority: 30 }),
    ]
    await world.charge('物业费', '254.70', '2026-01-01')
    await world.charge('水费', '58.65', '2026-01-01', { effectiveTo: '2026-01-31' })
    expect(await world.take(500_00n, { billIds: [], overpayment: 'prepay' })).toMatchObject({ prepaidFen: 500_00n })
    await world.take(300_00n, { billIds: [], overpayment: 'prepay', prepayItemId: parking })
    await world.bill('2026-01', '2026-02')
    const after = await world.household()
    expect(after.bills.map(bill => [bill.itemName, bill.settledFen, bill.outstandingFen])).toEqual([
      ['物业费', 186_65n, 68_05n],
    ])
    expect(after.purses.map(purse => [purse.itemNames, purse.balanceFen, purse.holderName])).toEqual([
      [['停车费'], 300_00n, '王业主'],
    ])
    expect((await world.balances()).get('2204')).toBe(-300_00n)
    const bill = await world.as((tx, actor) => readBillById(tx, actor, { billId: after.bills[0]?.id ?? '' }))
    expect(bill.settlements.map(one => [one.kind, one.amountFen])).toEqual([['purse', 186_65n]])
  })

  it('is refused when it is more than owed, kept when asked, and used at the desk', async () => {
    await world.charge('物业费', '254.70', '2026-01-01')
    await world.bill('2026-01')
    expect(await codeOf(world.take(300_00n))).toBe('billing.more_than_owed')
    expect(await codeOf(world.take(0n))).toBe('billing.nothing_to_collect')
    const id = newId()
    const kept = await world.take(300_00n, { id, overpayment: 'prepay' })
    expect([kept.prepaidFen, kept.outstandingFen]).toEqual([45_30n, 0n])
    const receipt = await world.as((tx, actor) => readReceiptById(tx, actor, { receiptId: kept.receiptId ?? '' }))
    expect(receipt.lines.map(line => [line.itemName, line.amountFen])).toEqual([
      ['物业费', 254_70n],
      ['预存款', 45_30n],
    ])
    await world.charge('垃圾费', '60', '2026-01-01')
    // The setting is on: issuing uses what is there.
    await world.bill('2026-01')
    expect((await world.household()).prepaidFen).toBe(0n)
    await world.take(100_00n, { billIds: [], overpayment: 'prepay' })
    const [open] = (await world.household()).bills
    const chosen = { billIds: [open?.id ?? ''], purseFen: 10_00n, amountFen: 0n }
    expect(await codeOf(world.take(0n, { ...chosen, purseFen: 20_00n }))).toBe('billing.purse_too_small')
    const collection = newId()
    const used = await world.take(0n, { ...chosen, id: collection })
    expect(used).toMatchObject({ receiptId: null, receipts: [], purseFen: 10_00n, outstandingFen: 4_70n })
    // The same again is the same collection.
    expect(await world.take(0n, { ...chosen, id: collection })).toEqual(used)
    expect(await codeOf(world.take(0n, { ...chosen, purseFen: 4_70n, id: collection }))).toBe('payments.id_taken')
    const rest = await world.take(1_00n, { billIds: [open?.id ?? ''], purseFen: 3_70n })
    expect(rest).toMatchObject({ outstandingFen: 0n, purseFen: 3_70n })
  })
})

describe('money for one item', () => {
  it('is offered for what is charged here, kept for an item that there is, and pays nothing else', async () => {
    await world.charge('物业费', '100', '2026-01-01')
    await world.charge('停车费', '50', '2026-01-01')
    const { prepayItems } = await world.household()
    expect(prepayItems.map(item => item.name).sort()).toEqual(['停车费', '物业费'])
    const parking = prepayItems.find(item => item.name === '停车费')?.id ?? ''
    const ahead = { billIds: [], overpayment: 'prepay' as const }
    expect(await codeOf(world.take(80_00n, { ...ahead, prepayItemId: newId() }))).toBe('platform.not_found')
    const sent = { ...ahead, id: newId(), prepayItemId: parking }
    expect(await world.take(80_00n, sent)).toEqual(await world.take(80_00n, sent))
    expect(await codeOf(world.take(80_00n, { ...sent, prepayItemId: undefined }))).toBe('payments.id_taken')
    await world.bill('2026-01')
    const after = await world.household()
    expect(after.bills.map(bill => [bill.itemName, bill.outstandingFen])).toEqual([['物业费', 100_00n]])
    expect(after.purses).toMatchObject([{ itemNames: ['停车费'], balanceFen: 30_00n }])
  })
})

describe('the desk', () => {
  it('E58: rounds off cash once per receipt, never more than 0.99, never online', async () => {
    await world.charge('物业费', '568.05', '2026-01-01')
    await world.charge('物业费', '568.95', '2026-02-01', { effectiveTo: '2026-02-28', name: '二' })
    await world.bill('2026-01')
    const cash = { method: 'cash', roundOff: 'fen' } as const
    expect(await codeOf(world.take(568_00n, { roundOff: 'fen' }))).toBe('billing.round_off_wrong')
    expect(await codeOf(world.take(500_00n, cash))).toBe('billing.round_off_wrong')
    const first = await world.take(568_00n, { ...cash, tenderedFen: 600_00n })
    expect([first.roundedFen, first.outstandingFen, first.changeFen]).toEqual([5n, 0n, 32_00n])
    const receipt = await world.as((tx, actor) => readReceiptById(tx, actor, { receiptId: first.receiptId ?? '' }))
    expect(receipt.lines[0]?.words).toContain('抹零0.05元')
    await world.bill('2026-02')
    const bills = (await world.household()).bills.filter(bill => bill.outstandingFen === 568_95n)
    const second = await world.take(568_00n, { ...cash, roundOff: 'jiao', billIds: bills.map(bill => bill.id) })
    expect(second.roundedFen).toBe(95n)
    const balances = await world.balances()
    expect([balances.get('1001'), balances.get('6001')]).toEqual([1136_00n, -1704_05n])
  })

  it('E64: several households in one payment, by priority when due on one day', async () => {
    await world.item('物业费', { priority: 10 })
    await world.item('车位费', { priority: 20 })
    await world.item('电梯费', { priority: 30 })
    await world.charge('物业费', '254.70', '2026-01-01')
    await world.charge('车位费', '331.28', '2026-01-01', { premisesId: world.besideId })
    await world.charge('电梯费', '300', '2026-01-01')
    await world.bill('2026-01')
    const beside = await world.household(undefined, world.besideId)
    const billIds = [...(await world.household()).bills, ...beside.bills].map(bill => bill.id)
    const paid = await world.take(700_00n, { billIds })
    expect(paid.outstandingFen).toBe(185_98n)
    expect((await world.household(undefined, world.besideId)).outstandingFen).toBe(0n)
    expect((await world.household()).bills.map(bill => [bill.itemName, bill.outstandingFen])).toEqual([
      ['电梯费', 185_98n],
    ])
  })

  it('pays only the lines that were chosen', async () => {
    await world.charge('物业费', '100', '2026-01-01', { cycleMonths: 3 })
    await world.bill('2026-01')
    const [bill] = (await world.household()).bills
    const lineIds = bill?.lines.slice(1, 2).map(line => line.id) ?? []
    expect(await codeOf(world.take(150_00n, { lineIds }))).toBe('billing.more_than_owed')
    await world.take(100_00n, { lineIds })
    expect((await world.household()).bills[0]?.lines.map(line => line.settledFen)).toEqual([0n, 100_00n, 0n])
    // What is settled is not chosen again, a line of another bill is none of these, and each bill has one of the lines.
    expect(await codeOf(world.take(100_00n, { lineIds }))).toBe('billing.bill_not_payable')
    expect(await codeOf(world.take(100_00n, { lineIds: [newId()] }))).toBe('platform.not_found')
    expect(await codeOf(world.take(100_00n, { lineIds: [] }))).toBe('billing.bill_not_payable')
  })

  it('the same collection again names the same lines', async () => {
    await world.charge('物业费', '100', '2026-01-01', { cycleMonths: 3 })
    await world.bill('2026-01')
    const [bill] = (await world.household()).bills
    const [first = '', second = '', third = ''] = bill?.lines.map(line => line.id) ?? []
    const sent = { id: newId(), billIds: [bill?.id ?? ''] }
    const paid = await world.take(200_00n, { ...sent, lineIds: [first, third] })
    expect(await world.take(200_00n, { ...sent, lineIds: [third, first] })).toEqual(paid)
    expect(await codeOf(world.take(200_00n, { ...sent, lineIds: [first, second] }))).toBe('payments.id_taken')
    expect((await world.household()).bills[0]?.lines.map(line => line.settledFen)).toEqual([100_00n, 0n, 100_00n])
  })
})

describe('receivables', () => {
  it('are by payer in the ledger what open bills say; a bill that is given to somebody else behind its back is found', async () => {
    await world.charge('物业费', '100', '2026-01-01')
    await world.bill('2026-01')
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
    await asOwner(database, 'update billing.bill set payer_person_id = null', [])
    const broken = await verifyInvariants(database.adminUrl)
    expect(broken.join()).toContain('per payer')
    await asOwner(database, 'update billing.bill set payer_person_id = $1', [world.ownerId])
  })
})

describe('penalties', () => {
  const owe = async (yuan: string, from: string, percent: string, change = {}) => {
    await world.charge('物业费', yuan, from, {
      ...daily(percent, change),
      effectiveTo: null,
      cycleMonths: 12,
      kind: 'one-off',
    })
    await world.bill(from.slice(0, 7))
  }

  it('E46: 69 days of 0.05 % on 254.70 are 8.79, paid with the debt as a bill of their own', async () => {
    await owe('254.70', '2026-01-31', '0.05')
    world.at('2026-04-10')
    const owed = await world.household()
    expect([owed.penaltyFen, owed.bills[0]?.penaltyFen, owed.outstandingFen]).toEqual([8_79n, 8_79n, 254_70n])
    expect(owed.bills[0]?.penalties[0]?.words['zh-CN']).toContain('254.70元 × 0.05% × 69天')
    expect(await codeOf(world.take(263_49n))).toBe('billing.more_than_owed')
    await world.take(263_49n, { withPenalty: true })
    const after = await world.household()
    expect([after.penaltyFen, after.outstandingFen]).toEqual([0n, 0n])
    expect((await world.balances()).get('6301')).toBe(-8_79n)
  })

  it('E47, E48: the grace and the cap', async () => {
    await owe('254.70', '2026-01-31', '0.05', { graceDays: 15 })
    world.at('2026-04-10')
    expect((await world.household()).penaltyFen).toBe(6_88n)
    await world.take(254_70n)
    await owe('254.70', '2026-05-01', '0.3', { capPercent: '30' })
    expect((await world.household('2027-06-05')).bills.at(-1)?.penaltyFen).toBe(76_41n)
  })

  it('E49: a part payment cuts the days; what was paid before keeps counting', async () => {
    await owe('1000', '2026-03-31', '0.05')
    world.at('2026-04-20')
    await world.take(400_00n)
    world.at('2026-05-30')
    expect((await world.household()).penaltyFen).toBe(22_00n)
    await world.take(600_00n)
    // The debt is paid: the penalty stays as it was, and can be paid alone.
    world.at('2026-12-31')
    const settled = await world.household()
    expect([settled.outstandingFen, settled.penaltyFen]).toEqual([0n, 22_00n])
    expect(await codeOf(world.take(22_00n))).toBe('billing.bill_not_payable')
    await world.take(22_00n, { withPenalty: true })
    expect((await world.household()).bills).toEqual([])
  })

  it('E50: 1.3 times an LPR of 3.0 % on 10000 for 69 days of 365: 73.73', async () => {
    const rate = {
      by: 'lpr' as const,
      times: '1.3',
      yearDays: 365 as const,
      rates: [{ effectiveFrom: '2020-01-01', percent: '3.0' }],
    }
    await owe('10000', '2026-01-31', '0', { rate })
    world.at('2026-04-10')
    expect((await world.household()).penaltyFen).toBe(73_73n)
    await world.take(10073_73n, { withPenalty: true })
    expect((await world.balances()).get('6301')).toBe(-73_73n)
  })

  it('E51: three bills paid late: 8.79 + 5.22 + 1.27 = 15.28; half of it waived by somebody else is 7.64', async () => {
    for (const dueOn of ['2026-01-31', '2026-02-28', '2026-03-31']) await owe('254.70', dueOn, '0.05')
    world.at('2026-04-10')
    const owed = await world.household()
    expect(owed.bills.map(bill => bill.penaltyFen)).toEqual([8_79n, 5_22n, 1_27n])
    const wish = {
      kind: 'waiver',
      scope: 'penalty',
      percent: '50',
      amountFen: null,
      reason: '首次逾期',
      photoIds: [],
    } as const
    const boss = await world.tenant.staff({ name: '项目经理' })
    const asked = await world.as((tx, actor) =>
      askWaiver(tx, actor, {
        ...{ ...wish, photoIds: [], id: newId(), premisesId: world.premisesId },
        billIds: owed.bills.map(bill => bill.id),
      }),
    )
    expect(asked.amountFen).toBe(7_64n)
    await approveBy(fresh, asked.requestId, [boss])
    expect((await world.household()).penaltyFen).toBe(7_64n)
    await world.take(764_10n + 7_64n, { withPenalty: true })
    expect((await world.household()).bills).toEqual([])
  })

  it('E52: over a leap day: 29 days of 1000 are 14.50', async () => {
    await owe('1000', '2028-02-10', '0.05')
    world.at('2028-03-10')
    expect((await world.household()).penaltyFen).toBe(14_50n)
    await world.take(1014_50n, { withPenalty: true })
    expect((await world.household()).bills).toEqual([])
  })

  it('E53: a part payment goes to the debt first, or to the penalty where the community says so', async () => {
    await owe('1000', '2026-01-01', '0.05')
    world.at('2026-01-21')
    expect((await world.household()).penaltyFen).toBe(10_00n)
    await world.take(1005_00n, { withPenalty: true })
    const first = await world.household()
    expect([first.outstandingFen, first.penaltyFen]).toEqual([0n, 5_00n])
  })

  it('E53: penalty first', async () => {
    await decide(penaltyOrder, 'penalty-first')
    await owe('1000', '2026-01-01', '0.05')
    world.at('2026-01-21')
    await world.take(1005_00n, { withPenalty: true })
    const first = await world.household()
    expect([first.outstandingFen, first.penaltyFen]).toEqual([5_00n, 0n])
    expect((await world.balances()).get('6301')).toBe(-10_00n)
  })
})
