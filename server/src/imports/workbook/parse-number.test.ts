import { describe, expect, it } from 'vitest'
import { dec, decimalText } from '../../platform/decimals.ts'
import { parseAreaText, parseDecimalText, parseFloor, parseInteger } from './parse-number.ts'

const parseArea = parseAreaText({ positive: true, max: '9999999' })
const parsePrice = parseDecimalText({ scale: 4, max: '99999999' })

describe('parseDecimalText', () => {
  it('M1: one amount in three writings, adding up exactly', () => {
    const values = ['254.70', '254.7', '２５４．７０'].map(text => {
      const parsed = parseArea(text)
      return 'value' in parsed ? dec(parsed.value) : dec('0')
    })
    expect(values.map(value => decimalText(value, 2))).toEqual(['254.70', '254.70', '254.70'])
    expect(
      decimalText(
        values.reduce((sum, value) => sum.plus(value)),
        2,
      ),
    ).toBe('764.10')
  })

  it('M2: a stored 254.7045 that shows 254.70 is for a person to decide, never rounded', () => {
    expect(parseArea('254.7045')).toEqual({
      error: { code: 'area_undecided', params: { exact: '254.7045', down: '254.70', up: '254.71' } },
    })
    expect(parseArea('88.4601')).toMatchObject({ error: { params: { down: '88.46', up: '88.47' } } })
    // What a binary fraction adds or takes away is not what somebody wrote.
    expect(['88.46000000001', '88.45999999999', '0.00999999999'].map(parseArea)).toEqual([
      { value: '88.46' },
      { value: '88.46' },
      { value: '0.01' },
    ])
    expect(parsePrice('1.23456')).toEqual({
      error: { code: 'number_too_fine', params: { value: '1.23456', scale: 4 } },
    })
  })

  it.each([
    ['89.37㎡', '89.37'],
    ['89.37 m²', '89.37'],
    ['89.37平方米', '89.37'],
    ['1.3元/㎡/月', '1.3'],
    ['¥1,234.50', '1234.5'],
    ['￥20元', '20'],
    ['94.560000000000002', '94.56'],
    ['９４。５６', '94.56'],
    ['.5', '0.5'],
    ['20.', '20'],
    ['1.5E2', '150'],
    ['0', '0'],
  ])('%s is %s', (text, value) => {
    expect(parsePrice(text)).toEqual({ value })
  })

  it.each(['', 'abc', '1,23', '12.3.4', '89㎡左右', '1-2', '--1', '〇'])('refuses %j', text => {
    expect(parsePrice(text)).toEqual({ error: { code: 'number_invalid', params: {} } })
  })

  it('refuses what is out of range, by name', () => {
    expect(parseArea('0')).toMatchObject({ error: { code: 'number_too_small' } })
    expect(parsePrice('-0.01')).toMatchObject({ error: { code: 'number_negative' } })
    expect(parsePrice('99999999.0001')).toMatchObject({ error: { code: 'number_too_large' } })
  })
})

describe('parseInteger', () => {
  it.each([
    ['33', 33],
    ['33.0', 33],
    ['33层', 33],
    ['６个月', 6],
    ['-1', -1],
  ])('%s is %i', (text, value) => {
    expect(parseInteger(-5, 200)(text)).toEqual({ value })
  })

  it('refuses fractions, words and what is out of range', () => {
    expect(parseInteger(1, 36)('1.5')).toMatchObject({ error: { code: 'integer_invalid' } })
    expect(parseInteger(1, 36)('半年')).toMatchObject({ error: { code: 'integer_invalid' } })
    expect(parseInteger(1, 36)('0')).toEqual({
      error: { code: 'integer_out_of_range', params: { value: 0, min: 1, max: 36 } },
    })
  })
})

it('a floor is understood above and below the ground', () => {
  const floors = {
    '3': 3,
    '3层': 3,
    三楼: 3,
    十二层: 12,
    二十层: 20,
    '-1': -1,
    B1: -1,
    负一楼: -1,
    地下2层: -2,
    B2层: -2,
  }
  for (const [text, floor] of Object.entries(floors)) expect(parseFloor(text), text).toEqual({ value: floor })
  expect(['阁楼', '一', '300'].map(text => 'error' in parseFloor(text))).toEqual([true, true, true])
})
