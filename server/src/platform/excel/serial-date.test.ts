import { describe, expect, it } from 'vitest'
import { dateOfSerial, isDateFormat } from './serial-date.ts'

describe('dateOfSerial', () => {
  it.each([
    ['1', '1900-01-01'],
    ['59', '1900-02-28'],
    ['60', null],
    ['61', '1900-03-01'],
    ['42370', '2016-01-01'],
    ['43992', '2020-06-10'],
    ['43992.0', '2020-06-10'],
    ['43992.5', '2020-06-10T12:00:00'],
    ['43992.354224537035', '2020-06-10T08:30:05'],
    ['43992.999999999', '2020-06-11'],
    ['2958465', '9999-12-31'],
    ['2958466', null],
    ['-1', null],
    ['0', null],
    ['0.75', null],
    ['abc', null],
  ])('%s is %s', (serial, date) => {
    expect(dateOfSerial(serial)).toBe(date)
  })

  it('counts from 1904 where the workbook does', () => {
    expect(dateOfSerial('0', true)).toBe('1904-01-01')
    expect(dateOfSerial('42530', true)).toBe('2020-06-10')
  })
})

describe('isDateFormat', () => {
  it.each([
    [14, undefined, true],
    [58, undefined, true],
    [20, undefined, false],
    [0, undefined, false],
    [49, undefined, false],
    [164, 'yyyy"年"m"月"d"日"', true],
    [164, '[$-804]yyyy\\-mm\\-dd;@', true],
    [164, 'yyyy-mm-dd hh:mm:ss.000', true],
    [164, '[h]:mm', false],
    [164, '0.00E+00', false],
    [164, '#,##0.00"yd"', false],
    [164, '[Red]#,##0.00', false],
    [164, 'General', false],
    [164, '@', false],
  ])('format %s %s: %s', (id, code, expected) => {
    expect(isDateFormat(id, code)).toBe(expected)
  })
})
