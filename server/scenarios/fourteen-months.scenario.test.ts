import { afterAll, beforeAll, expect, test } from 'vitest'
import { listCash } from '../src/analytics/reports/movements/cash-view.ts'
import { createDiscount } from '../src/billing/discounts/edit-discounts.ts'
import { giveDiscount } from '../src/billing/discounts/grant-discounts.ts'
import { createItem } from '../src/billing/items/edit-items.ts'
import { askDepositReturn } from '../src/billing/refunds/ask-refund.ts'
import { reversePayment } from '../src/billing/refunds/reverse-payment.ts'
import { addRuleVersion } from '../src/billing/rules/add-rule-version.ts'
import { askWaiver } from '../src/billing/waivers/ask-waiver.ts'
import { postEntries } from '../src/ledger/index.ts'
import { closePeriod } from '../src/ledger/periods/close-period.ts'
import { closeDay } from '../src/payments/tills/close-day.ts'
import { openShift } from '../src/payments/tills/open-shift.ts'
import { setClock } from '../src/platform/clock.ts'
import { newId } from '../src/platform/ids.ts'
import { addPeople } from '../src/registry/index.ts'
import { transferOwnership } from '../src/registry/occupancies/transfer-ownership.ts'
import { readPremises } from '../src/registry/premises/premises-detail-view.ts'
import { setPremisesArea } from '../src/registry/premises/set-area.ts'
import { verifyInvariants } from '../src/verify.ts'
import { asOwner } from '../testing/world.ts'
import { fen, HOMES, makeTown, type Town } from './town.ts'

/**
 * Fourteen months of a community of eight homes of 90 m²: 物业费 2.00 yuan/m² (180.00 a month) and 垃圾费 12.00, due on the 15th, 万分之五
 * a day late on the 物业费. At the end of each month the reports agree with the ledger, and verify finds nothing.
 *
 *   101 … 104   pay the cashier all they owe on the 10th, in cash, by transfer, POS and cheque; 108 pays all on the 20th, in cash
 *   105         pays 100.00 a month of it, to another teller as 106 and 107 do: the cashier closes the days
 *   106         pays nothing, but for what stands at the events
 *   107         paid January and 12 × 192.00 ahead in January; it is used as bills are issued
 *
 * So only 105, 106 and 107 owe at the end of a month, but for the events. A month is 192.00 until August; from 16 September the price
 * is 2.20: September 90.00 + 99.00 + 12.00 = 201.00, then 198.00 + 12.00 = 210.00.
 */
const MONTH_FEN: [month: string, monthFen: number][] = [
  ...['2025-01', '2025-02', '2025-03', '2025-04', '2025-05', '2025-06', '2025-07', '2025-08'].map(
    (month): [string, number] => [month, 19_200],
  ),
  ['2025-09', 20_100],
  ...['2025-10', '2025-11', '2025-12', '2026-01', '2026-02'].map((month): [string, number] => [month, 21_000]),
]

let town: Town
let property = ''
beforeAll(async () => {
  town = await makeTown()
  const penalty = { rate: { by: 'day', percent: '0.05' }, graceDays: 0, countedFrom: 'end-of-grace' } as const
  property = await town.rule({
    ...{ name: '物业费', kind: 'area-price', effectiveFrom: '2025-01-01', unitPrice: '2', fixedAmount: '0' },
    penalty: { ...penalty, capPercent: '100' },
  })
  const waste = await town.rule({
    ...{ name: '垃圾费', kind: 'fixed', effectiveFrom: '2025-01-01', unitPrice: '0', fixedAmount: '12' },
  })
  for (const rule of [property, waste]) await town.charge(rule, HOMES, '2025-01-01')
  const item = { category: 'deposit', refundable: true, priority: 900, collectedBy: ['counter'] } as const
  await town.as((tx, actor) =>
    createItem(tx, actor, { id: newId(), name: '装修押金', ...item, collectedBy: [...item.collectedBy] }),
  )
  const deposit = await town.rule({
    ...{ name: '装修押金', kind: 'fixed', effectiveFrom: '2025-01-01', unitPrice: '0', fixedAmount: '2000' },
  })
  await town.charge(deposit, ['102'], '2025-02-01', '2025-02-28')
}, 60_000)
afterAll(async () => {
  setClock(null)
  await town?.database.drop()
})

/** The reports of a month's end agree with each other, with the ledger, and with what was worked out by hand. */
async function tiesOut(month: string, byHand: { owed: number; prepaid: number }): Promise<void> {
  const { receivables, ageing, prepayments, reconciliation, balances } = await town.books(month)
  expect(
    reconciliation.items.filter(item => item.differenceFen !== 0n),
    month,
  ).toEqual([])
  expect(receivables.sums.outstandingFen, `${month} owed`).toBe(BigInt(byHand.owed))
  expect(ageing.sums.totalFen).toBe(receivables.sums.outstandingFen)
  expect(balances.get('1122') ?? 0n).toBe(receivables.sums.outstandingFen)
  expect(prepayments.sums.closingFen, `${month} prepaid`).toBe(BigInt(byHand.prepaid))
  expect(-(balances.get('2204') ?? 0n)).toBe(prepayments.sums.closingFen)
  expect(await verifyInvariants(town.database.adminUrl), month).toEqual([])
  // What was taken by month and community comes from sums, by day from the lines.
  const taken = (by: 'month' | 'community' | 'day') =>
    town.as(async (tx, actor) => (await listCash(tx, actor, { by, limit: 50, from: '2025-01', to: month })).sums)
  const days = await taken('day')
  expect([await taken('month'), await taken('community')], month).toEqual([days, days])
}

