import { describe, expect, test } from 'vitest'
import { aliasOf, aliasStart, isHomeNumber, roomAliases, roomKeys, roomLabel } from './room.ts'

const room = { buildingCode: '1', unitCode: '2', areaCode: null, code: '301' }

describe('a room has many spellings', () => {
  test('M5: 1-2-301 = 1栋2单元301室 = full-width = padded', () => {
    for (const text of [
      '1-2-301',
      '1栋2单元301室',
      '１－２－３０１',
      '01-02-301',
      '1号楼2单元301',
      '1 2 301',
      '1幢2单元301户',
      '1#2单元301',
      '1#2#301',
      '一栋二单元301',
      '一幢二单元301室',
    ]) {
      expect(roomKeys(text), text).toEqual(['1-2-301'])
    }
  })

  test('each spelling key is an alias of the room', () => {
    expect(roomAliases(room)).toEqual(['1-2-301', '1-301', '301'])
    expect(roomAliases({ ...room, unitCode: '0' })).toEqual(['1-301', '301'])
  })

  test('shops, storage and rooms of the house have words in their numbers', () => {
    const shop = { buildingCode: '2', unitCode: null, areaCode: null, code: '04铺' }
    for (const text of ['2栋04铺', '2-04铺', '2号楼 4铺', roomLabel(shop)]) {
      expect(roomAliases(shop), text).toContain(aliasStart(text))
      expect(isHomeNumber(text), text).toBe(false)
    }
    const pumps = { buildingCode: '1', unitCode: null, areaCode: null, code: '设备房' }
    expect(roomAliases(pumps)).toContain(aliasStart('1栋设备房'))
    expect([aliasStart('东门小铺'), aliasOf('东门小铺'), aliasOf('临街12号')]).toEqual([
      '东门小铺',
      '东门小铺',
      '临街12号',
    ])
    expect(['%', '_', '。', '#'].map(aliasStart)).toEqual(['', '', '', ''])
    expect(['1-2-301', '1栋2单元301室', '301'].every(isHomeNumber)).toBe(true)
  })

  test('building and room alone, numbers in words, a space with its area', () => {
    expect(['1#101', '一栋101', '1-101'].map(text => roomKeys(text)[0])).toEqual(['1-101', '1-101', '1-101'])
    expect(['十栋101', '十二栋101', '二十三号楼101', '四十幢101'].map(text => roomKeys(text)[0])).toEqual([
      '10-101',
      '12-101',
      '23-101',
      '40-101',
    ])
    const space = { buildingCode: null, unitCode: null, areaCode: 'A', code: '001' }
    for (const text of ['A001', 'a区车位001', 'A区001', 'A-001'])
      expect(roomAliases(space), text).toContain(aliasStart(text))
  })

  test('a name is no room', () => {
    expect(roomKeys('王小明')).toEqual([])
    expect(roomKeys('wxm')).toEqual([])
  })

  test('labels', () => {
    expect(roomLabel(room)).toBe('1栋2单元301室')
    expect(roomLabel({ ...room, unitCode: '0', code: '商铺A' })).toBe('1栋商铺A')
    expect(roomLabel({ buildingCode: null, unitCode: null, areaCode: '1', code: 'C0001' })).toBe('1区车位C0001')
  })
})
