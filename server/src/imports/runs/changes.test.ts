import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { historyOf } from '../../platform/audit.ts'
import { rooms as registryRooms } from '../../registry/index.ts'
import { type ImportWorld, openImportWorld } from '../testing/import-world.ts'
import { roomRow, roomSheet, sheetOf, unitSheet } from '../workbook/testing/sample-sheets.ts'
import { commitImport } from './commit-import.ts'
import { revertImport } from './revert-import.ts'
import { readRevert } from './revert-view.ts'

let world: ImportWorld
beforeAll(async () => {
  world = await openImportWorld()
})
afterAll(() => world.close())

type Answer = Awaited<ReturnType<ImportWorld['read']>>
const PEOPLE = '姓名 联系电话 证件号码 房号 住户类型 与业主关系 产权比例 入住日期 迁出日期'
const VEHICLES = '车牌号 车主 房号 停车类型 开始日期 结束日期'
const units = unitSheet([[1, '2', 18, '有']])
const rooms = (area = '94.56') =>
  roomSheet(
    ['301', '302'].map(code => roomRow(code, null).map((cell, at) => (at === 2 ? '2' : at === 5 ? area : cell))),
  )
const people = (phone = '13800138001') =>
  sheetOf('业主资料', PEOPLE, [
    ['张三/李四', `${phone}/13900139002`, null, '1-2-301', '业主', null, null, '2020-06-10', null],
    ['王五', '13700137003', '11010519491231002X', '1栋2单元302室', '业主', null, '60%', '2019-01-01', '2021-12-31'],
    ['安居商贸有限公司', '0755-88888888', null, '1-2-302', null, null, '1/2', '2022-01-01', null],
    ['王小五', null, null, '1-2-302', null, '子女', null, '2022-01-01', null],
  ])
const vehicles = () =>
  sheetOf('车辆信息', VEHICLES, [
    ['粤b·d12345', '张三', '1-2-301', '月租', '2024-01-01', '2099-12-31'],
    ['粤BO2345', '李四', '1-2-301', null, null, null],
    ['粤B88888', '没住这里的人', '1-2-302', '产权', '2020-01-01', '2020-12-31'],
  ])

const counted = (answer: Answer, key: 'create' | 'change' | 'unchanged' | 'rejected') =>
  Object.fromEntries(answer.counts.flatMap(count => (count[key] === 0 ? [] : [[count.kind, count[key]]])))

async function commit(answer: Answer, changes: ('owners' | 'people' | 'premises')[] = []): Promise<Answer> {
  await world.run(tx => commitImport(tx, world.staff, { importId: answer.id, changes }))
  await world.settle()
  const done = await world.read(answer.id)
  expect([done.state, done.failure]).toEqual(['committed', null])
  return done
}
const primary = async (name: string) => {
  const [row] = await world.look<{ n: number; versions: number[] }>(
    `select count(ph.id)::int as n, array_agg(distinct p.version) as versions from registry.person p
     left join registry.person_phone ph on ph.tenant_id = p.tenant_id and ph.person_id = p.id where p.name = $1 group by p.id`,
    [name],
  )
  return row
}

const areasOf = async (code: string) => {
  const rows = await world.look<{ area: string }>(
    'select trim_scale(area_m2)::text as area from registry.premises_area a join registry.premises p on p.id = a.premises_id where p.code = $1 order by a.from_on',
    [code],
  )
  return rows.map(row => row.area)
}

