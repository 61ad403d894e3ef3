import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutDecimals, dec, decimalText, fitsScale, parseDecimal, toFen } from './decimals.ts'

describe('reading decimals', () => {
  test.each(['0', '-0', '12.50', '-12.50', '007', '0.000001', '123456789012345678901234567890'])('reads %s', text => {
    expect(parseDecimal(text)).not.toBeNull()
  })

  test.each([
    '',
    ' 1',
    '1 ',
    '+1',
    '1.',
    '.5',
    '1e5',
    '0x10',
    'NaN',
    'Infinity',
    '1,000',
    '１２',
    '--1',
    '1.2.3',
    '1234567890123456789012345678901',
  ])('refuses %j', text => {
    expect(parseDecimal(text)).toBeNull()
    expect(() => dec(text)).toThrow(RangeError)
  })

  test('reads integers', () => {
    expect(dec(-12345678901234567890n).toFixed()).toBe('-12345678901234567890')
  })

  test('fitsScale says whether a numeric column holds the value unchanged', () => {
    expect(fitsScale('94.5600', 8, 2)).toBe(true)
    expect(fitsScale('94.561', 8, 2)).toBe(false)
    expect(fitsScale('-99999999.99', 8, 2)).toBe(true)
    expect(fitsScale('100000000', 8, 2)).toBe(false)
    expect(fitsScale('abc', 8, 2)).toBe(false)
  })
})

describe('toFen rounds once, HALF_UP, symmetric (R2)', () => {
  test.each([
    ['0', 0n],
    ['-0', 0n],
    ['0.004999', 0n],
    ['0.005', 1n],
    ['-0.004999', 0n],
    ['-0.005', -1n],
    ['142.928', 14293n],
    ['254.7045', 25470n],
    ['999.995', 100000n],
    ['-178.295', -17830n],
  ])('%s yuan is %s fen', (yuan, fen) => {
    expect(toFen(dec(yuan))).toBe(fen)
  })

  test('E02: 100.10 × 2.35 = 235.235 is 235.24, where floating point gives 235.23', () => {
    expect((100.1 * 2.35).toFixed(2)).toBe('235.23')
    expect(toFen(dec('100.10').times(dec('2.35')))).toBe(23524n)
  })

  test('E02: 289.57 × 50 % = 144.785 is 144.79, where floating point gives 144.78', () => {
    expect((289.57 * 0.5).toFixed(2)).toBe('144.78')
    expect(toFen(dec('289.57').times(dec('50')).div(100))).toBe(14479n)
  })

  test('the product of any two decimals we read is exact', () => {
    const digits = fc.bigInt({ min: -(10n ** 30n) + 1n, max: 10n ** 30n - 1n })
    fc.assert(
      fc.property(digits, digits, (a, b) => {
        expect(dec(a).times(dec(b)).toFixed()).toBe((a * b).toString())
      }),
    )
  })

  test('equals rounding by integers, for any value of 6 decimals', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), millionths => {
        const size = millionths < 0n ? -millionths : millionths
        const rounded = (size + 5_000n) / 10_000n
        const yuan = dec(millionths).div(1_000_000)
        expect(toFen(yuan)).toBe(millionths < 0n ? -rounded : rounded)
      }),
    )
  })
})

test('decimalText shows all digits, at least as many as asked, never an exponent', () => {
  expect(decimalText(dec('142.9280'))).toBe('142.928')
  expect(decimalText(dec('20'), 2)).toBe('20.00')
  expect(decimalText(dec('1.3'), 4)).toBe('1.3000')
  expect(decimalText(dec('0.0000000000000000001'))).toBe('0.0000000000000000001')
  expect(decimalText(dec('100000000000000000000000000'))).toBe('100000000000000000000000000')
})

test('cutDecimals cuts towards zero', () => {
  expect(decimalText(cutDecimals(dec('12.3449999'), 6))).toBe('12.344999')
  expect(decimalText(cutDecimals(dec('-12.3449999'), 6))).toBe('-12.344999')
})
