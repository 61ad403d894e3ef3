import type { payments as contract, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { civilTimeOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import type { FileAnswer } from '../../platform/module.ts'
import { formatYuan } from '../../platform/money.ts'
import type { PdfContent, PdfDefinition } from '../../platform/pdf/pdf-definition.ts'
import { renderPdf } from '../../platform/pdf/render-pdf.ts'
import { METHOD_WORDS } from '../receipts/receipt.ts'
import { payments } from '../tables.ts'
import { readDayClose } from './day-close-view.ts'

type Detail = ResponseOf<typeof contract.readDayClose>

/** The sheet of a closed day for the file: sums, counted cash, methods, movements, and two signatures. Errors: platform.not_found. */
export async function dayClosePdf(tx: Tx, actor: Actor, input: { dayCloseId: string }): Promise<FileAnswer> {
  const close = await readDayClose(tx, actor, input)
  const company = await payments(tx)
    .selectFrom('identity.publicCompany')
    .select('name')
    .where('tenantId', '=', tenantOf(actor))
    .executeTakeFirstOrThrow()
  const body = await renderPdf(dayCloseSheet(close, company.name))
  return { name: `日结 ${close.day} ${close.cashierName}.pdf`, mediaType: 'application/pdf', body, inline: true }
}

const MOVEMENT_WORDS = {
  in: '存入',
  out: '取出',
  handed: '交班',
  taken: '接班',
  refunded: '退款',
  banked: '缴存',
} as const

/** The definition of the sheet. Pure. */
function dayCloseSheet(close: Detail, companyName: string): PdfDefinition {
  const state = close.signedAt ? `已复核 ${close.signedName} ${civilTimeOf(close.signedAt)}` : '待复核'
  return {
    language: 'zh-CN',
    info: { title: `日结单 ${close.day} ${close.cashierName}`, author: companyName, creationDate: close.closedAt },
    pageSize: 'A4',
    pageMargins: [42, 44, 42, 44],
    defaultStyle: { fontSize: 9, lineHeight: 1 },
    content: [
      { text: companyName, bold: true, fontSize: 11, alignment: 'center' },
      { text: '收银日结单', bold: true, fontSize: 18, characterSpacing: 4, alignment: 'center', margin: [0, 4, 0, 8] },
      {
        columns: [
          `项目：${close.communityName}`,
          `收费员：${close.cashierName}`,
          { text: `日期：${close.day}`, alignment: 'right' },
        ],
        margin: [0, 0, 0, 6],
      },
      cashTable(close),
      heading('各收款方式'),
      methodTable(close),
      heading('实点面额'),
      denominationTable(close),
      ...(close.movements.length > 0 ? [heading('现金进出与缴存'), movementTable(close)] : []),
      {
        text: `收据 ${close.receipts.count} 张${close.receipts.first ? `，${close.receipts.first} 至 ${close.receipts.last}` : ''}；作废 ${close.receipts.voided} 张`,
        margin: [0, 10, 0, 0],
      },
      ...close.receipts.reversed.map(reversedLine),
      { text: `说明：${close.note ?? '无'}`, margin: [0, 4, 0, 0] },
      { text: `结账时间：${civilTimeOf(close.closedAt)}；${state}`, margin: [0, 4, 0, 24] },
      { columns: ['收费员签字：________________', '复核人签字：________________', '财务签字：________________'] },
    ],
    footer: { text: '第 {page} 页，共 {pages} 页', alignment: 'right', fontSize: 7, margin: [42, 12, 42, 0] },
  }
}

const reversedLine = ({ number, paidOn, method, amountFen }: Detail['receipts']['reversed'][number]): PdfContent => ({
  text: `冲正（已日结）：${paidOn} ${number} ${METHOD_WORDS[method]} ${formatYuan(amountFen)} 元，收据作废`,
  margin: [0, 4, 0, 0],
})

const heading = (text: string): PdfContent => ({ text, bold: true, margin: [0, 10, 0, 4] })
const money = (fen: bigint, bold = false): PdfContent => ({ text: formatYuan(fen), alignment: 'right', bold })
const head = (...texts: string[]): PdfContent[] =>
  texts.map((text, index) => ({ text, bold: true, fillColor: '#f2f4f7', alignment: index === 0 ? 'left' : 'right' }))

function cashTable(close: Detail): PdfContent {
  const differs = close.differenceFen === 0n ? '平' : close.differenceFen < 0n ? '短款' : '长款'
  const rows: PdfContent[][] = [
    head('现金', '金额（元）'),
    ['备用金', money(close.floatFen)],
    ['加：现金收款', money(close.takenFen)],
    ['加：存入、接班', money(close.inFen)],
    ['减：现金退款', money(close.refundedFen)],
    ['减：取出、交班', money(close.outFen)],
    ['减：缴存银行', money(close.bankedFen)],
    [{ text: '应有', bold: true }, money(close.dueFen, true)],
    [{ text: '实点', bold: true }, money(close.countedFen, true)],
    [{ text: `长短款（${differs}）`, bold: true }, money(close.differenceFen, true)],
  ]
  return { layout: 'form', table: { widths: ['*', 140], body: rows } }
}

function methodTable(close: Detail): PdfContent {
  const rows = close.methods.map((sum): PdfContent[] => [
    METHOD_WORDS[sum.method],
    { text: String(sum.count), alignment: 'right' },
    money(sum.amountFen),
    { text: String(sum.returnedCount), alignment: 'right' },
    money(sum.returnedFen),
    money(sum.netFen),
    money(sum.slipsFen),
  ])
  const total = (of: (sum: Detail['methods'][number]) => bigint) =>
    money(
      close.methods.reduce((sum, method) => sum + of(method), 0n),
      true,
    )
  const count = (of: 'count' | 'returnedCount'): PdfContent => ({
    text: String(close.methods.reduce((sum, method) => sum + method[of], 0)),
    alignment: 'right',
    bold: true,
  })
  const foot: PdfContent[] = [
    { text: '合计', bold: true },
    ...[count('count'), total(sum => sum.amountFen), count('returnedCount'), total(sum => sum.returnedFen)],
    ...[total(sum => sum.netFen), total(sum => sum.slipsFen)],
  ]
  const body = [head('方式', '笔数', '收款', '退回笔数', '退回', '净额', '单据金额'), ...rows, foot]
  return { layout: 'form', table: { widths: ['*', 35, 80, 50, 80, 80, 80], body } }
}

function denominationTable(close: Detail): PdfContent {
  const counted = Object.entries(close.denominations)
    .filter(([, count]) => count > 0)
    .sort(([a], [b]) => Number(b) - Number(a))
  const rows = counted.map(([fen, count]): PdfContent[] => [
    `${formatYuan(BigInt(fen))} 元`,
    { text: String(count), alignment: 'right' },
    money(BigInt(fen) * BigInt(count)),
  ])
  const body = [
    head('面额', '张 / 枚', '金额'),
    ...(rows.length > 0 ? rows : [['无', '', '']]),
    ['合计', '', money(close.countedFen, true)],
  ]
  return { layout: 'form', table: { widths: ['*', 60, 110], body: body as PdfContent[][] } }
}

function movementTable(close: Detail): PdfContent {
  const rows = close.movements.map((movement): PdfContent[] => [
    civilTimeOf(movement.at).slice(11),
    MOVEMENT_WORDS[movement.kind],
    movement.words,
    money(movement.amountFen),
  ])
  const columns: PdfContent[] = [
    ...['时间', '类别', '摘要'].map(text => ({ text, bold: true, fillColor: '#f2f4f7' })),
    { text: '金额', bold: true, fillColor: '#f2f4f7', alignment: 'right' },
  ]
  return { layout: 'form', table: { widths: [40, 50, '*', 110], headerRows: 1, body: [columns, ...rows] } }
}