/** Cash in the drawer of the cashier, who never takes any to the bank. */
let drawer = 0n

/** A day at the desk: the drawer is opened with what is in it, homes pay all they owe, and the day is closed to the fen. */
async function deskDay(
  day: string,
  homes: readonly [(typeof HOMES)[number], 'cash' | 'transfer' | 'pos' | 'cheque'][],
) {
  const { communityId } = town
  town.at(day)
  await town.as((tx, actor) => openShift(tx, actor, { id: newId(), communityId, floatFen: drawer }))
  for (const [home, method] of homes) {
    const { outstandingFen } = await town.household(home)
    if (method === 'cash') drawer += outstandingFen
    await town.take(home, yuanOf(outstandingFen), method, method === 'cheque' ? { reference: `支票${day}` } : {})
  }
  const denominations = { '100': Number(drawer / 100n), '1': Number(drawer % 100n) }
  const count = { id: newId(), communityId, day, denominations, countedFen: drawer, methods: [] }
  const closed = await town.as((tx, actor) => closeDay(tx, actor, count))
  expect([closed.dueFen, closed.differenceFen]).toEqual([drawer, 0n])
}

const yuanOf = (amount: bigint) => `${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`

/** What else happens in a month, on the 25th; answers by how much more (less) is owed and prepaid at its end, in fen. */
type Change = { owed?: number; prepaid?: number }
const EVENTS: Record<string, () => Promise<Change>> = {
  '2025-03': lateWithPenalty,
  '2025-04': takenByMistake,
  '2025-05': halfWaived,
  '2025-06': vacantSinceMay,
  '2025-08': depositBackAndNewPrice,
  '2025-11': areaWasWrong,
  '2025-12': homeSold,
}

/** 106 pays January to March with penalties as of 25 March: 0.09 a day for 69 + 38 + 10 days = 6.21 + 3.42 + 0.90 = 10.53. */
async function lateWithPenalty(): Promise<Change> {
  expect((await town.household('106')).penaltyFen).toBe(1_053n)
  await town.take('106', '586.53', 'transfer', { withPenalty: true }, town.teller)
  return { owed: -3 * 19_200 }
}

/** 50.00 of 105 are taken and taken back the same day. */
async function takenByMistake(): Promise<Change> {
  const { paymentId } = await town.take('105', '50', 'transfer', {}, town.teller)
  await town.as((tx, actor) => reversePayment(tx, actor, { paymentId, id: newId(), reason: '录错房号' }), town.teller)
  return {}
}

/** Half of what 106 owes of April and May is given up: 2 × 192.00 ÷ 2. Nothing happens before somebody else approves. */
async function halfWaived(): Promise<Change> {
  const billIds = (await town.household('106')).bills.filter(bill => bill.outstandingFen > 0n).map(bill => bill.id)
  const wish = { kind: 'waiver', scope: 'principal', percent: '50', amountFen: null, reason: '漏水' } as const
  const asked = await town.as((tx, actor) =>
    askWaiver(tx, actor, { id: newId(), premisesId: town.homes['106'], billIds, photoIds: [], ...wish }),
  )
  expect((await town.household('106')).outstandingFen).toBe(38_400n)
  await town.approve(asked.requestId)
  return { owed: -19_200 }
}

/** 103 was vacant from 1 May: 70 %. May and June were paid: 2 × 192.00 × 30 % = 115.20 is prepaid; July takes it: 134.40 − 115.20. */
async function vacantSinceMay(): Promise<Change> {
  const { communityId } = town
  const discountId = newId()
  await town.as(async (tx, actor) => {
    await createDiscount(tx, actor, {
      ...{ id: discountId, communityId, name: '空置', kind: 'vacant', itemIds: null, maxMonths: 12 },
      ...{ minMonths: null, untilOn: null },
      ...{ versions: [{ effectiveFrom: '2025-01-01', percent: '70', capYuan: null }], needsEvidence: false },
    })
    const days = { fromOn: '2025-05-01', toOn: '2025-07-31' }
    await giveDiscount(tx, actor, { id: newId(), discountId, premisesId: town.homes['103'], ...days, reason: '空置' })
  })
  await town.bill('2025-05', '2025-06')
  return { prepaid: 11_520 }
}

