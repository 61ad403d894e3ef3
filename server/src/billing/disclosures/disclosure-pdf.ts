import { type Actor, tenantOf } from '../../platform/actor.ts'
import { civilTimeOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import type { FileAnswer } from '../../platform/module.ts'
import { formatYuan } from '../../platform/money.ts'
import type { PdfContent, PdfDefinition } from '../../platform/pdf/pdf-definition.ts'
import { renderPdf } from '../../platform/pdf/render-pdf.ts'
import { billing } from '../tables.ts'
import { type Disclosure, readDisclosure } from './disclosure-view.ts'
import { disclosureTitle, quarterWords, summaryRows } from './disclosure-words.ts'

/** A disclosure as a sheet for the notice board, with the place of the seal. Errors: platform.not_found. */
export async function disclosurePdf(tx: Tx, actor: Actor, input: { disclosureId: string }): Promise<FileAnswer> {
  const disclosure = await readDisclosure(tx, actor, input)
  const company = await billing(tx)
    .selectFrom('identity.publicCompany')
    .select('name')
    .where('tenantId', '=', tenantOf(actor))
    .executeTakeFirstOrThrow()
  const body = await renderPdf(sheetOf(disclosure, company.name))
  return { name: `${disclosureTitle(disclosure)}.pdf`, mediaType: 'application/pdf', body, inline: true }
}

const HEAD_COLOUR = '#f2f4f7'
const money = (fen: bigint, bold = false): PdfContent => ({ text: formatYuan(fen), alignment: 'right', bold })
const head = (text: string, isAmount = false): PdfContent => ({
  ...{ text, bold: true, fillColor: HEAD_COLOUR, alignment: isAmount ? 'right' : 'left' },
})
const heading = (text: string): PdfContent => ({ text, bold: true, margin: [0, 12, 0, 4] })
const none = (text: string): PdfContent => ({ text, margin: [0, 2, 0, 2] })

/** The definition of the sheet. Pure. */
function sheetOf(disclosure: Disclosure, companyName: string): PdfDefinition {
  const { communityName, content, note, publishedAt } = disclosure
  const title = disclosure.kind === 'public' ? '公共收益收支公示' : '维修资金收支公示'
  return {
    language: 'zh-CN',
    info: { title: disclosureTitle(disclosure), author: companyName, creationDate: publishedAt },
    pageSize: 'A4',
    pageMargins: [42, 44, 42, 44],
    defaultStyle: { fontSize: 9, lineHeight: 1 },
    content: [
      { text: communityName, bold: true, fontSize: 11, alignment: 'center' },
      { text: title, bold: true, fontSize: 18, characterSpacing: 3, alignment: 'center', margin: [0, 4, 0, 6] },
      {
        text: `${quarterWords(disclosure.quarter)}（${content.from} 至 ${content.to}）  单位：元`,
        alignment: 'center',
        margin: [0, 0, 0, 8],
      },
      summaryTable(disclosure),
      heading('收费收入明细'),
      receivedTable(disclosure),
      ...(content.income.length > 0 ? [heading('其他收入明细'), deedTable(content.income, false)] : []),
      heading('支出明细'),
      content.spent.length > 0 ? deedTable(content.spent, true) : none('本季度没有支出。'),
      ...(note ? [heading('说明'), none(note)] : []),
      { text: `公示单位：${companyName}（盖章）`, alignment: 'right', margin: [0, 24, 0, 4] },
      { text: `公示时间：${civilTimeOf(publishedAt)}`, alignment: 'right' },
    ],
    footer: { text: '第 {page} 页，共 {pages} 页', alignment: 'right', fontSize: 7, margin: [42, 12, 42, 0] },
  }
}

function summaryTable(disclosure: Disclosure): PdfContent {
  const rows = summaryRows(disclosure).map(({ words, fen, isTotal }): PdfContent[] => [
    { text: words, bold: isTotal },
    money(fen, isTotal),
  ])
  return { layout: 'form', table: { widths: ['*', 140], body: [[head('项目'), head('金额', true)], ...rows] } }
}

function receivedTable({ content }: Disclosure): PdfContent {
  if (content.received.length === 0) return none('本季度没有收费收入。')
  const rows = content.received.map((row): PdfContent[] => [
    row.itemName,
    { text: String(row.count), alignment: 'right' },
    money(row.amountFen),
  ])
  const body = [[head('收费项目'), head('缴费户数', true), head('金额', true)], ...rows]
  return { layout: 'form', table: { widths: ['*', 80, 120], headerRows: 1, body } }
}

type Deed = Disclosure['content']['income'][number] & { resolutionNumber?: string | null }

function deedTable(deeds: readonly Deed[], isSpent: boolean): PdfContent {
  const rows = deeds.map((deed): PdfContent[] => [
    deed.on,
    deed.purpose,
    deed.partyName,
    ...(isSpent ? [deed.resolutionNumber ?? ''] : []),
    money(deed.amountFen),
  ])
  const columns = [head('日期'), head('用途'), head(isSpent ? '收款单位' : '付款单位')]
  const body = [[...columns, ...(isSpent ? [head('决议编号')] : []), head('金额', true)], ...rows]
  const widths: (number | '*')[] = isSpent ? [58, '*', 110, 90, 70] : [58, '*', 130, 80]
  return { layout: 'form', table: { widths, headerRows: 1, body } }
}
