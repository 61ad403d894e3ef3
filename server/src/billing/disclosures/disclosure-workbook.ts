import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { type CellInput, type SheetColumn, writeWorkbook } from '../../platform/excel/write-workbook.ts'
import { WORKBOOK_TYPE } from '../../platform/export-table.ts'
import type { FileAnswer } from '../../platform/module.ts'
import { readDisclosure } from './disclosure-view.ts'
import { disclosureTitle, summaryRows } from './disclosure-words.ts'

/** A disclosure as a workbook: the sums, what came in, and each spending. Errors: platform.not_found. */
export async function disclosureWorkbook(tx: Tx, actor: Actor, input: { disclosureId: string }): Promise<FileAnswer> {
  const disclosure = await readDisclosure(tx, actor, input)
  const { content } = disclosure
  const body = await writeWorkbook([
    {
      name: '收支汇总',
      columns: [text('项目', 40), money('金额')],
      rows: summaryRows(disclosure).map(({ words, fen }): CellInput[] => [words, fen]),
    },
    {
      name: '收费收入',
      columns: [text('收费项目', 20), { heading: '缴费户数', format: 'integer' }, money('金额')],
      rows: content.received.map((row): CellInput[] => [row.itemName, row.count, row.amountFen]),
    },
    {
      name: '其他收入',
      columns: [{ heading: '日期', format: 'date' }, text('事项', 40), text('付款单位', 24), money('金额')],
      rows: content.income.map((row): CellInput[] => [row.on, row.purpose, row.partyName, row.amountFen]),
    },
    {
      name: '支出',
      columns: [
        { heading: '日期', format: 'date' },
        ...[text('用途', 40), text('收款单位', 24), text('决议编号', 24), money('金额')],
      ],
      rows: content.spent.map((row): CellInput[] => [
        row.on,
        row.purpose,
        row.partyName,
        row.resolutionNumber,
        row.amountFen,
      ]),
    },
  ])
  return { name: `${disclosureTitle(disclosure)}.xlsx`, mediaType: WORKBOOK_TYPE, body }
}

const text = (heading: string, width: number): SheetColumn => ({ heading, format: 'text', width })
const money = (heading: string): SheetColumn => ({ heading, format: 'money', width: 16 })
