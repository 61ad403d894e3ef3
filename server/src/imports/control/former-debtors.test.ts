import { imports as contract } from '@anju/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { readSheets } from '../../platform/excel/read-workbook.ts'
import { type SheetInput, writeWorkbook } from '../../platform/excel/write-workbook.ts'
import { commitImport } from '../runs/commit-import.ts'
import { type ImportWorld, openImportWorld } from '../testing/import-world.ts'
import { sheetOf } from '../workbook/testing/sample-sheets.ts'
import { controlWorkbook } from './control-workbook.ts'
import { countWaitingControlSheets } from './count-waiting-sheets.ts'
import { enterControlSheet } from './enter-control-sheet.ts'
import { enterFormerDebtors, stagedList, takeFormerDebtors } from './enter-former-debtors.ts'
import { unevenLines } from './former-debtor.ts'
import { listFormerDebtors } from './former-debtors-view.ts'
import { acceptControlSheet, signControlSheet } from './sign-control-sheet.ts'

let world: ImportWorld
let finance: Actor
let lister: Actor
const home = new Map<string, string>()
const DEBTS = sheetOf('欠费明细', '房号 收费项目 所属期 欠费 应缴日 欠费人', [
  ['1-2-301', '物业费', '2023-01', '100.50', '2023-01-31', '王小明'],
  ['1-2-301', '物业费', '2024-01', '110.50', '2024-01-31', '王小明'],
  ['1-2-301', '水费', '2024-01', '58.65', '2024-01-31', '王小明'],
  ['1-2-302', '物业费', '2024-01', '254.70', '2024-01-31', '李红'],
])
beforeAll(async () => {
  setClock(new Date('2024-07-01T09:00:00+08:00'))
  world = await openImportWorld()
  finance = await world.tenant.staff({ name: '财务' })
  lister = await world.tenant.staff({ name: '录单员' })
  const homes = sheetOf('房产台账', '楼号 单元 房间 总层数 是否有电梯 建筑面积:decimal 房屋状态 业主名称 手机号', [
    ['1', '2', '301', '18', '有', '89.37', '自住', '王小明', '13800138000'],
    ['1', '2', '302', '18', '有', '120.5', '自住', '李红', '13900139000'],
    ['1', '2', '303', '18', '有', '120.5', '自住', '赵六', '13900139001'],
  ])
  const { id } = await world.plan([homes])
  await world.run(tx => commitImport(tx, world.staff, { importId: id, changes: [] }))
  await world.settle()
  for (const row of await world.look<{ id: string; code: string }>('select id, code from registry.premises'))
    home.set(row.code, row.id)
})
afterAll(async () => {
  await world.close()
  setClock(null)
})

const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => inTransaction(world.database.db, actor, work)
const list = (importId: string) => as(finance, tx => listFormerDebtors(tx, finance, { importId }))
const upload = async (importId: string, version: number, sheets: SheetInput[]) => {
  const staged = stagedList(await readSheets(await writeWorkbook(sheets)))
  return as(lister, tx => takeFormerDebtors(tx, lister, { importId, version, name: '欠费户.xlsx' }, staged))
}
const type = (importId: string, version: number, lines: [string, bigint][]) =>
  as(lister, tx =>
    enterFormerDebtors(tx, lister, {
      ...{ importId, version },
      lines: lines.map(([room, amountFen]) => ({
        ...{ premisesId: home.get(room) ?? '', debtor: '', itemName: '', year: 0, count: null, amountFen },
      })),
    }),
  )
const LEGACY = [
  { part: 'arrears' as const, itemName: '物业费', year: 2023, count: 1, amountFen: 10050n },
  { part: 'arrears' as const, itemName: '物业费', year: 2024, count: 2, amountFen: 36520n },
  { part: 'arrears' as const, itemName: '水费', year: 2024, count: 1, amountFen: 5865n },
]

it('lines of a list tell the same things, and each home once', () => {
  const line = { sheet: '', premisesId: 'a', debtor: '', itemName: '', year: 0, count: null, amountFen: 1n }
  const told = unevenLines([
    { ...line, row: 1, itemName: '水费' },
    { ...line, row: 2 },
    { ...line, row: 3, itemName: '水费' },
    { ...line, row: 4, premisesId: 'b', itemName: '水费' },
  ])
  expect(told.map(({ row, field, code }) => [row, field, code])).toEqual([
    [2, 'itemName', 'debtor_uneven'],
    [3, 'premisesId', 'debtor_twice'],
  ])
})

let id = ''
const sign = (version: number, actor = finance) =>
  as(actor, tx => signControlSheet(tx, actor, { importId: id, version }))
const waiting = () => as(finance, tx => countWaitingControlSheets(tx, finance))
const ROWS = [
  ['1-2-301', '王小明', '物业费', '2023年', '1', '100.50'],
  ['1-2-301', '王小明', '物业费', '2024', '1', '110.5'],
  ['1栋2单元301室', '王小明', '水费', '2024', '1', '58.65'],
  ['1-2-302', '李红', '物业费', '2024', '1', '254.70'],
]
const listSheet = (rows: string[][]) => sheetOf('欠费清单', '房号 业主姓名 收费项目 年份 笔数 欠费合计', rows)

