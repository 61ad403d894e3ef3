import { afterAll, beforeAll, expect, test } from 'vitest'
import { closePeriod } from '../src/ledger/periods/close-period.ts'
import { setClock } from '../src/platform/clock.ts'
import { newId } from '../src/platform/ids.ts'
import { verifyInvariants } from '../src/verify.ts'
import { fen, HOMES, makeTown, type Town } from './town.ts'

/**
 * Fourteen months of a community of eight homes of 90 m²: 物业费 2.00 yuan/m² (180.00 a month) and 垃圾费 12.00, due on the 15th, 万分之五
 * a day late. A month is 8 × 192.00 = 1536.00. At the end of each the reports agree with the ledger, and verify finds nothing.
 */
const MONTHS = ['2025-01', '2025-02', '2025-03', '2025-04', '2025-05', '2025-06', '2025-07', '2025-08', '2025-09']
MONTHS.push('2025-10', '2025-11', '2025-12', '2026-01', '2026-02')

let town: Town
beforeAll(async () => {
  town = await makeTown()
  const penalty = { rate: { by: 'day', percent: '0.05' }, graceDays: 0, countedFrom: 'end-of-grace' } as const
  const property = await town.rule({
    ...{ name: '物业费', kind: 'area-price', effectiveFrom: '2025-01-01', unitPrice: '2', fixedAmount: '0' },
    penalty: { ...penalty, capPercent: '100' },
  })
  const waste = await town.rule({
    ...{ name: '垃圾费', kind: 'fixed', effectiveFrom: '2025-01-01', unitPrice: '0', fixedAmount: '12' },
  })
  for (const rule of [property, waste]) await town.charge(rule, HOMES, '2025-01-01')
}, 60_000)
afterAll(async () => {
  setClock(null)
  await town?.database.drop()
})

/** The reports of a month's end agree with each other, with the ledger, and with what was worked out by hand. */
async function tiesOut(month: string, byHand: { owed: string; prepaid: string }): Promise<void> {
  const { receivables, ageing, prepayments, reconciliation, balances } = await town.books(month)
  expect(
    reconciliation.items.filter(item => item.differenceFen !== 0n),
    month,
  ).toEqual([])
  expect(receivables.sums.outstandingFen, `${month} owed`).toBe(fen(byHand.owed))
  expect(ageing.sums.totalFen).toBe(receivables.sums.outstandingFen)
  expect(balances.get('1122') ?? 0n).toBe(receivables.sums.outstandingFen)
  expect(prepayments.sums.closingFen, `${month} prepaid`).toBe(fen(byHand.prepaid))
  expect(-(balances.get('2204') ?? 0n)).toBe(prepayments.sums.closingFen)
  expect(await verifyInvariants(town.database.adminUrl), month).toEqual([])
}

/** 101 … 104 pay the month on the 10th, each its own way. */
async function payTheMonth(month: string): Promise<void> {
  town.at(`${month}-10`)
  await town.take('101', '192', 'cash')
  await town.take('102', '192', 'transfer')
  await town.take('103', '192', 'pos')
  await town.take('104', '192', 'cheque', { reference: `支票${month}` })
}

const yuan = (whole: number) => `${whole}.00`

test('issue, collect, prepay, close: fourteen months', async () => {
  let owed = 0
  let prepaid = 0
  for (const [at, month] of MONTHS.entries()) {
    town.at(`${month}-01`)
    await town.bill(month)
    // 107 paid a year ahead in January: 192.00 of it is used each month from February, until it is spent.
    const offset = Math.min(prepaid, 192)
    prepaid -= offset
    owed += 1536 - offset
    await payTheMonth(month)
    owed -= 4 * 192
    if (at === 0) {
      // 192.00 of January and 12 × 192.00 ahead.
      await town.take('107', yuan(13 * 192), 'transfer', { overpayment: 'prepay' })
      owed -= 192
      prepaid += 12 * 192
    }
    // 105 pays 100.00 of its 192.00, each month.
    await town.take('105', '100', 'transfer')
    owed -= 100
    // 108 pays late, on the 20th.
    town.at(`${month}-20`)
    await town.take('108', '192', 'cash')
    owed -= 192
    town.at(`${month}-28`)
    await tiesOut(month, { owed: yuan(owed), prepaid: yuan(prepaid) })
    if (at > 0) {
      const before = MONTHS[at - 1] ?? ''
      await town.as(
        (tx, actor) => closePeriod(tx, actor, { id: newId(), communityId: town.communityId, month: before }),
        town.boss,
      )
    }
  }
}, 300_000)
