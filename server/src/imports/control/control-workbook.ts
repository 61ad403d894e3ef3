import { metering } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import { civilDateOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import {
  type CellInput,
  type SheetColumn,
  type SheetInput,
  writeWorkbook,
} from '../../platform/excel/write-workbook.ts'
import type { FileAnswer } from '../../platform/module.ts'
import { refuse } from '../errors.ts'
import { comparedLines, controlRow } from './control-row.ts'
import { type ComparedLine, type ControlFigures, type ControlPart, type ControlUnit, unitOf } from './control-total.ts'
import { listAllFormerDebtors } from './former-debtors-view.ts'
import { listDebtors, listRoomChecks } from './room-checks-view.ts'

const PART_WORDS: Record<ControlPart, string> = {
  rooms: '房屋与面积',
  owners: '业主',
  arrears: '期初欠费',
  debtors: '欠费户',
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

const HOME_COLUMNS: SheetColumn[] = [
  { heading: '房产', format: 'text', width: 20 },
  { heading: '欠费人', format: 'text', width: 16 },
  { heading: '类别', format: 'text', width: 14 },
  { heading: '文件笔数', format: 'integer', width: 12 },
  { heading: '文件合计', format: 'money', width: 16 },
  { heading: '写入后笔数', format: 'integer', width: 12 },
  { heading: '写入后合计', format: 'money', width: 16 },
  { heading: '差额', format: 'money', width: 14 },
  { heading: '抽取', format: 'text', width: 10 },
]
const PICKED_WORDS = { differs: '不一致', top: '金额最大', random: '随机' }

const FORMER_COLUMNS: SheetColumn[] = [
  { heading: '房产', format: 'text', width: 20 },
  { heading: '欠费人', format: 'text', width: 16 },
  { heading: '收费项目', format: 'text', width: 18 },
  { heading: '年度', format: 'text', width: 8 },
  { heading: '原系统笔数', format: 'integer', width: 12 },
  { heading: '原系统欠费', format: 'money', width: 16 },
  { heading: '笔数', format: 'integer', width: 12 },
  { heading: '欠费', format: 'money', width: 16 },
  { heading: '差额', format: 'money', width: 14 },
  { heading: '核对', format: 'text', width: 12 },
]
const VERDICT_WORDS = {
  ...{ agrees: '一致', amount: '金额不同', count: '笔数不同' },
  ...{ 'only-former': '只在原系统', 'only-ours': '只在本系统' },
} as const

/** The former system's own list of debtors, line by line; no sheet where there is none. */
async function formerSheets(tx: Tx, actor: Actor, importId: string): Promise<SheetInput[]> {
  const { entered, items } = await listAllFormerDebtors(tx, actor, importId)
  if (!entered) return []
  const rows = items.map(({ former, ours, ...line }): CellInput[] => [
    ...[line.premisesLabel, line.debtor, line.itemName, line.year === 0 ? '' : String(line.year)],
    ...[former?.count ?? null, former?.amountFen ?? null, ours?.count ?? null, ours?.amountFen ?? null],
    ...[line.differenceFen, VERDICT_WORDS[line.verdict]],
  ])
  return [{ name: '原系统欠费户', columns: FORMER_COLUMNS, rows }]
}

/** Each debtor with what is owing, and, once it is written, the homes that are checked one by one. */
async function homeSheets(tx: Tx, actor: Actor, { id, state }: { id: string; state: string }): Promise<SheetInput[]> {
  const written = state === 'committed'
  const debtors = await listDebtors(tx, actor, id)
  const checks = written ? (await listRoomChecks(tx, actor, { importId: id })).items : []
  const after = (count: number, fen: bigint, before: bigint): CellInput[] =>
    written ? [count, fen, fen - before] : [null, null, null]
  const debtorRows = debtors.map((line): CellInput[] => [
    ...[line.premisesLabel, line.debtor, PART_WORDS[line.part], line.beforeCount, line.beforeFen],
    ...[...after(line.afterCount, line.afterFen, line.beforeFen), ''],
  ])
  const checkRows = checks.map(({ premisesLabel, debtor, part, before, after: now, picked }): CellInput[] => [
    ...[premisesLabel, debtor, PART_WORDS[part], before.count, before.amountFen],
    ...[...after(now.count, now.amountFen, before.amountFen), PICKED_WORDS[picked]],
  ])
  return [
    ...(debtorRows.length > 0 ? [{ name: '欠费户', columns: HOME_COLUMNS, rows: debtorRows }] : []),
    ...(checkRows.length > 0 ? [{ name: '逐户核对', columns: HOME_COLUMNS, rows: checkRows }] : []),
  ]
}

/**
 * Both control sheets, the list of differences, debtors, homes checked one by one and the signatures as a workbook for the archive. Errors: platform.not_found,
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
    ...(sheet.debtorsAt ? [['原系统欠费户清单', who(sheet.debtorsByName, sheet.debtorsAt)]] : []),
    ['写入前签字', who(sheet.signedByName, sheet.signedAt)],
    ['写入', who(found.committedByName, found.committedAt)],
    ['验收', who(sheet.acceptedByName, sheet.acceptedAt)],
    ['验收说明', sheet.acceptedNote ?? ''],
    ['差异行数', String(differing.length)],
  ]
  const body = await writeWorkbook([
    { name: '对照表', columns: COLUMNS, rows: lines.map(rowOf) },
    { name: '差异', columns: COLUMNS, rows: differing.map(rowOf) },
    ...(await formerSheets(tx, actor, input.importId)),
    ...(await homeSheets(tx, actor, found)),
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