/** Of 102's deposit of 2000.00, 500.00 is kept for damage and 1500.00 goes back. The vote raises the price from 16 September. */
async function depositBackAndNewPrice(): Promise<Change> {
  const [deposit] = await asOwner<{ id: string; held: string }>(
    town.database,
    'select id, held_fen::text as held from billing.deposit where premises_id = $1',
    [town.homes['102']],
  )
  expect(deposit?.held).toBe('200000')
  const payee = {
    method: 'transfer',
    payeeName: '业主102',
    payeeAccount: '6222020000000000',
    reason: '墙面损坏',
  } as const
  const wish = { id: newId(), depositId: deposit?.id ?? '', refundFen: 150_000n, deductFen: 50_000n, photoIds: [] }
  const asked = await town.as((tx, actor) => askDepositReturn(tx, actor, { ...wish, ...payee }))
  await town.approve(asked.requestId)
  const { balances } = await town.books('2025-08')
  expect([balances.get('224101') ?? 0n, balances.get('6301')]).toEqual([0n, -50_000n - 1_053n])
  const price = { id: newId(), effectiveFrom: '2025-09-16', unitPrice: '2.2', fixedAmount: '0' }
  await town.as((tx, actor) => addRuleVersion(tx, actor, { ruleId: property, ...price }))
  return {}
}

/** 104 has 95 m² since 1 October: October and November are 5 × 2.20 = 11.00 more each, paid in December. */
async function areaWasWrong(): Promise<Change> {
  const premisesId = town.homes['104']
  const area = { fromOn: '2025-10-01', areaM2: '95', innerAreaM2: null, sharedAreaM2: null, note: '实测' }
  await town.as(async (tx, actor) => {
    const { version } = await readPremises(tx, actor, { premisesId })
    await setPremisesArea(tx, actor, { premisesId, version, ...area })
  })
  await town.bill('2025-10', '2025-11')
  return { owed: 2_200 }
}

/**
 * 101 was sold on 16 December. Its 210.00 of December were paid by the old owner, who owes 15 of 31 days: 95.81 + 5.81 = 101.62; the rest
 * of 108.38 is prepaid by the old owner, and the new owner owes 102.19 + 6.19 = 108.38, paid in January.
 */
async function homeSold(): Promise<Change> {
  const personId = newId()
  await town.as(async (tx, actor) => {
    await addPeople(tx, actor, town.communityId, [
      { id: personId, name: '新业主101', sex: null, phone: null, idNumber: null },
    ])
    await transferOwnership(tx, actor, {
      ...{ premisesId: town.homes['101'], on: '2025-12-16', oldFamily: 'ends', note: '', forwarding: null },
      owners: [{ id: newId(), personId, share: '1', resides: true }],
    })
  })
  await town.bill('2025-12')
  return { owed: 10_838, prepaid: 10_838 }
}

/** What of these changes the month after settles by itself, in fen. */
const AFTERWARDS: Record<string, Change> = {
  '2025-07': { prepaid: -11_520 },
  '2025-12': { owed: -2_200 },
  '2026-01': { owed: -10_838 },
}

test('issue, collect, prepay, correct, close: fourteen months', async () => {
  const sums = { owed: 0, prepaid: 0 }
  let ahead = 0
  for (const [at, [month, monthFen]] of MONTH_FEN.entries()) {
    town.at(`${month}-01`)
    await town.bill(month)
    const offset = Math.min(ahead, monthFen)
    ahead -= offset
    sums.prepaid -= offset
    // 105, 106 and 107 owe the month, but for what was prepaid.
    sums.owed += 3 * monthFen - offset
    await deskDay(`${month}-10`, [
      ['101', 'cash'],
      ['102', 'transfer'],
      ['103', 'pos'],
      ['104', 'cheque'],
    ])
    await town.take('105', '100', 'transfer', {}, town.teller)
    sums.owed -= 10_000
    if (at === 0) {
      await town.take('107', yuanOf(13n * 19_200n), 'transfer', { overpayment: 'prepay' }, town.teller)
      ahead = 12 * 19_200
      sums.owed -= 19_200
      sums.prepaid += ahead
    }
    await deskDay(`${month}-20`, [['108', 'cash']])
    town.at(`${month}-25`)
    const changes = [await EVENTS[month]?.(), AFTERWARDS[month]]
    for (const change of changes) {
      sums.owed += change?.owed ?? 0
      sums.prepaid += change?.prepaid ?? 0
    }
    town.at(`${month}-28`)
    await tiesOut(month, sums)
    await closeTheMonthBefore(at)
  }
  await nothingEntersAClosedMonth()
}, 400_000)

async function closeTheMonthBefore(at: number): Promise<void> {
  const month = MONTH_FEN[at - 1]?.[0]
  if (!month) return
  const period = { id: newId(), communityId: town.communityId, month }
  await town.as((tx, actor) => closePeriod(tx, actor, period), town.boss)
}

async function nothingEntersAClosedMonth(): Promise<void> {
  const entry = { id: newId(), communityId: town.communityId, postedOn: '2025-03-05', memo: '' }
  const postings = [
    { accountCode: '1001' as const, amountFen: fen('1') },
    { accountCode: '6051' as const, amountFen: -fen('1') },
  ]
  const posted = town.as((tx, actor) =>
    postEntries(tx, actor, [{ ...entry, sourceKind: 'test.entry', sourceId: newId(), postings }]),
  )
  await expect(posted).rejects.toThrow(/closed|entry_in_open_period/)
}
