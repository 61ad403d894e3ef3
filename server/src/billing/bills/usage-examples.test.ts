import { describe, expect, test } from 'vitest'
import { fenToYuan } from '../../platform/money.ts'
import type { MeteredRule, PercentSpan } from '../rules/rule.ts'
import { JUNE, metered, POOL, register, WATER, WATER_BY_YEAR } from '../testing/example-rules.ts'
import { computeMeteredLines, type Reading } from './compute-metered-lines.ts'
import { computePoolLines, type Pool } from './compute-pool-lines.ts'
import { explainLine } from './explain-line.ts'

/** Numbered examples of domain.md §1.4 of what is charged by readings and shares. */

function read(rule: MeteredRule, reading: Partial<Reading>) {
  return computeMeteredLines({ rule, premisesId: 'U', readings: [{ ...JUNE, registers: [], ...reading }] })
}

function amounts(rule: MeteredRule, reading: Partial<Reading>): string[] {
  const { lines, exceptions } = read(rule, reading)
  expect(exceptions).toEqual([])
  return lines.map(line => fenToYuan(line.amountFen))
}

const sum = (texts: string[]) => fenToYuan(texts.reduce((all, text) => all + BigInt(text.replace('.', '')), 0n))

describe('metered examples', () => {
  test('E20: water plain (1251 − 1234) × 3.45 = 58.65', () => {
    expect(amounts(WATER, { registers: [register('1234', '1251')] })).toEqual(['58.65'])
  })

  test('E21: transformer 40: 76.15 × 40 = 3046 kWh × 0.8215 → 2502.29', () => {
    const power = metered([{ unitPrice: '0.8215' }])
    const registers = [register('1180.20', '1256.35', { multiplier: '40' })]
    expect(amounts(power, { registers })).toEqual(['2502.29'])
    const [line] = read(power, { registers }).lines
    expect(line?.explanation).toMatchObject({ usage: '3046', exact: '2502.289' })
    expect(line && explainLine(line.explanation, 'zh-CN')).toBe(
      '(1256.35 − 1180.20) × 40 = 3046；3046 × 0.8215元 = 2502.289元，四舍五入到分 2502.29元（2026-06-01 至 2026-06-30，共30天）',
    )
  })

  test('E22: yearly tiers: from 170, 30 more are 131.10; 100 more cross three tiers: 479.20', () => {
    const from170 = { usedInYear: { '2026': '170' } }
    expect(amounts(WATER_BY_YEAR, { ...from170, registers: [register('0', '30')] })).toEqual(['131.10'])
    const [line] = read(WATER_BY_YEAR, { ...from170, registers: [register('0', '100')] }).lines
    expect(line && fenToYuan(line.amountFen)).toBe('479.20')
    expect(line?.explanation.parts).toMatchObject([{ quantity: '10' }, { quantity: '80' }, { quantity: '10' }])
  })

  test('E23: five persons: the first tier ends at 216: 46 @3.45 + 14 @4.83 = 226.32', () => {
    const reading = { persons: 5, usedInYear: { '2026': '170' }, registers: [register('0', '60')] }
    expect(amounts(WATER_BY_YEAR, reading)).toEqual(['226.32'])
  })

  test('E24: monthly power tiers 230/400: 450 kWh = 123.74 + 99.96 + 41.90 = 265.60', () => {
    const tiers = [
      { upTo: '230', unitPrice: '0.538' },
      { upTo: '400', unitPrice: '0.588' },
      { upTo: null, unitPrice: '0.838' },
    ]
    const power = metered([{ tiers }], { tierTerms: { span: 'month' } })
    expect(amounts(power, { registers: [register('0', '450')] })).toEqual(['265.60'])
    // Two months in one reading have twice the room.
    expect(amounts(power, { registers: [register('0', '450')], months: 2 })).toEqual(['242.10'])
  })

  test('E25: a meter is replaced: 127 + 42 = 169 × 3.45 = 583.05', () => {
    const registers = [register('9871', '9998', { meter: '旧表' }), register('3', '45', { meter: '新表' })]
    expect(amounts(WATER, { registers })).toEqual(['583.05'])
  })

  test('E26: rollover of 5 digits: 34 × 0.62 = 21.08; without the flag rejected, not billed', () => {
    const power = metered([{ unitPrice: '0.62' }])
    const rolled = register('99987', '00021', { digits: 5, rolledOver: true })
    expect(amounts(power, { registers: [rolled] })).toEqual(['21.08'])
    expect(read(power, { registers: [register('99987', '00021', { digits: 5 })] })).toMatchObject({
      lines: [],
      exceptions: [{ code: 'reading-backwards', at: 'M1' }],
    })
  })

  test('E27: estimated 20 → 69.00; 35 in truth → second bill 15 → 51.75; together 120.75', () => {
    const first = amounts(WATER, { registers: [register('100', '120')], estimated: true })
    const second = amounts(WATER, { registers: [register('100', '135')], billedBefore: '20' })
    expect([first, second]).toEqual([['69.00'], ['51.75']])
    expect(sum([...first, ...second])).toBe('120.75')
    // Less than was estimated is given back.
    expect(amounts(WATER, { registers: [register('100', '115')], billedBefore: '20' })).toEqual(['-17.25'])
  })

  test('E28: a reading over the year’s end: 16 + 15 by days: 70.38 + 51.75 = 122.13', () => {
    const reading = {
      from: '2025-12-16',
      to: '2026-01-15',
      usedInYear: { '2025': '175' },
      registers: [register('0', '31')],
    }
    const { lines } = read(WATER_BY_YEAR, reading)
    expect(lines.map(line => line.explanation.parts.map(part => `${part.quantity}@${part.unitPrice}`))).toEqual([
      ['5@3.45', '11@4.83'],
      ['15@3.45'],
    ])
    expect(amounts(WATER_BY_YEAR, reading)).toEqual(['70.38', '51.75'])
    expect(sum(amounts(WATER_BY_YEAR, reading))).toBe('122.13')
  })

  test('E29: a price change inside a reading: 30 @0.538 + 30 @0.568 = 16.14 + 17.04 = 33.18', () => {
    const power = metered([{ unitPrice: '0.538' }, { unitPrice: '0.568', effectiveFrom: '2026-07-01' }])
    const reading = { from: '2026-06-16', to: '2026-07-15', registers: [register('0', '60')] }
    expect(amounts(power, reading)).toEqual(['16.14', '17.04'])
    expect(sum(amounts(power, reading))).toBe('33.18')
  })

  test('time of use: each part of the day at its price; a part without one is rejected', () => {
    const bands = [
      { name: '峰', unitPrice: '1.0500' },
      { name: '谷', unitPrice: '0.3300' },
    ]
    const power = metered([{ bands }])
    const used = (peak: string, valley: string) => [
      { name: '峰', quantity: peak },
      { name: '谷', quantity: valley },
    ]
    expect(amounts(power, { registers: [register('0', '100')], bands: used('60', '40') })).toEqual(['76.20'])
    expect(amounts(power, { bands: used('60.5', '0') })).toEqual(['63.53'])
    const code = (reading: Partial<Reading>) => read(power, reading).exceptions.map(found => found.code)
    expect(code({ registers: [register('0', '100')], bands: used('60', '41') })).toEqual(['reading-wrong'])
    expect(code({ bands: [{ name: '平', quantity: '5' }] })).toEqual(['reading-wrong'])
    expect(code({})).toEqual(['no-reading'])
  })
})

