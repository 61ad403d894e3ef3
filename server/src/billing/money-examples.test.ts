import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { percentOf } from '../platform/decimals.ts'
import { allocateByLargestRemainder, fenToYuan, yuanToFen } from '../platform/money.ts'
import { amountsOf, daysOf, totalOf } from './bills/charge-case.ts'
import { correctionOf } from './corrections/correction.ts'
import { offsetFrom } from './purses/purse.ts'
import { checkRefund, refundableFen } from './refunds/refund.ts'
import { ageOf } from './reports/ageing.ts'
import { type CollectionSums, collectionReport } from './reports/collection.ts'
import { tillOf } from './reports/till.ts'
import { percentOfFen, shareOut, straightLine } from './revenue/revenue.ts'
import { roundOffCash } from './rules/rounding.ts'
import { rateOn, splitMarginTax, splitTax, taxLeft } from './taxes/tax.ts'

/** Numbered examples of domain.md §1.4 that follow a line: corrections, splits, tax, revenue, money in, reports. */

const yuan = (text: string) => yuanToFen(text)
const texts = (fens: Iterable<bigint>) => [...fens].map(fenToYuan)
const sum = (fens: readonly bigint[]) => fens.reduce((a, b) => a + b, 0n)

describe('corrections and shares', () => {
  test('E14: vacancy approved late for 2 paid months: red 2 × 254.70, blue 2 × 178.29 → credit 152.82', () => {
    const [right = ''] = amountsOf({
      startsOn: '2026-06-01',
      period: daysOf('2026-06'),
      percents: [{ from: '2026-06-01', to: null, percent: '70', reason: '空置房' }],
    })
    const paid = { id: 'l', amountFen: yuan('254.70'), settledFen: yuan('254.70') }
    const both = [correctionOf(paid, yuan(right)), correctionOf(paid, yuan(right))]
    expect(texts(both.flatMap(one => [one.redFen, one.blueFen]))).toEqual(['-254.70', '178.29', '-254.70', '178.29'])
    expect(fenToYuan(sum(both.map(one => one.creditFen)))).toBe('152.82')
  })

  test('E15: the developer pays 40 %: owner 152.82, developer 101.88; of 254.71 the odd fen is the owner’s', () => {
    expect(texts(shareOut(yuan('254.70'), ['60', '40']))).toEqual(['152.82', '101.88'])
    expect(texts(shareOut(yuan('254.71'), ['60', '40']))).toEqual(['152.83', '101.88'])
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }),
        fc.integer({ min: 0, max: 100 }),
        (fen, percent) => {
          expect(sum(shareOut(fen, [String(percent), String(100 - percent)]))).toBe(fen)
        },
      ),
    )
  })

  test('E59: 2.85 should be 2.80: red −254.70, blue 250.24; of a paid bill 4.46 goes to prepayment', () => {
    const [right = ''] = amountsOf({
      startsOn: '2026-01-01',
      period: daysOf('2026-01'),
      prices: [['2000-01-01', '2.80']],
    })
    const correction = correctionOf({ id: 'l', amountFen: 25470n, settledFen: 25470n }, yuan(right))
    expect(texts([correction.redFen, correction.blueFen, correction.creditFen])).toEqual(['-254.70', '250.24', '4.46'])
    // Paid in part: what was paid settles the blue line.
    expect(correctionOf({ id: 'l', amountFen: 25470n, settledFen: 10000n }, yuan(right))).toMatchObject({
      settledOfBlueFen: 10000n,
      creditFen: 0n,
    })
  })

  test('E63: 过户 on 2026-06-18: seller 17/30 144.33, buyer 110.37; returnable 110.37 + 6 × 254.70 = 1638.57', () => {
    const month = daysOf('2026-06')
    const [seller = ''] = amountsOf({ startsOn: '2026-06-01', endsOn: '2026-06-17', period: month })
    const buyer = yuan('254.70') - yuan(seller)
    expect([seller, fenToYuan(buyer)]).toEqual(['144.33', '110.37'])
    expect(amountsOf({ startsOn: '2026-06-18', period: month })).toEqual(['110.37'])
    expect(fenToYuan(buyer + 6n * yuan('254.70'))).toBe('1638.57')
  })
})

