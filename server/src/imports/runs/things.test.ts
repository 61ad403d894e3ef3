import { STAFF_PERMISSIONS } from '@anju/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { now } from '../../platform/clock.ts'
import { inTransaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { type ImportWorld, openImportWorld } from '../testing/import-world.ts'
import { sheetOf } from '../workbook/testing/sample-sheets.ts'
import { commitImport } from './commit-import.ts'
import { revertImport } from './revert-import.ts'

let world: ImportWorld
beforeAll(async () => {
  world = await openImportWorld()
  const { tenantId } = world.tenant
  const [root, team] = [newId(), newId()]
  for (const [id, parent, kind, name, community] of [
    [root, null, 'company', '测试物业', null],
    [team, root, 'team', '工程组', world.communityId],
  ])
    await world.look(
      'insert into workforce.team (tenant_id, id, parent_id, kind, name, community_id, created_at) values ($1, $2, $3, $4, $5, $6, $7)',
      [tenantId, id, parent, kind, name, community, now()],
    )
  await world.look(`insert into workforce.post (tenant_id, id, code, name) values ($1, $2, 'repairer', '维修工')`, [
    tenantId,
    newId(),
  ])
})
afterAll(() => world.close())

type Answer = Awaited<ReturnType<ImportWorld['read']>>
const counted = ({ counts }: Answer) =>
  Object.fromEntries(
    counts.flatMap(({ kind, total, create, unchanged }) => (total ? [[kind, [create, unchanged]]] : [])),
  )
const commit = async ({ id }: Answer, actor = world.staff) => {
  await inTransaction(world.database.db, actor, tx => commitImport(tx, actor, { importId: id, changes: [] }))
  await world.settle()
  const done = await world.read(id)
  expect([done.state, done.failure]).toEqual(['committed', null])
  return done
}
const revert = async ({ id }: Answer) => {
  await world.run(tx => revertImport(tx, world.staff, { importId: id, reason: '传错了' }))
  await world.settle()
  expect(await world.read(id)).toMatchObject({ state: 'reverted', failure: null })
}

const homes = sheetOf('房产台账', '楼号 单元 房间 总层数 是否有电梯 建筑面积:decimal 房屋状态 业主名称 手机号', [
  ['1', '1', '101', '18', '有', '89.37', '自住', '王小明', '13800138000'],
  ['1', '1', '102', '18', '有', '120.5', '未售', null, null],
])
const meters = sheetOf('表具', '表号 表类型 用途 房号 位置 上级表号 倍率', [
  ['S-1', '水', '户表', '1-1-101', null, 'S-0', null],
  ['S-2', '水', '户表', '1-1-102', null, 'S-0', null],
  ['S-0', '水', '总表', null, '泵房', null, '10'],
])
const staff = (rows: (string | null)[][]) =>
  sheetOf('员工', '工号 姓名 手机号 部门 岗位 入职日期 证书名称 证书编号', rows)

describe('homes and meters', () => {
  it('are written together; the same file again writes nothing; all of it can be taken back', async () => {
    const planned = await world.plan([homes, meters])
    expect(planned.problems).toEqual([])
    const parts = { buildings: [1, 0], units: [1, 0], people: [1, 0], premises: [2, 0], occupancies: [1, 0] }
    expect(counted(planned)).toEqual({ ...parts, meters: [3, 0] })
    const done = await commit(planned)
    const rows = await world.look(
      `select m.code, a.code as parent, p.state from metering.meter m left join metering.meter a on a.id = m.parent_id
       left join registry.premises p on p.id = m.premises_id order by 1`,
    )
    expect(rows).toEqual([
      { code: 'S-0', parent: null, state: null },
      { code: 'S-1', parent: 'S-0', state: 'occupied' },
      { code: 'S-2', parent: 'S-0', state: 'unsold' },
    ])
    const again = await world.plan([homes, meters])
    expect(counted(again)).toMatchObject({ premises: [0, 2], meters: [0, 3], people: [0, 1] })
    await revert(done)
    expect(await world.look('select id from metering.meter')).toEqual([])
    expect(await world.look('select id from registry.premises')).toEqual([])
  })

  it('need the right to keep meters', async () => {
    const planned = await world.plan([homes, meters])
    const permissions = STAFF_PERMISSIONS.filter(permission => permission !== 'metering.meters.manage')
    const clerk = await world.tenant.staff({ permissions })
    await expect(commit(planned, clerk)).rejects.toMatchObject({
      code: 'platform.not_allowed',
      params: { permission: 'metering.meters.manage' },
    })
  })
})

const leases = (rows: (string | null)[][]) =>
  sheetOf('租赁台账', '合同编号 房号 承租方 承租方电话 出租方 起租日 到期日 租金 押金', rows)

describe('leases', () => {
  const LEASES = leases([
    ['ZL-1', '1-1-101', '赵一', '13800138009', '王小明', '2026-01-01', '2099-12-31', '4500', '9000'],
    ['ZL-2', '1-1-102', '赵一', '13800138009', '钱二', '2026-01-01', '2040-12-31', '3000', null],
  ])

  it('are written with homes and people; the same file again writes nothing; all of it can be taken back', async () => {
    const planned = await world.plan([homes, LEASES])
    expect(planned.problems.map(({ row, code }) => [row, code])).toEqual([[2, 'lease_too_long']])
    await commit(planned)
    const good = leases([
      ['ZL-1', '1-1-101', '赵一', '13800138009', '王小明', '2026-01-01', '2036-12-31', '4500', '9000'],
      ['ZL-2', '1-1-102', '赵一', '13800138009', '钱二', '2026-01-01', '2040-12-31', '3000', null],
    ])
    const done = await commit(await world.plan([good]))
    // The tenant is known from before, the landlord is the owner of the home.
    expect(counted(done)).toEqual({ people: [0, 2], leases: [1, 1] })
    const parties = await world.look(
      `select l.number, q.role, p.name from registry.lease l join registry.lease_party q on q.lease_id = l.id
       join registry.person p on p.id = q.person_id order by 1, 2`,
    )
    expect(parties).toEqual([
      { number: 'ZL-1', role: 'landlord', name: '王小明' },
      { number: 'ZL-1', role: 'tenant', name: '赵一' },
      { number: 'ZL-2', role: 'landlord', name: '钱二' },
      { number: 'ZL-2', role: 'tenant', name: '赵一' },
    ])
    expect(await world.look(`select count(*)::int as n from registry.person where name in ('王小明', '赵一')`)).toEqual(
      [{ n: 2 }],
    )
    expect(counted(await world.plan([good]))).toEqual({ leases: [0, 2] })
    const others = leases([['ZL-1', '1-1-101', '赵一', '13900139009', '王小明', '2026-01-01', '2036-12-31', '1', null]])
    expect(counted(await world.plan([others]))).toEqual({ leases: [0, 1] })
    await revert(done)
    expect(await world.look('select number from registry.lease')).toEqual([{ number: 'ZL-2' }])
    expect(await world.look(`select count(*)::int as n from registry.occupancy where kind = 'tenant'`)).toEqual([
      { n: 1 },
    ])
  })

  it('take their people along when they are taken back', async () => {
    const done = await commit(
      await world.plan([leases([['ZL-9', '1-1-101', '孙三', null, '李四', '2026-01-01', '2026-12-31', '1', null]])]),
    )
    await revert(done)
    expect(await world.look(`select name from registry.person where name in ('孙三', '李四')`)).toEqual([])
  })

  it('need the right to keep leases', async () => {
    const planned = await world.plan([LEASES])
    const permissions = STAFF_PERMISSIONS.filter(permission => permission !== 'registry.leases.manage')
    const clerk = await world.tenant.staff({ permissions })
    await expect(commit(planned, clerk)).rejects.toMatchObject({
      code: 'platform.not_allowed',
      params: { permission: 'registry.leases.manage' },
    })
  })
})

describe('staff', () => {
  it('get a file each, with certificates, known again by number or phone; without an account', async () => {
    const rows = [
      ['A001', '王强', '13800138001', '工程组', '维修工', '2021-03-01', '低压电工证', 'T1'],
      ['A001', '王强', '13800138001', '工程组', '维修工', '2021-03-01', '登高证', 'T2'],
      [null, '李敏', '13800138002', '测试物业', '维修工', '2022-03-01', null, null],
    ]
    const done = await commit(await world.plan([staff(rows)]))
    expect(counted(done)).toEqual({ employees: [2, 0], certificates: [2, 0] })
    const files = await world.look(
      `select e.number, e.name, e.account_id, e.community_id is not null as here, count(c.id)::int as certificates from workforce.employee e
       left join workforce.certificate c on c.employee_id = e.id group by e.tenant_id, e.id order by 1`,
    )
    expect(files).toEqual([
      { number: 'A001', name: '王强', account_id: null, here: true, certificates: 2 },
      { number: 'YG0001', name: '李敏', account_id: null, here: false, certificates: 0 },
    ])
    const again = await world.plan([
      staff([
        ...rows,
        ['A001', '王强', null, '工程组', '维修工', '2021-03-01', '焊工证', 'T3'],
        ['A009', '张三', null, '工程组', '维修工', '2024-03-01', null, null],
      ]),
    ])
    expect(counted(again)).toEqual({ employees: [1, 2], certificates: [1, 2] })
    await revert(done)
    expect(await world.look('select id from workforce.employee')).toEqual([])
  })

  it('are for who works for the whole company and keeps its staff', async () => {
    const planned = await world.plan([staff([['A001', '王强', null, '工程组', '维修工', '2021-03-01', null, null]])])
    const here = await world.tenant.staff({ communityIds: [world.communityId] })
    await expect(commit(planned, here)).rejects.toMatchObject({ code: 'platform.beyond_scope' })
  })
})