it('typed, a list is held against the file home by home; while a line differs it cannot be signed', async () => {
  id = (await world.plan([DEBTS])).id
  await expect(type(id, 1, [['301', 1n]])).rejects.toMatchObject({ code: 'imports.control_missing' })
  await as(world.staff, tx =>
    enterControlSheet(tx, world.staff, { importId: id, version: null, asOfOn: '2024-06-30', lines: LEGACY }),
  )
  // Without a list: what the file says of each debtor, and nothing stands in the way.
  const empty = await list(id)
  expect(empty).toMatchObject({ entered: null, differences: 0, lineCount: 2, oursFen: 52435n })
  expect(empty.items.map(({ debtor, ours }) => [debtor, ours?.amountFen])).toEqual([
    ['王小明', 26965n],
    ['李红', 25470n],
  ])

  // Totals of homes, typed: one is a fen off, one owes nothing here, one is missing there.
  const off = await type(id, 1, [
    ['301', 26964n],
    ['303', 100n],
  ])
  expect(z.safeEncode(contract.enterFormerDebtors.response, off).success).toBe(true)
  expect(off).toMatchObject({ kept: true, version: 2, differences: 3, formerFen: 27064n, fileName: null })
  expect(off.items.map(({ verdict, differenceFen }) => [verdict, differenceFen])).toEqual([
    ['amount', 1n],
    ['only-ours', 25470n],
    ['only-former', -100n],
  ])
  await expect(sign(2)).rejects.toMatchObject({ code: 'imports.debtors_differ', params: { count: 3 } })
  expect(await waiting()).toEqual({ waiting: 0 })
  await expect(type(id, 1, [])).rejects.toMatchObject({ code: 'platform.changed_meanwhile' })
})

it('as a workbook by debtor, item and year: what is not understood keeps all of it out', async () => {
  const wrong = await upload(id, 2, [
    listSheet([...ROWS.slice(0, 3), ['1-2-309', '李红', '物业费', '2024', '1', '254.705']]),
  ])
  expect([wrong.kept, wrong.version, wrong.differences]).toEqual([false, 2, 3])
  expect(wrong.problems.map(({ row, field }) => [row, field])).toEqual([
    [5, 'room'],
    [5, 'amount'],
  ])
  expect((await upload(id, 2, [sheetOf('别的', '姓名 电话', [['王小明', '1']])])).kept).toBe(false)
  const good = await upload(id, 2, [listSheet(ROWS)])
  expect(good).toMatchObject({ kept: true, problems: [], version: 3, differences: 0, fileName: '欠费户.xlsx' })
  expect(good).toMatchObject({ formerFen: 52435n, oursFen: 52435n, lineCount: 4, entered: { by: '录单员' } })
  expect(await waiting()).toEqual({ waiting: 1 })
})

it('is signed by who entered neither it nor the sheet, and what is written must be what it says', async () => {
  // Changed once more, the signature is void.
  await expect(sign(3, lister)).rejects.toMatchObject({ code: 'platform.own_request' })
  await sign(3)
  const counted = listSheet(ROWS.map((row, index) => (index === 3 ? [...row.slice(0, 4), '2', row[5] ?? ''] : row)))
  expect((await upload(id, 4, [counted])).items[0]).toMatchObject({ verdict: 'count', differenceFen: 0n })
  const commit = async () => {
    await world.run(tx => commitImport(tx, world.staff, { importId: id, changes: [] }))
    await world.settle()
  }
  await expect(commit()).rejects.toMatchObject({ code: 'imports.debtors_differ' })
  await upload(id, 5, [listSheet(ROWS)])
  await expect(commit()).rejects.toMatchObject({ code: 'imports.control_unsigned' })
  await sign(6)
  await commit()
  expect((await world.read(id)).state).toBe('committed')
  expect(await list(id)).toMatchObject({ against: 'books', differences: 0, oursFen: 52435n })
  await expect(type(id, 7, [])).rejects.toMatchObject({ code: 'imports.already_committed' })
})

it('a bill that is not what the list said is told with its home, and not accepted', async () => {
  await world.look('update billing.bill set amount_fen = amount_fen + 1 where amount_fen = 25470')
  const after = await list(id)
  expect([after.differences, after.items[0]?.premisesId, after.items[0]?.differenceFen]).toEqual([
    1,
    home.get('302'),
    1n,
  ])
  const accept = () => as(finance, tx => acceptControlSheet(tx, finance, { importId: id, version: 7 }))
  await expect(accept()).rejects.toMatchObject({ code: 'imports.debtors_differ' })
  await world.look('update billing.bill set amount_fen = amount_fen - 1 where amount_fen = 25471')
  await expect(
    as(world.staff, tx => acceptControlSheet(tx, world.staff, { importId: id, version: 7 })),
  ).rejects.toMatchObject({ code: 'platform.own_request' })
  await accept()
  const file = await as(finance, tx => controlWorkbook(tx, finance, { importId: id }))
  const former = (await readSheets(file.body as Buffer)).find(({ name }) => name === '原系统欠费户')
  expect(former?.rows.length).toBe(5)
})

it('no lines take the list away', async () => {
  const { id } = await world.plan([
    { ...DEBTS, rows: [['1-2-303', '物业费', '2024-02', '1.00', '2024-02-28', '赵六']] },
  ])
  const lines = [{ part: 'arrears' as const, itemName: '物业费', year: 2024, count: 1, amountFen: 100n }]
  await as(world.staff, tx =>
    enterControlSheet(tx, world.staff, { importId: id, version: null, asOfOn: '2024-06-30', lines }),
  )
  expect((await type(id, 1, [['303', 99n]])).differences).toBe(1)
  expect(await type(id, 2, [])).toMatchObject({ kept: true, entered: null, differences: 0 })
  await as(finance, tx => signControlSheet(tx, finance, { importId: id, version: 3 }))
})
