import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSheets } from '../../platform/excel/read-workbook.ts'
import { KINDS } from '../kinds/kinds.ts'
import { type ImportWorld, openImportWorld } from '../testing/import-world.ts'
import { suggestMapping } from '../workbook/suggest-mapping.ts'
import { emptyWorkbook } from './template-view.ts'

let world: ImportWorld
beforeAll(async () => {
  world = await openImportWorld()
})
afterAll(() => world.close())

test('every sheet of the empty workbook is recognised as its own kind, with all of its columns', async () => {
  const { body } = await world.run(tx => emptyWorkbook(tx, world.staff, {}))
  const sheets = await readSheets(Buffer.from(body as Uint8Array))
  const found = sheets.flatMap(sheet => {
    const { mapping } = suggestMapping(sheet)
    return mapping.kind ? [[mapping.kind, mapping.columns.filter(({ field }) => field === null).length]] : []
  })
  expect(found).toEqual(KINDS.map(({ kind }) => [kind, 0]))
})

test('its examples are no data: uploaded as it is, it says nothing and would write nothing', async () => {
  const { body } = await world.run(tx => emptyWorkbook(tx, world.staff, {}))
  const bytes = Buffer.from(body as Uint8Array)
  const guide = (await readSheets(bytes)).at(-1)
  expect([guide?.name, guide?.rows[0]?.cells.map(cell => cell.text)]).toEqual([
    '填写说明',
    ['工作表', '列', '是否必填', '怎么填', '可以填', '示例一', '示例二'],
  ])
  expect(guide?.rows.some(({ cells }) => cells.some(cell => cell.text === '王小明/李红'))).toBe(true)
  const planned = await world.plan(bytes)
  expect([planned.state, planned.problems, planned.counts.filter(count => count.total > 0)]).toEqual([
    'planned',
    [],
    [],
  ])
})
