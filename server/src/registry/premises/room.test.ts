import { describe, expect, test } from 'vitest'
import { roomAliases, roomKeys, roomLabel } from './room.ts'

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
    ]) {
      expect(roomKeys(text), text).toEqual(['1-2-301'])
    }
  })

  test('each spelling key is an alias of the room', () => {
    expect(roomAliases(room)).toEqual(['1-2-301', '1-301', '301'])
    expect(roomAliases({ ...room, unitCode: '0' })).toEqual(['1-301', '301'])
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
