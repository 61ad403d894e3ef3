import { describe, expect, test } from 'vitest'
import { fenToYuan } from '../../platform/money.ts'
import type { MeteredRule } from '../rules/rule.ts'
import { JUNE, metered, POOL, register, WATER, WATER_BY_YEAR } from '../testing/example-rules.ts'
import { computeMeteredLines, type Reading } from './compute-metered-lines.ts'
import { computePoolLines, cutPoolLine } from './compute-pool-lines.ts'
import { explainLine } from './explain-line.ts'

/** E63 for what is read and what is shared, by the arithmetic alone; through runs in `handover.test.ts`. */

describe('E63: 过户 on 2026-06-18 inside a reading and inside the days of a shared cost', () => {
  const SOLD = ['2026-06-18']
  const sold = (rule: MeteredRule, reading: Partial<Reading>) => {
    const readings = [{ ...JUNE, registers: [], ...reading }]
    const { lines, exceptions } = computeMeteredLines({ rule, premisesId: 'U', readings, payerChanges: SOLD })
    expect(exceptions).toEqual([])
    return lines
  }
  const yuan = (lines: ReturnType<typeof sold>) => lines.map(line => fenToYuan(line.amountFen))

  test('30 m³ at 3.45: the seller pays 17 of 30 days 58.65, the buyer 44.85', () => {
    const lines = sold(WATER, { registers: [register('100', '130')] })
    expect(yuan(lines)).toEqual(['58.65', '44.85'])
    expect(lines.map(line => [line.segmentStart, line.segmentEnd])).toEqual([
      ['2026-06-01', '2026-06-17'],
      ['2026-06-18', '2026-06-30'],
    ])
    expect(lines[0] && explainLine(lines[0].explanation, 'zh-CN')).toBe(
      '(130 − 100) = 30；按天数 17/30 计 17；期内缴费人变更；17 × 3.45元 = 58.65元（2026-06-01 至 2026-06-17，共17天）',
    )
  })

  test('what does not divide by the days adds up to what was used (R6)', () => {
    const lines = sold(WATER, { registers: [register('0', '10')] })
    expect(lines.map(line => line.explanation.charged)).toEqual(['5.6667', '4.3333'])
  })

  test('read on the day itself, or on the day before: the reading is the boundary, and no days are guessed', () => {
    for (const to of ['2026-06-17', '2026-06-18'])
      expect(yuan(sold(WATER, { to, registers: [register('100', '104')] }))).toEqual(['13.80'])
  })

  test('a basic fee and a minimum are of the days of each payer, whoever read when', () => {
    const fee = metered([{ unitPrice: '1', fixedAmount: '30' }])
    expect(yuan(sold(fee, { registers: [register('0', '30')] }))).toEqual(['34.00', '26.00'])
    const until = sold(fee, { to: '2026-06-17', registers: [register('0', '20')] })
    const after = sold(fee, { from: '2026-06-18', registers: [register('20', '30')] })
    expect([...yuan(until), ...yuan(after)]).toEqual(['37.00', '23.00'])
    expect(until[0] && explainLine(until[0].explanation, 'zh-CN')).toBe(
      '(20 − 0) = 20；缴费人变更时抄表，按月计的按 17/30 个月计；20 × 1元 + 基本费 30.00元 × 17/30 = 37.00元（2026-06-01 至 2026-06-17，共17天）',
    )
    const least = metered([{ unitPrice: '1' }], { minimum: '60' })
    expect(yuan(sold(least, { registers: [register('0', '30')] }))).toEqual(['34.00', '26.00'])
    expect(yuan(sold(least, { to: '2026-06-17', registers: [register('0', '30')] }))).toEqual(['34.00'])
    expect(yuan(sold(least, { to: '2026-06-17', registers: [register('0', '35')] }))).toEqual(['35.00'])
  })

  test('steps by the month are of the days of each payer: both pay the same price for the same use', () => {
    const tiers = [
      { upTo: '30', unitPrice: '1' },
      { upTo: null, unitPrice: '2' },
    ]
    const power = metered([{ tiers }], { tierTerms: { span: 'month', persons: null } })
    expect(yuan(sold(power, { registers: [register('0', '60')] }))).toEqual(['51.00', '39.00'])
    const until = sold(power, { to: '2026-06-17', registers: [register('0', '34')] })
    expect(yuan(until)).toEqual(['51.00'])
  })

  test('steps by the year go on with the home', () => {
    const used = { usedInYear: { '2026': '163' }, registers: [register('163', '193')] }
    expect(yuan(sold(WATER_BY_YEAR, used))).toEqual(['58.65', '62.79'])
  })

  test('time of use is cut part by part', () => {
    const bands = [
      { name: '峰', unitPrice: '1' },
      { name: '谷', unitPrice: '0.5' },
    ]
    const used = [
      { name: '峰', quantity: '30' },
      { name: '谷', quantity: '60' },
    ]
    expect(yuan(sold(metered([{ bands }]), { bands: used }))).toEqual(['34.00', '26.00'])
  })

  test('with a price that changes on another day: four parts of the days that hold them', () => {
    const rule = metered([{ unitPrice: '1' }, { unitPrice: '2', effectiveFrom: '2026-06-11' }])
    expect(yuan(sold(rule, { registers: [register('0', '30')] }))).toEqual(['10.00', '14.00', '26.00'])
  })

  test('a share of a cost is cut by days, the parts add up to the share', () => {
    const members: [string, string][] = [
      ['a', '1'],
      ['b', '1'],
      ['c', '1'],
    ]
    const result = computePoolLines(POOL, {
      ...{ name: '公共照明', ...JUNE, cost: { totalFen: 10000n }, basis: 'household', exempt: 'company-bears' },
      members: members.map(([premisesId, weight]) => ({ premisesId, weight })),
    })
    if ('problem' in result) throw new Error(result.problem.code)
    const [first] = result.shares
    if (!first) throw new Error('There are shares.')
    const lines = cutPoolLine(first.line, SOLD)
    expect(lines.map(line => fenToYuan(line.amountFen))).toEqual(['18.89', '14.45'])
    expect(lines[0] && explainLine(lines[0].explanation, 'zh-CN')).toBe(
      '公共照明 100.00元 × 1 ÷ 3（按户数，3户分摊） = 33.333333…元，尾差调整后 33.34元；期内缴费人变更，按天数 17/30 计 18.89元（2026-06-01 至 2026-06-17）',
    )
    expect(cutPoolLine(first.line, ['2026-06-01', '2026-07-01'])).toEqual([first.line])
  })
})