describe('revenue and discounts', () => {
  test('E45: 36 months of which 2 are free, 429960 in all: 35 × 11943.33 and 11943.45', () => {
    const months = straightLine(yuan('429960'), 36)
    expect([...new Set(texts(months))]).toEqual(['11943.33', '11943.45'])
    expect([months.length, sum(months)]).toEqual([36, yuan('429960')])
  })

  test('E54: 交12免1 as 13 months: 12 × 235.11 + 235.08; as pay 11 get 12: 2801.70', () => {
    const year = yuan(totalOf({ startsOn: '2026-01-01', period: daysOf('2026-01'), rule: { cycleMonths: 12 } }))
    expect(fenToYuan(year)).toBe('3056.40')
    expect(texts(straightLine(year, 13))).toEqual([...Array(12).fill('235.11'), '235.08'])
    const free = { from: '2026-12-01', to: '2026-12-31' }
    const eleven = { startsOn: '2026-01-01', period: daysOf('2026-01'), rule: { cycleMonths: 12, freeSpans: [free] } }
    expect(totalOf(eleven)).toBe('2801.70')
  })

  test('E55: 95 % for prepaying a year: 2903.58, discount 152.82', () => {
    const pays = percentOfFen(yuan('3056.40'), '95')
    expect(texts([pays, yuan('3056.40') - pays])).toEqual(['2903.58', '152.82'])
  })

  test('E56: 5.98 off over 254.70/331.28/300.00: 1.72/2.24/2.02', () => {
    const lines = ['254.70', '331.28', '300.00'].map((weight, index) => ({ id: String(index), weight }))
    expect(texts(allocateByLargestRemainder(598n, lines).values())).toEqual(['1.72', '2.24', '2.02'])
  })

  test('E76: 酬金制 10 % of 48500 = 4850.00', () => {
    expect(fenToYuan(percentOfFen(yuan('48500'), '10'))).toBe('4850.00')
  })
})

describe('money in', () => {
  test('E57: 500 prepaid offset 254.70, water 58.65 and 186.65 of 254.70; 停车专款 offsets none', () => {
    const purses = [
      { id: 'parking', itemIds: ['parking'], holdersNow: [], balanceFen: 30000n },
      { id: 'general', itemIds: null, holdersNow: [], balanceFen: 50000n },
    ]
    const dues = [
      { id: 'jan', itemId: 'fee', payerNow: null, openFen: 25470n },
      { id: 'water', itemId: 'water', payerNow: null, openFen: 5865n },
      { id: 'feb', itemId: 'fee', payerNow: null, openFen: 25470n },
    ]
    const offsets = offsetFrom(purses, dues)
    expect(offsets.map(({ purseId, dueId, fen }) => `${purseId} ${dueId} ${fenToYuan(fen)}`)).toEqual([
      'general jan 254.70',
      'general water 58.65',
      'general feb 186.65',
    ])
    expect(fenToYuan(25470n - (offsets[2]?.fen ?? 0n))).toBe('68.05')
    expect(50000n - sum(offsets.map(offset => offset.fen))).toBe(0n)
    expect(offsetFrom(purses, [{ id: 'p', itemId: 'parking', payerNow: null, openFen: 40000n }])).toEqual([
      { purseId: 'parking', dueId: 'p', fen: 30000n },
      { purseId: 'general', dueId: 'p', fen: 10000n },
    ])
  })

  test('E58: 抹零: 568.05 → 568.00, row 0.05; 抹角 568.95 → 568.00, row 0.95', () => {
    expect(texts([roundOffCash(56805n, 'jiao'), roundOffCash(56895n, 'yuan')])).toEqual(['0.05', '0.95'])
    expect(roundOffCash(56800n, 'yuan')).toBe(0n)
  })

  test('E60: of 813.35, 58.65 may be refunded; then 800.00 is rejected (most 754.70)', () => {
    const lines = [
      { id: 'fee', paidFen: 25470n, refundedFen: 0n },
      { id: 'water', paidFen: 5865n, refundedFen: 0n },
      { id: 'prepaid', paidFen: 50000n, refundedFen: 0n },
    ]
    expect(fenToYuan(refundableFen(lines))).toBe('813.35')
    expect(checkRefund(lines, [{ lineId: 'water', fen: 5865n }])).toEqual({ ok: true })
    const after = lines.map(line => (line.id === 'water' ? { ...line, refundedFen: 5865n } : line))
    expect(fenToYuan(refundableFen(after))).toBe('754.70')
    expect(checkRefund(after, [{ lineId: 'water', fen: 1n }])).toEqual({ ok: false, lineId: 'water', mostFen: 0n })
    expect(
      checkRefund(after, [
        { lineId: 'fee', fen: 20000n },
        { lineId: 'fee', fen: 20000n },
      ]),
    ).toMatchObject({ ok: false })
  })

  test('E61: deposit 2000, 350 deducted: 1650.00 go back', () => {
    const [line] = [{ id: 'deposit', paidFen: 200000n, refundedFen: 35000n }]
    expect(fenToYuan(refundableFen(line ? [line] : []))).toBe('1650.00')
  })
})

