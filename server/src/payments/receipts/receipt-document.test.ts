import { afterAll, describe, expect, it } from 'vitest'
import { capitalAmount } from '../../platform/money.ts'
import { readPdf } from '../../platform/pdf/read-pdf.ts'
import { stopPdfThread } from '../../platform/pdf/render-pdf.ts'
import { type ReceiptContents, type ReceiptOptions, receiptDocument, renderReceipt } from './receipt-document.ts'

const explanation = '94.56㎡ × 1.30元/㎡·月 + 20.00元/月 = 142.93元/月 × 6个月，按合同月计收，不足整月按天折算'

function receiptOf(count: number, more: Partial<ReceiptContents> = {}): ReceiptContents {
  const lines = Array.from({ length: count }, (_, index) => ({
    itemName: `物业服务费${index + 1}`,
    periodFrom: '2020-06-10',
    periodTo: '2020-12-09',
    explanation,
    amountFen: 85758n + BigInt(index),
  }))
  const totalFen = lines.reduce((sum, line) => sum + line.amountFen, 0n)
  return {
    companyName: '安居物业服务有限公司',
    projectName: '和城花园',
    receiptNumber: 'AJ-2020-000123',
    receivedOn: '2020-12-11',
    receivedAt: '2020-12-11 14:05',
    payerName: '龑㛃䶮',
    roomLabel: '1栋1单元1011',
    lines,
    totalFen,
    capitalWords: capitalAmount(totalFen),
    method: '现金',
    cashierName: '陈晓琳',
    reprintCount: 0,
    verification: { url: 'https://anju.example/v/8F3K22QX91PL', code: '8F3K-22QX-91PL' },
    ...more,
  }
}

async function print(receipt: ReceiptContents, options?: ReceiptOptions) {
  return readPdf(await renderReceipt(receipt, options))
}

/** The words of one page without the gaps between cells. */
function plain(page: string | undefined): string {
  return (page ?? '').replaceAll(/\s+/g, '')
}

afterAll(stopPdfThread)

describe('receipt on A5', () => {
  it('says who paid what for which room, how much in figures and capitals, how, and to whom', async () => {
    const { pages, text } = await print(receiptOf(1, { tenderedFen: 90000n, changeFen: 4242n, remark: '代父缴纳' }))
    const page = plain(text[0])
    expect(pages).toBe(1)
    for (const words of [
      '安居物业服务有限公司',
      '和城花园',
      '收款收据',
      '№AJ-2020-000123',
      '交款人：龑㛃䶮',
      '房屋：1栋1单元1011',
      '收款日期：2020-12-11',
      '收费项目费用所属期计费说明金额（元）',
      '2020-06-10至2020-12-09',
      '合计（大写）人民币捌佰伍拾柒元伍角捌分¥857.58',
      '收款方式：现金实收：¥900.00找零：¥42.42收款时间：2020-12-1114:05',
      '备注：代父缴纳',
      '收款单位（章）：',
      '收款人：陈晓琳',
      '8F3K-22QX-91PL',
      '本凭证为收款收据，非税务发票',
    ]) {
      expect(page).toContain(words)
    }
    expect(page).not.toContain('补打')
    expect(page).not.toContain('作废')
  })

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is exactly one page for %i lines, with all that may be added', async count => {
    const heavy = receiptOf(count, {
      companyName: '呼和浩特市安居乐业物业服务集团有限责任公司新城区分公司',
      payerName: '王小明、李晓红、王建国、赵翠花、欧阳龑㛃䶮',
      remark:
        '代父缴纳 2020 年下半年费用，收据请寄至 3 栋 2 单元 1802 室，并于次日电话确认；如有疑问请联系客户服务中心',
      reprintCount: 2,
    })
    const voided = receiptOf(count, {
      voided: { at: '2020-12-11 16:30', reason: '金额录入有误，已重开' },
      remark: '转账',
    })
    expect((await print(receiptOf(count))).pages).toBe(1)
    expect((await print(heavy)).pages).toBe(1)
    expect((await print(voided)).pages).toBe(1)
  })

  it('flows to more pages under a repeated head, and the total never stands without a line', async () => {
    for (const count of [17, 18, 19, 30, 40]) {
      const { pages, text } = await print(receiptOf(count))
      expect(pages).toBeGreaterThan(1)
      for (const page of text.map(plain)) expect(page).toContain('收费项目费用所属期计费说明金额（元）')
      const last = plain(text.at(-1))
      expect(last).toContain(`物业服务费${count}`)
      expect(last).toContain('合计（大写）')
      expect(last).toContain('收款单位（章）')
      expect(last).toContain(`第${pages}页，共${pages}页`)
      expect(plain(text.slice(0, -1).join())).not.toContain('合计（大写）')
      expect(plain(text[1])).toContain('收款收据（续）№AJ-2020-000123龑㛃䶮1栋1单元1011')
    }
  })

  it('prints each line exactly once', async () => {
    const { text } = await print(receiptOf(40))
    const printed = [...plain(text.join('\n')).matchAll(/物业服务费(\d+)/g)].map(([, number]) => Number(number))
    expect(printed).toHaveLength(40)
    expect(new Set(printed).size).toBe(40)
  })

  it('counts reprints and marks what was voided', async () => {
    const page = plain((await print(receiptOf(2, { reprintCount: 3 }))).text[0])
    expect(page).toContain('第3次补打')
    const voided = receiptOf(2, { voided: { at: '2020-12-11 16:30', reason: '金额有误' } })
    expect(receiptDocument(voided).watermark?.text).toBe('作废')
    expect(plain((await print(voided)).text[0])).toContain('本收据已于2020-12-1116:30作废：金额有误')
  })

  it('prints a discount, a deposit without a period and a single day', async () => {
    const line = { itemName: '押金', periodFrom: null, periodTo: null, explanation: '', amountFen: 100000n }
    const receipt = receiptOf(0, {
      lines: [
        line,
        { ...line, itemName: '减免', amountFen: -500n },
        { ...line, itemName: '临停', periodFrom: '2020-12-11', periodTo: '2020-12-11', amountFen: 1000n },
      ],
      totalFen: 100500n,
      capitalWords: capitalAmount(100500n),
    })
    const [page = ''] = (await print(receipt)).text
    expect(page).toContain('押金\t—\t1,000.00')
    expect(page).toContain('减免\t—\t-5.00')
    expect(page).toContain('临停\t2020-12-11\t10.00')
  })
})