describe('a basic fee, a minimum and discounts of what is metered', () => {
  const words = (rule: MeteredRule, reading: Partial<Reading>, percents?: PercentSpan[]) =>
    computeMeteredLines({
      rule,
      premisesId: 'U',
      readings: [{ ...JUNE, registers: [], ...reading }],
      percents,
    }).lines.map(line => explainLine(line.explanation, 'zh-CN'))
  const of = (rule: MeteredRule, reading: Partial<Reading>, percents?: PercentSpan[]) => {
    const given = { rule, premisesId: 'U', readings: [{ ...JUNE, registers: [], ...reading }], percents }
    const { lines, exceptions } = computeMeteredLines(given)
    return [...lines.map(line => fenToYuan(line.amountFen)), ...exceptions.map(one => one.code)]
  }
  const used17 = { registers: [register('1234', '1251')] }

  test('a basic fee of each month is added, used or not', () => {
    const rule = metered([{ unitPrice: '3.45', fixedAmount: '5' }])
    expect(of(rule, used17)).toEqual(['63.65'])
    expect(of(rule, { registers: [register('7', '7')] })).toEqual(['5.00'])
    expect(of(rule, { ...used17, months: 2 })).toEqual(['68.65'])
    expect(words(rule, used17)).toEqual([
      '(1251 − 1234) = 17；17 × 3.45元 + 基本费 5.00元 = 63.65元（2026-06-01 至 2026-06-30，共30天）',
    ])
    expect(words(rule, { ...used17, months: 2 })[0]).toContain('17 × 3.45元 + 基本费 5.00元 × 2个月 = 68.65元')
  })

  test('at least the minimum of each month: 17 m³ at 3.45 and a fee of 5 are 100.00', () => {
    const rule = metered([{ unitPrice: '3.45', fixedAmount: '5' }], { minimum: '100' })
    expect(of(rule, used17)).toEqual(['100.00'])
    expect(of(rule, { ...used17, months: 2 })).toEqual(['200.00'])
    expect(of(rule, { registers: [register('0', '40')] })).toEqual(['143.00'])
    expect(words(rule, used17)).toEqual([
      '(1251 − 1234) = 17；17 × 3.45元 + 基本费 5.00元 = 63.65元；不足每月最低收费，按 100.00元 = 100.00元（2026-06-01 至 2026-06-30，共30天）',
    ])
  })

  test('a price change inside the reading takes its days of both, and only together are they less than the minimum', () => {
    const rule = metered(
      [
        { unitPrice: '2', fixedAmount: '6' },
        { unitPrice: '4', fixedAmount: '12', effectiveFrom: '2026-06-11' },
      ],
      { minimum: '90' },
    )
    // 10 and 20 of 30 days: 20 + 2, 80 + 8.
    expect(of(rule, { registers: [register('0', '30')] })).toEqual(['22.00', '88.00'])
    expect(of(rule, { registers: [register('0', '3')] })).toEqual(['30.00', '60.00'])
    expect(words(rule, { registers: [register('0', '3')] })[1]).toContain(
      '按天数 20/30 计 2；2 × 4元 + 基本费 12.00元 × 20/30 = 16.00元；不足每月最低收费，按 90.00元 × 20/30 = 60.00元',
    )
  })

  test('a discount that names the item is of its days, with its cap; two at once are an exception', () => {
    const rule = metered([{ unitPrice: '3.45' }])
    const half = { from: '2026-06-11', to: null, percent: '50', reason: '困难' }
    expect(of(rule, { registers: [register('0', '30')] }, [half])).toEqual(['34.50', '34.50'])
    expect(words(rule, { registers: [register('0', '30')] }, [half])[1]).toContain(
      '按天数 20/30 计 20；(20 × 3.45元) × 50%（困难） = 34.50元',
    )
    const whole = { ...half, from: '2026-01-01', capYuan: '10' }
    expect(of(rule, used17, [whole])).toEqual(['48.65'])
    expect(words(rule, used17, [whole])[0]).toContain('17 × 3.45元，减免以每月 10元为限 困难 = 48.65元')
    expect(of(rule, used17, [half, { ...half, from: '2026-06-20' }])).toEqual(['percents-overlap'])
    expect(of(metered([{ unitPrice: '3.45' }], { minimum: '100' }), used17, [{ ...whole, capYuan: null }])).toEqual([
      '50.00',
    ])
  })

  test('time of use under a price change is cut part by part: each by its days (E29)', () => {
    const at = (peak: string, valley: string) => [
      { name: '峰', unitPrice: peak },
      { name: '谷', unitPrice: valley },
    ]
    const rule = metered([{ bands: at('1', '0.3') }, { bands: at('2', '0.4'), effectiveFrom: '2026-06-16' }])
    const bands = [
      { name: '峰', quantity: '60' },
      { name: '谷', quantity: '41' },
    ]
    // 30 at 1 and 20.5 at 0.3; 30 at 2 and 20.5 at 0.4.
    expect(of(rule, { registers: [register('0', '101')], bands })).toEqual(['36.15', '68.20'])
    const single = metered([{ bands: at('1', '0.3') }, { unitPrice: '1', effectiveFrom: '2026-06-16' }])
    expect(of(single, { bands })).toEqual(['36.15', '50.50'])
    expect(of(rule, { bands: [{ name: '平', quantity: '5' }] })).toEqual(['reading-wrong'])
    const third = [
      { name: '峰', quantity: '1' },
      { name: '谷', quantity: '0' },
    ]
    const cut = metered([{ bands: at('1', '1') }, { bands: at('1', '1'), effectiveFrom: '2026-06-11' }])
    const { lines } = read(cut, { bands: third })
    expect(lines.map(line => line.explanation.parts.map(part => part.quantity))).toEqual([
      ['0.3333', '0'],
      ['0.6667', '0'],
    ])
  })
})

