import { describe, expect, it } from 'vitest'
import { planOf, sheetOf, told } from '../workbook/testing/sample-sheets.ts'

const room = (roomCode: string) => ({ buildingCode: '1', unitCode: '1', roomCode, areaCode: null })
const known = {
  rooms: ['101', '301', '302', '301/302'].map(room),
  communities: { own: '幸福里', others: new Set(['和园', '安居花园']) },
}
const planned = (rows: (string | null)[][]) =>
  planOf([sheetOf('业主资料', '姓名 联系电话 小区 房号 住户类型', rows)], known)
const homesOf = ({ people }: Awaited<ReturnType<typeof planned>>) =>
  people.map(({ room: first, kind, elsewhere }) =>
    [...(first ? [{ room: first, kind }] : []), ...elsewhere].map(home => `${home.room.roomCode} ${home.kind}`),
  )

describe('a row of somebody who lives in several communities', () => {
  it('goes in where its own is among them, with the homes that lie here', async () => {
    const plan = await planned([
      ['张三', '13800138001', '和园、幸福里', '1-1-101、1-1-301', '业主、租客'],
      ['李四', '13800138002', '幸福里、和园、和园', '1-1-302、1-1-101、2-1-101', '业主'],
      ['王五', '13800138003', '幸福里', '1-1-101、1-1-301', '业主'],
    ])
    expect(told(plan)).toEqual([])
    expect(homesOf(plan)).toEqual([['301 tenant'], ['302 owner'], ['101 owner', '301 owner']])
  })

  it('that does not tell which home lies where brings those that are found, and says which are not', async () => {
    const plan = await planned([['张三', '13800138001', '幸福里、和园', '1-1-101、1-1-301、9-1-101', '业主']])
    expect(told(plan)).toEqual(['warning D2 room_elsewhere'])
    expect(homesOf(plan)).toEqual([['101 owner', '301 owner']])
  })

  it('stays out where only others are named', async () => {
    const plan = await planned([['张三', '13800138001', '安居花园、和园', '1-1-101', '业主']])
    expect([told(plan), plan.people]).toEqual([['error C2 community_other'], []])
  })
})

describe('a room whose name holds a sign between rooms', () => {
  it('is found whole first', async () => {
    const plan = await planned([
      ['张三', '13800138001', null, '1-1-301/302', '业主'],
      ['李四', '13800138002', null, '1-1-301/1-1-302', '业主'],
    ])
    expect(told(plan)).toEqual([])
    expect(homesOf(plan)).toEqual([['301/302 owner'], ['301 owner', '302 owner']])
  })
})

describe('blanks in a name', () => {
  const named = async (name: string, phones: string | null) => {
    const plan = await planned([[name, phones, null, '1-1-101', '业主']])
    return [plan.people.flatMap(({ people }) => people.map(person => person.name)), told(plan)]
  }
  const [one, two] = ['13800138001', '13800138001/13800138002']

  it.each([
    ['李  四', null, ['李四'], []],
    ['李  四', one, ['李四'], []],
    ['李　四光', one, ['李四光'], []],
    ['李 四 光', one, ['李四光'], []],
    ['李  四', two, ['李四'], []],
    ['张三  李四', two, ['张三', '李四'], []],
    ['李 四  王五', two, ['李四', '王五'], []],
    ['张三  李四', one, ['张三 李四'], ['warning A2 name_spaced']],
    ['张三  李四', null, ['张三 李四'], ['warning A2 name_spaced']],
    ['张三 李四', null, ['张三 李四'], ['warning A2 name_spaced']],
    ['李  四/王 五', two, ['李四', '王五'], []],
    ['John Smith', one, ['John Smith'], []],
  ])('%s with %s', async (name, phones, names, problems) => {
    expect(await named(name, phones)).toEqual([names, problems])
  })
})
