import { imports as contract } from '@anju/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { startBillRun } from '../../billing/index.ts'
import { setClock } from '../../platform/clock.ts'
import { readSheets } from '../../platform/excel/read-workbook.ts'
import { newId } from '../../platform/ids.ts'
import { commitImport } from '../runs/commit-import.ts'
import { mapImport } from '../runs/map-import.ts'
import { type ImportWorld, openImportWorld } from '../testing/import-world.ts'
import { BASE, roomRow, roomSheet, sheetOf } from '../workbook/testing/sample-sheets.ts'
import { readBillComparison } from './comparison-view.ts'
import { billComparisonWorkbook } from './comparison-workbook.ts'
import { understandBills } from './understand-bills.ts'

let world: ImportWorld
let item = ''
beforeAll(async () => {
  setClock(new Date('2026-03-01T09:00:00+08:00'))
  world = await openImportWorld()
  const rooms = ['101', '102', '103'].map(code => roomRow(code, '1', '1', '2026-01-01'))
  const { id } = await world.plan([BASE.units, BASE.owners, BASE.rules, roomSheet([...rooms, roomRow('104', '1')])])
  await world.run(tx => commitImport(tx, world.staff, { importId: id, changes: [] }))
  await world.settle()
  item = (await world.look<{ name: string }>('select name from billing.charge_item'))[0]?.name ?? ''
  const { communityId } = world
  await world.run(tx => startBillRun(tx, world.staff, { id: newId(), communityId, from: '2026-01', to: '2026-02' }))
  await world.settle()
})
afterAll(async () => {
  await world.close()
  setClock(null)
})

const ask = (importId: string, show: 'open' | 'differing' | 'all' = 'open') =>
  world.run(tx => readBillComparison(tx, world.staff, { importId, show }))
const billsOf = (rows: (string | null)[][]) => sheetOf('1月账单', '房号 费用名称 账单月份 应收金额', rows)

let id = ''
const amount = async () => (await ask(id, 'all')).bills.find(({ verdict }) => verdict === 'amount')
/** Says why the bill differs of which the two amounts were seen. */
const say = async (reason: string | null, formerFen = 14292n) => {
  const off = (await ask(id, 'all')).bills.find(({ premisesLabel }) => premisesLabel.endsWith('102室'))
  if (!off) throw new Error('It is compared.')
  const { premisesId, itemName, fromOn } = off
  const bills = [{ premisesId, itemName, fromOn, formerFen, oursFen: 14293n }]
  return world.run(tx => understandBills(tx, world.staff, { importId: id, reason, bills }))
}

it('a cycle of both systems is compared bill by bill, with our lines and the rows of the file', async () => {
  const planned = await world.plan([
    billsOf([
      ['1-1-101', item, '2026-01', '142.93'],
      ['1-1-102', item, '2026年1月', '100.00'],
      ['1-1-102', item, '202601', '42.92'],
      ['1-1-104', item, '2026-01', '142.93'],
      ['1-1-101', '水费', '2026-01', '58.65'],
    ]),
  ])
  const { sheets, problems, counts } = planned
  id = planned.id
  expect([sheets.map(({ kind }) => kind), problems]).toEqual([['former-bills'], []])
  expect(counts.find(({ kind }) => kind === 'formerBills')).toMatchObject({ total: 5, create: 0, rejected: 0 })
  const found = await ask(id, 'all')
  expect(z.safeEncode(contract.readBillComparison.response, found).success).toBe(true)
  expect(found).toMatchObject({ from: '2026-01-01', to: '2026-01-31', matching: 5 })
  const told = found.bills.map(bill => [
    bill.premisesLabel.slice(-4, -1),
    bill.itemName,
    bill.verdict,
    bill.differenceFen,
  ])
  expect(told.toSorted()).toEqual(
    [
      ['101', item, 'same', 0n],
      ['101', '水费', 'only-former', -5865n],
      ['102', item, 'amount', 1n],
      ['103', item, 'only-ours', 14293n],
      ['104', item, 'only-former', -14293n],
    ].toSorted(),
  )
  // Ours of February is not of the file's days.
  expect(found.totals).toMatchObject({
    formerFen: 48743n,
    oursFen: 42879n,
    differenceFen: -5864n,
    differing: 4,
    open: 4,
  })
  expect(found.items.find(({ itemName }) => itemName === item)).toMatchObject({
    count: 4,
    formerFen: 42878n,
    differing: 3,
  })
  const off = await amount()
  expect(off?.rows).toEqual([
    { sheet: '1月账单', row: 3 },
    { sheet: '1月账单', row: 4 },
  ])
  expect(off?.lines.map(({ state, amountFen }) => [state, amountFen])).toEqual([['draft', 14293n]])
  expect(off?.lines[0]?.words['zh-CN']).toContain('94.56')
})