function pool(members: [id: string, weight: string, exempt?: boolean][], more: Partial<Pool>): Pool {
  return {
    name: '公共照明',
    ...JUNE,
    cost: { totalFen: 0n },
    basis: 'area',
    exempt: 'company-bears',
    members: members.map(([premisesId, weight, isExempt]) => ({ premisesId, weight, isExempt })),
    ...more,
  }
}

function shares(given: Pool): { shares: string[]; company: string } {
  const result = computePoolLines(POOL, given)
  if ('problem' in result) throw new Error(result.problem.code)
  return { shares: result.shares.map(({ line }) => fenToYuan(line.amountFen)), company: fenToYuan(result.companyFen) }
}

describe('pool examples', () => {
  test('E16: 5236.80 kWh × 0.6230 = 3262.53; U of 12345.67㎡ pays 23.6174 → 23.62', () => {
    const given = pool(
      [
        ['U', '89.37'],
        ['others', '12256.30'],
      ],
      { cost: { quantity: '5236.80', unit: '度', unitPrice: '0.6230' } },
    )
    const result = computePoolLines(POOL, given)
    if ('problem' in result) throw new Error(result.problem.code)
    const line = result.shares[0]?.line
    expect([line?.explanation.totalFen, line?.amountFen]).toEqual([326253, 2362n])
    expect(line && explainLine(line.explanation, 'zh-CN')).toBe(
      '公共照明 5236.80度 × 0.6230元 = 3262.53元 × 89.37 ÷ 12345.67（按建筑面积，2户分摊） = 23.617374…元，四舍五入到分 23.62元（2026-06-01 至 2026-06-30）',
    )
  })

  test('E17: largest remainder: 33.34/33.33/33.33 and 24.60/24.60/33.17/17.64', () => {
    const equal = pool(
      [
        ['a', '1'],
        ['b', '1'],
        ['c', '1'],
      ],
      { cost: { totalFen: 10000n }, basis: 'household' },
    )
    expect(shares(equal).shares).toEqual(['33.34', '33.33', '33.33'])
    const byArea = pool(
      [
        ['a', '89.37'],
        ['b', '89.37'],
        ['c', '120.50'],
        ['d', '64.11'],
      ],
      { cost: { totalFen: 10001n } },
    )
    expect(shares(byArea).shares).toEqual(['24.60', '24.60', '33.17', '17.64'])
    expect(sum(shares(byArea).shares)).toBe('100.01')
  })

  test('E18: one of three is exempt: the company bears 100.00, or the others pay 150.00 each', () => {
    const given = pool(
      [
        ['a', '100'],
        ['b', '100'],
        ['c', '100', true],
      ],
      { cost: { totalFen: 30000n } },
    )
    expect(shares(given)).toEqual({ shares: ['100.00', '100.00'], company: '100.00' })
    expect(shares({ ...given, exempt: 'redistribute' })).toEqual({ shares: ['150.00', '150.00'], company: '0.00' })
  })

  test('E19: lift energy by the factor of the floor: 112.50/225.00/225.00/337.50', () => {
    const given = pool(
      [
        ['1', '0.5'],
        ['2', '1'],
        ['3', '1'],
        ['4', '1.5'],
      ],
      { cost: { totalFen: 90000n }, basis: 'factor' },
    )
    expect(shares(given).shares).toEqual(['112.50', '225.00', '225.00', '337.50'])
  })

  test('a pool that nobody can pay for is a problem, not shares of nothing', () => {
    const code = (given: Pool) => {
      const result = computePoolLines(POOL, given)
      return 'problem' in result ? result.problem.code : null
    }
    expect(code(pool([['a', '1', true]], { cost: { totalFen: 1n }, exempt: 'redistribute' }))).toBe('no-members')
    expect(code(pool([['a', '-1']], { cost: { totalFen: 1n } }))).toBe('weight-wrong')
    expect(
      code(
        pool(
          [
            ['a', '1'],
            ['a', '1'],
          ],
          { cost: { totalFen: 1n } },
        ),
      ),
    ).toBe('weight-wrong')
    expect(code(pool([['a', '1']], {}))).toBe('zero-amount')
  })
})
