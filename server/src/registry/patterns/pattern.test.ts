import { describe, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { parseFloors, parseNumbers } from './parse-numbers.ts'
import { expandPattern, type Pattern } from './pattern.ts'

describe('numbers as people write them', () => {
  test.each([
    ['1-3, 5', ['1', '2', '3', '5']],
    ['01-04', ['01', '02', '03', '04']],
    ['A1-A3、B', ['A1', 'A2', 'A3', 'B']],
    ['１－３，５', ['1', '2', '3', '5']],
    ['3-1', null],
    ['1-900', null],
    ['', null],
    ['1/2', null],
  ])('%s', (text, wanted) => expect(parseNumbers(text)).toEqual(wanted))

  test.each([
    ['2-5', [2, 3, 4, 5]],
    ['B2-B1, 1', [-2, -1, 1]],
    ['-1-2', [-1, 1, 2]],
    ['0', null],
    ['201', null],
    ['x', null],
  ])('floors %s', (text, wanted) => expect(parseFloors(text)).toEqual(wanted))
})

describe('a pattern', () => {
  const pattern: Pattern = {
    ...{ communityId: newId(), buildings: '1-2', units: '1-2', floors: '2-5', skipFloors: '4', rooms: '01-02' },
    ...{ code: '{floor}{room}', use: 'residential', state: 'unsold', ownership: null, hasLift: true, columns: [] },
    areaFromOn: '2020-01-01',
  }

  test('names its rooms, without the floors that are skipped', () => {
    const made = expandPattern(pattern)
    if (!('rooms' in made)) throw new Error(JSON.stringify(made))
    expect(made.rooms).toHaveLength(2 * 2 * 3 * 2)
    expect(made.rooms[0]).toEqual({
      ...{
        buildingCode: '1',
        unitCode: '1',
        areaCode: null,
        code: '201',
        label: '1栋1单元201室',
        floor: 2,
        room: '01',
      },
    })
  })

  test('without units, with basements and padded floors', () => {
    const made = expandPattern({ ...pattern, units: '', floors: 'B1-1', skipFloors: '', code: '{floor2}-{room}' })
    expect('rooms' in made && made.rooms.map(room => room.label)).toEqual([
      ...['1栋B1-01室', '1栋B1-02室', '1栋01-01室', '1栋01-02室'],
      ...['2栋B1-01室', '2栋B1-02室', '2栋01-01室', '2栋01-02室'],
    ])
  })

  test('says what is wrong with it', () => {
    expect(expandPattern({ ...pattern, rooms: '4-1' })).toEqual({ wrong: 'rooms' })
    expect(expandPattern({ ...pattern, floors: '4' })).toEqual({ wrong: 'floors' })
    expect(expandPattern({ ...pattern, code: '{room}' })).toEqual({ wrong: 'code' })
    expect(expandPattern({ ...pattern, code: '{flor}{room}' })).toEqual({ wrong: 'code' })
    expect(expandPattern({ ...pattern, buildings: '1-400', floors: '1-100' })).toEqual({ tooMany: 400 * 2 * 99 * 2 })
  })
})