let first: Answer
describe('people, households and cars', () => {
  it('reads several people of a cell, shares, organisations, who has left, and cars; reports the letters of a plate', async () => {
    const planned = await world.plan([units, rooms(), people(), vehicles()])
    expect(planned.problems.map(({ severity, sheet, row, code }) => `${severity} ${sheet} ${row} ${code}`)).toEqual([
      'error 车辆信息 3 plate_mixed_up',
      'warning 业主资料 4 shares_not_whole',
      'warning 车辆信息 4 permit_expired',
    ])
    expect(counted(planned, 'create')).toEqual({
      buildings: 1,
      units: 1,
      premises: 2,
      people: 5,
      occupancies: 5,
      vehicles: 2,
    })
    first = await commit(planned)
    const lives = await world.look<Record<string, unknown>>(
      `select p.name, p.type, o.kind, o.relation, o.share::text, o.from_on, o.to_on from registry.occupancy o
       join registry.person p on p.id = o.person_id order by p.name, o.from_on`,
    )
    expect(lives.map(row => Object.values(row).join(' '))).toEqual(
      [
        '安居商贸有限公司 organisation owner  0.50000000 2022-01-01 ',
        '张三 person owner   2020-06-10 ',
        '李四 person owner   2020-06-10 ',
        '王五 person owner  0.60000000 2019-01-01 2021-12-31',
        '王小五 person family child  2022-01-01 ',
      ]
        .toSorted((a, b) => a.localeCompare(b, 'zh'))
        .toSorted((a, b) => (a < b ? -1 : 1)),
    )
    const cars = await world.look<Record<string, unknown>>(
      `select v.plate, v.plate_kind, o.name as owner, v.notes from registry.vehicle v
       left join registry.person o on o.id = v.owner_id order by v.plate`,
    )
    expect(cars.map(row => Object.values(row).join(' '))).toEqual([
      '粤B88888 ordinary  车主：没住这里的人',
      '粤BD12345 new-energy-small 张三 ',
    ])
  })

  it('M3: the same file again, and another file of the same rows, change nothing', async () => {
    const again = await world.plan([units, rooms(), people(), vehicles()])
    expect([counted(again, 'create'), counted(again, 'change'), again.changes]).toEqual([{}, {}, []])
    await commit(again)
    const alone = await world.plan([people()])
    expect([counted(alone, 'create'), counted(alone, 'change')]).toEqual([{}, {}])
  })

  it('one phone corrected is exactly one change, old and new masked; unconfirmed it stays, confirmed it is taken', async () => {
    const corrected = await world.plan([people('13800138999')])
    expect([counted(corrected, 'create'), counted(corrected, 'change')]).toEqual([{}, { people: 1 }])
    expect(corrected.changes).toEqual([
      {
        ...{ kind: 'people', sheet: '业主资料', row: 2, label: '张三', field: 'phone' },
        ...{ before: '138****8001', after: '138****8999' },
      },
    ])
    await commit(corrected)
    expect(await primary('张三')).toEqual({ n: 1, versions: [1] })
    const once = await world.plan([people('13800138999')])
    expect(counted(once, 'change')).toEqual({ people: 1 })
    const taken = await commit(once, ['people'])
    expect(taken.appliedChanges).toEqual(['people'])
    expect(await primary('张三')).toEqual({ n: 1, versions: [2] })
    const after = await world.plan([people('13800138999')])
    expect([counted(after, 'create'), counted(after, 'change')]).toEqual([{}, {}])
  })

  it('another area of a known room is a change of its own kind, from today on', async () => {
    const other = await world.plan([units, rooms('94.57')])
    expect(other.changes.map(({ label, before, after }) => [label, before, after])).toEqual([
      ['1栋2单元301室', '94.56', '94.57'],
      ['1栋2单元302室', '94.56', '94.57'],
    ])
    await commit(other, ['premises'])
    const areas = await world.look<{ area: string }>(
      "select area_m2::text as area from registry.premises_area a join registry.premises p on p.id = a.premises_id where p.code = '301' order by a.from_on",
    )
    expect(areas.map(row => row.area)).toEqual(['94.56', '94.57'])
    expect(counted(await world.plan([units, rooms('94.57')]), 'change')).toEqual({})
  })

  it('made and changed under the name of who committed it, as the histories say, of which the log has one line', async () => {
    const idOf = async (table: string, where: string) => {
      const [row] = await world.look<{ id: string }>(`select id from registry.${table} where ${where}`)
      return row?.id ?? ''
    }
    const [room, other] = [await idOf('premises', "code = '301'"), await idOf('premises', "code = '302'")]
    const told = async (id: string) =>
      (await world.run(tx => historyOf(tx, world.staff, [id]))).items.map(line => [
        ...[line.action, line.actorKind, line.actorName],
        ...line.changes.map(({ field, before, after }) => `${field}: ${before} → ${after}`),
      ])
    const made = ['imports.importCommitted', 'staff', '导入员', 'importFile: null → 资料.xlsx']
    expect(await told(await idOf('person', "name = '王小五'"))).toEqual([made])
    expect(await told(await idOf('vehicle', "plate like '粤B%D12345'"))).toEqual([made])
    expect(await told(room)).toEqual([
      made,
      ['registry.areaCorrected', 'staff', '导入员', 'areaM2: 94.56 → 94.57'],
      made,
    ])
    const [stored] = await world.look<Record<string, unknown>>(
      `select (select array_agg(distinct recorded_by) from registry.premises_area) as areas,
         (select array_agg(distinct changed_by_name) from registry.premises_state) as states`,
    )
    expect(stored).toEqual({ areas: ['导入员'], states: ['导入员'] })
    const lines = await world.look<{ n: number }>(
      'select count(*)::int as n from platform.audit where object = any($1)',
      [[room, other]],
    )
    // The corrected areas of two rooms, and nothing for what was merely made.
    expect(lines).toEqual([{ n: 2 }])
  })

  it('taken back, a phone and an area are as before; what somebody changed since stays, and is told', async () => {
    const taken = await commit(await world.plan([units, rooms('95'), people('13800138777')]), ['people', 'premises'])
    await world.run(async tx => {
      const [room] = await world.look<{ id: string }>("select id from registry.premises where code = '302'")
      await registryRooms.correctArea(tx, world.staff, room?.id ?? '', '96')
    })
    const check = await world.run(tx => readRevert(tx, world.staff, { importId: taken.id }))
    expect(check.possible).toBe(true)
    expect(check.changes).toMatchObject([
      { label: '张三', field: 'phone', before: '138****8999', after: '138****8777', restored: true },
      { label: '1栋2单元301室', field: 'areaM2', before: '94.57', after: '95', restored: true },
      { label: '1栋2单元302室', field: 'areaM2', before: '94.57', after: '95', restored: false },
    ])
    await world.run(tx => revertImport(tx, world.staff, { importId: taken.id, reason: '文件不对' }))
    await world.settle()
    expect(await world.read(taken.id)).toMatchObject({ state: 'reverted', failure: null })
    expect(await areasOf('301')).toEqual(['94.56', '94.57'])
    expect(await areasOf('302')).toEqual(['94.56', '96'])
    const same = await world.plan([people('13800138999')])
    expect(counted(same, 'change')).toEqual({})
    expect((await primary('张三'))?.n).toBe(1)
    expect(await world.look('select n from imports.changed where import_id = $1', [taken.id])).toEqual([])
  })

  it('what was edited since cannot be taken back', async () => {
    await expect(
      world.run(tx => revertImport(tx, world.staff, { importId: first.id, reason: '试试' })),
    ).rejects.toThrow('imports.revert_blocked')
  })
})

describe('what cannot be understood is refused in its cell', () => {
  it.each([
    [['张三/李四', '13800138000', null, '1-2-301'], 'names_numbers_unclear'],
    [['张三', '1.38E+10', null, '1-2-301'], 'phone_scientific'],
    [['张三', '138001380', null, '1-2-301'], 'phone_invalid'],
    [['张三', null, '110105194912310021', '1-2-301'], 'id_number_checksum'],
    [['张三', null, '110105194912310000', '1-2-301'], 'id_number_precision'],
    [['张三', null, null, '1-2-399'], 'room_missing'],
    [['张三', null, null, '301'], 'room_incomplete'],
    [['张三', null, null, '1-2-301', '业主', null, '120%'], 'share_invalid'],
    [['张三', null, null, '1-2-301', '业主', null, null, '2022-01-01', '2021-01-01'], 'dates_reversed'],
  ])('%j: %s', async (row, code) => {
    const planned = await world.plan([sheetOf('业主资料', PEOPLE, [row])])
    expect(planned.problems.map(problem => problem.code)).toEqual([code])
    expect(counted(planned, 'create')).toEqual({})
  })
})