describe('tax', () => {
  test('E72: 254.70 and 300.00 at each rate', () => {
    const split = (gross: string, rate: string) => {
      const { netFen, taxFen } = splitTax(yuan(gross), rate)
      return `${fenToYuan(netFen)} + ${fenToYuan(taxFen)}`
    }
    expect(['6', '1', '3'].map(rate => split('254.70', rate))).toEqual([
      '240.28 + 14.42',
      '252.18 + 2.52',
      '247.28 + 7.42',
    ])
    expect(['9', '5', '0'].map(rate => split('300', rate))).toEqual([
      '275.23 + 24.77',
      '285.71 + 14.29',
      '300.00 + 0.00',
    ])
    expect(split('-254.70', '6')).toBe('-240.28 + -14.42')
  })

  test('E73: 254.70 @6 + 58.65 @3 + 300 @9: tax 40.90, net 572.45, total 613.35', () => {
    const parts = [splitTax(25470n, '6'), splitTax(5865n, '3'), splitTax(30000n, '9')]
    expect(texts(parts.map(part => part.taxFen))).toEqual(['14.42', '1.71', '24.77'])
    const [net, tax] = [sum(parts.map(part => part.netFen)), sum(parts.map(part => part.taxFen))]
    expect(texts([tax, net, tax + net])).toEqual(['40.90', '572.45', '613.35'])
  })

  test('E74: prepaid year 3056.40 @6: net 2883.40, tax 173.00; 11 × (240.28 + 14.42), then 240.32 + 14.38', () => {
    const { netFen, taxFen } = splitTax(yuan('3056.40'), '6')
    expect(texts([netFen, taxFen])).toEqual(['2883.40', '173.00'])
    const month = splitTax(yuan('254.70'), '6')
    expect(texts([month.netFen, month.taxFen])).toEqual(['240.28', '14.42'])
    expect(texts(straightLine(netFen, 12))).toEqual([...Array(11).fill('240.28'), '240.32'])
    expect(texts(straightLine(taxFen, 12))).toEqual([...Array(11).fill('14.42'), '14.38'])
    // Of a bill of twelve lines the last takes what the whole bears less.
    expect(taxLeft(Array(12).fill(yuan('254.70')), '6')).toBe(-4n)
    expect(taxLeft(Array(12).fill(-yuan('254.70')), '6')).toBe(4n)
    expect([taxLeft([yuan('254.70')], '6'), taxLeft([], '6')]).toEqual([0n, 0n])
  })

  test('E75: water resale on the margin: sold 5865, bought 5200 @3: net 645.63, tax 19.37', () => {
    const { netFen, taxFen } = splitMarginTax(yuan('5865'), yuan('5200'), '3')
    expect(texts([netFen, taxFen])).toEqual(['645.63', '19.37'])
    expect(splitMarginTax(1n, 2n, '3')).toEqual({ netFen: 0n, taxFen: 0n })
  })

  test('a rate is that of the entity on the day, or the common one', () => {
    const rate = (legalEntityId: string | null, effectiveFrom: string, ratePercent: string) => ({
      legalEntityId,
      effectiveFrom,
      ratePercent,
      taxCode: null,
    })
    const rates = [rate(null, '2019-04-01', '6'), rate('small', '2023-01-01', '1'), rate('small', '2028-01-01', '3')]
    const on = (entity: string | null, day: string) => rateOn(rates, entity, day)?.ratePercent
    expect([on('small', '2022-12-31'), on('small', '2027-12-31'), on('small', '2028-01-01')]).toEqual(['6', '1', '3'])
    expect([on('big', '2026-01-01'), on(null, '2026-01-01'), on(null, '2018-01-01')]).toEqual(['6', '6', undefined])
  })
})