it('a person says why they differ, with the amounts that were seen; void once either side has changed', async () => {
  await expect(say('看过', 14291n)).rejects.toMatchObject({ code: 'imports.bills_changed', params: { count: 1 } })
  expect(await say('原系统每笔舍去一分')).toEqual({ understood: 1 })
  const open = await ask(id)
  expect([open.totals.open, open.matching]).toEqual([3, 3])
  const differing = await ask(id, 'differing')
  expect(differing.bills.find(({ understood }) => understood)?.understood).toMatchObject({
    ...{ by: '导入员', reason: '原系统每笔舍去一分' },
  })
  const file = await world.run(tx => billComparisonWorkbook(tx, world.staff, { importId: id }))
  const read = await readSheets(file.body as Buffer)
  expect(read.map(({ name, rows }) => [name, rows.length])).toEqual([
    ['按项目合计', 4],
    ['不一致', 5],
    ['逐笔比对', 6],
  ])

  // Ours changed meanwhile: what was said is void.
  const billId = (await amount())?.lines[0]?.billId
  await world.look('update billing.bill_line set amount_fen = amount_fen + 1 where bill_id = $1', [billId])
  expect((await ask(id)).totals).toMatchObject({ open: 4 })
  await expect(say('再看')).rejects.toMatchObject({ code: 'imports.bills_changed' })
  await world.look('update billing.bill_line set amount_fen = amount_fen - 1 where bill_id = $1', [billId])
  expect((await ask(id)).totals).toMatchObject({ open: 3 })
  expect(await say(null)).toEqual({ understood: 1 })
  expect((await ask(id)).totals).toMatchObject({ open: 4 })
})

it('mapped anew the same rows are compared; nothing of them is written to the books, not even by a commit', async () => {
  const before = await world.look('select count(*)::int as n from billing.bill')
  const again = await world.read(id)
  await world.run(tx =>
    mapImport(tx, world.staff, {
      importId: id,
      version: again.version,
      sheets: again.sheets,
      saveAsTemplate: '旧系统账单',
    }),
  )
  await world.settle()
  expect((await ask(id)).totals).toMatchObject({ differing: 4 })
  await world.run(tx => commitImport(tx, world.staff, { importId: id, changes: [] }))
  await world.settle()
  expect((await ask(id)).totals).toMatchObject({ differing: 4 })
  expect(await world.look('select count(*)::int as n from billing.bill')).toEqual(before)
})

it('a row of no period or an unknown home is told with its cell; a quarter is held against its months', async () => {
  const wrong = await world.plan([
    billsOf([
      ['1-1-101', item, null, '1.00'],
      ['1-1-909', item, '2026-01', '1.00'],
    ]),
  ])
  expect(wrong.problems.map(({ row, code }) => [row, code])).toEqual([
    [2, 'period_missing'],
    [3, 'room_missing'],
  ])
  const { id } = await world.plan([
    sheetOf('账单', '房号 收费项目 所属期起 所属期止 账单金额', [
      ['1-1-101', item, '2026-01-01', '2026-03-31', '428.79'],
      ['1-1-102', item, '2026-01-01', '2026-03-31', '428.79'],
    ]),
  ])
  const found = await ask(id, 'all')
  expect(found.bills.map(({ verdict, lines }) => [verdict, lines.length]).slice(-2)).toEqual([
    ['same', 3],
    ['same', 3],
  ])
})
