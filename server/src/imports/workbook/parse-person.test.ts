import { describe, expect, it } from 'vitest'
import { idNumberCheckDigit, maskPersonal, parseIdNumber, parsePhone } from './parse-person.ts'

describe('parsePhone', () => {
  it.each([
    ['13800138000', '13800138000'],
    ['１３８００１３８０００', '13800138000'],
    ['138 0013 8000', '13800138000'],
    ['138-0013-8000', '13800138000'],
    ['+86 13800138000', '13800138000'],
    ['008613800138000', '13800138000'],
  ])('%s is %s', (text, value) => {
    expect(parsePhone(text)).toEqual({ value })
  })

  it('takes the number that means “unknown” for none, and says so', () => {
    expect(parsePhone('18999999999')).toEqual({
      value: null,
      warning: { code: 'phone_unknown', params: { value: '18999999999' } },
    })
    expect(parsePhone('18999999991')).toEqual({ value: '18999999991' })
  })

  it('reports scientific notation, whose last digits are gone', () => {
    expect(parsePhone('1.38E+10')).toMatchObject({ error: { code: 'phone_scientific' } })
    expect(parsePhone('1.38001E10')).toMatchObject({ error: { code: 'phone_scientific' } })
  })

  it('takes the first of several, and leaves out what is no mobile number here', () => {
    expect(parsePhone('13800138000/13900139000')).toEqual({
      value: '13800138000',
      warning: { code: 'phone_several', params: { phone: '138****8000' } },
    })
    expect(parsePhone('0755-12345678，13800138000')).toMatchObject({
      value: '13800138000',
      warning: { code: 'phone_several' },
    })
    for (const text of ['0755-12345678', '+79221234567', '400-800-8888']) {
      expect(parsePhone(text)).toMatchObject({ value: null, warning: { code: 'phone_not_mobile' } })
    }
  })

  it.each(['1380013800', '23800138000', '138001380001', '王小明', '12345'])('refuses %s', text => {
    expect(parsePhone(text)).toMatchObject({ error: { code: 'phone_invalid' } })
  })
})

describe('parseIdNumber', () => {
  it('checks the last character and the birthday', () => {
    expect(idNumberCheckDigit('11010519491231002')).toBe('X')
    expect(parseIdNumber('11010519491231002x')).toEqual({ value: '11010519491231002X' })
    expect(parseIdNumber('110105194912310021')).toEqual({
      error: { code: 'id_number_checksum', params: { expected: 'X' } },
    })
    const impossible = `11010519490231002${idNumberCheckDigit('11010519490231002')}`
    expect(parseIdNumber(impossible)).toMatchObject({ error: { code: 'id_number_impossible' } })
  })

  it('takes 1×18 for none', () => {
    expect(parseIdNumber('111111111111111111')).toMatchObject({ value: null, warning: { code: 'id_number_unknown' } })
  })

  it('recognises digits that Excel has lost', () => {
    expect(parseIdNumber('110105194912310000')).toMatchObject({ error: { code: 'id_number_precision' } })
    expect(parseIdNumber('1.10105E+17')).toMatchObject({ error: { code: 'id_number_precision' } })
  })

  it('keeps other documents and says so', () => {
    for (const text of ['E12345678', '110105491231002', '91440300MA5ABCDE12', 'H1234567(8)']) {
      expect(parseIdNumber(text)).toEqual({ value: text, warning: { code: 'id_number_other', params: {} } })
    }
    expect(parseIdNumber('没有')).toMatchObject({ error: { code: 'id_number_invalid' } })
  })
})

describe('maskPersonal', () => {
  it('shows the ends of what is long enough to be a real number', () => {
    expect(maskPersonal('13800138000')).toBe('138****8000')
    expect(maskPersonal('11010519491231002X')).toBe('110***********002X')
    expect(maskPersonal('1380013')).toBe('1380013')
  })
})
