import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decimalText } from '../../platform/decimals.ts'
import { evaluateFormula, parseFormula } from './formula.ts'

function worth(text: string, values: Record<string, string> = {}): string {
  const read = parseFormula(text)
  if ('problem' in read) return `${read.problem.code}: ${read.problem.at}`
  const result = evaluateFormula(read.formula, values)
  return 'failure' in result ? `${result.failure.code}: ${result.failure.at}` : decimalText(result.value)
}

describe('a formula', () => {
  test('counts with decimals: 100.10 × 2.35 is no fen short', () => {
    expect(worth('area * price', { area: '100.10', price: '2.35' })).toBe('235.235')
    expect(worth('289.57 * 0.5')).toBe('144.785')
    expect(worth('0.1 + 0.2')).toBe('0.3')
  })

  test('is written as on paper, in Chinese or English', () => {
    const values = { area: '89.37', price: '2.85', floor: '12', fixed: '10', persons: '5' }
    expect(worth('建筑面积×单价＋固定金额', values)).toBe('264.7045')
    expect(worth('（楼层－5）×5＋10', values)).toBe('45')
    expect(worth('max(0, (floor - 5) * 5) + fixed', values)).toBe('45')
    expect(worth('persons > 4 ? price * persons : price * 4', values)).toBe('14.25')
    expect(worth('floor >= 3 && floor != 13 || persons == 1 ? 20 : 0', values)).toBe('20')
    expect(worth('round(area * price, 1)', values)).toBe('254.7')
    expect(worth('roundUp(price) * 2 - roundDown(price)', values)).toBe('4')
    expect(worth('-area * -price', values)).toBe('254.7045')
    expect(worth('f_garden * 3', { f_garden: '12.5' })).toBe('37.5')
  })

  test('knows what people call a measure, what was read with its unit, and the company’s own fields by their label', () => {
    expect(worth('面积 × 价格 + 人口 × 0', { area: '10', price: '2', persons: '3' })).toBe('20')
    expect(worth('用水量 × 单价 + 用电量 × 0.6', { coldWater: '7', price: '3', electricity: '10' })).toBe('27')
    expect(worth('用水量 + 面积')).toBe('unit-mismatch: m3 + m2')
    expect(worth('用电量 × 楼层')).toBe('not-an-amount: kwh')
    const fields = new Set(['花园面积', '露台 (㎡)'])
    const own = (text: string, values: Record<string, string>, known: typeof fields | 'any' = fields) => {
      const read = parseFormula(text, known)
      if ('problem' in read) return `${read.problem.code}: ${read.problem.at}`
      const result = evaluateFormula(read.formula, values)
      return 'failure' in result ? `${result.failure.code}: ${result.failure.at}` : decimalText(result.value)
    }
    expect(own('花园面积 × 2 + “露台 （㎡）” × 3', { f_花园面积: '5', 'f_露台 (㎡)': '2' })).toBe('16')
    expect(own('花圆面积 × 2', {})).toBe('unknown-name: 花圆面积')
    expect(own('花圆面积 × 2', {}, 'any')).toBe('no-measure: f_花圆面积')
    expect(own('"x" + 1', {})).toBe('unknown-name: x')
  })

  test('binds as arithmetic does', () => {
    expect(worth('2 + 3 * 4 - 6 / 2')).toBe('11')
    expect(worth('10 - 4 - 3')).toBe('3')
    expect(worth('10 / 3 * 3')).toMatch(/^(10|9\.9+)$/)
  })

  test('names what it cannot be worked out by, and is never 0 for it', () => {
    expect(worth('area * price', { area: '89.37' })).toBe('no-measure: price')
    expect(worth('area * price', { area: '', price: '1' })).toBe('no-measure: area')
    expect(worth('fixed / (floor - 3)', { fixed: '10', floor: '3' })).toBe('division-by-zero: /')
    expect(worth('turnover * turnover / turnover', { turnover: '999999999999' })).toBe('out-of-range: 1e+24')
  })

  test('keeps units apart', () => {
    expect(worth('area + fixed')).toBe('unit-mismatch: m2 + yuan')
    expect(worth('area * floor')).toBe('not-an-amount: m2')
    expect(worth('area * persons > turnover ? 1 : 2')).toBe('unit-mismatch: m2·person > yuan')
    expect(worth('min(area, innerArea) * price', { area: '90', innerArea: '80', price: '2' })).toBe('160')
    expect(worth('turnover * area / area', { turnover: '5', area: '2' })).toBe('5')
    expect(worth('area > 90')).toMatch(/^not-an-amount/)
    expect(worth('area ? 1 : 2')).toMatch(/^unit-mismatch/)
    expect(worth('(area > 1) + 2')).toMatch(/^unit-mismatch/)
  })

  test.each([
    ['', 'syntax'],
    ['area *', 'syntax'],
    ['房屋面积*单价+附加费', 'unknown-name'],
    ['我是神啊', 'unknown-name'],
    ['t/f*r', 'unknown-name'],
    ['area price', 'not-allowed'],
    ['1; 2', 'not-allowed'],
    ['"1" + 2', 'unknown-name'],
    ['1e9', 'not-a-decimal'],
    ['true', 'not-a-decimal'],
    ['this', 'not-allowed'],
    ['area.constructor', 'not-allowed'],
    ['area["constructor"]', 'not-allowed'],
    ['[1]', 'not-allowed'],
    ['constructor', 'unknown-name'],
    ['__proto__', 'unknown-name'],
    ['toString()', 'unknown-name'],
    ['max.constructor("return 1")()', 'unknown-name'],
    ['price ** 2', 'not-allowed'],
    ['price % 2', 'not-allowed'],
    ['price | 2', 'not-allowed'],
    ['!price', 'not-allowed'],
    ['max(1)', 'not-allowed'],
    ['round(1, price)', 'not-allowed'],
    ['round(1, 9)', 'not-allowed'],
    [`1${'+1'.repeat(250)}`, 'too-long'],
    [`${'('.repeat(240)}1${')'.repeat(240)}`, '1'],
    [`${'-'.repeat(300)}1`, 'too-long'],
  ])('refuses or reads %s', (text, code) => {
    expect(worth(text).split(':')[0]).toBe(code)
  })

  test('whatever is typed, it answers and throws nothing', () => {
    const piece = fc.constantFrom(
      'area',
      '单价',
      'floor',
      '1.5',
      '0',
      '+',
      '-',
      '*',
      '/',
      '(',
      ')',
      ',',
      '?',
      ':',
      '<',
      '&&',
      'max',
      'round',
      '"',
      '.',
      '[',
      ' ',
      '$',
      'ï',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
        expect(typeof worth(pieces.join(''), { area: '1', price: '2', floor: '0' })).toBe('string')
      }),
      { numRuns: 2000 },
    )
  })

  test('agrees with exact fractions, whatever is added, taken off and multiplied', () => {
    type Sum = { text: string; top: bigint; bottom: bigint }
    const decimal = fc
      .tuple(fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 0, max: 3 }))
      .map(([digits, places]): Sum => {
        const padded = String(digits).padStart(places + 1, '0')
        const text = places === 0 ? padded : `${padded.slice(0, -places)}.${padded.slice(-places)}`
        return { text, top: BigInt(digits), bottom: 10n ** BigInt(places) }
      })
    const { sum } = fc.letrec<{ sum: Sum }>(tie => ({
      sum: fc.oneof(
        { maxDepth: 3 },
        decimal,
        fc.tuple(tie('sum'), fc.constantFrom('+', '-', '*'), tie('sum')).map(([a, op, b]): Sum => {
          const bottom = a.bottom * b.bottom
          const text = `(${a.text} ${op} ${b.text})`
          if (op === '*') return { text, top: a.top * b.top, bottom }
          const sign = op === '+' ? 1n : -1n
          return { text, top: a.top * b.bottom + sign * b.top * a.bottom, bottom }
        }),
      ),
    }))
    fc.assert(
      fc.property(sum, ({ text, top, bottom }) => {
        const value = worth(text)
        if (value.startsWith('out-of-range') || value.startsWith('too-long')) return
        const [whole = '', places = ''] = value.replace('-', '').split('.')
        const digits = BigInt(whole + places) * (value.startsWith('-') ? -1n : 1n)
        expect(digits * bottom).toBe(top * 10n ** BigInt(places.length))
      }),
    )
  })
})
