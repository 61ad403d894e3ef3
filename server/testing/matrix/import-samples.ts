import { newId } from '../../src/platform/ids.ts'
import type { Sample } from './samples.ts'

const page = { limit: 200 }

/** Requests about imports, their control sheets and templates. */
export const IMPORT_SAMPLES: Record<string, Sample> = {
  'imports.startImport': things => ({
    body: { id: newId(), communityId: things.communityId, fileId: things.workbookId },
  }),
  'imports.listImports': things => ({ query: { ...page, communityId: things.communityId } }),
  'imports.exportImports': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'imports.readImport': things => ({ params: { importId: things.importId } }),
  'imports.mapImport': things => ({
    params: { importId: things.mappableId },
    body: {
      version: 1,
      sheets: [
        {
          sheet: '楼栋单元',
          kind: 'buildings-units',
          headerRow: 1,
          columns: [
            { column: 'A', heading: '楼栋号', field: 'building' },
            { column: 'B', heading: '单元编号', field: 'unit' },
          ],
        },
      ],
    },
  }),
  'imports.commitImport': things => ({ params: { importId: things.committableId }, body: { changes: [] } }),
  'imports.listAdjustments': things => ({ params: { importId: things.importId } }),
  'imports.exportAdjustments': things => ({ params: { importId: things.importId }, query: { format: 'csv' } }),
  'imports.decideAdjustments': things => ({
    params: { importId: things.adjustableId },
    body: { version: 1, decisions: [{ sheet: '历史缴费', row: 2, column: 'E', take: 'up' }] },
  }),
  'imports.listRoomChecks': things => ({ params: { importId: things.acceptableId } }),
  'imports.exportRoomChecks': things => ({ params: { importId: things.acceptableId }, query: { format: 'csv' } }),
  'imports.listFormerDebtors': things => ({ params: { importId: things.acceptableId } }),
  'imports.enterFormerDebtors': things => ({
    params: { importId: things.typedListId },
    body: { version: 1, lines: [{ premisesId: things.premisesId, amountFen: 25470 }] },
  }),
  'imports.uploadFormerDebtors': things => ({
    params: { importId: things.readListId },
    query: { version: '1', name: '欠费户.xlsx' },
    file: Buffer.from(things.debtorsWorkbook ?? '', 'base64'),
  }),
  'imports.readBillComparison': things => ({ params: { importId: things.importId }, query: { show: 'all' } }),
  'imports.billComparisonWorkbook': things => ({ params: { importId: things.importId } }),
  'imports.understandBills': things => ({
    params: { importId: things.importId },
    body: {
      bills: [
        { premisesId: things.premisesId, itemName: '物业费', fromOn: '2025-06-01', formerFen: null, oursFen: null },
      ],
      reason: null,
    },
  }),
  'imports.countWaitingControlSheets': () => ({}),
  'imports.readControlSheet': things => ({ params: { importId: things.acceptableId } }),
  'imports.controlWorkbook': things => ({ params: { importId: things.acceptableId } }),
  'imports.enterControlSheet': things => ({
    params: { importId: things.controlId },
    body: {
      version: null,
      asOfOn: '2026-01-31',
      lines: [{ part: 'past-payments', itemName: '物业费', year: 2025, count: 1, amountFen: 25470 }],
    },
  }),
  'imports.signControlSheet': things => ({ params: { importId: things.signableId }, body: { version: 1 } }),
  'imports.acceptControlSheet': things => ({ params: { importId: things.acceptableId }, body: { version: 2 } }),
  'imports.restartImport': things => ({ params: { importId: things.importId } }),
  'imports.readRevert': things => ({ params: { importId: things.revertableId } }),
  'imports.revertImport': things => ({ params: { importId: things.revertableId }, body: { reason: '传错了' } }),
  'imports.cancelImport': things => ({ params: { importId: things.unwantedImportId } }),
  'imports.listTemplates': () => ({ query: page }),
  'imports.exportTemplates': () => ({ query: { format: 'csv' } }),
  'imports.renameTemplate': things => ({
    params: { templateId: things.templateId },
    body: { name: '换个名字', version: 2 },
  }),
  'imports.deleteTemplate': things => ({
    params: { templateId: things.unwantedTemplateId },
    query: { version: 2 },
  }),
  'imports.emptyWorkbook': () => ({ query: { kind: 'people' } }),
  'imports.errorWorkbook': things => ({ params: { importId: things.importId } }),
}
