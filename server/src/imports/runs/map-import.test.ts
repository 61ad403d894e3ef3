import { afterAll, beforeAll, expect, test } from 'vitest'
import { deleteTemplate, listTemplates, renameTemplate } from '../templates/template-view.ts'
import { type ImportWorld, openImportWorld } from '../testing/import-world.ts'
import { unitSheet } from '../workbook/testing/sample-sheets.ts'
import { commitImport } from './commit-import.ts'
import { mapImport } from './map-import.ts'

let world: ImportWorld
beforeAll(async () => {
  world = await openImportWorld()
})
afterAll(() => world.close())

const sheets = [{ sheet: '楼栋单元', kind: 'buildings-units' as const, headerRow: 1, columns: [] }]

test('a mapping, and what is written by it, is of the run that was seen; nothing of who was quicker is lost', async () => {
  const { id, version } = await world.plan([unitSheet([['1', '1', 6, '有']])])
  const map = (seen: number) =>
    world.run(tx => mapImport(tx, world.staff, { importId: id, version: seen, sheets, saveAsTemplate: '老系统' }))
  const mapped = await map(version)
  expect(mapped.version).toBe(version + 1)
  await expect(map(version)).rejects.toMatchObject({
    code: 'platform.changed_meanwhile',
    params: { version: version + 1 },
  })
  await world.settle()
  const planned = await world.read(id)
  const commit = (seen: number) =>
    world.run(tx => commitImport(tx, world.staff, { importId: id, version: seen, changes: [] }))
  await expect(commit(version)).rejects.toThrow('platform.changed_meanwhile')
  expect((await commit(planned.version)).state).toBe('committing')
})

test('a saved mapping that was saved anew is neither deleted nor renamed by who saw the old one', async () => {
  const saved = async () => (await world.run(tx => listTemplates(tx, world.staff, { limit: 5 }))).items[0]
  const template = await saved()
  const { id, version } = await world.plan([unitSheet([['2', '1', 6, '有']])])
  await world.run(tx => mapImport(tx, world.staff, { importId: id, version, sheets, saveAsTemplate: '老系统' }))
  const remove = (seen: number) =>
    world.run(tx => deleteTemplate(tx, world.staff, { templateId: template?.id ?? '', version: seen }))
  const rename = (seen: number) =>
    world.run(tx => renameTemplate(tx, world.staff, { templateId: template?.id ?? '', name: '新名', version: seen }))
  for (const late of [remove, rename])
    await expect(late(1)).rejects.toMatchObject({ code: 'platform.changed_meanwhile', params: { version: 2 } })
  await rename(2)
  expect(await saved()).toMatchObject({ name: '新名', version: 3 })
  await remove(3)
  await expect(remove(3)).rejects.toThrow('platform.not_found')
})
