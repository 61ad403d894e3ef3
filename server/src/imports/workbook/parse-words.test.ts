import { describe, expect, it } from 'vitest'
import { parseChoice, parseCode, parseHashList, parseLine, parsePlate, parseYesNo } from './parse-words.ts'
import { buildingCode, buildingName, parseRoomAddress, roomCode, unitCode } from './room-address.ts'

describe('words', () => {
  it('reads yes and no in both pairs of words', () => {
    for (const text of ['有', '是', 'Yes', 'TRUE', '1', 'Ｙ']) expect(parseYesNo(text)).toEqual({ value: true })
    for (const text of ['无', '否', '没有', 'no', '0']) expect(parseYesNo(text)).toEqual({ value: false })
    expect(parseYesNo('也许')).toMatchObject({ error: { code: 'yes_no_invalid' } })
  })

  it('splits lists at # of either width', () => {
    expect(parseHashList('1#2')).toEqual({ value: ['1', '2'] })
    expect(parseHashList('1＃ 2 ')).toEqual({ value: ['1', '2'] })
    expect(parseHashList('1')).toEqual({ value: ['1'] })
    for (const text of ['1#', '#1', '1##2'])
      expect(parseHashList(text)).toMatchObject({ error: { code: 'list_blank_item' } })
  })

  it('knows a choice by its words and codes, and lists the choices otherwise', () => {
    const parse = parseChoice({ let: ['出租', 'H'], sold: ['出售', 'S'] })
    expect(parse('h')).toEqual({ value: 'let' })
    expect(parse(' 出 售')).toEqual({ value: 'sold' })
    expect(parse('赠送')).toEqual({ error: { code: 'choice_invalid', params: { choices: '出租、出售' } } })
  })

  it('tidies lines and codes', () => {
    expect(parseLine(5)('\u200B 王\u3000小\n明 ')).toEqual({ value: '王 小 明' })
    expect(parseLine(2)('王小明')).toEqual({ error: { code: 'text_too_long', params: { length: 3, limit: 2 } } })
    expect(parseCode()('Ｃ 0001 ')).toEqual({ value: 'C0001' })
  })

  it.each([
    ['粤B12345', '粤B12345'],
    ['粤b·d12345', '粤BD12345'],
    ['京A1234警', '京A1234警'],
    ['沪ＡＤ１２３４５', '沪AD12345'],
  ])('plate %s is %s', (text, value) => {
    expect(parsePlate(text)).toEqual({ value })
  })

  it.each(['粤B1234', '粤BO1234', '粤B1234I', 'B12345', '粤812345', '粤BDD123456'])('refuses the plate %s', text => {
    expect(parsePlate(text)).toMatchObject({ error: { code: 'plate_invalid' } })
  })
})

describe('room addresses', () => {
  it('M5: several writings of one room', () => {
    const room = { buildingCode: '1', unitCode: '2', roomCode: '301' }
    for (const text of [
      '1-2-301',
      '1栋2单元301室',
      '1幢2单元301',
      '１－２－３０１',
      '1号楼 2单元 301号',
      '一栋二单元301室',
    ]) {
      expect(parseRoomAddress(text)).toEqual(room)
    }
    expect(parseRoomAddress('1-2-301-A')).toEqual({ ...room, roomCode: '301-A' })
    expect(parseRoomAddress('1011')).toBeNull()
    expect(parseRoomAddress('A-101')).toBeNull()
  })

  it('takes the word off a code but leaves names alone', () => {
    expect(['1栋', '3号楼', 'A座', '十二栋', '综合楼', '1'].map(buildingCode)).toEqual([
      '1',
      '3',
      'A',
      '12',
      '综合楼',
      '1',
    ])
    expect(['1单元', '二单元', '0'].map(unitCode)).toEqual(['1', '2', '0'])
    expect(['301室', '301号房', '门卫室', '301'].map(roomCode)).toEqual(['301', '301', '门卫室', '301'])
    expect(['1', 'A', '综合楼'].map(buildingName)).toEqual(['1栋', 'A栋', '综合楼'])
  })
})