describe('other papers and languages', () => {
  it('prints 40 lines on one A4 page', async () => {
    const short = receiptOf(40)
    const lines = short.lines.map(line => ({ ...line, explanation: '94.56㎡ × 1.30元/㎡·月' }))
    expect((await print({ ...short, lines }, { paper: 'A4' })).pages).toBe(1)
  })

  it('prints an 80 mm strip of one page, with reprint, void mark and check code', async () => {
    const receipt = receiptOf(40, {
      reprintCount: 1,
      voided: { at: '2020-12-11 16:30', reason: '金额有误' },
      tenderedFen: 5000000n,
      changeFen: 1n,
    })
    const { pages, text } = await print(receipt, { paper: 'thermal80' })
    expect(pages).toBe(1)
    const strip = plain(text[0])
    const total = '合计（小写）¥34,311.00'
    for (const words of [
      '第1次补打',
      '作废',
      '物业服务费40',
      total,
      '实收¥50,000.00',
      '8F3K-22QX-91PL',
      '非税务发票',
    ]) {
      expect(strip).toContain(words)
    }
    expect(receiptDocument(receipt, { paper: 'thermal80' }).pageSize).toEqual({ width: 226.77, height: 'auto' })
  })

  it('prints English words around the same facts', async () => {
    const [page = ''] = (await print(receiptOf(2, { reprintCount: 1 }), { locale: 'en' })).text
    for (const words of ['RECEIPT', 'No. AJ-2020-000123', 'Reprint 1', '龑㛃䶮', 'Amount (CNY)', 'not a tax invoice']) {
      expect(page).toContain(words)
    }
    expect(page).not.toContain('收款收据')
  })
})

describe('receiptDocument', () => {
  it('refuses a receipt without lines or whose lines do not add up', () => {
    expect(() => receiptDocument(receiptOf(0))).toThrow(RangeError)
    expect(() => receiptDocument(receiptOf(2, { totalFen: 1n }))).toThrow('lines add up to 171517 fen, total is 1 fen')
  })

  it('is data that can be copied, and gives the same file each time', async () => {
    const receipt = receiptOf(3)
    expect(structuredClone(receiptDocument(receipt))).toEqual(receiptDocument(receipt))
    const [first, second] = [await renderReceipt(receipt), await renderReceipt(receipt)]
    expect(first.equals(second)).toBe(true)
  })

  it('cuts words that would not fit a page', async () => {
    const [line] = receiptOf(1).lines
    const endless = receiptOf(1, { lines: line ? [{ ...line, explanation: '很长的说明'.repeat(500) }] : [] })
    const { pages, text } = await print(endless)
    expect(pages).toBe(1)
    expect(text[0]).toContain('…')
  })
})