describe('reports', () => {
  const SUMS: CollectionSums = {
    openingArrearsFen: yuan('10000'),
    billedFen: yuan('50000'),
    reversedFen: yuan('1000'),
    waivedFen: yuan('500'),
    settledCurrentFen: yuan('32000'),
    settledFromPrepaidFen: yuan('5000'),
    settledOldFen: yuan('3000'),
    openingPrepaidFen: yuan('6000'),
    newPrepaidFen: yuan('8000'),
    refundedFen: 0n,
  }

  test('E67: 净应收 48500; A 65.98 %, B 66.33 %, 清欠率 30.00 %, 综合 59.83 %', () => {
    expect(collectionReport(SUMS)).toMatchObject({
      netReceivableFen: yuan('48500'),
      currentRateA: '65.98',
      currentRateB: '66.33',
      oldRate: '30.00',
      overallRate: '59.83',
    })
  })

  test('E68: the same set: 期末欠费 23500, 现金 38000, 期末预收 9000', () => {
    expect(collectionReport(SUMS)).toMatchObject({
      closingArrearsFen: yuan('23500'),
      cashFen: yuan('38000'),
      closingPrepaidFen: yuan('9000'),
    })
  })

  test('E69: 412 of 520 households 79.23 %; 330000 of 600000 55.00 %', () => {
    expect([percentOf(412n, 520n), percentOf(yuan('330000'), yuan('600000'))]).toEqual(['79.23', '55.00'])
  })

  test('E70: ages as of 2026-06-30', () => {
    const due = ['2026-06-15', '2026-04-20', '2026-01-31', '2025-05-31', '2023-06-30', '2023-06-29', '2026-07-01']
    expect(due.map(dueOn => ageOf(dueOn, '2026-06-30'))).toEqual([
      '0-30',
      '31-90',
      '91-180',
      '1-2y',
      '2-3y',
      'over-3y',
      'not-due',
    ])
    const debts: [string, string][] = [
      ['254.70', '2026-06-15'],
      ['254.70', '2026-04-20'],
      ['254.70', '2026-01-31'],
      ['300.00', '2025-05-31'],
      ['180.00', '2023-06-30'],
    ]
    expect(fenToYuan(sum(debts.map(([amount]) => yuan(amount))))).toBe('1244.10')
  })

  test('E71: 500 + 1254.70 − 200 − 1000 = 554.70; counted 550.00: 4.70 short', () => {
    const till = tillOf({
      floatFen: 50000n,
      takenFen: 125470n,
      refundedFen: 20000n,
      bankedFen: 100000n,
      countedFen: 55000n,
    })
    expect(texts([till.dueFen, till.differenceFen])).toEqual(['554.70', '-4.70'])
  })
})
