import { metering } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import { civilDateOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { type CellInput, type SheetColumn, writeWorkbook } from '../../platform/excel/write-workbook.ts'
import type { FileAnswer } from '../../platform/module.ts'
import { refuse } from '../errors.ts'
import { comparedLines, controlRow } from './control-sheet-view.ts'
import { type ComparedLine, type ControlFigures, type ControlPart, type ControlUnit, unitOf } from './control-total.ts'

const PART_WORDS: Record<ControlPart, string> = {
  rooms: '房屋与面积',
  owners: '业主',
  arrears: '期初欠费',
  penalties: '期初违约金',
  purses: '期初预存',
  deposits: '期初押金',
  readings: '期初读数',
  'past-payments': '历史缴费',
}

const UNIT_WORDS: Record<ControlUnit, string> = { yuan: '元', m2: '㎡', ...metering.METER_UNIT_SIGNS, none: '' }

const COLUMNS: SheetColumn[] = [
  { heading: '类别', format: 'text', width: 14 },
  { heading: '收费项目', format: 'text', width: 18 },
  { heading: '年度', format: 'text', width: 8 },
  { heading: '单位', format: 'text', width: 8 },
  { heading: '原系统笔数', format: 'integer', width: 12 },
  { heading: '原系统合计', format: 'money', width: 16 },
  { heading: '文件笔数', format: 'integer', width: 12 },
  { heading: '文件合计', format: 'money', width: 16 },
  { heading: '写入后笔数', format: 'integer', width: 12 },
  { heading: '写入后合计', format: 'money', width: 16 },
]

const figures = (found: ControlFigures | null, unit: ControlUnit): CellInput[] =>
  found ? [found.count, unit === 'none' ? null : found.amountFen] : [null, null]

function rowOf({ part, itemName, year, legacy, file, loaded }: ComparedLine): CellInput[] {
  const unit = unitOf({ part, itemName })
  return [
    ...[PART_WORDS[part], itemName, year === 0 ? '' : String(year), UNIT_WORDS[unit]],
    ...[legacy, file, loaded].flatMap(side => figures(side, unit)),
  ]
}

/**
 * Both control sheets, the list of differences and the signatures as a workbook for the archive. Errors: platform.not_found,
 * imports.control_missing.
 */
export async function controlWorkbook(tx: Tx, actor: Actor, input: { importId: string }): Promise<FileAnswer> {
  const row = await controlRow(tx, actor, input.importId)
  const { found, sheet } = row
  if (!sheet) throw refuse.controlMissing()
  const { lines, differing } = comparedLines(row)
  const who = (name: string | null, at: Date | null) => (at ? `${name ?? ''} ${civilDateOf(at)}` : '')
  const facts: CellInput[][] = [
    ['导入文件', found.fileName],
    ['冻结日', sheet.asOfOn],
    ['录入', who(sheet.enteredByName, sheet.enteredAt)],
    ['写入前签字', who(sheet.signedByName, sheet.signedAt)],
    ['写入', who(found.committedByName, found.committedAt)],
    ['验收', who(sheet.acceptedByName, sheet.acceptedAt)],
    ['验收说明', sheet.acceptedNote ?? ''],
    ['差异行数', String(differing.length)],
  ]
  const body = await writeWorkbook([
    { name: '对照表', columns: COLUMNS, rows: lines.map(rowOf) },
    { name: '差异', columns: COLUMNS, rows: differing.map(rowOf) },
    {
      name: '签字',
      columns: [
        { heading: '事项', format: 'text', width: 16 },
        { heading: '内容', format: 'text', width: 40 },
      ],
      rows: facts,
    },
  ])
  return {
    name: `${found.fileName.replace(/\.xlsx$/i, '')}-对照表.xlsx`,
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    body,
  }
}
