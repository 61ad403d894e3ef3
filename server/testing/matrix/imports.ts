import { type Call, imports, platform } from '@anju/contract'
import type { Pool } from 'pg'
import { writeWorkbook } from '../../src/platform/excel/write-workbook.ts'
import { newId } from '../../src/platform/ids.ts'

interface Making {
  ground: { settle(): Promise<void>; owner: Pool }
  call: Call
}

/** Two lists written into files: one to look at, one to delete. */
export async function makeExports({ ground, call }: Making) {
  const start = async () => {
    const body = { id: newId(), route: '/registry/people/export', query: {}, format: 'csv' as const }
    return (await call(platform.startExport, { body })).id
  }
  const [exportId, unwantedExportId] = [await start(), await start()]
  await ground.settle()
  return { exportId, unwantedExportId }
}

/** A workbook of buildings, uploaded and planned four times: to look at and map, to commit, to give up, and one that is written. */
export async function makeImports({ ground, call }: Making, communityId: string) {
  const columns = ['楼栋号', '单元编号', '总层数', '是否有电梯'].map(heading => ({ heading, format: 'text' as const }))
  const body = await writeWorkbook([{ name: '楼栋单元', columns, rows: [['9', '1', '6', '是']] }])
  const start = async () => {
    const [fileId, importId] = [newId(), newId()]
    await call(platform.uploadFile, {
      params: { fileId },
      query: { name: '导入.xlsx', purpose: 'workbook' },
      file: new Blob([new Uint8Array(body)]),
    })
    await call(imports.startImport, { body: { id: importId, communityId, fileId } })
    return { fileId, importId }
  }
  const [first, second, third, fourth] = [await start(), await start(), await start(), await start()]
  const mappable = await start()
  await ground.settle()
  const sheets = [{ sheet: '楼栋单元', kind: 'buildings-units' as const, headerRow: 1, columns: [] }]
  for (const [index, saveAsTemplate] of ['模板', '不要的模板'].entries()) {
    const body = { version: index + 1, sheets, saveAsTemplate }
    await call(imports.mapImport, { params: { importId: first.importId }, body })
  }
  await call(imports.restartImport, { params: { importId: first.importId } })
  await call(imports.commitImport, { params: { importId: fourth.importId }, body: { changes: [] } })
  await ground.settle()
  const { items } = await call(imports.listTemplates, { query: { limit: 50 } })
  const templateOf = (name: string) => items.find(one => one.name === name)?.id ?? ''
  return {
    workbookId: first.fileId,
    importId: first.importId,
    committableId: second.importId,
    mappableId: mappable.importId,
    unwantedImportId: third.importId,
    revertableId: fourth.importId,
    templateId: templateOf('模板'),
    unwantedTemplateId: templateOf('不要的模板'),
  }
}

/**
 * A workbook of past payments, planned four times, once with an amount that is no whole fen: to enter its control sheet, to sign one that somebody else has entered, and one
 * that is written, to be accepted.
 */
export async function makeControlled({ ground, call }: Making, communityId: string) {
  const columns = ['房号', '收费项目', '所属期', '缴费时间', '实缴金额'].map(heading => ({
    ...{ heading, format: 'text' as const },
  }))
  const start = async (amount = '254.70') => {
    const rows = [['1-1-101', '物业费', '2025-06', '2025-06-20', amount]]
    const body = await writeWorkbook([{ name: '历史缴费', columns, rows }])
    const [fileId, importId] = [newId(), newId()]
    const file = new Blob([new Uint8Array(body)])
    await call(platform.uploadFile, { params: { fileId }, query: { name: '缴费.xlsx', purpose: 'workbook' }, file })
    await call(imports.startImport, { body: { id: importId, communityId, fileId } })
    return importId
  }
  const [controlId, signableId, acceptableId] = [await start(), await start(), await start()]
  const adjustableId = await start('254.7045')
  const [typedListId, readListId] = [await start(), await start()]
  await ground.settle()
  const line = { part: 'past-payments' as const, itemName: '物业费', year: 2025, count: 1, amountFen: 25470 }
  for (const importId of [signableId, acceptableId, typedListId, readListId]) {
    const entered = { version: null, asOfOn: '2026-01-31', lines: [line] }
    await call(imports.enterControlSheet, { params: { importId }, body: entered })
    await ground.owner.query('update imports.control_sheet set entered_by = $2 where import_id = $1', [
      importId,
      newId(),
    ])
  }
  await call(imports.signControlSheet, { params: { importId: acceptableId }, body: { version: 1 } })
  await call(imports.commitImport, { params: { importId: acceptableId }, body: { changes: [] } })
  await ground.settle()
  const debtorsColumns = ['房号', '欠费金额'].map(heading => ({ heading, format: 'text' as const }))
  const list = await writeWorkbook([{ name: '欠费户', columns: debtorsColumns, rows: [['1-1-101', '254.70']] }])
  const debtorsWorkbook = Buffer.from(list).toString('base64')
  return { controlId, signableId, acceptableId, adjustableId, typedListId, readListId, debtorsWorkbook }
}
