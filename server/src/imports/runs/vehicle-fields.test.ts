import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { createCustomField } from '../../registry/fields/define-field.ts'
import { exportVehicles } from '../../registry/vehicles/export-vehicles.ts'
import { type ImportWorld, openImportWorld } from '../testing/import-world.ts'
import { sheetOf } from '../workbook/testing/sample-sheets.ts'
import { commitImport } from './commit-import.ts'

let world: ImportWorld
beforeAll(async () => {
  world = await openImportWorld()
  const field = { subject: 'vehicle', required: false, position: 0 } as const
  await world.run(async tx => {
    await createCustomField(tx, world.staff, {
      ...{ ...field, id: newId(), label: '年检', type: 'choice', choices: ['已过', '未过'] },
    })
    await createCustomField(tx, world.staff, {
      ...{ ...field, id: newId(), label: '固定车位', type: 'yes-no', choices: [], position: 1 },
    })
  })
})
afterAll(() => world.close())

test('what the company asks of vehicles comes in and goes out by one column', async () => {
  const cars = sheetOf('车辆信息', '车牌号 车辆类型 其他资料', [
    ['粤B12345', '小型汽车', '年检：已过；固定车位：是'],
    ['粤B12346', '小型汽车', null],
    ['粤B12347', '小型汽车', '车龄：3'],
    ['粤B12348', '小型汽车', '年检：不知道'],
  ])
  const planned = await world.plan([cars])
  expect(planned.problems.map(({ row, code }) => [row, code])).toEqual([
    [4, 'own_field_unknown'],
    [5, 'own_field_wrong'],
  ])
  await world.run(tx => commitImport(tx, world.staff, { importId: planned.id, changes: [] }))
  await world.settle()
  const file = await world.run(tx => exportVehicles(tx, world.staff, { format: 'csv' }))
  const rows = String(file.body).trim().split('\r\n')
  expect(rows.filter(row => row.includes('粤B'))).toHaveLength(2)
  expect(rows.find(row => row.includes('12345'))).toContain('年检：已过；固定车位：是')
  const again = await world.plan([cars])
  expect(again.counts.find(count => count.kind === 'vehicles')).toMatchObject({ create: 0 })
})
