import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readHousehold } from '../../billing/collections/household-view.ts'
import { collect, readBillById } from '../../billing/index.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { writeWorkbook } from '../../platform/excel/write-workbook.ts'
import { newId } from '../../platform/ids.ts'
import { verifyInvariants } from '../../verify.ts'
import { readControlSheet } from '../control/control-sheet-view.ts'
import { enterControlSheet } from '../control/enter-control-sheet.ts'
import { signControlSheet } from '../control/sign-control-sheet.ts'
import { type ImportWorld, openImportWorld } from '../testing/import-world.ts'
import { sheetOf } from '../workbook/testing/sample-sheets.ts'
import { commitImport } from './commit-import.ts'
import { revertImport } from './revert-import.ts'
import { readRevert } from './revert-view.ts'

let world: ImportWorld
let finance: Actor
let file: Uint8Array
beforeAll(async () => {
  setClock(new Date('2024-07-01T09:00:00+08:00'))
  world = await openImportWorld()
  finance = await world.tenant.staff({ name: '财务' })
  const homes = sheetOf('房产台账', '楼号 单元 房间 总层数 是否有电梯 建筑面积:decimal 房屋状态 业主名称 手机号', [
    ['1', '2', '301', '18', '有', '89.37', '自住', '王小明', '13800138000'],
    ['1', '2', '302', '18', '有', '120.5', '未售', null, null],
  ])
  const { id } = await world.plan([homes])
  await world.run(tx => commitImport(tx, world.staff, { importId: id, changes: [] }))
  await world.settle()
  file = await writeWorkbook([
    sheetOf('欠费明细', '房号 收费项目 所属期 应收 已收 欠费 应缴日 违约金 违约金截止日 欠费人', [
      ['1-2-301', '物业费', '2023-12', '254.70', '0', '254.70', '2023-12-31', '8.79', '2024-06-30', null],
      ['1-2-301', '物业费', '2024-01', '254.70', '100', '154.70', '2024-01-31', null, null, null],
      ['1-2-302', '水费', '2024-01 至 2024-03', null, null, '58.65', '2024-04-15', null, null, '早年的业主'],
    ]),
    sheetOf('预存余额', '房号 预存余额 专款项目', [
      ['1-2-301', '500.00', null],
      ['1-2-302', '300.00', '停车费'],
    ]),
    sheetOf('押金', '房号 押金项目 押金余额 收取日期 票据号 交款人', [
      ['1-2-301', '装修押金', '2000.00', '2024-03-01', 'YJ1', '安居装饰'],
    ]),
  ])
})
afterAll(async () => {
  await world.close()
  setClock(null)
})

const LEGACY = [
  { part: 'arrears' as const, itemName: '物业费', year: 2023, count: 1, amountFen: 25470n },
  { part: 'arrears' as const, itemName: '物业费', year: 2024, count: 1, amountFen: 15470n },
  { part: 'arrears' as const, itemName: '水费', year: 2024, count: 1, amountFen: 5865n },
  { part: 'penalties' as const, itemName: '物业费', year: 2023, count: 1, amountFen: 879n },
  { part: 'purses' as const, itemName: '', year: 0, count: 1, amountFen: 50000n },
  { part: 'purses' as const, itemName: '停车费', year: 0, count: 1, amountFen: 30000n },
  { part: 'deposits' as const, itemName: '装修押金', year: 0, count: 1, amountFen: 200000n },
]
const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => inTransaction(world.database.db, actor, work)
const load = async () => {
  const planned = await world.plan(file)
  expect(planned.problems).toEqual([])
  const { id } = planned
  await as(world.staff, tx =>
    enterControlSheet(tx, world.staff, { importId: id, version: null, asOfOn: '2024-06-30', lines: LEGACY }),
  )
  await as(finance, tx => signControlSheet(tx, finance, { importId: id, version: 1 }))
  await world.run(tx => commitImport(tx, world.staff, { importId: id, changes: [] }))
  await world.settle()
  const done = await world.read(id)
  expect([done.state, done.failure]).toEqual(['committed', null])
  return done
}
const balances = async () =>
  Object.fromEntries(
    (
      await world.look<{ code: string; fen: string }>(
        `select account_code as code, sum(amount_fen)::text as fen from ledger.posting group by 1 having sum(amount_fen) <> 0 order by 1`,
      )
    ).map(row => [row.code, row.fen]),
  )
const invariants = () => verifyInvariants(world.database.adminUrl)

