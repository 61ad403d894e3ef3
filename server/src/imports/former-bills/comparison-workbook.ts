import type { imports as contract, ResponseOf } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import { civilDateOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { type CellInput, type SheetColumn, writeWorkbook } from '../../platform/excel/write-workbook.ts'
import type { FileAnswer } from '../../platform/module.ts'
import { billsOf, described, placeOf, sumsOf } from './comparison-view.ts'

type Answer = ResponseOf<typeof contract.readBillComparison>
type Bill = Answer['bills'][number]

const MOST_LISTED = 200_000

const VERDICT_WORDS: Record<Bill['verdict'], string> = {
  ...{ same: '一致', amount: '金额不同', 'only-former': '只在原系统', 'only-ours': '只在本系统' },
}

const BILL_COLUMNS: SheetColumn[] = [
  { heading: '房产', format: 'text', width: 20 },
  { heading: '收费项目', format: 'text', width: 18 },
  { heading: '所属期起', format: 'date', width: 12 },
  { heading: '所属期止', format: 'date', width: 12 },
  { heading: '原系统', format: 'money', width: 14 },
  { heading: '本系统', format: 'money', width: 14 },
  { heading: '差额', format: 'money', width: 14 },
  { heading: '比对', format: 'text', width: 12 },
]

const DIFFERENCE_COLUMNS: SheetColumn[] = [
  ...BILL_COLUMNS,
  { heading: '本系统计费过程', format: 'text', width: 60 },
  { heading: '文件行', format: 'text', width: 20 },
  { heading: '原因', format: 'text', width: 30 },
  { heading: '确认人', format: 'text', width: 12 },
  { heading: '确认日期', format: 'text', width: 12 },
]

const SUM_COLUMNS: SheetColumn[] = [
  { heading: '收费项目', format: 'text', width: 18 },
  { heading: '笔数', format: 'integer', width: 10 },
  { heading: '原系统', format: 'money', width: 16 },
  { heading: '本系统', format: 'money', width: 16 },
  { heading: '差额', format: 'money', width: 16 },
  { heading: '不一致', format: 'integer', width: 10 },
  { heading: '未说明', format: 'integer', width: 10 },
]

const billCells = (bill: Omit<Bill, 'lines' | 'rows' | 'understood'>): CellInput[] => [
  ...[bill.premisesLabel, bill.itemName, bill.fromOn, bill.toOn, bill.formerFen, bill.oursFen],
  ...[bill.differenceFen, VERDICT_WORDS[bill.verdict]],
]

function differenceCells(bill: Bill): CellInput[] {
  const { lines, rows, understood } = bill
  return [
    ...billCells(bill),
    lines.map(({ from, to, words }) => `${from}–${to}：${words['zh-CN']}`).join('；'),
    rows.map(({ sheet, row }) => `${sheet} ${row}`).join('、'),
    ...[understood?.reason ?? '', understood?.by ?? '', understood ? civilDateOf(understood.at) : ''],
  ]
}

/** The whole comparison for the archive: every bill, totals by item, what differs with our explanation and the reason. Errors: platform.not_found. */
export async function billComparisonWorkbook(
  tx: Tx,
  actor: Actor,
  { importId }: { importId: string },
): Promise<FileAnswer> {
  const place = await placeOf(tx, actor, importId)
  const { totals, items } = await sumsOf(tx, actor, place)
  const all = await billsOf(tx, actor, place, { show: 'all' }, MOST_LISTED)
  const differing = await billsOf(tx, actor, place, { show: 'differing' }, MOST_LISTED)
  const sumCells = (
    name: string,
    { count, formerFen, oursFen, differenceFen, differing, open }: typeof totals,
  ): CellInput[] => [...[name, count, formerFen, oursFen, differenceFen, differing, open]]
  const whole = { verdicts: totals.verdicts }
  const body = await writeWorkbook([
    {
      name: '按项目合计',
      columns: SUM_COLUMNS,
      rows: [...items.map(item => sumCells(item.itemName, { ...item, ...whole })), sumCells('合计', totals)],
    },
    {
      name: '不一致',
      columns: DIFFERENCE_COLUMNS,
      rows: (await described(tx, actor, place, differing.rows)).map(differenceCells),
    },
    {
      name: '逐笔比对',
      columns: BILL_COLUMNS,
      rows: all.rows.map(row => billCells({ ...row, differenceFen: (row.oursFen ?? 0n) - (row.formerFen ?? 0n) })),
    },
  ])
  return {
    name: `${place.fileName.replace(/\.xlsx$/i, '')}-账单比对.xlsx`,
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    body,
  }
}
