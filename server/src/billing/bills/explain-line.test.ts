import { describe, expect, test } from 'vitest'
import { explainLine } from './explain-line.ts'
import type { MonthExplanation } from './explanation.ts'

const real: MonthExplanation = {
  kind: 'area-price',
  ruleCode: 'WYF',
  ruleName: '物业费',
  ruleVersionId: 'v1',
  versionEffectiveFrom: '2020-01-01',
  segmentStart: '2020-06-10',
  segmentEnd: '2020-07-09',
  areaM2: '94.56',
  unitPrice: '1.3000',
  fixedAmount: '20.00',
  monthFullExact: '142.928',
  percent: '100',
  proration: 'ACTUAL',
  days: 30,
  daysOfMonth: 30,
  shareNumerator: 30,
  shareDenominator: 30,
  exact: '142.928',
  exactIsCut: false,
  roundedFen: 14293,
}

/** E04: base unit U from 2026-03-18. */
const partMonth: MonthExplanation = {
  ...real,
  segmentStart: '2026-03-18',
  segmentEnd: '2026-03-31',
  areaM2: '89.37',
  unitPrice: '2.8500',
  fixedAmount: '0.00',
  monthFullExact: '254.7045',
  days: 14,
  daysOfMonth: 31,
  shareNumerator: 14,
  shareDenominator: 31,
  exact: '115.027838',
  exactIsCut: true,
  roundedFen: 11503,
}

describe('explainLine', () => {
  test('a whole month, as on the first real bill', () => {
    expect(explainLine(real, 'zh-CN')).toBe(
      '94.56㎡ × 1.3000元/㎡·月 + 20.00元 = 142.928元，四舍五入到分 142.93元（2020-06-10 至 2020-07-09，整月）',
    )
    expect(explainLine(real, 'en')).toBe(
      '94.56 m² × ¥1.3000/m²·month + ¥20.00 = ¥142.928, rounded to the cent ¥142.93 (2020-06-10 to 2020-07-09, full month)',
    )
  })

  test('nothing is said of rounding where nothing was rounded', () => {
    const line = { ...real, unitPrice: '1.0000', exact: '114.56', roundedFen: 11456 }
    expect(explainLine(line, 'zh-CN')).toBe(
      '94.56㎡ × 1.0000元/㎡·月 + 20.00元 = 114.56元（2020-06-10 至 2020-07-09，整月）',
    )
  })

  test('E04: a part month shows its days', () => {
    expect(explainLine(partMonth, 'zh-CN')).toBe(
      '89.37㎡ × 2.8500元/㎡·月 × 14天 ÷ 31天 = 115.027838…元，四舍五入到分 115.03元（2026-03-18 至 2026-03-31，共14天）',
    )
    expect(explainLine(partMonth, 'en')).toBe(
      '89.37 m² × ¥2.8500/m²·month × 14 days ÷ 31 days = ¥115.027838…, rounded to the cent ¥115.03 (2026-03-18 to 2026-03-31, 14 days)',
    )
  })

  test('a sum stands in brackets before a factor', () => {
    const line = { ...partMonth, fixedAmount: '20.00', exact: '124.060096', roundedFen: 12406 }
    expect(explainLine(line, 'zh-CN')).toContain('(89.37㎡ × 2.8500元/㎡·月 + 20.00元) × 14天 ÷ 31天 = 124.060096…元，')
  })

  test('E04: each other way to charge a part month', () => {
    const as = (changes: Partial<MonthExplanation>) => explainLine({ ...partMonth, ...changes }, 'zh-CN')
    expect(
      as({ proration: 'DAYS30', shareDenominator: 30, exact: '118.8621', exactIsCut: false, roundedFen: 11886 }),
    ).toBe(
      '89.37㎡ × 2.8500元/㎡·月 × 14天 ÷ 30天 = 118.8621元，四舍五入到分 118.86元（2026-03-18 至 2026-03-31，共14天）',
    )
    expect(
      as({ proration: 'YEAR365', shareNumerator: 168, shareDenominator: 365, exact: '117.233852', roundedFen: 11723 }),
    ).toContain(' × 12个月 × 14天 ÷ 365天 = 117.233852…元，四舍五入到分 117.23元')
    expect(
      as({
        proration: 'HALF_MONTH',
        shareNumerator: 1,
        shareDenominator: 2,
        exact: '127.35225',
        exactIsCut: false,
        roundedFen: 12735,
      }),
    ).toBe(
      '89.37㎡ × 2.8500元/㎡·月 × 1 ÷ 2 = 127.35225元，四舍五入到分 127.35元（2026-03-18 至 2026-03-31，共14天，按半月计）',
    )
    expect(
      as({
        proration: 'WHOLE_MONTH',
        shareDenominator: 14,
        exact: '254.7045',
        exactIsCut: false,
        roundedFen: 25470,
      }),
    ).toBe('89.37㎡ × 2.8500元/㎡·月 = 254.7045元，四舍五入到分 254.70元（2026-03-18 至 2026-03-31，共14天，按整月计）')
  })

  test('one day of a half month is a half, not one day over two', () => {
    const day = { days: 1, segmentStart: '2026-03-31', shareNumerator: 1, shareDenominator: 2 }
    const line = { ...partMonth, ...day, proration: 'HALF_MONTH' as const }
    expect(explainLine(line, 'zh-CN')).toMatch(/× 1 ÷ 2 = .*共1天，按半月计/)
    expect(explainLine(line, 'en')).toMatch(/× 1 ÷ 2 = .*\(2026-03-31 to 2026-03-31, 1 day, charged as half a month\)$/)
  })

  test('E13: a percentage stands between the month and its days', () => {
    const line: MonthExplanation = {
      ...partMonth,
      segmentStart: '2026-06-11',
      segmentEnd: '2026-06-30',
      percent: '70',
      days: 20,
      daysOfMonth: 30,
      shareNumerator: 20,
      shareDenominator: 30,
      exact: '118.8621',
      exactIsCut: false,
      roundedFen: 11886,
    }
    expect(explainLine(line, 'zh-CN')).toBe(
      '89.37㎡ × 2.8500元/㎡·月 × 70% × 20天 ÷ 30天 = 118.8621元，四舍五入到分 118.86元（2026-06-11 至 2026-06-30，共20天）',
    )
  })

  test('a fixed charge', () => {
    const fixed: MonthExplanation = {
      ...real,
      kind: 'fixed',
      areaM2: null,
      unitPrice: null,
      monthFullExact: '20.00',
      exact: '20.00',
      roundedFen: 2000,
    }
    expect(explainLine(fixed, 'zh-CN')).toBe('20.00元/月 = 20.00元（2020-06-10 至 2020-07-09，整月）')
    expect(explainLine(fixed, 'en')).toBe('¥20.00/month = ¥20.00 (2020-06-10 to 2020-07-09, full month)')
  })
})