describe('opening balances', () => {
  it('become bills, purses and deposits against 4103; what is loaded is what was signed, to the fen', async () => {
    const { id, counts } = await load()
    expect(counts.flatMap(({ kind, create }) => (create ? [[kind, create]] : []))).toEqual([
      ['debts', 3],
      ['purses', 2],
      ['deposits', 1],
    ])
    expect(await balances()).toEqual({ '1122': '46805', '2204': '-80000', '224101': '-200000', '4103': '233195' })
    const sheet = await as(finance, tx => readControlSheet(tx, finance, { importId: id }))
    expect([sheet.differences, sheet.lines.length]).toEqual([0, 8])
    expect(sheet.lines.every(line => line.loaded?.amountFen === line.legacy?.amountFen)).toBe(true)
    const bills = await world.look(
      `select b.kind, b.state, b.billing_on::text, b.due_on::text, b.cycle_start::text, b.payer_name, b.payer_key, d.penalty_fen::text, d.penalty_stop_on::text
       from billing.bill b join billing.opening_debt d on d.bill_id = b.id order by b.due_on`,
    )
    const same = { kind: 'opening', state: 'issued', billing_on: '2024-06-30' }
    expect(bills).toEqual([
      {
        ...{ ...same, due_on: '2023-12-31', cycle_start: '2023-12-01', payer_name: '王小明', payer_key: 'owner' },
        ...{ penalty_fen: '879', penalty_stop_on: '2024-06-30' },
      },
      {
        ...{ ...same, due_on: '2024-01-31', cycle_start: '2024-01-01', payer_name: '王小明', payer_key: 'owner' },
        ...{ penalty_fen: '0', penalty_stop_on: null },
      },
      {
        ...{ ...same, due_on: '2024-04-15', cycle_start: '2024-01-01', payer_name: '早年的业主', payer_key: 'former' },
        ...{ penalty_fen: '0', penalty_stop_on: null },
      },
    ])
    expect(await invariants()).toEqual([])
  })

  it('M3: the same file again loads nothing; another file with the same rows is refused by row', async () => {
    await load()
    expect(await balances()).toMatchObject({ '1122': '46805', '2204': '-80000', '224101': '-200000' })
    const other = await world.plan([
      sheetOf('欠费', '房号 收费项目 所属期 欠费 应缴日', [['1-2-301', '物业费', '2023-12', '254.70', '2023-12-31']]),
      sheetOf('预存', '房号 预存余额 专款项目', [['1-2-302', '300.00', '停车费']]),
      sheetOf('押金', '房号 押金项目 押金余额 收取日期 票据号', [['1-2-301', '装修押金', '2000', '2024-03-01', 'YJ1']]),
    ])
    expect(other.problems.map(({ sheet, code }) => [sheet, code])).toEqual([
      ['欠费', 'opening_there'],
      ['预存', 'opening_there'],
      ['押金', 'opening_there'],
    ])
  })

  it('are taken back as a whole before any business: bills void, entries mirrored; then loaded again', async () => {
    const [first] = await world.look<{ id: string }>(
      `select distinct import_id as id from imports.opening_row where part = 'arrears'`,
    )
    const importId = first?.id ?? ''
    const before = await as(world.staff, tx => readRevert(tx, world.staff, { importId }))
    expect(before).toMatchObject({
      possible: true,
      blockers: [],
      created: [
        { relation: 'billing.opening_debt', count: 3 },
        { relation: 'billing.purse_movement', count: 2 },
        { relation: 'billing.deposit', count: 1 },
      ],
    })
    await world.run(tx => revertImport(tx, world.staff, { importId, reason: '传错了' }))
    await world.settle()
    expect(await world.read(importId)).toMatchObject({ state: 'reverted', failure: null })
    expect(await balances()).toEqual({})
    expect(await world.look('select state, count(*)::int as n from billing.bill group by 1')).toEqual([
      { state: 'void', n: 3 },
    ])
    expect(await invariants()).toEqual([])
    await load()
    expect(await balances()).toMatchObject({ '1122': '46805', '4103': '233195' })
    expect(await invariants()).toEqual([])
  })

  it('are paid like any bill, explained as taken over; from then on they cannot be taken back', async () => {
    const [bill] = await world.look<{ id: string; premises_id: string; import_id: string }>(
      `select b.id, b.premises_id, o.import_id from billing.bill b join imports.opening_row o on o.object_id = b.id
       where b.state = 'issued' and b.due_on = '2024-01-31'`,
    )
    const [billId, premisesId, importId] = [bill?.id ?? '', bill?.premises_id ?? '', bill?.import_id ?? '']
    const detail = await as(world.staff, tx => readBillById(tx, world.staff, { billId }))
    expect(detail.lines[0]?.words['zh-CN']).toBe(
      '期初欠费：原系统应收 254.70元 − 已收 100.00元 = 154.70元（2024-01-01 至 2024-01-31）',
    )
    const household = await as(world.staff, tx => readHousehold(tx, world.staff, { premisesId }))
    expect(household.outstandingFen).toBe(40940n)
    await as(world.staff, tx =>
      collect(tx, world.staff, { id: newId(), premisesId, billIds: [billId], amountFen: 15470n, method: 'cash' }),
    )
    expect(await balances()).toMatchObject({ '1001': '15470', '1122': '31335' })
    const blocked = await as(world.staff, tx => readRevert(tx, world.staff, { importId }))
    expect(blocked).toMatchObject({ possible: false, blockers: [{ relation: 'billing.opening_debt', count: 1 }] })
    await expect(world.run(tx => revertImport(tx, world.staff, { importId, reason: '传错了' }))).rejects.toMatchObject({
      code: 'imports.revert_blocked',
    })
    expect(await invariants()).toEqual([])
  })
})
