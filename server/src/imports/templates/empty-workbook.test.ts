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
