import { formatYuan } from '../../platform/money.ts'
import type { PdfContent, PdfDefinition } from '../../platform/pdf/pdf-definition.ts'

export interface LetterContents {
  companyName: string
  communityName: string
  premisesLabel: string
  payerName: string | null
  bills: { itemName: string; fromOn: string; toOn: string; dueOn: string; openFen: bigint }[]
  totalFen: bigint
  totalWords: string
  writtenOn: string
}

/**
 * The dunning letter on A4: to whom, what is overdue bill by bill, how to pay, and the slip that whoever takes it signs. It names
 * no service that would be cut off: that is not ours to do (民法典 944).
 */
export function letterPage(letter: LetterContents): PdfDefinition {
  return {
    language: 'zh-CN',
    info: {
      title: `催缴函 ${letter.premisesLabel}`,
      author: letter.companyName,
      creationDate: new Date(`${letter.writtenOn}T00:00:00+08:00`),
    },
    pageSize: 'A4',
    pageMargins: [56, 56, 56, 56],
    defaultStyle: { fontSize: 11, lineHeight: 1.4 },
    content: [
      { text: '催 缴 函', fontSize: 20, bold: true, alignment: 'center', margin: [0, 0, 0, 18] },
      { text: `尊敬的 ${letter.payerName ?? '业主'}（${letter.communityName} ${letter.premisesLabel}）：` },
      {
        text: `截至 ${letter.writtenOn}，您名下以下费用已过应缴日，合计人民币 ${formatYuan(letter.totalFen)} 元（${letter.totalWords}）：`,
        margin: [0, 8, 0, 8],
      },
      billsTable(letter),
      {
        text: '请您在收到本函之日起七日内缴清。可到物业服务中心缴费，也可在业主手机端查看账单明细与计算方法。如您对费用有异议，或缴费确有困难，请与我们联系，我们会逐项说明并协商处理。如您已经缴费，请忽略本函并告知我们核对。',
        margin: [0, 12, 0, 12],
      },
      { text: '特此函告。' },
      { text: letter.companyName, alignment: 'right', margin: [0, 24, 0, 0] },
      { text: letter.writtenOn, alignment: 'right' },
      {
        text: '…………………………………………  回 执  …………………………………………',
        alignment: 'center',
        margin: [0, 28, 0, 12],
      },
      { text: `房产：${letter.communityName} ${letter.premisesLabel}    金额：${formatYuan(letter.totalFen)} 元` },
      { text: '签收人：________________    日期：________________    送达人：________________', margin: [0, 14, 0, 0] },
    ],
  }
}

function billsTable({ bills, totalFen }: LetterContents): PdfContent {
  const head = ['收费项目', '费用期间', '应缴日', '未缴金额（元）'].map(text => ({ text, bold: true }))
  const rows = bills.map(bill => [
    bill.itemName,
    `${bill.fromOn} 至 ${bill.toOn}`,
    bill.dueOn,
    { text: formatYuan(bill.openFen), alignment: 'right' as const },
  ])
  const total = [
    { text: '合计', bold: true },
    '',
    '',
    { text: formatYuan(totalFen), alignment: 'right' as const, bold: true },
  ]
  return {
    layout: 'form',
    table: { headerRows: 1, widths: ['*', 'auto', 'auto', 'auto'], body: [head, ...rows, total] },
    fontSize: 10,
  }
}
