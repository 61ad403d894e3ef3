import { imports as contract } from '@anju/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { readSheets } from '../../platform/excel/read-workbook.ts'
import { commitImport } from '../runs/commit-import.ts'
import { type ImportWorld, openImportWorld } from '../testing/import-world.ts'
import { sheetOf } from '../workbook/testing/sample-sheets.ts'
import { readControlSheet } from './control-sheet-view.ts'
import { controlWorkbook } from './control-workbook.ts'
import { enterControlSheet } from './enter-control-sheet.ts'
import { listRoomChecks } from './room-checks-view.ts'
import { acceptControlSheet, signControlSheet } from './sign-control-sheet.ts'

let world: ImportWorld
let finance: Actor
const ROOMS = Array.from({ length: 60 }, (_, index) => String(301 + index))
const FILE = [
  sheetOf(
    '欠费明细',
    '房号 收费项目 所属期 欠费 应缴日 违约金 违约金截止日 欠费人',
    [
      ...ROOMS.map((room, index) => [`1-2-${room}`, '物业费', '2024-01', `${100 + index}.50`, '2024-01-31']),
      ['1-2-301', '水费', '2024-01', '58.65', '2024-01-31', '1.00', '2024-06-30', null],
      ['1-2-301', '水费', '2023-01', '10', '2023-01-31', null, null, '早年的业主'],
    ].map(row => [...row, null, null, null].slice(0, 8)),
  ),
  sheetOf('预存余额', '房号 预存余额', [['1-2-302', '500.00']]),
]
beforeAll(async () => {
  setClock(new Date('2024-07-01T09:00:00+08:00'))
  world = await openImportWorld()
  finance = await world.tenant.staff({ name: '财务' })
  const homes = sheetOf(
    '房产台账',
    '楼号 单元 房间 总层数 是否有电梯 建筑面积:decimal 房屋状态 业主名称 手机号',
    ROOMS.map((room, index) => ['1', '2', room, '18', '有', '89.37', '自住', `业主${room}`, `138001380${10 + index}`]),
  )
  const { id } = await world.plan([homes])
  await world.run(tx => commitImport(tx, world.staff, { importId: id, changes: [] }))
  await world.settle()
})
afterAll(async () => {
  await world.close()
  setClock(null)
})

const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => inTransaction(world.database.db, actor, work)
const checks = (importId: string) => as(finance, tx => listRoomChecks(tx, finance, { importId }))

it('opening balances are compared home by home: the largest, one in twenty by lot, and whatever differs', async () => {
  const { id, problems } = await world.plan(FILE)
  expect(problems).toEqual([])
  await expect(checks(id)).rejects.toMatchObject({ code: 'imports.not_committed' })
  const property = ROOMS.reduce((sum, _, index) => sum + BigInt(100 + index) * 100n + 50n, 0n)
  const line = { part: 'arrears' as const, itemName: '物业费', year: 2024, count: 60, amountFen: property }
  const debtors = { part: 'debtors' as const, itemName: '', year: 0, count: 61, amountFen: property + 5865n + 1000n }
  const lines = [
    line,
    { ...line, itemName: '水费', count: 1, amountFen: 5865n },
    { ...line, itemName: '水费', year: 2023, count: 1, amountFen: 1000n },
    { part: 'penalties' as const, itemName: '水费', year: 2024, count: 1, amountFen: 100n },
    { part: 'purses' as const, itemName: '', year: 0, count: 1, amountFen: 50000n },
  ]
  const enter = (version: number | null, sixtyOne: number) =>
    as(world.staff, tx =>
      enterControlSheet(tx, world.staff, {
        ...{ importId: id, version, asOfOn: '2024-06-30' },
        lines: [...lines, { ...debtors, count: sixtyOne }],
      }),
    )
  // The former system counts a debtor more: that is a difference as any other.
  expect((await enter(null, 62)).differences).toBe(1)
  expect((await enter(1, 61)).differences).toBe(0)
  await as(finance, tx => signControlSheet(tx, finance, { importId: id, version: 2 }))
  await world.run(tx => commitImport(tx, world.staff, { importId: id, changes: [] }))
  await world.settle()
  const sheet = await as(finance, tx => readControlSheet(tx, finance, { importId: id }))
  expect(sheet.lines.find(({ part }) => part === 'debtors')?.loaded).toEqual({
    count: 61,
    amountFen: debtors.amountFen,
  })

  const found = await checks(id)
  expect(z.safeEncode(contract.listRoomChecks.response, found).success).toBe(true)
  expect(found).toMatchObject({ roomCount: 60, debtorCount: 61, differences: 0 })
  const roomsOf = (picked: string, answer = found) =>
    new Set(answer.items.flatMap(item => (item.picked === picked ? [item.premisesId] : [])))
  // Twenty by size; the lot of three may fall on some of them.
  expect(roomsOf('top').size).toBe(20)
  expect(found.pickedCount).toBe(20 + roomsOf('random').size)
  expect(roomsOf('random').size).toBeLessThanOrEqual(3)
  expect(await checks(id)).toEqual(found)
  expect(found.items.find(({ part }) => part === 'purses')).toMatchObject({
    ...{ before: { count: 1, amountFen: 50000n }, after: { count: 1, amountFen: 50000n }, differenceFen: 0n },
  })
  const body = await as(finance, tx => controlWorkbook(tx, finance, { importId: id }))
  const sheets = await readSheets(body.body as Buffer)
  expect(sheets.map(({ name, rows }) => [name, rows.length])).toEqual([
    ['对照表', 7],
    ['差异', 1],
    ['欠费户', 62],
    ['逐户核对', found.items.length + 1],
    ['签字', 9],
  ])

  // A bill that is not what the file said: told, and not accepted.
  const [bill] = await world.look<{ id: string }>(
    `update billing.bill set amount_fen = amount_fen + 1 where amount_fen = 10050 returning id`,
  )
  const off = await checks(id)
  expect([off.differences, off.items[0]?.picked, off.items[0]?.differenceFen]).toEqual([1, 'differs', 1n])
  const accept = () => as(finance, tx => acceptControlSheet(tx, finance, { importId: id, version: 3 }))
  await expect(accept()).rejects.toMatchObject({ code: 'imports.rooms_differ', params: { count: 1 } })
  await world.look('update billing.bill set amount_fen = amount_fen - 1 where id = $1', [bill?.id])
  expect((await accept()).accepted?.by).toBe('财务')
})
